import type { RecordRow } from "../../../src/input/pulumi/row.ts";
import { writeChunks, writeText } from "../../../src/input/pulumi/text.ts";
import type { Json } from "../../input/pulumi-fixture.ts";
import { ORIGIN, ZONE_ID } from "./remedying.ts";

/** Puts a value at `a.b`, of `a|b` at the first, `0` being the first of a list. */
function put(target: Json, path: string, value: unknown): void {
  const [keys = []] = path.split("|").map((each) => each.split("."));
  let at: Json = target;
  for (const [index, key] of keys.entries()) {
    if (index === keys.length - 1) at[key] = value;
    else at = (at[key] ??= {}) as Json;
  }
}

export function first(property: string): string {
  return property.split("|")[0] as string;
}

/** Whether the kind of resource can hold records of the type. */
export function holds(row: RecordRow, type: string): boolean {
  return row.fixedType === undefined ? true : row.fixedType === type;
}

/** A resource of the table's kind as a program declares it: values are in the provider's own spelling, parts for those in parts. */
export function declare(row: RecordRow, name: string, type: string, values: readonly unknown[], more: Json = {}): Json {
  const set: Json = {};
  put(set, row.name[0] as string, name);
  if (row.type !== undefined) put(set, row.type[0] as string, type);
  const parts = row.parts?.[type];
  if (parts !== undefined && (parts.list !== undefined || row.list === undefined) && row.one === undefined) {
    const made = values.map((value) => ({ [parts.parts.at(-1) as string]: value }));
    if (parts.list !== undefined) put(set, parts.list, made);
    else put(set, parts.one as string, made[0]);
  } else if (row.list !== undefined) {
    const inner = row.inner === undefined ? undefined : first(row.inner);
    put(
      set,
      row.list,
      inner === undefined ? values : values.map((value) => ({ [inner]: value, kept: [1, { a: null }] })),
    );
  } else if (row.one !== undefined) {
    put(set, row.one, values[0]);
  }
  Object.assign(set, more);
  const resource: Json =
    row.sets === undefined ? set : { [row.sets]: [{ name: "other.example.net.", kept: true }, set] };
  resource[row.zone] = row.zoneBy === "id" ? ZONE_ID : ORIGIN;
  return resource;
}

/** The set's own properties in a resource of {@link declare}. */
export function setIn(row: RecordRow, resource: Json): Json {
  return row.sets === undefined ? resource : ((resource[row.sets] as Json[])[1] as Json);
}

/** Texts as the provider wants them, in the values of {@link declare}. */
export function spelt(row: RecordRow, text: string, size = 255): unknown {
  if (row.text === "chunks") return writeChunks(text, size);
  return writeText(text, row.text, row.octal === true, row.publisher.splitsText ? "raw" : "quoted", size);
}

/** How a name is written that is the zone's own twice (`above` its labels before). */
export function doubled(row: RecordRow, above: string): string {
  if (row.names === "relative") return above === "" ? ORIGIN : `${above}.${ORIGIN}`;
  return `${above === "" ? "" : `${above}.`}${ORIGIN}.${ORIGIN}`;
}

/** How the right one is written. */
export function right(row: RecordRow, above: string): string {
  if (row.names === "relative") return above === "" ? (row.apex ?? "@") : above;
  return above === "" ? ORIGIN : `${above}.${ORIGIN}`;
}
