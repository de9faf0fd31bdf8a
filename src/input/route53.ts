import type { Field } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import type { Source } from "../model/source.ts";
import type { Problem, Scope, Zone } from "../model/zone.ts";
import { zoneOfFileName } from "./file-name.ts";
import { jsonErrors, type JsonErrors } from "./json-errors.ts";
import { EACH, type JsonPath, type RowPattern } from "./json-locate.ts";
import { locateInRows } from "./json-rows.ts";
import { isObject } from "./parse-json.ts";
import { publishers } from "./publishers.ts";
import type { InputFile, LocateRequest, Reader, ReadOptions, ReadResult, Region } from "./reader.ts";
import { ownerOf, recordsOfSet, spotInSet, VALUES } from "./route53-set.ts";

type Row = Readonly<Record<string, unknown>>;

/** Where documents hold their record sets: an answer, its sets alone, an array of answers, a change batch and its file. */
const PATTERNS: readonly RowPattern[] = [
  ["ResourceRecordSets", EACH],
  [EACH],
  [EACH, "ResourceRecordSets", EACH],
  ["Changes", EACH, "ResourceRecordSet"],
  ["ChangeBatch", "Changes", EACH, "ResourceRecordSet"],
];
const SHAPES = PATTERNS.length;

/**
 * Route 53's answers of `list-resource-record-sets`, one or an array of them, and change batches. `at` is the set's
 * ordinal, the value's index in it and the shape of the document, packed.
 */
export const route53Reader: Reader = { id: "route53", title: "Route 53 answer", read, locate };

interface Context {
  readonly file: InputFile;
  readonly options: ReadOptions;
  readonly source: Source;
  readonly shape: number;
  readonly errors: JsonErrors;
  readonly problems: Problem[];
  ordinal: number;
}

function read(file: InputFile, options: ReadOptions, json: () => unknown): ReadResult {
  const document = json();
  const source = { document: { path: file.path, format: "route53" }, publisher: publishers.route53 };
  const shape = shapeOf(document);
  const errors = jsonErrors();
  const context: Context = { file, options, source, shape, errors, problems: [], ordinal: 0 };
  const result = shape >= 3 ? readBatch(document, context) : { zones: readListings(document, context) };
  if (errors.count > 0) return { zones: [], problems: errors.problems(file) };
  return { ...result, problems: context.problems };
}

function shapeOf(document: unknown): number {
  if (Array.isArray(document)) {
    const first: unknown = document[0];
    return isObject(first) && "ResourceRecordSets" in first ? 2 : 1;
  }
  if (!isObject(document)) return 0;
  return "Changes" in document ? 3 : "ChangeBatch" in document ? 4 : 0;
}

function readListings(document: unknown, context: Context): Zone[] {
  const { errors, shape } = context;
  // Sets without their answer may have been filtered on the way.
  if (shape === 1) return zoneOf(setsOf(document, [], context), "part", [], context);
  const answers: unknown[] = shape === 2 ? (document as unknown[]) : [document];
  const zones: Zone[] = [];
  let pending: { readonly records: DnsRecord[]; readonly next: string } | undefined;
  answers.forEach((answer, index) => {
    const path = shape === 2 ? [index] : [];
    const sets = isObject(answer) ? answer["ResourceRecordSets"] : undefined;
    if (!isObject(answer) || !Array.isArray(sets)) {
      errors.add(path, "a Route 53 answer is an object with ResourceRecordSets");
      return;
    }
    let records = setsOf(sets, [...path, "ResourceRecordSets"], context);
    if (pending !== undefined) {
      if (pending.next !== TOKEN && pending.next !== keyOf(sets[0])) {
        errors.add(path, `the page before goes on with ${pending.next}, and this one does not begin there`);
      }
      for (const record of records) pending.records.push(record);
      records = pending.records;
      pending = undefined;
    }
    const next = nextOf(answer);
    if (next === undefined) {
      for (const zone of zoneOf(records, "whole", path, context)) zones.push(zone);
    } else if (index + 1 < answers.length) {
      pending = { records, next };
    } else {
      const advice = "take it without --max-items and --no-paginate, then the AWS CLI fetches every page";
      const sign = next === TOKEN ? "it carries a NextToken" : `${next} comes next`;
      errors.add(path, `the listing is cut (${sign}): ${advice}`);
    }
  });
  return zones;
}

/** A page that the CLI numbered for itself: what the next begins with is not to be read from it. */
const TOKEN = "NextToken";

/** What the next page begins with, as `name type`; `undefined` on the last one. */
function nextOf(answer: Row): string | undefined {
  if (answer["IsTruncated"] === true)
    return `${written(answer["NextRecordName"])} ${written(answer["NextRecordType"])}`;
  const token = answer["NextToken"];
  return token === undefined || token === null ? undefined : TOKEN;
}

function keyOf(set: unknown): string {
  return isObject(set) ? `${written(set["Name"])} ${written(set["Type"])}` : "";
}

function written(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 255) : "?";
}

function setsOf(sets: unknown, path: JsonPath, context: Context): DnsRecord[] {
  const records: DnsRecord[] = [];
  if (!Array.isArray(sets)) return records;
  sets.forEach((set: unknown, index) => {
    readSet(set, [...path, index], context, records);
  });
  return records;
}

function readSet(set: unknown, path: JsonPath, context: Context, records: DnsRecord[]): void {
  const at = context.ordinal++ * VALUES * SHAPES + context.shape;
  if (!isObject(set) || typeof set["Name"] !== "string" || typeof set["Type"] !== "string") {
    context.errors.add(path, "a record set has Name and Type");
    return;
  }
  const owner = ownerOf(set["Name"]);
  if (!owner.ok) {
    context.errors.add([...path, "Name"], owner.reason);
    return;
  }
  recordsOfSet(set, owner.name, context.source, at, SHAPES, records);
}

/** By the option, the SOA's owner, then the file's name. A listing without the SOA is a part of its zone. */
function zoneOf(records: DnsRecord[], scope: Scope, path: JsonPath, context: Context): Zone[] {
  const { file, options, source } = context;
  const soa = records.find((record) => record.type === "SOA");
  if (records.length === 0 && options.origin === undefined) return [];
  const origin = options.origin ?? (soa?.name as Name | undefined) ?? zoneOfFileName(file.path, namesOf(records));
  if (origin === undefined) {
    context.errors.add(path, "the zone is not known: there is no SOA record; give the zone with --origin");
    return [];
  }
  return [
    {
      origin,
      publisher: source.publisher,
      private: false,
      scope: soa === undefined ? "part" : scope,
      records,
      documents: [source.document],
    },
  ];
}

function* namesOf(records: readonly DnsRecord[]): Generator<Name> {
  for (const record of records) if (typeof record.name === "string") yield record.name;
}

/** CREATE and UPSERT are what will be, DELETE is what was. */
function readBatch(document: unknown, context: Context): { zones: Zone[]; before?: Zone[] } {
  const holder = context.shape === 4 && isObject(document) ? document["ChangeBatch"] : document;
  const path = context.shape === 4 ? ["ChangeBatch", "Changes"] : ["Changes"];
  const changes = isObject(holder) ? holder["Changes"] : undefined;
  if (!Array.isArray(changes)) {
    context.errors.add([], "a change batch is an object with Changes");
    return { zones: [] };
  }
  const after: DnsRecord[] = [];
  const before: DnsRecord[] = [];
  changes.forEach((change: unknown, index) => {
    const action = isObject(change) ? change["Action"] : undefined;
    if (!isObject(change) || (action !== "CREATE" && action !== "UPSERT" && action !== "DELETE")) {
      context.errors.add([...path, index], "a change has an Action of CREATE, UPSERT or DELETE");
      if (isObject(change) && "ResourceRecordSet" in change) context.ordinal++;
      return;
    }
    readSet(
      change["ResourceRecordSet"],
      [...path, index, "ResourceRecordSet"],
      context,
      action === "DELETE" ? before : after,
    );
  });
  if (context.errors.count > 0) return { zones: [] };
  const all = zoneOf([...after, ...before], "part", path, context)[0];
  if (all === undefined) return { zones: [] };
  const zone = { ...all, scope: "part" as const };
  const zones = [{ ...zone, records: after }];
  return before.length === 0 ? { zones } : { zones, before: [{ ...zone, records: before }] };
}

function locate(file: InputFile, requests: readonly LocateRequest[]): (Region | undefined)[] {
  const shape = (requests[0]?.at ?? 0) % SHAPES;
  return locateInRows(
    file,
    requests,
    PATTERNS[shape] as RowPattern,
    (at) => Math.floor(at / (VALUES * SHAPES)),
    (row, field: Field, at) => spotInSet(row, field, Math.floor(at / SHAPES) % VALUES),
  );
}
