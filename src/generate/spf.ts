import { LOOKUP_LIMIT } from "../domain/spf-evaluate.ts";
import { spfTreeOf, type SpfTree } from "../domain/spf-tree.ts";
import { World } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import { isKnown, type Value } from "../model/value.ts";
import { parseSpf } from "../syntax/spf.ts";
import { demand, draftFor, fillFor, type Drafting, type Part } from "./part.ts";
import type { PlannedRecord, SpfCost } from "./planned.ts";
import type { Recipe } from "./recipe.ts";
import { faultsAt, pendingOf, policyRecord } from "./record.ts";
import type { Fault } from "./request.ts";
import { joined, textOf, type Text } from "./template.ts";
import { zoneOf } from "./zone.ts";

/** What goes into the one SPF record of a name (RFC 7208 4.5: two are none). */
export interface SpfParts {
  /** Their terms in this order; the first one's qualifier of `all` counts. */
  readonly parts: readonly Part[];
  readonly own: readonly Value<string>[];
  readonly all: "~all" | "-all" | undefined;
  readonly role: string;
  /** Below the mail domain. */
  readonly below: string;
}

export interface SpfRecordAndCost {
  readonly record: PlannedRecord;
  readonly cost: SpfCost | undefined;
}

/** The SPF record of a name; `undefined` where nobody asks for one. */
export function spfRecord(spf: SpfParts, drafting: Drafting): SpfRecordAndCost | undefined {
  const own = ownTerms(spf.own, drafting);
  const asking = spf.parts.filter(({ recipe }) => (recipe.publish?.spf?.recommended.length ?? 0) > 0);
  const isAlone = asking.length === 1 && own.length === 0 && spf.all === undefined;
  const terms = [...own, ...asking.flatMap((part) => termsOf(part, isAlone, drafting))];
  if (terms.length === 0 && spf.parts[0]?.use === "sender") return undefined;
  const known = new Set<string>();
  const kept = terms.filter(({ value }) => {
    if (!isKnown(value)) return true;
    const key = value.toLowerCase().replace(/^\+/, "");
    return !known.has(key) && known.add(key);
  });
  const redirects = kept.some(({ value }) => isKnown(value) && value.startsWith("redirect="));
  const end = redirects ? [] : [textOf(spf.all ?? allOf(spf.parts))];
  const text = joined([textOf("v=spf1"), ...kept, ...end], " ");
  const name = spf.below === "" ? drafting.domain : joined([textOf(spf.below), drafting.domain], ".");
  const head = { role: spf.role, purpose: "spf", type: "TXT", owner: spf.below === "" ? "@" : spf.below } as const;
  const record = policyRecord(head, name, text, faultsAt(["spf"], drafting));
  return { record, cost: costOf(kept, name, spf, drafting) };
}

/** How the record ends: as the provider documents it, but never in `?all`, which says no more than no SPF at all (RFC 7208 8.2). */
function allOf(parts: readonly Part[]): string {
  return parts[0]?.recipe.publish?.spf?.all === "-all" ? "-all" : "~all";
}

/** The SPF terms of an entry where others stand beside them: redirect= leaves them no room, and has no effect beside all (RFC 7208 6.1). */
export function termsBesideOthers({ publish }: Recipe): readonly string[] {
  const { recommended = [], combined } = publish?.spf ?? {};
  return combined ?? recommended.map((term) => term.replace(/^redirect=/, "include:"));
}

function termsOf(part: Part, isAlone: boolean, drafting: Drafting): Text[] {
  const alone = part.recipe.publish?.spf?.recommended ?? [];
  return (isAlone ? alone : termsBesideOthers(part.recipe)).flatMap((template) => {
    const text = fillFor(part, template);
    if ("value" in text) return [text];
    if (drafting.drafted !== undefined) {
      drafting.drafted.push(pendingOf(part, { purpose: "spf", type: "TXT", name: "@" }, text));
      return [draftFor(part, template, !/^[+~?-]?ip[46]:/.test(template))];
    }
    demand(part, text, drafting.faults);
    return [];
  });
}

function ownTerms(terms: readonly Value<string>[], drafting: Drafting): Text[] {
  for (const [index, term] of terms.entries()) {
    if (!isKnown(term)) continue;
    const problem = typeof term !== "string" || term.length > 512 ? "is no SPF term" : faultOfTerm(term, drafting);
    if (problem === undefined) continue;
    const shown = drafting.hideValues || problem === "is no SPF term" ? "" : `is ${JSON.stringify(term)}, which `;
    drafting.faults.push({
      at: ["spf", index],
      text: `${shown}${problem}; give one mechanism a string, as "ip4:192.0.2.1"`,
    });
  }
  return terms.map(textOf);
}

function faultOfTerm(term: string, { nameOf }: Drafting): string | undefined {
  const { terms, errors } = parseSpf(`v=spf1 ${term}`);
  const [only] = terms;
  if (errors.length > 0 || only === undefined) return "breaks the SPF grammar";
  if (terms.length > 1) return `holds ${terms.length} terms`;
  if (only.kind !== "mechanism") return "is a modifier, and who may send is said by mechanisms";
  return only.name === "all" ? `is set by ${nameOf(["spfAll"])}` : undefined;
}

/** Counted as the linter counts: declared terms, and the dated cost of includes that the catalogue knows. */
function costOf(terms: readonly Text[], name: Text, spf: SpfParts, drafting: Drafting): SpfCost | undefined {
  const values = terms.map(({ value }) => value);
  const text = ["v=spf1", ...values.filter(isKnown), "~all"].join(" ");
  const at: Name = isKnown(name.value) ? name.value : "example.com";
  const record = policyRecord(
    { role: spf.role, purpose: "spf", type: "TXT", owner: "@" },
    textOf(at),
    textOf(text),
    () => undefined,
  );
  const tree = spfTreeOf(new World([zoneOf([record], at, "part")]), at);
  if (tree === undefined) return undefined;
  // A term that is not known yet is an include, an a or an exists: each costs one look-up at least.
  const open = values.length - values.filter(isKnown).length;
  const lookups = tree.known + open;
  const isLowerBound = tree.isLowerBound || open > 0;
  if (lookups > LOOKUP_LIMIT) drafting.faults.push(tooMany(tree, lookups, isLowerBound, at, spf, drafting));
  return { name: at, lookups, isLowerBound, measured: tree.measured };
}

function tooMany(
  tree: SpfTree,
  lookups: number,
  isLowerBound: boolean,
  name: Name,
  { parts }: SpfParts,
  { hideValues, belowOf }: Drafting,
): Fault {
  const costs = tree.branches.map(({ term, known }) => `${tree.text.text.slice(term.start, term.end)} ${known}`);
  const spent = hideValues ? "" : ` (${costs.join(", ")})`;
  const count = `${isLowerBound ? "at least " : ""}${lookups}`;
  const sender = parts.findLast(({ use, below }) => use === "sender" && below === "");
  const wayOut =
    sender === undefined
      ? "take out what no longer sends"
      : `let a sender send from a subdomain of its own: ${belowOf(sender.recipe.id)}`;
  return {
    at: [sender === undefined ? "spf" : "senders"],
    text: `would make the SPF record of ${name} need ${count} DNS look-ups${spent}; receivers stop at ${LOOKUP_LIMIT} with permerror; ${wayOut}`,
  };
}
