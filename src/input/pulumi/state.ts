import { isObject } from "../parse-json.ts";
import { peek, settle, type ResourceState } from "./peek.ts";

/** A resource as state files and previews write it (ResourceV3); `undefined`: no such thing. */
export function stateOf(value: unknown, index: number, old: boolean, planned: boolean): ResourceState | undefined {
  if (!isObject(value)) return undefined;
  const urn = textOf(peek(value, "urn"));
  return {
    index,
    old,
    urn,
    type: textOf(peek(value, "type")) || typeOfUrn(urn),
    // Events give an empty one to what does not exist yet.
    id: peek(value, "id") || undefined,
    inputs: settle(peek(value, "inputs")),
    outputs: settle(peek(value, "outputs")),
    planned,
    external: peek(value, "external") === true,
    component: peek(value, "custom") === false,
    modified: textOf(peek(value, "modified")) || undefined,
    dependencies: peek(value, "dependencies"),
    propertyDependencies: peek(value, "propertyDependencies"),
  };
}

/** A resource that waits to be deleted after its replacement was made. */
export function isLeftover(value: unknown): boolean {
  return peek(value, "delete") === true;
}

/** `urn:pulumi:stack::project::parent$type::name` */
export function typeOfUrn(urn: string): string {
  const types = urn.split("::")[2] ?? "";
  return types.slice(types.lastIndexOf("$") + 1);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
