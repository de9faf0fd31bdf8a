import type { ResourceState } from "../../input/pulumi/peek.ts";
import { unpackAt } from "../../input/pulumi/read.ts";
import { resourceOf } from "../../input/pulumi/resources.ts";
import type { RecordRow } from "../../input/pulumi/row.ts";
import { declaredOf, find, firstOf, type Declared, type Steps } from "../../input/pulumi/values.ts";
import type { RecordEdit } from "../../model/finding.ts";
import { nameAs, textAs } from "./spelling.ts";
import { withoutItems, withValue, type Change } from "./value.ts";

export type Properties = Readonly<Record<string, unknown>>;

/** The reason ends the sentence "not mended: …". */
export type EditResult = { readonly properties: Properties } | { readonly refused: string };

/**
 * The resource's inputs with the edits made, or why not. `state.inputs` are the properties of the wire as plain values:
 * markers of secrets and of unknown values stay as they are, and so does all that no edit speaks of (an object without
 * a change in it is the same object). All edits or none; edits that are made already change nothing. Total.
 */
export function editProperties(state: ResourceState, edits: readonly RecordEdit[]): EditResult {
  const row = resourceOf(state.type);
  const { inputs } = state;
  if (row?.kind !== "record" || !isProperties(inputs)) return { refused: "it is no DNS record" };
  // What a provider made of them is not what is asked for.
  const declared = declaredOf(row, { ...state, outputs: undefined, planned: true });
  const wanted = new Map<Declared, RecordEdit>();
  for (const edit of edits) {
    const { index, old, ordinal } = unpackAt(edit.record.at);
    const found = index === state.index && old === state.old ? declared[ordinal] : undefined;
    if (found === undefined || wanted.has(found)) return { refused: "it concerns another resource too" };
    wanted.set(found, edit);
  }
  const changes: Change[] = [];
  const gone: Steps[] = [];
  for (const [each, edit] of wanted) {
    const made = changeOf(row, each, edit, (is) =>
      declared.every((other) => other.set !== each.set || is(wanted.get(other))),
    );
    if (typeof made === "string") return { refused: made };
    if (made === undefined) continue;
    if (edit.kind === "remove") gone.push(made.steps);
    else changes.push(made);
  }
  let made: unknown = inputs;
  for (const { steps, value } of changes) made = withValue(made, steps, value);
  const properties = withoutItems(made, gone);
  return isProperties(properties) ? { properties } : { refused: "nothing would be left of the resource" };
}

function isProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an edit of the kind says. */
type Test = (edit: RecordEdit | undefined) => boolean;

/**
 * The value that an edit puts in, of a removal only where it stands; `undefined` where it is there already. A string says
 * why it cannot be made. `ofAll` asks about the edits of all records in the same set, whose name and proxy are one.
 */
function changeOf(
  row: RecordRow,
  { set, value }: Declared,
  edit: RecordEdit,
  ofAll: (test: Test) => boolean,
): Change | string | undefined {
  switch (edit.kind) {
    case "text":
      return value === undefined ? "its text is not known" : textAs(row, value, edit.text);
    case "remove": {
      const steps = itemOf(value?.steps ?? [], set.steps.length);
      return steps === undefined ? "a policy takes no resource away" : { steps, value: undefined };
    }
    case "name": {
      const { name, record } = edit;
      if (!ofAll((other) => other?.kind === "name" && other.name === name))
        return "other values of the same resource would move with it";
      const found = firstOf(set, row.name);
      const written = found === undefined ? undefined : nameAs(row, found.value, record.name, name);
      if (found === undefined || written === undefined) return "its new name cannot be written there";
      return written === found.value ? undefined : { steps: found.steps, value: written };
    }
    case "unproxy": {
      if (!ofAll((other) => other?.kind === "unproxy")) return "other values of the same resource are proxied with it";
      const found = find(set, row.proxied);
      return found?.value === true ? { steps: found.steps, value: false } : "it does not say that it is proxied";
    }
  }
}

/** The steps to the item of the innermost list that a value stands in. */
function itemOf(steps: Steps, from: number): Steps | undefined {
  const last = steps.findLastIndex((step, index) => index >= from && typeof step === "number");
  return last < 0 ? undefined : steps.slice(0, last + 1);
}
