import { Unknown } from "../model/value.ts";
import type { JsonPath } from "./json-locate.ts";
import { isObject, parseJson } from "./parse-json.ts";
import { isDefaultProvider, isRootStack } from "./pulumi/left-out.ts";
import { mayConcernDns } from "./pulumi/lookalike.ts";
import { locateStates } from "./pulumi/locate.ts";
import { NONE_LEFT_OUT, resultOf, stackOf } from "./pulumi/part.ts";
import { peek, settle, stringsOf, type ResourceState } from "./pulumi/peek.ts";
import { typeOfUrn } from "./pulumi/state.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "./reader.ts";
import type { Problem } from "../model/zone.ts";

/** What is to be done with one resource, and what comes out (`state`). */
interface Planned {
  readonly index: number;
  readonly urn: string;
  readonly plan: unknown;
}

function plansOf(json: unknown): readonly Planned[] | undefined {
  const plans = peek(json, "resourcePlans");
  if (!isObject(plans)) return undefined;
  return Object.keys(plans).map((urn, index) => ({ index, urn, plan: plans[urn] }));
}

/** The inputs that the plan adds or changes; those that stay are not in it. */
function inputsOf(goal: unknown): Readonly<Record<string, unknown>> {
  const diff = peek(goal, "inputDiff");
  const inputs = Object.create(null) as Record<string, unknown>;
  for (const part of ["adds", "updates"] as const) {
    const values = peek(diff, part);
    if (isObject(values)) for (const key of Object.keys(values)) inputs[key] = values[key];
  }
  return inputs;
}

/** The resource after the deployment; `undefined` where there is none then. */
function stateOf({ index, urn, plan }: Planned): ResourceState | undefined {
  const steps = stringsOf(peek(plan, "steps"));
  const goal = peek(plan, "goal");
  const inputs = inputsOf(goal);
  const outputs = settle(peek(plan, "state"));
  const same = steps.length === 1 && steps[0] === "same";
  if (steps.length === 1 && steps[0] === "delete") return undefined;
  // --target leaves it alone before it is ever made.
  if (same && outputs === undefined) return undefined;
  return {
    index,
    old: false,
    urn,
    type: typeOfUrn(urn),
    // The plan has no id; that of a replacement is not known to anybody yet.
    id: peek(goal, "id") ?? (steps.includes("create-replacement") ? new Unknown("preview") : undefined),
    inputs,
    outputs,
    planned: !same,
    external: steps.includes("read"),
    modified: undefined,
    dependencies: peek(goal, "dependencies"),
    propertyDependencies: peek(goal, "propertyDependencies"),
  };
}

function read(file: InputFile, options: ReadOptions, json: () => unknown): ReadResult {
  const refuse = (reason: string, at?: { line: number; column: number }): ReadResult => ({
    zones: [],
    problems: [{ level: "error", path: file.path, ...at, reason }],
  });
  const value = json();
  if (value === undefined) {
    const parsed = parseJson(file.text);
    if (!parsed.ok) return refuse(`no JSON: ${parsed.reason}`, { line: parsed.line, column: parsed.column });
  }
  const plans = plansOf(value);
  if (plans === undefined) return refuse('no Pulumi plan: it has no "resourcePlans"');
  const note = (reason: string): Problem => ({ level: "note", path: file.path, reason });
  const whole = plans.some(({ urn }) => isRootStack(urn));
  const dns = plans.filter(({ urn }) => mayConcernDns(typeOfUrn(urn), options.mappings));
  return resultOf(
    {
      document: { path: file.path, format: "pulumi-plan" },
      stack: plans[0] && stackOf(plans[0].urn),
      change: true,
      before: undefined,
      after: dns.map(stateOf).filter((state) => state !== undefined),
      shown: new Set(plans.map(({ urn }) => urn).filter((urn) => !isDefaultProvider(urn))),
      leftOut: NONE_LEFT_OUT,
      complete: whole,
      problems: whole
        ? []
        : [note("the plan does not show the stack itself, so it may not be whole: what is missing is not judged")],
      partial: note(
        'a plan does not tell the state before it, so no change is judged; give what "pulumi stack export" writes beside it',
      ),
      empty: "the plan shows no DNS record or zone",
    },
    options,
  );
}

export const pulumiPlanReader: Reader = {
  id: "pulumi-plan",
  title: "Pulumi plan",
  holdsSecrets: true,
  read,
  locate(file, requests, mappings) {
    const parsed = parseJson(file.text);
    const plans = (parsed.ok ? plansOf(parsed.value) : undefined) ?? [];
    const pathOf = (index: number): JsonPath => ["resourcePlans", plans[index]?.urn ?? ""];
    return locateStates(
      file.text,
      {
        state: (index) => {
          const planned = plans[index];
          return planned && stateOf(planned);
        },
        path: pathOf,
        within: (index, [bag, ...steps]) => {
          if (bag === "outputs") return [...pathOf(index), "state", ...steps];
          if (bag !== "inputs") return [...pathOf(index), "goal", "name"];
          const [key = ""] = steps;
          const diff = peek(peek(plans[index]?.plan, "goal"), "inputDiff");
          const part = peek(peek(diff, "updates"), key) === undefined ? "adds" : "updates";
          return [...pathOf(index), "goal", "inputDiff", part, ...steps];
        },
      },
      requests,
      mappings,
    );
  },
};
