import { daysBetween, isDate } from "../model/dates.ts";
import type { Measured, MeasuredName } from "../model/measured.ts";
import { parseName, type Name } from "../model/name.ts";
import { isSpf } from "../syntax/spf.ts";
import type { Collected } from "./collect.ts";
import { isPublicName } from "./public-name.ts";

/** No snapshot that was written is larger, nor has more names. */
export const MAX_BYTES = 4 << 20;
const MAX_NAMES = 5000;
const MAX_POLICIES = 10;
const MAX_TEXT = 1 << 16;
/** More defects help nobody. */
const MAX_FAULTS = 20;

/** So many days an answer that is still the same keeps its date, so that asking every day does not change the file. */
const KEPT = 30;

const SCHEMA = "https://unpkg.com/maildns/schemas/snapshot.schema.json";

export type Names = ReadonlyMap<Name, MeasuredName>;

/** A defect of a snapshot; `at` leads to the value from the document's root. */
export interface SnapshotFault {
  readonly at: readonly (string | number)[];
  readonly reason: string;
}

export type SnapshotResult =
  { readonly ok: true; readonly names: Names } | { readonly ok: false; readonly faults: readonly SnapshotFault[] };

/** Reads a parsed `maildns.snapshot.json` (`schemas/snapshot.schema.json`). Total: any JSON value is taken. */
export function readSnapshot(document: unknown): SnapshotResult {
  const faults: SnapshotFault[] = [];
  const names = new Map<Name, MeasuredName>();
  const fault = (at: SnapshotFault["at"], reason: string): void => void faults.push({ at, reason });
  const top = objectOf(document);
  if (top === undefined) fault([], "it must be an object");
  else if (top.get("version") !== 1) fault(["version"], "version must be 1");
  for (const key of top?.keys() ?? []) {
    if (!["$schema", "version", "names"].includes(key)) fault([key], "a snapshot has no such key");
  }
  const list = top?.get("names");
  if (top !== undefined && !Array.isArray(list)) fault(["names"], "names must be a list");
  if (faults.length > 0 || !Array.isArray(list)) return { ok: false, faults: faults.slice(0, MAX_FAULTS) };
  if (list.length > MAX_NAMES)
    return { ok: false, faults: [{ at: ["names"], reason: `more than ${MAX_NAMES} names` }] };
  for (const [index, entry] of list.entries()) {
    const read = entryOf(entry);
    if (Array.isArray(read)) for (const { at, reason } of read) fault(["names", index, ...at], reason);
    else if (names.has(read.name)) fault(["names", index, "name"], `${read.name} stands there twice`);
    else names.set(read.name, read.measured);
    if (faults.length >= MAX_FAULTS) break;
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, names };
}

interface Entry {
  readonly name: Name;
  readonly measured: MeasuredName;
}

/** What each key holds. */
const PARTS: Readonly<Record<string, readonly [holds: (value: unknown) => boolean, what: string]>> = {
  name: [isName, "name must be a name of the public DNS, in lower case and without a final dot"],
  date: [(value) => typeof value === "string" && isDate(value), "date must be a day such as 2026-12-31"],
  exists: [(value) => value === false, "exists must be false where it is given"],
  spf: [isPolicies, `spf must be a list of at most ${MAX_POLICIES} SPF records`],
  mx: [
    (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535,
    "mx must be the number of MX records",
  ],
  a: [(value) => typeof value === "boolean", "a must be true or false"],
  aaaa: [(value) => typeof value === "boolean", "aaaa must be true or false"],
};

const REQUIRED: readonly string[] = ["name", "date"];
const MEASURED: readonly string[] = ["spf", "mx", "a", "aaaa"];

function entryOf(value: unknown): Entry | SnapshotFault[] {
  const entry = objectOf(value);
  if (entry === undefined) return [{ at: [], reason: "an entry must be an object" }];
  const faults: SnapshotFault[] = [];
  for (const key of entry.keys()) {
    const part = Object.hasOwn(PARTS, key) ? PARTS[key] : undefined;
    if (part === undefined) faults.push({ at: [key], reason: "an entry has no such key" });
    else if (!part[0](entry.get(key))) faults.push({ at: [key], reason: part[1] });
  }
  for (const key of REQUIRED) if (!entry.has(key)) faults.push({ at: [], reason: `the entry has no ${key}` });
  if (!MEASURED.some((key) => entry.has(key)))
    faults.push({ at: [], reason: `the entry has none of ${MEASURED.join(", ")}` });
  if (faults.length > 0) return faults;
  const { name, ...measured } = Object.fromEntries(entry) as unknown as { name: Name } & MeasuredName;
  return { name, measured };
}

function isName(value: unknown): boolean {
  if (typeof value !== "string" || !isPublicName(value)) return false;
  const parsed = parseName(value);
  return parsed.ok && parsed.name === value;
}

function isPolicies(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > MAX_POLICIES) return false;
  return value.every(
    (text) => typeof text === "string" && text.length <= MAX_TEXT && /^[\x00-\xff]*$/.test(text) && isSpf(text),
  );
}

/** An object's own members, so that no key of it is mistaken for one of its prototype. */
function objectOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : undefined;
}

/** The file's text: by name, keys in one order, so that equal answers give equal bytes. */
export function printSnapshot(names: Names): string {
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = sorted.map(([name, { date, exists, spf, mx, a, aaaa }]) => ({
    name,
    date,
    exists,
    spf: spf === undefined ? undefined : [...spf].sort(),
    mx,
    a,
    aaaa,
  }));
  return `${JSON.stringify({ $schema: SCHEMA, version: 1, names: entries }, undefined, 2)}\n`;
}

export interface Refreshed {
  readonly measured: Measured;
  /** Names that gave no answer now, for which the earlier one counts on. */
  readonly carried: ReadonlyMap<Name, string>;
}

/**
 * An earlier snapshot brought up to date: names that are not needed any more go, one that gives no answer now keeps its
 * earlier answers, and answers that are still the same keep their date for a month.
 */
export function refresh(earlier: Names, { names, failures, needed }: Collected): Refreshed {
  const kept = new Map<Name, MeasuredName>();
  const carried = new Map<Name, string>();
  for (const name of needed) {
    const old = earlier.get(name);
    const fresh = names.get(name);
    const failure = failures.get(name);
    if (failure !== undefined && old !== undefined) {
      kept.set(name, { ...fresh, ...old });
      carried.set(name, failure);
    } else if (fresh !== undefined) {
      kept.set(name, old !== undefined && isStill(old, fresh) ? old : fresh);
    }
  }
  return { measured: { names: kept, failures }, carried };
}

function isStill(old: MeasuredName, fresh: MeasuredName): boolean {
  const age = daysBetween(old.date, fresh.date);
  return age >= 0 && age < KEPT && content(old) === content(fresh);
}

function content({ exists, spf, mx, a, aaaa }: MeasuredName): string {
  return JSON.stringify([exists, spf === undefined ? undefined : [...spf].sort(), mx, a, aaaa]);
}
