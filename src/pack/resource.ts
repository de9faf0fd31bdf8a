import { peek, type ResourceState } from "../input/pulumi/peek.ts";

/** A resource as the engine sends it: secrets and unknown values are marked in `properties` as the protocol marks them. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  /** What was asked for, in `Analyze`; what is or will be published, in `AnalyzeStack`. */
  readonly properties: unknown;
  readonly dependencies?: readonly string[];
  /** URNs by property. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** Before the change: nothing but what was asked for. */
export function plannedState(resource: Resource, index: number): ResourceState {
  return stateOf(resource, index, resource.properties, {}, true);
}

/**
 * At the end of a preview or an update. What a provider gives back may be less than what it was asked for (nothing at
 * all, while its own configuration is not known), so both count.
 */
export function finalState(resource: Resource, index: number, inputs: unknown, planned: boolean): ResourceState {
  return stateOf(resource, index, inputs, resource.properties, planned);
}

function stateOf(
  { urn, type, dependencies, propertyDependencies }: Resource,
  index: number,
  inputs: unknown,
  outputs: unknown,
  planned: boolean,
): ResourceState {
  return {
    index,
    old: false,
    urn,
    type,
    id: peek(outputs, "id"),
    inputs,
    outputs,
    planned,
    external: false,
    modified: undefined,
    dependencies,
    propertyDependencies,
  };
}
