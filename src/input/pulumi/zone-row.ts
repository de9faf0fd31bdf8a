import type { Name } from "../../model/name.ts";
import { Unknown, type Value } from "../../model/value.ts";
import { absoluteName } from "./owner.ts";
import { pick, type ResourceState } from "./peek.ts";
import { scalar } from "./rdata.ts";
import type { PrivateRow, ZoneRow } from "./row.ts";
import { find, firstOf, type DeclaredSet } from "./values.ts";

/** A host's id of a zone without the path in front of it (`/hostedzone/Z1`, `projects/p/managedZones/z`). */
export function bareId(value: unknown): string | undefined {
  const text = value === undefined ? undefined : scalar(value);
  if (text === undefined || text instanceof Unknown || text === "") return undefined;
  return text.slice(text.lastIndexOf("/") + 1);
}

/** The properties of a resource that is one set. */
export function wholeResource(state: ResourceState): DeclaredSet {
  return { steps: [], get: (key) => pick(state, key) };
}

/** The name of a zone that is a resource. */
export function zoneNameOf(row: ZoneRow, state: ResourceState): Value<Name> | undefined {
  const found = firstOf(wholeResource(state), row.name);
  if (found === undefined) return undefined;
  const text = scalar(found.value);
  if (text instanceof Unknown) return text;
  const prefix = row.prefix === undefined ? undefined : pick(state, row.prefix);
  if (prefix instanceof Unknown) return prefix;
  return absoluteName(typeof prefix === "string" && prefix !== "" ? `${prefix}.${text}` : text);
}

/** What records may call it. */
export function idsOf(row: ZoneRow, state: ResourceState): string[] {
  const values = [state.id, ...row.ids.map((property) => pick(state, property))];
  return values.map(bareId).filter((id) => id !== undefined);
}

/** Whether the zone has no other records than the program's. */
export function isWhole(row: ZoneRow, state: ResourceState): boolean {
  if (state.external || row.filledBy === true) return false;
  if (isThere(find(wholeResource(state), row.filledBy)?.value)) return false;
  const partial = row.partial === undefined ? undefined : pick(state, row.partial.property);
  return typeof partial !== "string" || row.partial?.values.includes(partial) !== true;
}

/** Whether a resource is answered inside a network only. */
export function isPrivate(row: PrivateRow, state: ResourceState): boolean {
  const value = pick(state, row.property);
  // What is not known yet may as well be empty: a provider says so of what nobody gave it.
  return row.value === undefined ? !(value instanceof Unknown) && isThere(value) : value === row.value;
}

/** Something is given: not `false`, no empty text and no empty list. What is not known yet is given. */
function isThere(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== "" && value !== false;
}
