import { isAtOrBelow, parseName, type Name } from "../model/name.ts";
import { toByteString } from "../model/record.ts";
import type { Source, SourceDocument } from "../model/source.ts";
import type { Unknown, UnknownReason, Value } from "../model/value.ts";
import { nearest } from "../syntax/edit-distance.ts";
import type { JsonErrors } from "./json-errors.ts";
import type { JsonPath } from "./json-locate.ts";
import { isObject } from "./parse-json.ts";
import { absoluteName, unknown, type RecordHead } from "./rdata.ts";

/** A record's object, or another one of the document. */
export type Row = Readonly<Record<string, unknown>>;

const REASONS: readonly UnknownReason[] = ["preview", "secret", "template", "dynamic"];
export const MAX_TTL = 0x7fffffff;

/** Who publishes a zone's records. */
export interface Sources {
  readonly plain: Source;
  /** For `text`: how it will be cut into strings is not the document's affair. */
  readonly text: Source;
}

/** What one document's records share while they are read; one object for all of them. */
export interface Context {
  readonly errors: JsonErrors;
  readonly document: SourceDocument;
  readonly byHost: Map<string | undefined, Sources>;
  readonly head: RecordHead;
  sources: Sources;
  origin: Name;
  zone: number;
  row: number;
}

/** A text or what stands for one that is not known; adds the error itself. */
export function valueAt(row: Row, key: string, context: Context): string | Unknown | undefined {
  const value = row[key];
  if (typeof value === "string") return value;
  const opaque = unknownOf(value);
  if (opaque !== undefined) return opaque;
  if (value === undefined) return fail(context, undefined, `${describe(row["type"])} needs ${key}`);
  return fail(context, key, `${key} is a text, or {"unknown": reason} with one of ${REASONS.join(", ")}`);
}

export function textAt(row: Row, context: Context): Value<readonly string[]> | undefined {
  const { text, strings } = row;
  if (text !== undefined && strings !== undefined)
    return fail(context, "strings", "text and strings exclude each other");
  if (text !== undefined || strings === undefined) {
    const value = valueAt(row, "text", context);
    context.head.source = context.sources.text;
    return typeof value === "string" ? [toByteString(value)] : value;
  }
  if (!Array.isArray(strings)) {
    return unknownOf(strings) ?? fail(context, "strings", "strings is an array of texts");
  }
  if (strings.length === 0) return fail(context, "strings", "a TXT record has at least one string");
  const bytes: string[] = [];
  for (const each of strings as readonly unknown[]) {
    if (typeof each !== "string") return fail(context, "strings", "strings is an array of texts");
    bytes.push(toByteString(each));
  }
  return bytes;
}

/** Whether `parseName` may give the text another spelling: capitals, escapes, characters outside ASCII. */
function mayFold(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code >= 0x41 && code <= 0x5a) || code === 0x5c || code > 0x7f) return true;
  }
  return false;
}

/**
 * Relative to the origin, unless it ends in a dot or is the origin or a name below it written in full. `@` and the empty
 * text are the origin.
 */
export function nameOf(value: unknown, context: Context): Value<Name> | undefined {
  if (typeof value !== "string") {
    const opaque = unknownOf(value);
    if (opaque !== undefined) return opaque;
    return fail(context, value === undefined ? undefined : "name", "the record's name is missing");
  }
  const { origin } = context;
  if (value === "@" || value === "") return origin;
  if (value.charCodeAt(value.length - 1) === 0x2e || isAtOrBelow(value, origin)) {
    const result = absoluteName(value);
    return result.ok ? result.name : fail(context, "name", result.reason);
  }
  if (mayFold(value)) {
    const full = parseName(value);
    if (full.ok && isAtOrBelow(full.name, origin)) return full.name;
  }
  const result = parseName(value, origin);
  return result.ok ? result.name : fail(context, "name", result.reason);
}

export function isTtl(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_TTL;
}

/** `{"unknown": "secret"}` */
export function unknownOf(value: unknown): Unknown | undefined {
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined;
  const reason = REASONS.find((each) => each === value["unknown"]);
  return reason === undefined ? undefined : unknown(reason);
}

export function describe(type: unknown): string {
  return typeof type === "string" ? `a record of type ${type}` : "a record";
}

/** Refuses keys that the schema does not have. */
export function checkKeys(
  value: Row,
  allowed: readonly string[],
  path: JsonPath,
  what: string,
  errors: JsonErrors,
): void {
  for (const key of Object.keys(value)) {
    if (allowed.includes(key)) continue;
    const near = errors.full ? undefined : nearest(key, allowed);
    const hint = near === undefined ? `its keys are ${allowed.join(", ")}` : `the nearest is ${near}`;
    errors.add([...path, key], `${what} has no key ${quote(key)}; ${hint}`);
  }
}

export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

export function fail(context: Context, key: string | undefined, reason: string): undefined {
  const path = ["zones", context.zone, "records", context.row];
  context.errors.add(key === undefined ? path : [...path, key], reason);
  return undefined;
}
