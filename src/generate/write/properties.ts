/** Properties of a resource, by the names that Pulumi gives them; Terraform's have `_` before a word in place of its capital. */
export interface Properties {
  readonly [name: string]: Property;
}

export type Property = string | number | boolean | readonly string[] | Properties;

export function isList(value: Property): value is readonly string[] {
  return Array.isArray(value);
}

export function isMap(value: Property): value is Properties {
  return typeof value === "object" && !isList(value);
}
