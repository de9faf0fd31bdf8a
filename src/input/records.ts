import { ROOT, type Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import type { Publisher, Source } from "../model/source.ts";
import type { Zone } from "../model/zone.ts";
import { jsonErrors, type JsonErrors } from "./json-errors.ts";
import { EACH, type JsonPath } from "./json-locate.ts";
import { locateInRows } from "./json-rows.ts";
import { isObject } from "./parse-json.ts";
import { publishers } from "./publishers.ts";
import { absoluteName, type RecordHead } from "./rdata.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "./reader.ts";
import { checkKeys, type Context, type Sources } from "./records-field.ts";
import { readRecord, spotOf } from "./records-row.ts";

const ZONE_KEYS = ["origin", "id", "scope", "host", "private", "records"];

/**
 * maildns's own records JSON (`schemas/records.schema.json`). Strict: what the schema does not have is refused, so that
 * a misspelt key never hides a value.
 */
export const recordsReader: Reader = {
  id: "records",
  title: "maildns records JSON",
  read,
  locate: (file, requests) => locateInRows(file, requests, ["zones", EACH, "records", EACH], (at) => at, spotOf),
};

function read(file: InputFile, options: ReadOptions, json: () => unknown): ReadResult {
  const errors = jsonErrors();
  const zones = readDocument(file, options, json(), errors);
  return errors.count > 0 ? { zones: [], problems: errors.problems(file) } : { zones, problems: [] };
}

function readDocument(file: InputFile, options: ReadOptions, document: unknown, errors: JsonErrors): Zone[] {
  if (!isObject(document)) {
    errors.add([], "records JSON is an object with version and zones");
    return [];
  }
  checkKeys(document, ["version", "zones", "$schema"], [], "records JSON", errors);
  if (document["version"] !== 1) {
    const says = document["version"] === undefined ? "version is missing" : "the version is not known";
    errors.add(document["version"] === undefined ? [] : ["version"], `${says}; this maildns reads version 1`);
    return [];
  }
  const schema = document["$schema"];
  if (schema !== undefined && typeof schema !== "string") errors.add(["$schema"], "not a string");
  const list = document["zones"];
  if (!Array.isArray(list)) {
    errors.add(list === undefined ? [] : ["zones"], "zones must be an array");
    return [];
  }
  const given = list.length === 1 ? options.origin : undefined;
  const context = newContext(file, errors);
  const zones: Zone[] = [];
  for (let index = 0; index < list.length; index++) {
    context.zone = index;
    const zone = readZone(list[index], given, context);
    if (zone !== undefined) zones.push(zone);
    list[index] = undefined;
  }
  return zones;
}

function newContext(file: InputFile, errors: JsonErrors): Context {
  const document = { path: file.path, format: "records" };
  const source: Source = { document, publisher: publishers.records };
  const head: RecordHead = { name: ROOT, ttl: undefined, source, at: 0, vendor: undefined };
  const sources = { plain: source, text: source };
  return { errors, document, byHost: new Map(), head, sources, origin: ROOT, zone: 0, row: 0 };
}

function sourcesOf(host: string | undefined, context: Context): Sources {
  const seen = context.byHost.get(host);
  if (seen !== undefined) return seen;
  const { document } = context;
  const publisher = publisherOf(host);
  const plain: Source = { document, publisher };
  const text = publisher.splitsText ? plain : { document, publisher: { ...publisher, splitsText: true } };
  const sources = { plain, text };
  context.byHost.set(host, sources);
  return sources;
}

function readZone(value: unknown, given: Name | undefined, context: Context): Zone | undefined {
  const { errors } = context;
  const here = (key?: string): JsonPath => (key === undefined ? ["zones", context.zone] : ["zones", context.zone, key]);
  if (!isObject(value)) {
    errors.add(here(), "a zone is an object with origin and records");
    return undefined;
  }
  checkKeys(value, ZONE_KEYS, here(), "a zone", errors);
  const { id, scope, host } = value;
  const isPrivate = value["private"];
  context.origin = given ?? originOf(value["origin"], here, errors);
  if (id !== undefined && typeof id !== "string") errors.add(here("id"), "not a text");
  if (host !== undefined && (typeof host !== "string" || host === ""))
    errors.add(here("host"), "not a DNS host's name");
  if (scope !== undefined && scope !== "whole" && scope !== "part") {
    errors.add(here("scope"), 'the scope is "whole" (nothing else exists in the zone) or "part"');
  }
  if (isPrivate !== undefined && typeof isPrivate !== "boolean") errors.add(here("private"), "not true or false");
  const rows: unknown = value["records"];
  if (!Array.isArray(rows)) {
    errors.add(rows === undefined ? here() : here("records"), "records must be an array");
    return undefined;
  }
  context.sources = sourcesOf(typeof host === "string" ? host : undefined, context);
  const records: DnsRecord[] = [];
  for (let row = 0; row < rows.length; row++) {
    context.row = row;
    const record = readRecord(rows[row], context);
    if (record !== undefined) records.push(record);
    rows[row] = undefined;
    context.head.at++;
  }
  return {
    origin: context.origin,
    id: typeof id === "string" ? id : undefined,
    publisher: context.sources.plain.publisher,
    private: isPrivate === true,
    scope: scope === "whole" ? "whole" : "part",
    records,
    documents: [context.document],
  };
}

function originOf(value: unknown, here: (key?: string) => JsonPath, errors: JsonErrors): Name {
  if (typeof value !== "string" || value === "") {
    const missing = value === undefined;
    errors.add(missing ? here() : here("origin"), missing ? "the zone has no origin" : "the origin is no domain name");
    return ROOT;
  }
  const result = absoluteName(value);
  if (result.ok) return result.name;
  errors.add(here("origin"), result.reason);
  return ROOT;
}

/** Targets in records JSON are absolute and each record stands alone, whatever the host does with its own input. */
function publisherOf(host: string | undefined): Publisher {
  if (host === undefined) return publishers.records;
  const known: Publisher = Object.values(publishers).find((each) => each.id === host) ?? {
    ...publishers.records,
    id: host,
    title: host,
  };
  return { ...known, relativeTargets: false, ownsSets: false };
}
