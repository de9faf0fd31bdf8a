import type { Name } from "../model/name.ts";
import { includeCost, type IncludeCost } from "../providers/recognise.ts";
import type { SpfMechanism, SpfModifier } from "../syntax/spf.ts";
import { measuredMx } from "./measured.ts";
import { HOST_LIMIT } from "./spf-evaluate.ts";
import { fixedTarget } from "./spf-macro.ts";
import { spfPolicyOf } from "./spf-policy.ts";
import type { SpfText } from "./texts.ts";
import type { World } from "./world.ts";

/**
 * What a look-up term leads to: `host` an address, MX, PTR or A look-up and no further policy; `declared` a policy of its
 * own; `measured` one that the DNS answered; `missing` there is none, `several` it has two (permerror both); `loop` a policy that is being evaluated
 * already; `macro` a name that depends on the message; `malformed` no name; `unfollowed` more than is worth following.
 */
export type SpfBranchState =
  | "host"
  | "declared"
  | "measured"
  | "outside"
  | "missing"
  | "several"
  | "undeclared"
  | "unknown"
  | "macro"
  | "malformed"
  | "loop"
  | "unfollowed";

interface Counts {
  /** Look-ups that the declared records show, an include that leads out of them counted as the one it costs itself. */
  readonly declared: number;
  /** With those of the policies that were measured. */
  readonly proven: number;
  /** With the dated cost of includes that the catalogue alone knows. */
  readonly known: number;
  /** An include or redirect is among them whose cost nobody knows. */
  readonly isLowerBound: boolean;
  /** The oldest day on which one of the costs, or a policy that is counted, was measured. */
  readonly measured: string | undefined;
}

export interface SpfBranch extends Counts {
  readonly term: SpfMechanism | SpfModifier;
  /** The name asked for; `undefined` for a macro and for what is no name. */
  readonly target: Name | undefined;
  readonly state: SpfBranchState;
  /** `declared` and `measured`: the policy there. */
  readonly tree: SpfTree | undefined;
  /** What the catalogue knows of an include whose policy is not declared here. */
  readonly cost: IncludeCost | undefined;
  /** `unknown`: ends the sentence "not judged: …". */
  readonly reason: string | undefined;
  /** `unknown`: the DNS was asked and gave no answer. */
  readonly failed: boolean;
  /** `measured`, `missing` and `several`: the day on which the DNS answered so. */
  readonly day: string | undefined;
  /** `mx`: the MX records there, where they are more than receivers put up with (RFC 7208 4.6.4). */
  readonly tooManyMx: number | undefined;
}

/** A policy with all its look-up terms, as far as the declared world shows them: the worst case, in which nothing matches early. */
export interface SpfTree extends Counts {
  readonly name: Name;
  readonly text: SpfText;
  readonly branches: readonly SpfBranch[];
  /** The day on which the DNS answered with it; `undefined` for a declared one. */
  readonly day: string | undefined;
  /** Nothing below leads back, and all was followed: the tree is the same from wherever it is looked at. */
  readonly isComplete: boolean;
  /** Branches here and below. */
  readonly size: number;
  /** Policies below this one, the longest way. */
  readonly height: number;
}

/** Receivers stop after 10 look-ups; beyond these a tree is not drawn further, and its count is a lower bound. */
const MAX_BRANCHES = 64;
const MAX_DEPTH = 16;

/** What is kept of one world: trees of included policies by name, and the tree that was asked for last. */
interface Kept {
  /** Complete ones only. */
  readonly trees: Map<Name, SpfTree>;
  latest: SpfTree | undefined;
}

const worlds = new WeakMap<World, Kept>();

/**
 * The tree of the policy at a name, `undefined` where the world shows none. Work is bounded whatever the records
 * include.
 */
export function spfTreeOf(world: World, name: Name): SpfTree | undefined {
  const policy = spfPolicyOf(world, name);
  if (policy.state !== "found") return undefined;
  return costliest(policy.texts.map((text) => spfTreeOfText(world, name, text, policy.day)));
}

/** Of routed alternatives the one that costs most. */
function costliest(trees: readonly SpfTree[]): SpfTree {
  return trees.reduce((worst, tree) => (tree.proven > worst.proven ? tree : worst));
}

/** The tree of one given policy at a name; `day` where it was measured. */
export function spfTreeOfText(world: World, name: Name, text: SpfText, day?: string): SpfTree {
  let kept = worlds.get(world);
  if (kept === undefined) worlds.set(world, (kept = { trees: new Map(), latest: undefined }));
  if (kept.latest?.name === name && kept.latest.text.record === text.record) return kept.latest;
  return (kept.latest = new Builder(world, kept.trees).tree(name, text, 0, day));
}

class Builder {
  readonly #world: World;
  readonly #trees: Map<Name, SpfTree>;
  readonly #path: Name[] = [];
  #left = MAX_BRANCHES;

  constructor(world: World, trees: Map<Name, SpfTree>) {
    this.#world = world;
    this.#trees = trees;
  }

  /** The tree at an included name. */
  #policy(name: Name, texts: readonly [SpfText, ...SpfText[]], depth: number, day: string | undefined): SpfTree {
    const kept = this.#trees.get(name);
    if (kept !== undefined && kept.size <= this.#left && depth + kept.height <= MAX_DEPTH) {
      this.#left -= kept.size;
      return kept;
    }
    const worst = costliest(texts.map((text) => this.tree(name, text, depth, day)));
    if (worst.isComplete && texts.length === 1) this.#trees.set(name, worst);
    return worst;
  }

  tree(name: Name, text: SpfText, depth: number, day: string | undefined): SpfTree {
    this.#path.push(name);
    const branches: SpfBranch[] = [];
    // a term of a measured policy is no look-up that the declared records show
    const own = day === undefined ? 1 : 0;
    let declared = 0;
    let proven = 0;
    let total = 0;
    let isLowerBound = false;
    let measured = text.spf.lookupTerms.length > 0 ? day : undefined;
    let isComplete = true;
    let size = 0;
    let height = 0;
    const terms = text.spf.lookupTerms;
    for (const term of terms) {
      if (this.#left <= 0) {
        const rest = terms.length - branches.length;
        declared += own * rest;
        proven += rest;
        total += rest;
        isLowerBound = true;
        isComplete = false;
        break;
      }
      const branch = this.#branch(term, name, depth);
      branches.push(branch);
      declared += branch.declared - 1 + own;
      proven += branch.proven;
      total += branch.known;
      isLowerBound ||= branch.isLowerBound;
      measured = older(measured, branch.measured);
      isComplete &&= branch.tree?.isComplete ?? (branch.state !== "loop" && branch.state !== "unfollowed");
      size += 1 + (branch.tree?.size ?? 0);
      if (branch.tree !== undefined) height = Math.max(height, branch.tree.height + 1);
    }
    this.#path.pop();
    const counts = { declared, proven, known: total, isLowerBound, measured };
    return { name, text, branches, day, ...counts, isComplete, size, height };
  }

  #branch(term: SpfMechanism | SpfModifier, owner: Name, depth: number): SpfBranch {
    this.#left--;
    const fixed = fixedTarget(term.domain, owner);
    const target = fixed === "macro" ? undefined : fixed;
    const leads = term.name === "include" || term.name === "redirect";
    if (!leads)
      return leaf(term, target, "host", { tooManyMx: term.name === "mx" ? this.#tooManyMx(target) : undefined });
    if (fixed === "macro") return leaf(term, undefined, "macro", { cost: costOf(term) });
    if (target === undefined) return leaf(term, undefined, "malformed", {});
    if (this.#path.includes(target)) return leaf(term, target, "loop", {});
    const policy = spfPolicyOf(this.#world, target);
    switch (policy.state) {
      case "found": {
        const { day } = policy;
        if (depth >= MAX_DEPTH) return leaf(term, target, "unfollowed", {});
        const tree = this.#policy(target, policy.texts, depth + 1, day);
        const { declared, proven, known, isLowerBound, measured } = tree;
        const counts = { declared: declared + 1, proven: proven + 1, known: known + 1, isLowerBound, measured };
        return { ...leaf(term, target, day === undefined ? "declared" : "measured", { day }), ...counts, tree };
      }
      case "several":
        return leaf(term, target, "several", { day: policy.day });
      case "none":
        return leaf(term, target, "missing", { day: policy.day });
      case "outside":
      case "undeclared":
        return leaf(term, target, policy.state, { cost: costOf(term) });
      case "unknown":
        return leaf(term, target, "unknown", {
          cost: costOf(term),
          reason: policy.reason,
          failed: policy.failed === true,
        });
    }
  }

  /** Only what is plainly declared is looked at: the limit is far above what honest zones have. */
  #tooManyMx(target: Name | undefined): number | undefined {
    if (target === undefined) return undefined;
    const records = this.#world.nodes.get(target)?.records;
    const outside = measuredMx(this.#world, target);
    if (outside !== undefined) return outside.count > HOST_LIMIT ? outside.count : undefined;
    if (records === undefined || records.length <= HOST_LIMIT) return undefined;
    const answer = this.#world.lookup(target, "MX");
    return answer.state === "found" && answer.records.length > HOST_LIMIT ? answer.records.length : undefined;
  }
}

function costOf(term: SpfMechanism | SpfModifier): IncludeCost | undefined {
  return term.domain === undefined ? undefined : includeCost(term.domain.text);
}

/** States of an include or redirect behind which more look-ups may lie. */
const OPEN: ReadonlySet<SpfBranchState> = new Set(["outside", "undeclared", "unknown", "macro", "loop", "unfollowed"]);

function leaf(
  term: SpfMechanism | SpfModifier,
  target: Name | undefined,
  state: SpfBranchState,
  {
    cost,
    reason,
    failed = false,
    day,
    tooManyMx,
  }: Partial<Pick<SpfBranch, "cost" | "reason" | "failed" | "day" | "tooManyMx">>,
): SpfBranch {
  return {
    term,
    target,
    state,
    tree: undefined,
    cost,
    reason,
    failed,
    day,
    tooManyMx,
    declared: 1,
    proven: 1,
    known: cost?.lookups ?? 1,
    isLowerBound: cost === undefined && OPEN.has(state),
    measured: cost !== undefined && cost.lookups > 1 ? cost.asOf : undefined,
  };
}

function older(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
