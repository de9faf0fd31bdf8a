import type { Problem } from "../../model/zone.ts";
import type { ReadOptions, ReadResult } from "../reader.ts";
import { NONE_LEFT_OUT, resultOf, type PulumiPart } from "./part.ts";
import type { ResourceState } from "./peek.ts";

/**
 * A deployment's document filled up from the state of the same stack: what the one leaves out because it stays as it is
 * stands in the other. A count that does not match says that they are not of one moment; then nothing follows from what is
 * missing.
 */
export function overlay(change: PulumiPart, state: PulumiPart): PulumiPart {
  const elsewhere = ({ urn }: ResourceState): boolean => !change.shown.has(urn);
  const kept = state.after.map((each): ResourceState => ({ ...each, document: state.document }));
  if (change.before === undefined) return afterPlan(change, state, kept);
  const rest = kept.filter(elsewhere);
  let others = 0;
  for (const urn of state.shown) if (!change.shown.has(urn)) others++;
  const { partial: _, ...joined } = change;
  const matches = others === change.leftOut.all;
  return {
    ...joined,
    before: [...rest, ...change.before],
    after: [...rest, ...change.after],
    shown: new Set([...state.shown, ...change.shown]),
    leftOut: NONE_LEFT_OUT,
    complete: change.complete && matches,
    problems: [
      ...(matches || !change.complete ? [] : [mismatch(change, state, others)]),
      ...change.problems,
      ...state.problems,
    ],
  };
}

/** A plan shows every resource as it will be, and says nothing of ids. */
function afterPlan(plan: PulumiPart, state: PulumiPart, before: readonly ResourceState[]): PulumiPart {
  const ids = new Map(state.after.map(({ urn, id }) => [urn, id]));
  const after = plan.after.map((each) => (each.id === undefined ? { ...each, id: ids.get(each.urn) } : each));
  const { partial: _, ...joined } = plan;
  return { ...joined, before, after, problems: [...plan.problems, ...state.problems] };
}

function mismatch({ document, leftOut: { all } }: PulumiPart, state: PulumiPart, others: number): Problem {
  const resources = others === 1 ? "1 resource" : `${others} resources`;
  return {
    level: "note",
    path: document.path,
    reason: `${state.document.path} holds ${resources} that this document does not show, and it counts ${all} unchanged ones: the two are not of one moment, or --target leaves new resources out, so what is missing is not judged`,
  };
}

interface Read {
  readonly result: ReadResult;
}

/** One deployment and one state of the same stack belong together; of each such pair what both tell as one. */
export function joinStacks<T extends Read>(
  all: readonly T[],
  optionsOf: (change: T) => ReadOptions,
): { readonly change: T; readonly state: T; readonly result: ReadResult }[] {
  const byStack = new Map<string, { readonly each: T; readonly part: PulumiPart }[]>();
  for (const each of all) {
    const part = each.result.part?.();
    if (part?.stack === undefined) continue;
    const group = byStack.get(part.stack);
    if (group === undefined) byStack.set(part.stack, [{ each, part }]);
    else group.push({ each, part });
  }
  return [...byStack.values()].flatMap((group) => {
    const [change, ...changes] = group.filter(({ part }) => part.change);
    const [state, ...states] = group.filter(({ part }) => !part.change);
    if (change === undefined || state === undefined || changes.length + states.length > 0) return [];
    const result = resultOf(overlay(change.part, state.part), optionsOf(change.each));
    return [{ change: change.each, state: state.each, result }];
  });
}
