import { spfTree, type SpfText } from "../../domain/texts.ts";
import type { World } from "../../domain/world.ts";
import type { Name } from "../../model/name.ts";
import {
  editSpf,
  mendSpf,
  printTerm,
  type Qualifier,
  type SpfMechanism,
  type SpfModifier,
  type SpfRecord,
  type SpfTerm,
} from "../../syntax/spf.ts";

/** Whether a name holds texts of other mail standards, so that SPF has no business there. */
export function isOtherPolicyName(name: Name): boolean {
  return /(?:^|\.)_(?:dmarc|domainkey|mta-sts|tls|report)\./.test(name);
}

/** The terms that receivers evaluate: those up to the first `all` (RFC 7208 5.1). */
export function liveTerms(spf: SpfRecord): readonly SpfTerm[] {
  return spf.all === undefined ? spf.terms : spf.terms.slice(0, spf.terms.indexOf(spf.all) + 1);
}

/** A policy that nobody passes, and that says so: `-all` and no other mechanism (RFC 7208 10.1.2). */
export function isRefusal({ spf }: SpfText): boolean {
  return spf.errors.length === 0 && spf.all?.qualifier === "-" && liveMechanisms(spf).length === 0;
}

/** Mechanisms that let a sender pass or answer neutrally, `all` left out. */
export function liveMechanisms(spf: SpfRecord): SpfMechanism[] {
  return liveTerms(spf).filter((term): term is SpfMechanism => term.kind === "mechanism" && term.name !== "all");
}

const WEAK: readonly Qualifier[] = ["-", "~", "?", "+"];

/** What receivers never reach: mechanisms after `all`, and a redirect beside it (RFC 7208 5.1, 6.1). */
export function deadTerms(spf: SpfRecord): {
  readonly after: readonly SpfMechanism[];
  readonly redirect: SpfModifier | undefined;
} {
  const { all, terms } = spf;
  if (all === undefined) return { after: [], redirect: undefined };
  const after = terms.slice(terms.indexOf(all) + 1).filter((term): term is SpfMechanism => term.kind === "mechanism");
  return { after, redirect: spf.redirect };
}

/** Whether a term stands behind `all` with mechanisms after it, where receivers do not get to. */
export function isBehindAll(spf: SpfRecord, term: SpfTerm): boolean {
  return spf.all !== undefined && term.start > spf.all.start && deadTerms(spf).after.length > 0;
}

/** The record with the mechanisms after `all` before it, each once, and without what never counts. */
export function withoutDead(spf: SpfRecord): { readonly text: string; readonly moved: number } {
  const { after, redirect } = deadTerms(spf);
  const plain = (term: SpfTerm): string => printTerm(spf, term).replace(/^\+/, "").toLowerCase();
  const live = new Set(liveTerms(spf).map(plain));
  const add = new Map<string, string>();
  for (const term of after) {
    if (term.name !== "all" && !live.has(plain(term))) add.set(plain(term), printTerm(spf, term));
  }
  const versions = spf.warnings.filter(({ code }) => code === "repeated-version").map(({ term }) => term);
  const drop = [...after, ...versions, ...(redirect === undefined ? [] : [redirect])];
  return { text: editSpf(spf, { drop, add: [...add.values()] }), moved: add.size };
}

/**
 * One record with every authorisation of several, each once, in their order. Of their `all` the weakest that is still a
 * judgement; `undefined` where one of them cannot be mended.
 */
export function mergeSpf(texts: readonly SpfText[]): string | undefined {
  const words = new Map<string, string>();
  let weakest = 0;
  for (const { spf } of texts) {
    const mended = spf.errors.length === 0 ? spf : asMended(spf);
    if (mended === undefined) return undefined;
    for (const term of liveTerms(mended)) {
      if (term === mended.all || term.kind === "invalid") continue;
      if (term.kind === "modifier" && term.name !== "redirect" && term.name !== "exp") continue;
      const word = printTerm(mended, term);
      if (term.kind === "mechanism") add(words, word.replace(/^\+/, ""));
      else if (term.name === "exp") add(words, word, "exp=");
      else if (mended.all === undefined) add(words, `include:${term.value}`);
    }
    weakest = Math.max(weakest, mended.all === undefined ? 1 : WEAK.indexOf(mended.all.qualifier));
  }
  return ["v=spf1", ...words.values(), weakest === 0 ? "-all" : "~all"].join(" ");
}

function asMended(spf: SpfRecord): SpfRecord | undefined {
  const text = mendSpf(spf);
  return text === undefined ? undefined : spfTree(text);
}

function add(words: Map<string, string>, word: string, key = word.toLowerCase()): void {
  if (!words.has(key)) words.set(key, word);
}

const included = new WeakMap<World, ReadonlySet<Name>>();

/** The names that an include or redirect of the declared world leads to. */
export function includedNames(world: World): ReadonlySet<Name> {
  let names = included.get(world);
  if (names === undefined) {
    const found = new Set<Name>();
    for (const node of world.nodes.values()) {
      for (const record of node.records) {
        if (record.type !== "TXT" || !Array.isArray(record.data.strings)) continue;
        const text = record.data.strings.join("");
        if (!/^v=spf1 /i.test(text)) continue;
        for (const term of spfTree(text).terms) {
          if (term.kind === "invalid" || (term.name !== "include" && term.name !== "redirect")) continue;
          if (term.domain?.name !== undefined) found.add(term.domain.name);
        }
      }
    }
    included.set(world, (names = found));
  }
  return names;
}
