import { labelsOf, type Name } from "../model/name.ts";
import type { Zone } from "../model/zone.ts";
import { treeWalkNames, type DmarcPolicy } from "../syntax/dmarc.ts";
import { alternatives } from "./alternatives.ts";
import { oncePerSet } from "./once.ts";
import { publicSuffix } from "./organizational.ts";
import { dmarcTexts, hasUnknownText, isTxt, type DmarcText } from "./texts.ts";
import type { Answer, World } from "./world.ts";

/** What stands at `_dmarc.<name>`. */
export interface DmarcStep {
  readonly name: Name;
  readonly answer: Answer;
  /** Every text that discovery keeps; more than one, and all are discarded. */
  readonly texts: readonly DmarcText[];
  /** Cannot be told: outside the documents, not declared there, or a text that is not known. */
  readonly open: boolean;
}

/** Which policy holds for a name (RFC 9989 4.10.1), as far as the declared world tells. */
export type DmarcOutcome =
  | {
      readonly state: "policy";
      /** The name whose `_dmarc` holds it. */
      readonly from: Name;
      readonly text: DmarcText;
      readonly inherited: boolean;
      readonly tag: "p" | "sp" | "np";
      /** As declared. */
      readonly policy: DmarcPolicy;
      /** `t=y`: one level lower is asked for (4.7). */
      readonly test: boolean;
      /** What receivers are asked to do: the policy after `t`. */
      readonly effective: DmarcPolicy;
    }
  /** No policy: nothing there, several records at a name of the walk (all discarded), or a record that no receiver can use. */
  | { readonly state: "none"; readonly why: "missing" | "multiple" | "unusable"; readonly text?: DmarcText }
  | { readonly state: "undeclared"; readonly name: Name; readonly zone: Zone }
  | { readonly state: "unknown"; readonly reason: string };

export interface DmarcView {
  /** `_dmarc.<name>` itself. */
  readonly own: DmarcStep;
  readonly outcome: DmarcOutcome;
  /** By the tree walk (RFC 9989 4.10.2); `undefined` where a step of the walk is not known. */
  readonly organizationalDomain: Name | undefined;
  /** The record with `psd=y` or `psd=n` that the walk stops at (4.10, steps 2 and 7). */
  readonly boundary: DmarcStep | undefined;
}

/** Asks for one step of the tree walk. */
function step(world: World, name: Name): DmarcStep {
  const answer = world.lookup(`_dmarc.${name}`, "TXT");
  if (answer.state === "found") return { name, answer, ...textsOf(answer.records) };
  // Registries are not declared here: a public suffix is taken to hold no policy.
  const open = answer.state !== "absent" && publicSuffix(name) !== name;
  return { name, answer, texts: [], open };
}

const textsOf = oncePerSet((records): Pick<DmarcStep, "texts" | "open"> => {
  const groups = alternatives(records.filter(isTxt));
  const judged = groups.map((group) => distinct(dmarcTexts(group)));
  // Of routed alternatives the one that breaks discovery is looked at.
  const texts = judged.find((each) => each.length > 1) ?? judged[0] ?? [];
  return { texts, open: hasUnknownText(groups.flat()) };
});

/** The same record twice is one in the DNS (RFC 2181 5). */
function distinct(texts: readonly DmarcText[]): readonly DmarcText[] {
  if (texts.length < 2) return texts;
  const seen = new Map(texts.map((text) => [JSON.stringify(text.record.data.strings), text]));
  return seen.size === texts.length ? texts : [...seen.values()];
}

/** Walks the tree from a name upward, as far as the walk goes (RFC 9989 4.10). */
function walk(world: World, name: Name, own: DmarcStep): DmarcStep[] {
  const steps: DmarcStep[] = [];
  for (const each of treeWalkNames(name)) {
    const here = each === name ? own : step(world, each);
    steps.push(here);
    if (isBoundary(here)) break;
  }
  return steps;
}

function single(here: DmarcStep): DmarcText | undefined {
  return here.texts.length === 1 ? here.texts[0] : undefined;
}

function isBoundary(here: DmarcStep): boolean {
  const text = single(here);
  return text !== undefined && text.dmarc.psd !== "u";
}

interface Organizational {
  readonly name: Name;
  /** What stands there, where the walk asked. */
  readonly step: DmarcStep | undefined;
}

/** The organisational domain from the steps of a walk (RFC 9989 4.10.2). */
function organizational(steps: readonly DmarcStep[], start: Name): Organizational {
  let fewest: DmarcStep | undefined;
  for (const here of steps) {
    const text = single(here);
    if (text === undefined) continue;
    if (text.dmarc.psd === "n") return { name: here.name, step: here };
    if (text.dmarc.psd === "y" && here.name !== start) {
      const kept = labelsOf(here.name).length + 1;
      const name = labelsOf(start).slice(-kept).join(".");
      return { name, step: steps.find((each) => each.name === name) };
    }
    fewest = here;
  }
  return { name: fewest?.name ?? start, step: fewest };
}

/** A policy that discovery has found. */
export type FoundPolicy = Extract<DmarcOutcome, { readonly state: "policy" }>;

const LOWER: Record<DmarcPolicy, DmarcPolicy> = { none: "none", quarantine: "none", reject: "quarantine" };

/** What the record of `from` says for mail from `name` (RFC 9989 4.10.1). */
export function policyFor(text: DmarcText, from: Name, name: Name, exists = true): DmarcOutcome {
  const tree = text.dmarc;
  if (tree.usable === "no") return { state: "none", why: "unusable", text };
  const inherited = from !== name;
  const tag = !inherited ? "p" : !exists && tree.tag("np") ? "np" : tree.tag("sp") ? "sp" : "p";
  const declared = !inherited ? tree.p : exists ? tree.sp : tree.np;
  const policy = tree.usable === "as-none" ? "none" : declared;
  const test = tree.t === "y";
  return { state: "policy", from, text, inherited, tag, policy, test, effective: test ? LOWER[policy] : policy };
}

/**
 * The policy that receivers find for mail from `name`, and its organisational domain. `exists` tells whether the name
 * answers at all (else `np` applies).
 */
export function discoverDmarc(world: World, name: Name, exists = true): DmarcView {
  return new Discovery(world, name, exists);
}

/** The tree is walked only where the name's own record does not answer. */
class Discovery implements DmarcView {
  readonly own: DmarcStep;
  readonly #world: World;
  readonly #name: Name;
  readonly #exists: boolean;
  #steps: readonly DmarcStep[] | undefined;
  #outcome: DmarcOutcome | undefined;

  constructor(world: World, name: Name, exists: boolean) {
    this.#world = world;
    this.#name = name;
    this.#exists = exists;
    this.own = step(world, name);
  }

  get #walked(): readonly DmarcStep[] {
    return (this.#steps ??= walk(this.#world, this.#name, this.own));
  }

  get outcome(): DmarcOutcome {
    return (this.#outcome ??= this.#discover());
  }

  get organizationalDomain(): Name | undefined {
    const steps = this.#walked;
    return steps.some((each) => each.open) ? undefined : organizational(steps, this.#name).name;
  }

  get boundary(): DmarcStep | undefined {
    const last = this.#walked.at(-1);
    return last !== undefined && isBoundary(last) ? last : undefined;
  }

  #discover(): DmarcOutcome {
    const { own } = this;
    const name = this.#name;
    const ownText = single(own);
    if (ownText !== undefined) return policyFor(ownText, name, name, this.#exists);
    const steps = this.#walked;
    // A record where the walk cannot see may carry psd, or stand above and be the organisational domain's (4.10.2).
    const open = steps.find((each) => each.open);
    if (open !== undefined) return notKnown(open);
    const domain = organizational(steps, name);
    const above = domain.step === undefined ? undefined : single(domain.step);
    if (above !== undefined) return policyFor(above, domain.name, name, this.#exists);
    const psd = steps.findLast((each) => single(each)?.dmarc.psd === "y");
    const psdText = psd === undefined ? undefined : single(psd);
    if (psd !== undefined && psdText !== undefined) return policyFor(psdText, psd.name, name, this.#exists);
    return { state: "none", why: steps.some(({ texts }) => texts.length > 1) ? "multiple" : "missing" };
  }
}

function notKnown(at: DmarcStep): DmarcOutcome {
  if (at.answer.state === "undeclared") return { state: "undeclared", name: `_dmarc.${at.name}`, zone: at.answer.zone };
  const reason = at.answer.state === "unknown" ? at.answer.reason : `the text at _dmarc.${at.name} is not known yet`;
  return { state: "unknown", reason };
}
