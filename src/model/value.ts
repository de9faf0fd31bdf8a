/**
 * Why a value is not known: `preview` the deployment tool cannot know it before the change is applied, `secret` it is
 * hidden on purpose, `template` a placeholder stands in its place, `dynamic` the DNS host computes the answer,
 * `malformed` what is written is no value of its kind (a finding of its own says so), `zone` the record's zone is named
 * by an id alone.
 */
export type UnknownReason = "preview" | "secret" | "template" | "dynamic" | "malformed" | "zone";

/** A value that is declared but not known. It is passed along like any other value, never thrown. */
export class Unknown {
  readonly reason: UnknownReason;
  constructor(reason: UnknownReason) {
    this.reason = reason;
  }
}

/** A known value, bare, or an {@link Unknown}. */
export type Value<T> = T | Unknown;

export function isKnown<T>(value: Value<T>): value is T {
  return !(value instanceof Unknown);
}

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** What a person is told about an unknown value, as the end of a sentence. */
export const unknownText: Record<UnknownReason, string> = {
  preview: "is not known until the deployment",
  secret: "is a secret that the document hides",
  template: "is a placeholder of a template",
  dynamic: "is computed by the DNS host",
  malformed: "is malformed",
  zone: "lies in a zone whose name the document does not say",
};
