import { LOOKUP_LIMIT } from "../../domain/spf-evaluate.ts";
import { clientsOf, passes } from "../../domain/spf-repeats.ts";
import { spfTreeOf, spfTreeOfText } from "../../domain/spf-tree.ts";
import { hasUnknownText, spfTexts, type SpfText } from "../../domain/texts.ts";
import type { World } from "../../domain/world.ts";
import { placeholdersIn } from "../../model/draft.ts";
import type { Name } from "../../model/name.ts";
import {
  editSpf,
  mendSpf,
  parseSpf,
  printTerm,
  type SpfEdit,
  type SpfModifier,
  type SpfRecord,
  type SpfTerm,
} from "../../syntax/spf.ts";
import type { Note, SpfCost } from "../planned.ts";
import type { Fault } from "../request.ts";
import { notes } from "./notes.ts";
import { shownText } from "./shown.ts";
import type { Step, Wanted } from "./step.ts";

/** The SPF policy of a name: the declared one with what the plan adds, and always one (RFC 7208 4.5). */
export function mergeSpf(wanted: Wanted, step: Step): void {
  const { declared, ledger } = step;
  const { name } = wanted;
  const waits = step.isMute && name === declared.name;
  const [first, ...others] = spfTexts(declared.at(name));
  if (first === undefined) {
    if (!hasUnknownText(declared.at(name))) return waits ? ledger.giveWay([], [wanted]) : ledger.add(wanted);
    return ledger.fault(
      `has a TXT record at ${name} whose text is hidden; it may be an SPF policy, and two of them are none (RFC 7208 4.5), so the document must show it`,
    );
  }
  const text = "parked" in step.request ? wanted.value : mergedText(wanted, [first, ...others], step);
  if (text === undefined) return;
  const leaving = { provider: undefined, reason: `the policy of ${name} becomes "${shownText(text, 500)}"` };
  const before = { record: first.record, ...leaving };
  if (text === first.text) ledger.keep(first.record, wanted);
  else if (waits) ledger.giveWay([before], [{ ...wanted, value: text }]);
  else ledger.change(before, { ...wanted, value: text });
  for (const { record } of others) {
    if (ledger.options.holdsAll) ledger.giveWay([{ record, ...leaving }], []);
    else ledger.remove(record);
  }
  if (others.length > 0 && !ledger.options.holdsAll) {
    ledger.note(notes.severalSpf(name, others.length + 1));
  }
}

/** The declared policies as one, with the terms that the plan needs and without those of whoever leaves. */
function mergedText(wanted: Wanted, texts: readonly [SpfText, ...SpfText[]], step: Step): string | undefined {
  const { name } = wanted;
  const [base, ...rest] = texts.map((text) => soundPolicy(text, name, step));
  if (base === undefined || rest.includes(undefined)) return undefined;
  const plan = parseSpf(wanted.value);
  const words = wordsOf(base, name);
  const asked = new Set(wordsOf(plan, name).map(({ clients }) => clients));
  const isStale = ({ text, clients }: Word): boolean => placeholdersIn(text).length > 0 && !asked.has(clients);
  const staying = words.filter((word) => !goes(word.term, step) && !isStale(word));
  if (plan.redirect !== undefined && staying.length === 0 && rest.length === 0) return wanted.value;
  const drop = words.filter((word) => !staying.includes(word)).map(({ term }) => term);
  const known = new Map(staying.map((word) => [word.clients, word]));
  const add: Word[] = [];
  for (const word of rest.flatMap((each) => (each === undefined ? [] : wordsOf(each, name)))) {
    if (goes(word.term, step) || known.has(word.clients)) continue;
    known.set(word.clients, word);
    add.push(word);
  }
  // A policy of the domain's own that is included may hold the provider's already.
  const tree = base === texts[0].spf ? spfTreeOfText(step.declared.world, name, texts[0]) : undefined;
  for (const word of wordsOf(plan, name)) {
    const same = known.get(word.clients);
    if (same?.passes === true) continue;
    if (same === undefined && tree !== undefined && word.target !== undefined && passes(tree, word.target)) continue;
    // The first term that fits decides: one that lets nobody pass would stand before.
    if (same !== undefined && add.includes(same)) add.splice(add.indexOf(same), 1);
    else if (same !== undefined) drop.push(same.term);
    add.push(word);
  }
  return edited(base, plan, { drop, add: add.map(({ text }) => text) }, name, step);
}

function edited(base: SpfRecord, plan: SpfRecord, { drop, add }: Required<SpfEdit>, name: Name, step: Step): string {
  const end = endOf(base, plan, add.length + drop.length > 0, name, step);
  if (end === undefined) return add.length + drop.length === 0 ? base.text : editSpf(base, { drop, add });
  if (end.note !== undefined) step.ledger.note(end.note);
  return editSpf(base, {
    drop: end.drop === undefined ? drop : [...drop, end.drop],
    add: [...end.before, ...add, end.word],
  });
}

interface Word {
  readonly text: string;
  readonly term: SpfTerm;
  /** Equal for words that match the same clients. */
  readonly clients: string;
  /** The policy that it leads to. */
  readonly target: Name | undefined;
  /** Whom it matches passes. */
  readonly passes: boolean;
}

/** The mechanisms that are evaluated, without `all`; a redirect in force as the include that it is beside others (RFC 7208 6.1). */
function wordsOf(spf: SpfRecord, owner: Name): Word[] {
  const { all, redirect, terms } = spf;
  return terms.flatMap((term): Word[] => {
    const isLive = all === undefined || term.start < all.start;
    if (!isLive || (term.kind !== "mechanism" && term !== redirect)) return [];
    const text = term.kind === "mechanism" ? printTerm(spf, term) : includeFor(spf, term);
    const mechanism = term.kind === "mechanism" ? term : parseSpf(`v=spf1 ${text}`).lookupTerms[0];
    if (mechanism?.kind !== "mechanism") return [];
    const target = mechanism.name === "include" ? mechanism.domain?.name : undefined;
    return [{ text, term, clients: clientsOf(mechanism, owner), target, passes: mechanism.qualifier === "+" }];
  });
}

function includeFor(spf: SpfRecord, redirect: SpfTerm): string {
  return printTerm(spf, redirect).replace(/^redirect=/, "include:");
}

interface End {
  /** Terms that go before all that is added. */
  readonly before: readonly string[];
  readonly word: string;
  readonly drop: SpfTerm | undefined;
  readonly note: Note | undefined;
}

/**
 * How the policy ends, where that is not as it is declared: one that lets everybody send never stays. Who sends besides is
 * not known, so that nobody is refused who was not before, unless that is asked for.
 */
function endOf(base: SpfRecord, plan: SpfRecord, isEdited: boolean, name: Name, step: Step): End | undefined {
  const { all, redirect } = base;
  const asked = "parked" in step.request ? undefined : step.request.spfAll;
  const mild = asked ?? "~all";
  if (all !== undefined) {
    const before = printTerm(base, all);
    if (all.qualifier !== "+" && (asked ?? before) === before) return undefined;
    return { before: [], word: mild, drop: all, note: notes.endOfSpf(name, before, mild) };
  }
  if (redirect === undefined) return { before: [], word: mild, drop: undefined, note: undefined };
  if (!isEdited) return undefined;
  if (goes(redirect, step)) {
    const word = plan.all === undefined ? "~all" : printTerm(plan, plan.all);
    return { before: [], word, drop: redirect, note: undefined };
  }
  const end = asked ?? endOfRedirect(redirect, step);
  const note = notes.redirectSpf(name, printTerm(base, redirect), end);
  return { before: [includeFor(base, redirect)], word: end, drop: redirect, note };
}

/** No stricter than the policy that was redirected to, which an include keeps no end of; what is not declared may be mild. */
function endOfRedirect({ domain }: SpfModifier, { declared }: Step): "~all" | "-all" {
  const [target, another] = domain?.name === undefined ? [] : spfTexts(declared.at(domain.name));
  return another === undefined && target?.spf.all?.qualifier === "-" ? "-all" : "~all";
}

/** Whether a term is of a provider that leaves now. */
function goes(term: SpfTerm, { ledger, leavers }: Step): boolean {
  return ledger.options.replace && leavers.ofTerm(term) !== undefined;
}

/** The policy, or what it was surely meant to be; else a fault names the term that breaks it. */
function soundPolicy({ text, spf }: SpfText, name: Name, { ledger }: Step): SpfRecord | undefined {
  const [error] = spf.errors;
  if (error === undefined) return spf;
  const broken = text.slice(error.term.start, error.term.end);
  const mended = mendSpf(spf);
  if (mended === undefined) {
    ledger.fault(
      `has an SPF policy at ${name} with the term "${shownText(broken, 200)}", which breaks the grammar (RFC 7208 12), and what was meant cannot be told; mend it or drop it first`,
    );
    return undefined;
  }
  ledger.note(notes.mendedSpf(name, broken));
  return parseSpf(mended);
}

/** What the policies cost in the world afterwards. */
export function spfCosts(names: readonly Name[], after: World): readonly SpfCost[] {
  return names.flatMap((name): SpfCost[] => {
    const tree = spfTreeOf(after, name);
    if (tree === undefined) return [];
    return [{ name, lookups: tree.known, isLowerBound: tree.isLowerBound, measured: tree.measured }];
  });
}

/** A fault for a policy that needs more look-ups than receivers make (RFC 7208 4.6.4), with the way out. */
export function overLimit(
  name: Name,
  after: World,
  { ledger, leavers }: Step,
  nameOf: (at: Fault["at"]) => string,
): Fault | undefined {
  const tree = spfTreeOf(after, name);
  if (tree === undefined || tree.known <= LOOKUP_LIMIT) return undefined;
  const { text } = tree.text;
  const spent = tree.branches.map(({ term, known }) => `${shownText(text.slice(term.start, term.end), 100)} ${known}`);
  const count = `${tree.isLowerBound ? "at least " : ""}${tree.known}`;
  const old = new Set(tree.text.spf.terms.flatMap((term) => leavers.ofTerm(term)?.name ?? []));
  const wayOut =
    old.size > 0 && !ledger.options.replace
      ? `take out what no longer sends, or move in one step: ${nameOf(["replace"])} takes out the terms of ${[...old].join(", ")}`
      : `take out what no longer sends, or let a sender send from a subdomain of its own`;
  return {
    at: ["domain"],
    text: `would have an SPF policy at ${name} that needs ${count} DNS look-ups (${spent.join(", ")}); receivers stop at ${LOOKUP_LIMIT} with permerror (RFC 7208 4.6.4); ${wayOut}`,
  };
}
