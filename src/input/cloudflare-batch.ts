import type { Name } from "../model/name.ts";
import type { Problem, Zone } from "../model/zone.ts";
import type { JsonErrors } from "./json-errors.ts";
import { EACH, type JsonPath, type RowPattern } from "./json-locate.ts";
import { isObject } from "./parse-json.ts";

type Row = Readonly<Record<string, unknown>>;

/** The lists of records in a batch, each with what will be; `deletes` holds nothing but ids. */
export const BATCH_LISTS = ["posts", "puts", "patches"] as const;
const KEYS: readonly string[] = ["deletes", ...BATCH_LISTS];

/**
 * Where documents of Cloudflare hold their rows: one answer, an array of rows, an array of answers, the lists of a batch.
 * `DnsRecord.at` is a row's ordinal times how many these are, plus which of them.
 */
export const SHAPES: readonly RowPattern[] = [
  ["result", EACH],
  [EACH],
  [EACH, "result", EACH],
  ...BATCH_LISTS.map((key): RowPattern => [key, EACH]),
];
export const FIRST_OF_BATCH = SHAPES.length - BATCH_LISTS.length;

/** Whether it is the body of `POST /zones/<id>/dns_records/batch`: nothing but its lists, one of which says so. */
export function isBatch(document: unknown): document is Row {
  if (!isObject(document)) return false;
  const entries = Object.entries(document);
  return entries.every(([key, list]) => KEYS.includes(key) && isList(list)) && entries.some(isTelling);
}

function isList(value: unknown): boolean {
  return value === null || Array.isArray(value);
}

/** Records have a type, a name and a value, or are named by Cloudflare's ids, of 32 hexadecimal digits. */
function isTelling([, list]: readonly [string, unknown]): boolean {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  if (!isObject(first)) return false;
  const { id, type, name } = first;
  if (typeof id === "string" && /^[0-9a-f]{32}$/.test(id)) return true;
  return typeof type === "string" && typeof name === "string" && ("content" in first || "data" in first);
}

/** One list of a batch. */
export interface BatchList {
  readonly path: JsonPath;
  /** `undefined` in the place of a patch that does not say what it is of. */
  readonly rows: readonly unknown[];
  readonly page: undefined;
  /** It is all there is. */
  readonly counted: true;
}

/** The lists in the order of {@link BATCH_LISTS}. What cannot be known of a batch becomes notes. */
export function batchLists(batch: Row, file: string, errors: JsonErrors, problems: Problem[]): BatchList[] {
  const note = (reason: string): void => void problems.push({ level: "note", path: file, reason });
  const deletes = batch["deletes"];
  if (Array.isArray(deletes) && deletes.length > 0) {
    note(`the batch deletes ${records(deletes.length)} by id alone: what is removed is not known, and not judged`);
  }
  return BATCH_LISTS.map((key) => {
    const list: unknown = batch[key];
    const rows = Array.isArray(list) ? (list as unknown[]) : [];
    if (list !== undefined && list !== null && !Array.isArray(list)) errors.add([key], `${key} is a list of records`);
    if (key !== "patches") return listOf(key, rows);
    const whole = rows.map((row) => (isPartial(row) ? undefined : row));
    const partial = whole.filter((row) => row === undefined).length;
    if (partial > 0) {
      note(
        `the batch patches ${records(partial)} without name, type and value: what comes of it is not known, and not judged`,
      );
    }
    return listOf(key, whole);
  });
}

function listOf(key: string, rows: readonly unknown[]): BatchList {
  return { path: [key], rows, page: undefined, counted: true };
}

function records(count: number): string {
  return count === 1 ? "one record" : `${count} records`;
}

function isPartial(row: unknown): boolean {
  if (!isObject(row) || typeof row["id"] !== "string") return false;
  const isNamed = typeof row["type"] === "string" && typeof row["name"] === "string";
  return !(isNamed && ("content" in row || "data" in row));
}

/** The zones of a batch's lists, each once; of none is the rest told. */
export function partsOf(zones: readonly Zone[]): Zone[] {
  const parts = new Map<Name, Zone>();
  for (const zone of zones) {
    const records = [...(parts.get(zone.origin)?.records ?? []), ...zone.records];
    parts.set(zone.origin, { ...zone, scope: "part", records });
  }
  return [...parts.values()];
}
