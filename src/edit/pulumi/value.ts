import { inPlaceOf } from "../../input/pulumi/peek.ts";
import type { Steps } from "../../input/pulumi/values.ts";

/** A value of a resource's properties, and where it goes. */
export interface Change {
  readonly steps: Steps;
  readonly value: unknown;
}

/** A value with another one inside it; whatever is not on the way there stays the same object. */
export function withValue(holder: unknown, steps: Steps, value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return inPlaceOf(holder, value);
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, step)) return holder;
  const before = (holder as Readonly<Record<string | number, unknown>>)[step];
  const after = withValue(before, rest, value);
  if (after === before) return holder;
  return Array.isArray(holder) ? holder.with(Number(step), after) : { ...holder, [step]: after };
}

/** Without some items of lists, which `gone` leads to; `undefined`: a list would be empty. */
export function withoutItems(holder: unknown, gone: readonly Steps[]): unknown {
  const lists = new Map<string, { readonly steps: Steps; readonly items: Set<number> }>();
  for (const steps of gone) {
    const list = steps.slice(0, -1);
    const key = JSON.stringify(list);
    const known = lists.get(key) ?? { steps: list, items: new Set() };
    lists.set(key, known);
    known.items.add(Number(steps.at(-1)));
  }
  let rest = holder;
  for (const { steps, items } of lists.values()) {
    const list = at(holder, steps);
    if (!Array.isArray(list) || list.length <= items.size) return undefined;
    const now = at(rest, steps) as readonly unknown[];
    const kept = now.filter((_, index) => !items.has(index));
    rest = withValue(rest, steps, kept);
  }
  return rest;
}

function at(holder: unknown, steps: Steps): unknown {
  let value = holder;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}
