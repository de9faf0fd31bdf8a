import { ROOT, type Name } from "../../model/name.ts";
import type { DnsRecord, Vendor } from "../../model/record.ts";
import type { Publisher, Source, SourceDocument } from "../../model/source.ts";
import { Unknown, type Value } from "../../model/value.ts";
import type { Problem, Scope, Zone } from "../../model/zone.ts";
import type { ReadOptions } from "../reader.ts";
import { packAt } from "./at.ts";
import { zoneEntries, type Hints, type Waiting, type ZoneEntry } from "./entries.ts";
import { ownerOf } from "./owner.ts";
import type { ResourceState } from "./peek.ts";
import { aliasOf, recordOf, ttlOf } from "./rdata.ts";
import { entriesTouched, unreadAmong, unreadNotes } from "./lookalike.ts";
import { apexAddress, made, Surroundings } from "./made.ts";
import type { RecordRow } from "./row.ts";
import { declaredOf, find, firstOf, type Declared } from "./values.ts";

export { unpackAt } from "./at.ts";

export interface StatesResult {
  readonly zones: readonly Zone[];
  readonly problems: readonly Problem[];
  /** Records whose name came out known, and all. */
  readonly named: number;
  readonly records: number;
}

/**
 * The zones that a list of resource states publishes. `complete` says whether the list is all that the stack has; if it
 * is not, nothing follows from what is missing.
 */
export function readStates(
  states: readonly ResourceState[],
  hints: Hints,
  complete: boolean,
  options: ReadOptions,
  document: SourceDocument,
): StatesResult {
  const { entries, lost } = zoneEntries(states, hints, options);
  const unread = unreadAmong(states, options.mappings);
  const touched = entriesTouched(entries, unread);
  const sources = new Map<string, Source>();
  const documents = new Set([document]);
  for (const state of states) if (state.document !== undefined) documents.add(state.document);
  const sourceOf = (publisher: Publisher, other: SourceDocument | undefined): Source => {
    const key = other === undefined ? publisher.id : `${publisher.id}\0${other.path}`;
    let source = sources.get(key);
    if (source === undefined) sources.set(key, (source = { document: other ?? document, publisher }));
    return source;
  };
  const zones: Zone[] = [];
  const problems: Problem[] = unreadNotes(unread, document.path);
  const nowhere: DnsRecord[] = [];
  const extra = new Map<ZoneEntry, DnsRecord[]>();
  let named = 0;
  let count = 0;
  const read = (
    each: Waiting,
    origin: Value<Name> | undefined,
    flattens: boolean,
    around?: Surroundings,
  ): DnsRecord[] => {
    const source = sourceOf(each.row.publisher, each.state.document);
    const records =
      each.row.kind === "maker"
        ? made(each.row, each.state, origin, source, around)
        : published(each.row, each.state, origin, source, flattens);
    for (const record of records) {
      count++;
      if (typeof record.name === "string") named++;
    }
    return records;
  };
  for (const each of lost) {
    const records = read(each, new Unknown("preview"), false);
    nowhere.push(...records);
    // It may be the very record that one of these zones seems to lack.
    for (const entry of each.among) {
      const list = extra.get(entry) ?? [];
      for (const record of records) list.push(unknownAt(record));
      extra.set(entry, list);
    }
  }
  for (const entry of entries) {
    const managed: DnsRecord[] = extra.get(entry) ?? [];
    const external: DnsRecord[] = [];
    const take = (each: Waiting, around?: Surroundings): void => {
      const target = each.state.external ? external : managed;
      for (const record of read(each, entry.origin, entry.flattens, around)) target.push(record);
    };
    const makers: Waiting[] = [];
    for (const each of entry.waiting) {
      if (each.row.kind === "maker") makers.push(each);
      else take(each);
    }
    if (makers.length > 0) {
      // A zone that is named by its records alone may begin above them.
      const named = typeof entry.origin === "string" && !entry.fitted;
      const whole = entry.whole && complete && !touched.has(entry);
      const around = named ? new Surroundings([...managed, ...external], whole) : undefined;
      for (const each of makers) take(each, around);
    }
    if (typeof entry.origin !== "string") {
      for (const record of [...managed, ...external]) nowhere.push(record);
      if (managed.length > 0 && entry.origin === undefined)
        problems.push(namelessNote(entry, managed.length, document, options.withoutZone ?? onCommandLine));
      continue;
    }
    const { resource } = entry;
    const source = sourceOf(entry.publisher, resource?.state.document);
    const address = resource && apexAddress(resource.row, resource.state, entry.origin, source);
    if (address !== undefined) (resource?.state.external === true ? external : managed).push(address);
    if (entry.guessed) problems.push(guessNote(entry, entry.origin, document));
    const zone = {
      origin: entry.origin,
      ...(entry.id !== undefined && { id: entry.id }),
      publisher: entry.publisher,
      private: entry.private,
      documents: [...documents],
    };
    if (managed.length === 0 && !entry.whole) {
      if (external.length > 0) zones.push({ ...zone, scope: "none", records: external });
      continue;
    }
    const scope: Scope = !complete || touched.has(entry) ? "none" : entry.whole ? "whole" : "part";
    // Whoever only reads an MX does not answer for what stands beside it.
    const program = scope === "part" && !external.some((record) => record.type === "MX");
    zones.push({ ...zone, scope, ...(program && { program }), records: [...managed, ...external] });
  }
  const somewhere = nowhere[0]?.source.publisher;
  if (somewhere !== undefined) {
    zones.push({
      origin: ROOT,
      publisher: somewhere,
      private: false,
      scope: "none",
      records: nowhere,
      documents: [...documents],
    });
  }
  return { zones, problems, named, records: count };
}

function unknownAt(record: DnsRecord): DnsRecord {
  const { ttl, source, at } = record;
  const name = new Unknown("preview");
  return { name, type: "UNKNOWN", data: { reason: name }, ttl, source, at, vendor: undefined };
}

function onCommandLine(id: boolean): string {
  return `without the zone's name they are not judged; name it with --origin${id ? " or zones[].ids of the configuration" : ""}`;
}

function namelessNote(
  entry: ZoneEntry,
  count: number,
  document: SourceDocument,
  follows: (id: boolean) => string,
): Problem {
  const which =
    entry.id === undefined ? "a zone that nothing names" : `the zone with the id ${JSON.stringify(entry.id)}`;
  const records = count === 1 ? "1 record lies" : `${count} records lie`;
  return {
    level: "note",
    path: document.path,
    reason: `${records} in ${which}: ${follows(entry.id !== undefined)}`,
  };
}

function guessNote(entry: ZoneEntry, origin: Name, document: SourceDocument): Problem {
  const which = entry.id === undefined ? "a zone" : `the zone with the id ${JSON.stringify(entry.id)}`;
  return {
    level: "note",
    path: document.path,
    reason: `${which} is taken for "${origin}" because its records' names end so; zones[].ids of the configuration makes it sure`,
  };
}

function published(
  row: RecordRow,
  state: ResourceState,
  origin: Value<Name> | undefined,
  source: Source,
  flattens: boolean,
): DnsRecord[] {
  const base = typeof origin === "string" ? origin : undefined;
  return declaredOf(row, state).map((declared): DnsRecord => {
    const { set, type, value, ordinal } = declared;
    const name = firstOf(set, row.name)?.value ?? labelled(row, declared);
    const frame = {
      // All properties are absent while the provider's own configuration is not known.
      name: name === undefined && type instanceof Unknown ? type : ownerOf(name, row.names, origin, row.plainAt),
      ttl: ttlOf(row, find(set, row.ttl)?.value),
      source,
      at: packAt(state, ordinal),
      vendor: vendorOf(row, state, declared, flattens),
    };
    if (type instanceof Unknown || value === undefined) {
      return { ...frame, type: "UNKNOWN", data: { reason: type instanceof Unknown ? type : new Unknown("malformed") } };
    }
    return recordOf(row, type, value, frame, base);
  });
}

const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T/;

/** A name that the host puts together itself. */
function labelled(row: RecordRow, { set, type }: Declared): unknown {
  if (row.labels === undefined || typeof type !== "string") return undefined;
  let name: string | undefined;
  for (const property of row.labels[type] ?? []) {
    const label = set.get(property);
    if (typeof label !== "string" || label === "") return label instanceof Unknown ? label : new Unknown("preview");
    name = name === undefined ? `_${label}` : `${name}._${label}`;
  }
  return name;
}

function vendorOf(row: RecordRow, state: ResourceState, declared: Declared, flattens: boolean): Vendor | undefined {
  const { set, value, type } = declared;
  const flattened =
    row.flattened === undefined ? undefined : find(set, `${row.flattened.holder}.${row.flattened.flag}`);
  const changed = row.modified === undefined ? undefined : find(set, row.modified)?.value;
  const modified = typeof changed === "string" && DATE.test(changed) ? changed : state.modified;
  const comment = find(set, row.comment)?.value;
  const vendor: Vendor = {
    proxied: find(set, row.proxied)?.value === true ? true : undefined,
    flattened: flattened?.value === true || (flattens && type === "CNAME") ? true : undefined,
    alias: aliasOf(value?.alias),
    disabled: row.disabled !== undefined && set.get(row.disabled.property) === row.disabled.value ? true : undefined,
    routing: value?.routing,
    // A planned value has not been published yet.
    modified: !state.planned && modified !== undefined && DATE.test(modified) ? modified : undefined,
    comment: typeof comment === "string" && comment !== "" ? comment : undefined,
    owner: row.ownsSet && state.urn !== "" ? state.urn : undefined,
  };
  return Object.values(vendor).some((each) => each !== undefined) ? vendor : undefined;
}
