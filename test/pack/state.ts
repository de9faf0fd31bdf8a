import type { Diagnostic, Level, ProviderResource, Stack } from "./driver.ts";
import type { Properties } from "./json.ts";

/** A resource as the engine keeps it. */
export interface ResourceState {
  readonly op: "create" | "update" | "same" | "read";
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Not a component. */
  readonly custom: boolean;
  /** Read (`.get()`), not managed by the program. */
  readonly external: boolean;
  readonly parent: string;
  /** Empty while nobody knows it. */
  readonly id: string;
  /** `urn::id` of the provider; empty for components and providers themselves. */
  readonly provider: string;
  inputs: Properties;
  outputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
}

/** What the engine would print under "Policies:". */
export interface Violation {
  readonly policy: string;
  readonly level: Level;
  /** The resource that the violation is shown at. */
  readonly urn: string;
  readonly message: string;
  readonly phase: "resource" | "stack" | "remediation";
}

export interface Applied {
  readonly policy: string;
  readonly urn: string;
  readonly before: Properties;
  readonly after: Properties;
}

/** One preview or update of a program. */
export interface Run {
  readonly stack: Stack;
  /** All resources in the order of their registration, reads and providers among them. */
  readonly states: readonly ResourceState[];
  /** The state before, and what of it the program no longer declares. */
  readonly before: readonly ResourceState[];
  readonly deleted: readonly ResourceState[];
  readonly logs: readonly { readonly severity: string; readonly message: string }[];
  readonly violations: readonly Violation[];
  readonly remediations: readonly Applied[];
  /** `bailed`: a mandatory resource policy ended an update before all resources were registered. */
  readonly outcome: "succeeded" | "failed" | "bailed";
  /** What has been created, updated or deleted for good. */
  readonly changed: readonly string[];
}

export function isProvider(state: { readonly type: string }): boolean {
  return state.type.startsWith("pulumi:providers:");
}

/** The provider of a resource, for a request. `getProviderResource` and `marshalProvider` send its inputs. */
export function providerResource(
  states: readonly ResourceState[],
  state: Pick<ResourceState, "provider">,
): ProviderResource | undefined {
  const urn = providerUrn(state.provider);
  const found = states.find((each) => each.urn === urn);
  if (found === undefined) return undefined;
  return { urn: found.urn, type: found.type, name: found.name, properties: found.inputs };
}

export function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

export function rootUrn({ stack, project }: Pick<Stack, "stack" | "project">): string {
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}

/** Resource and stack policies cannot leave `remediate` behind: what is still wrong is mandatory. */
export function violationOf(diagnostic: Diagnostic, urn: string, phase: Violation["phase"]): Violation {
  const level = diagnostic.level === "remediate" ? "mandatory" : diagnostic.level;
  return { policy: diagnostic.policy, level, urn, message: diagnostic.message, phase };
}
