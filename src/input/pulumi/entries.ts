import { isAtOrBelow, parentOf, parseName, type Name } from "../../model/name.ts";
import type { Mappings } from "../../model/mapping.ts";
import type { Publisher } from "../../model/source.ts";
import { Unknown, type Value } from "../../model/value.ts";
import type { ReadOptions } from "../reader.ts";
import { rowOf } from "./mapping.ts";
import { absoluteName, commonAncestor, originFrom } from "./owner.ts";
import { peek, pick, stringsOf, type ResourceState } from "./peek.ts";
import { scalar } from "./rdata.ts";
import type { MakerRow, RecordRow, SettingsRow, ZoneRow } from "./row.ts";
import { firstOf, setsOf } from "./values.ts";
import { bareId, idsOf, isPrivate, isWhole, wholeResource, zoneNameOf } from "./zone-row.ts";

export interface Waiting {
  readonly state: ResourceState;
  readonly row: RecordRow | MakerRow;
}

interface Placing {
  readonly state: ResourceState;
  readonly row: RecordRow | MakerRow | SettingsRow;
}

/** A zone as the resources of one state speak of it. */
export interface ZoneEntry {
  readonly publisher: Publisher;
  origin: Value<Name> | undefined;
  readonly id: string | undefined;
  readonly private: boolean;
  /** The program declares the zone itself and nothing else fills it. */
  whole: boolean;
  /** The resource that is the zone, where the document has it. */
  readonly resource?: { readonly row: ZoneRow; readonly state: ResourceState };
  /** Every alias is answered with what its target holds. */
  flattens: boolean;
  /** The origin is a guess from the records' names. */
  guessed: boolean;
  /** The origin is the lowest that fits the records' names, so that it may lie below the zone's. */
  fitted: boolean;
  readonly waiting: Waiting[];
}

/** Zone names by publisher and zone id, from all states of a document. */
export type Hints = ReadonlyMap<string, Name>;

const keyOf = (publisher: Publisher, id: string): string => `${publisher.id}\0${id}`;

/** Zone names that the resources of a document tell. */
export function collectHints(states: readonly ResourceState[], mappings?: Mappings): Hints {
  const hints = new Map<string, Name>();
  for (const state of states) {
    const row = rowOf(state.type, mappings);
    if (row?.kind === "zone") {
      const name = zoneNameOf(row, state);
      if (typeof name === "string") for (const id of idsOf(row, state)) hints.set(keyOf(row.publisher, id), name);
    } else if (row?.kind === "record" && row.absoluteName !== undefined && row.sets === undefined && !state.planned) {
      const id = bareId(pick(state, row.zone));
      const full = pick(state, row.absoluteName);
      if (id === undefined || typeof full !== "string") continue;
      const name = absoluteName(full);
      const origin =
        typeof name === "string" ? originFrom(name, firstOf(wholeResource(state), row.name)?.value) : undefined;
      // A zone that is declared knows better than a name put together.
      if (origin !== undefined && !hints.has(keyOf(row.publisher, id))) hints.set(keyOf(row.publisher, id), origin);
    }
  }
  return hints;
}

/** Sorts the resources of one state into zones and names the zones as far as the document or the options do. */
export function zoneEntries(
  states: readonly ResourceState[],
  hints: Hints,
  options: ReadOptions,
): {
  readonly entries: readonly ZoneEntry[];
  readonly lost: readonly (Waiting & { readonly among: readonly ZoneEntry[] })[];
} {
  const entries: ZoneEntry[] = [];
  const byUrn = new Map<string, ZoneEntry>();
  const byKey = new Map<string, ZoneEntry>();
  const lost: (Waiting & { readonly among: readonly ZoneEntry[] })[] = [];
  const add = (
    publisher: Publisher,
    origin: Value<Name> | undefined,
    id: string | undefined,
    resource?: { readonly row: ZoneRow; readonly state: ResourceState },
  ) => {
    const entry: ZoneEntry = {
      publisher,
      origin,
      id,
      private: resource?.row.private !== undefined && isPrivate(resource.row.private, resource.state),
      resource,
      whole: false,
      flattens: false,
      guessed: false,
      fitted: false,
      waiting: [],
    };
    entries.push(entry);
    return entry;
  };
  const waiting: Placing[] = [];
  for (const state of states) {
    const row = rowOf(state.type, options.mappings);
    if (row === undefined) continue;
    if (row.kind !== "zone") {
      if (row.kind !== "record" || row.private?.some((each) => isPrivate(each, state)) !== true) {
        waiting.push({ state, row });
      }
      continue;
    }
    const ids = idsOf(row, state);
    const named = ids.map((id) => options.zoneOfId(id)).find((name) => name !== undefined);
    const entry = add(row.publisher, named ?? zoneNameOf(row, state), ids[0], { row, state });
    entry.whole = isWhole(row, state);
    if (state.urn !== "") byUrn.set(state.urn, entry);
    for (const id of ids) byKey.set(keyOf(row.publisher, id), entry);
    if (typeof entry.origin === "string" && !byKey.has(keyOf(row.publisher, `=${entry.origin}`))) {
      byKey.set(keyOf(row.publisher, `=${entry.origin}`), entry);
    }
  }
  const named = (publisher: Publisher, name: Name): ZoneEntry => {
    const key = keyOf(publisher, `=${name}`);
    let entry = byKey.get(key);
    if (entry === undefined) byKey.set(key, (entry = add(publisher, name, undefined)));
    return entry;
  };
  const lowestAbove = (publisher: Publisher, text: string): ZoneEntry | undefined => {
    const parsed = parseName(text);
    for (let name = parsed.ok ? parsed.name : undefined; name !== undefined; name = parentOf(name)) {
      const entry = byKey.get(keyOf(publisher, `=${name}`));
      if (entry !== undefined) return entry;
    }
    return undefined;
  };
  // A document may leave out a zone's id; the records that take it from the zone have it.
  const unnumbered = [...byUrn.values()].some(({ id }) => id === undefined);
  for (const { state, row } of unnumbered ? waiting : []) {
    const id = bareId(pick(state, row.zone));
    if (id === undefined || byKey.has(keyOf(row.publisher, id))) continue;
    for (const urn of stringsOf(peek(state.propertyDependencies, row.zone))) {
      const entry = byUrn.get(urn);
      if (entry?.id === undefined && entry?.publisher.id === row.publisher.id)
        byKey.set(keyOf(row.publisher, id), entry);
    }
  }
  const zonesOf = new Map<string, ZoneEntry[]>();
  for (const entry of byUrn.values()) {
    const list = zonesOf.get(entry.publisher.id);
    if (list === undefined) zonesOf.set(entry.publisher.id, [entry]);
    else list.push(entry);
  }

  const place = (each: Placing): ZoneEntry | readonly ZoneEntry[] => {
    const { state, row } = each;
    const publisher = row.publisher;
    const reference = pick(state, row.zone);
    const depends = stringsOf(peek(state.propertyDependencies, row.zone));
    if (reference instanceof Unknown || reference === undefined) depends.push(...stringsOf(state.dependencies));
    for (const urn of depends) {
      const entry = byUrn.get(urn);
      if (entry?.publisher.id === publisher.id) return entry;
    }
    const text = reference === undefined ? undefined : scalar(reference);
    if (typeof text === "string" && text !== "") {
      const id = bareId(text) ?? text;
      const known = byKey.get(keyOf(publisher, id));
      if (known !== undefined) return known;
      if (row.zoneBy === "above") return lowestAbove(publisher, text) ?? [];
      if (row.zoneBy === "name" || (row.zoneBy === "either" && text.includes(".") && !text.startsWith("ocid1."))) {
        const name = parseName(text);
        if (name.ok) return named(publisher, name.name);
      }
      const entry = add(publisher, options.zoneOfId(id) ?? hints.get(keyOf(publisher, id)), id);
      byKey.set(keyOf(publisher, id), entry);
      return entry;
    }
    if (row.kind === "record" && row.zoneName !== undefined) {
      const name = pick(state, row.zoneName);
      const parsed = typeof name === "string" ? parseName(name) : undefined;
      if (parsed?.ok) return named(publisher, parsed.name);
    }
    const candidates = zonesOf.get(publisher.id) ?? [];
    if (candidates.length === 1) return candidates[0] as ZoneEntry;
    // Before the change only the id of a zone that is still to be made is not known.
    const toMake = candidates.filter((entry) => entry.id === undefined);
    if (reference instanceof Unknown && reference.reason === "preview" && toMake.length === 1)
      return toMake[0] as ZoneEntry;
    const owner = certainNames(each).map((name) => commonAncestor([name]));
    if (owner[0] !== undefined) {
      const over = candidates.find(
        (entry) => typeof entry.origin === "string" && isAtOrBelow(owner[0] ?? "", entry.origin),
      );
      if (over !== undefined) return over;
    }
    if (candidates.length > 1) return candidates;
    const key = keyOf(publisher, `?${owner[0]?.split(".").slice(-2).join(".") ?? ""}`);
    let entry = byKey.get(key);
    if (entry === undefined) byKey.set(key, (entry = add(publisher, undefined, undefined)));
    return entry;
  };
  // What a name's zone is shows once all zones that records name are known.
  const above = waiting.filter(({ row }) => row.zoneBy === "above");
  const others = above.length === 0 ? waiting : waiting.filter(({ row }) => row.zoneBy !== "above");
  for (const each of above.length === 0 ? others : [...others, ...above]) {
    const { state, row } = each;
    if (row.kind === "settings") {
      // What switches nothing on does not make a zone either.
      if (pick(state, row.flattens.property) !== row.flattens.value) continue;
      const placed = place(each);
      for (const entry of Array.isArray(placed) ? [] : [placed as ZoneEntry]) entry.flattens = true;
      continue;
    }
    const placed = place(each);
    if (Array.isArray(placed)) lost.push({ state, row, among: placed as readonly ZoneEntry[] });
    else {
      const entry = placed as ZoneEntry;
      entry.waiting.push({ state, row });
      if (row.kind === "record" && row.exclusive === true && !state.external) entry.whole = true;
    }
  }
  const unnamed = entries.filter((entry) => entry.origin === undefined && entry.waiting.length > 0);
  for (const entry of unnamed) nameEntry(entry, options.origin, unnamed.length === 1);
  return { entries, lost };
}

/** Names of a resource that are absolute beyond doubt. */
function certainNames(each: Placing): Name[] {
  const names: Name[] = [];
  const { row, state } = each;
  const take = (value: unknown): void => {
    const name = typeof value === "string" ? absoluteName(value) : undefined;
    if (typeof name === "string") names.push(name);
  };
  if (row.kind !== "record") return names;
  if (row.absoluteName !== undefined && !state.planned) take(pick(state, row.absoluteName));
  if (names.length > 0) return names;
  for (const set of setsOf(row, state)) {
    const value = firstOf(set, row.name)?.value;
    if (typeof value === "string" && (row.names === "absolute" || value.endsWith("."))) take(value);
  }
  return names;
}

/** Names a zone that nothing names, from the option or from its records' own names. */
function nameEntry(entry: ZoneEntry, origin: Name | undefined, alone: boolean): void {
  const certain = entry.waiting.flatMap(certainNames);
  if (origin !== undefined && (alone || certain.length > 0) && certain.every((name) => isAtOrBelow(name, origin))) {
    entry.origin = origin;
    return;
  }
  entry.origin = commonAncestor(certain);
  entry.fitted = true;
  if (entry.origin !== undefined || certain.length > 0) return;
  const dotted: Name[] = [];
  let apexMail = false;
  for (const { row, state } of entry.waiting) {
    if (row.kind === "maker" || row.names !== "either") continue;
    const written = firstOf(wholeResource(state), row.name)?.value;
    const name = typeof written === "string" && written.includes(".") ? absoluteName(written) : undefined;
    if (typeof name === "string" && !/(?:^|\.)_[^.]*$/.test(name)) dotted.push(name);
  }
  const common = commonAncestor(dotted);
  for (const { row, state } of entry.waiting) {
    if (row.kind !== "record" || common === undefined) continue;
    const set = wholeResource(state);
    const type = firstOf(set, row.type ?? [])?.value;
    const written = firstOf(set, row.name)?.value;
    if ((type === "MX" || type === "NS") && typeof written === "string" && absoluteName(written) === common)
      apexMail = true;
  }
  // One dotted name alone may as well hang below the zone.
  if (common === undefined || (dotted.length < 2 && !apexMail)) return;
  entry.origin = common;
  entry.guessed = true;
}
