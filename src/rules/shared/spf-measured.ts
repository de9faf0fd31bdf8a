import { spfPolicyOf } from "../../domain/spf-policy.ts";
import { spfTreeOfText, type SpfBranch, type SpfTree } from "../../domain/spf-tree.ts";
import type { SpfText } from "../../domain/texts.ts";
import type { World } from "../../domain/world.ts";
import type { Name } from "../../model/name.ts";
import { quoted } from "./wording.ts";

/** An own include or redirect behind which the DNS holds what ends the evaluation (RFC 7208 5.2, 6.1). */
export interface MeasuredBreak {
  readonly branch: SpfBranch;
  /** Where it leads and what is wrong there. */
  readonly what: string;
  readonly day: string;
  /** Whether receivers agree on it: not all of them are strict about another's grammar. */
  readonly isSure: boolean;
}

/** What was measured to be broken behind the terms of a policy, one for each of its terms. */
export function measuredBreaks(world: World, name: Name, text: SpfText): readonly MeasuredBreak[] {
  if (world.measured === undefined) return [];
  return spfTreeOfText(world, name, text).branches.flatMap((branch) => {
    const found = breakOf(world, name, branch);
    return found === undefined ? [] : [{ branch, ...found }];
  });
}

function breakOf(world: World, home: Name, branch: SpfBranch): Omit<MeasuredBreak, "branch"> | undefined {
  const { state, target, day, tree } = branch;
  if (target === undefined || day === undefined) return undefined;
  if (state === "several") return { what: `${target}, which has several SPF records`, day, isSure: true };
  if (state === "missing") {
    const policy = spfPolicyOf(world, target);
    const exists = policy.state !== "none" || policy.exists !== false;
    return { what: `${target}, which ${exists ? "has no SPF record" : "does not exist"}`, day, isSure: true };
  }
  return state !== "measured" || tree === undefined ? undefined : inside(world, home, tree, target, day);
}

/** What is broken in a policy of somebody else. */
function inside(
  world: World,
  home: Name,
  tree: SpfTree,
  target: Name,
  day: string,
): Omit<MeasuredBreak, "branch"> | undefined {
  const [error] = tree.text.spf.errors;
  if (error !== undefined) {
    return { what: `${target}, whose SPF record breaks the grammar at ${quoted(error.value)}`, day, isSure: false };
  }
  for (const branch of tree.branches) {
    if (branch.state === "loop" && branch.target !== home) {
      return { what: `${target}, and from there round in a circle to ${branch.target ?? ""}`, day, isSure: true };
    }
    const found = breakOf(world, home, branch);
    if (found !== undefined) return { ...found, what: `${target}, and from there to ${found.what}` };
  }
  return undefined;
}

/** Why policies in a tree could not be read though the DNS was asked; each ends the sentence "not judged: …". */
export function failuresIn({ branches }: SpfTree): ReadonlySet<string> {
  const reasons = new Set<string>();
  for (const { failed, reason, tree } of branches) {
    if (failed && reason !== undefined) reasons.add(reason);
    if (tree !== undefined) for (const each of failuresIn(tree)) reasons.add(each);
  }
  return reasons;
}
