/** Properties of a resource, by the names that Pulumi gives them; Terraform's have `_` before a word in place of its capital. */
export interface Properties {
  readonly [name: string]: Property;
}

export type Property = string | number | boolean | readonly string[] | Properties;

/** How a record is spelt for a DNS host; else why it cannot be, as the end of a sentence that names the record. */
export type Spelt =
  { readonly ok: true; readonly properties: Properties } | { readonly ok: false; readonly reason: string };
