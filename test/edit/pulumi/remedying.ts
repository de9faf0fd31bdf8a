import { Remedies, type Judge, type Remedied } from "../../../src/edit/pulumi/remedies.ts";
import { lint, type LintResult } from "../../../src/engine/lint.ts";
import { collectHints } from "../../../src/input/pulumi/entries.ts";
import type { ResourceState } from "../../../src/input/pulumi/peek.ts";
import { readStates } from "../../../src/input/pulumi/read.ts";
import type { Zone } from "../../../src/model/zone.ts";
import { rules } from "../../../src/rules/index.ts";
import { options, urnOf, type Json } from "../../input/pulumi-fixture.ts";

export const ZONE_ID = "zone-id";
export const ORIGIN = "example.com";

/** A resource as a policy gets it: what is asked for, secrets and unknown values marked. */
export function planned(type: string, name: string, inputs: Json, more: Partial<ResourceState> = {}): ResourceState {
  return {
    index: 0,
    old: false,
    urn: urnOf(type, name),
    type,
    id: undefined,
    inputs,
    outputs: {},
    planned: true,
    external: false,
    modified: undefined,
    dependencies: undefined,
    propertyDependencies: undefined,
    ...more,
  };
}

/** As the policy pack judges resources before a change; the host's id "zone-id" is example.com's. */
export const judging: Judge = {
  read: (states) => {
    const reading = options({ zoneOfId: (id) => (id === ZONE_ID ? ORIGIN : undefined) });
    return readStates(states, collectHints(states), false, reading, { path: "the stack", format: "pulumi" }).zones;
  },
  lint: (zones, by) => {
    const chosen = by === undefined ? rules : rules.filter(({ id }) => by.includes(id));
    const result = lint({ after: zones, rules: chosen, today: "2026-12-01" });
    for (const { error } of result.internalErrors) throw error;
    return result;
  },
};

export function judge(states: readonly ResourceState[]): {
  readonly zones: readonly Zone[];
  readonly result: LintResult;
} {
  const zones = judging.read(states);
  return { zones, result: judging.lint(zones) };
}

export const ALL = rules.filter(({ fixable }) => fixable === "resource").map(({ id }) => id);

export interface Registered extends Remedied {
  /** As the engine goes on with it. */
  readonly properties: Json;
}

/** Registers resources one after another, mended by some rules, as one process of the engine does. */
export function register(states: readonly ResourceState[], by: readonly string[] = ALL): Registered[] {
  const remedies = new Remedies(judging);
  return states.map((state) => {
    const remedied = remedies.remedy(state, by);
    return { ...remedied, properties: (remedied.remedies.at(-1)?.properties ?? state.inputs) as Json };
  });
}
