import type { Analyzed, AnalyzedInStack, Judge } from "./driver.ts";
import { providerResource, rootUrn, violationOf, type Applied, type ResourceState, type Run } from "./state.ts";
import type { Violation } from "./state.ts";

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly remediations: readonly Applied[];
}

function analyzed(states: readonly ResourceState[], state: ResourceState): Omit<Analyzed, "properties"> {
  return {
    urn: state.urn,
    type: state.type,
    name: state.name,
    provider: providerResource(states, state),
    protect: state.protect,
    ignoreChanges: state.ignoreChanges,
    additionalSecretOutputs: state.additionalSecretOutputs,
    parent: state.parent,
  };
}

/**
 * Remediates, then analyses one registered resource by its inputs (step_generator.go). Remediated inputs replace the
 * resource's own. A remediation with a diagnostic changes nothing and is shown as a warning.
 */
export async function judgeResource(
  packs: readonly Judge[],
  states: readonly ResourceState[],
  state: ResourceState,
): Promise<Verdict> {
  const violations: Violation[] = [];
  const remediations: Applied[] = [];
  const request = analyzed(states, state);
  for (const pack of packs) {
    for (const { policy, diagnostic, properties } of await pack.remediate({ ...request, properties: state.inputs })) {
      if (diagnostic !== "") {
        violations.push({ policy, level: "advisory", urn: state.urn, message: diagnostic, phase: "remediation" });
        continue;
      }
      const after = properties ?? {};
      remediations.push({ policy, urn: state.urn, before: state.inputs, after });
      state.inputs = after;
    }
  }
  const answers = await Promise.all(packs.map((pack) => pack.analyze({ ...request, properties: state.inputs })));
  violations.push(...answers.flat().map((each) => violationOf(each, state.urn, "resource")));
  return { violations, remediations };
}

/** What `AnalyzeStack` gets: all that is managed, by its outputs, in no order that a pack may rely on. */
export function stackResources(states: readonly ResourceState[]): AnalyzedInStack[] {
  const managed = states.filter((state) => !state.external);
  // The engine ranges over a concurrent map. This order is as arbitrary and always the same.
  const order = (urn: string): number =>
    [...urn].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return managed
    .map((state) => ({
      ...analyzed(states, state),
      properties: state.outputs,
      dependencies: state.dependencies,
      propertyDependencies: state.propertyDependencies,
    }))
    .sort((a, b) => order(a.urn) - order(b.urn));
}

/** Analyses a whole stack; a violation at a resource that is not in it is shown at the stack itself. */
export async function judgeStack(
  packs: readonly Judge[],
  states: readonly ResourceState[],
  stack: Run["stack"],
): Promise<readonly Violation[]> {
  const resources = stackResources(states);
  const known = new Set(resources.map(({ urn }) => urn));
  const answers = await Promise.all(packs.map((pack) => pack.analyzeStack(resources)));
  return answers.flat().map((each) => violationOf(each, known.has(each.urn) ? each.urn : rootUrn(stack), "stack"));
}

/** Judges a run that was made without a pack, as the engine would have on its way. The run's own states stay as they are. */
export async function judgeRun(pack: Judge, run: Run): Promise<Verdict> {
  const violations: Violation[] = [];
  const remediations: Applied[] = [];
  const states = run.states.map((state) => ({ ...state }));
  for (const state of states) {
    if (state.external) continue;
    const verdict = await judgeResource([pack], states, state);
    violations.push(...verdict.violations);
    remediations.push(...verdict.remediations);
  }
  violations.push(...(await judgeStack([pack], states, run.stack)));
  return { violations, remediations };
}
