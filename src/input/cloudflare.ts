import type { Name } from "../model/name.ts";
import type { DnsRecord } from "../model/record.ts";
import type { Source } from "../model/source.ts";
import type { Problem, Scope, Zone } from "../model/zone.ts";
import { batchLists, FIRST_OF_BATCH, isBatch, partsOf, SHAPES } from "./cloudflare-batch.ts";
import { recordOf, spotOf } from "./cloudflare-row.ts";
import { zoneOfFileName } from "./file-name.ts";
import { jsonErrors, type JsonErrors } from "./json-errors.ts";
import type { JsonPath } from "./json-locate.ts";
import { locateInRows } from "./json-rows.ts";
import { isObject } from "./parse-json.ts";
import { publishers } from "./publishers.ts";
import { absoluteName } from "./rdata.ts";
import type { InputFile, LocateRequest, Reader, ReadOptions, ReadResult, Region } from "./reader.ts";

type Row = Readonly<Record<string, unknown>>;

/** A listing's place among its pages; absent where the answer does not say. */
type Page = Zone["page"];

/** Sizes at which clients cut a listing without saying so. */
const PAGE_SIZES = [20, 50, 100];

/**
 * Cloudflare's API: answers of `GET /zones/<id>/dns_records`, one, several in an array, or their rows alone, and the body of
 * `POST /zones/<id>/dns_records/batch`.
 */
export const cloudflareReader: Reader = { id: "cloudflare", title: "Cloudflare API answer", read, locate };

interface Listing {
  readonly rows: readonly unknown[];
  readonly path: JsonPath;
  /** `DnsRecord.at` of the first row. */
  readonly at: number;
  readonly page: Page;
  /** The answer says how long the listing is. */
  readonly counted: boolean;
}

function read(file: InputFile, options: ReadOptions, json: () => unknown): ReadResult {
  const errors = jsonErrors();
  const problems: Problem[] = [];
  const document = json();
  const batch = isBatch(document);
  const zones: Zone[] = [];
  const source = { document: { path: file.path, format: "cloudflare" }, publisher: publishers.cloudflare };
  const listings = batch
    ? batchLists(document, file.path, errors, problems).map((list, nth) => ({ ...list, at: FIRST_OF_BATCH + nth }))
    : listingsOf(document, errors);
  for (const listing of listings) {
    if (errors.count > 0) break;
    for (const zone of readListing(listing, source, file, options, errors, problems)) zones.push(zone);
  }
  if (errors.count > 0) return { zones: [], problems: errors.problems(file) };
  return { zones: batch ? partsOf(zones) : zones, problems };
}

function shapeOf(document: unknown): number {
  if (!Array.isArray(document)) return 0;
  const first: unknown = document[0];
  return isObject(first) && "result" in first ? 2 : 1;
}

function listingsOf(document: unknown, errors: JsonErrors): Listing[] {
  const shape = shapeOf(document);
  if (shape === 1) return [{ rows: document as unknown[], path: [], at: shape, page: undefined, counted: false }];
  const answers: unknown[] = shape === 2 ? (document as unknown[]) : [document];
  const listings: Listing[] = [];
  let ordinal = 0;
  answers.forEach((answer, index) => {
    const path = shape === 2 ? [index] : [];
    if (!isObject(answer)) {
      errors.add(path, "a Cloudflare API answer is an object with success and result");
      return;
    }
    if (answer["success"] === false) {
      errors.add(path, `Cloudflare answered with an error: ${apiErrors(answer["errors"])}`);
      return;
    }
    const { result } = answer;
    if (!Array.isArray(result)) {
      const what = result === null || result === undefined ? "no result" : "one object, not a list of records";
      const said = apiErrors(answer["errors"]);
      errors.add(
        [...path, ...(result === undefined ? [] : ["result"])],
        `the answer holds ${what}${said && `: ${said}`}`,
      );
      return;
    }
    const info = answer["result_info"];
    const page = pageOf(info);
    const total = isObject(info) ? positive(info["total_count"]) : undefined;
    if (page === undefined && total !== undefined && total > result.length) {
      errors.add([...path, "result"], `the answer is cut: it counts ${total} records and holds ${result.length}`);
      return;
    }
    const at = ordinal * SHAPES.length + shape;
    ordinal += result.length;
    listings.push({ rows: result, path: [...path, "result"], at, page, counted: isObject(info) });
  });
  return listings;
}

/** What the API itself says, as `10000: Authentication error`. */
function apiErrors(errors: unknown): string {
  if (!Array.isArray(errors)) return "";
  return errors
    .slice(0, 3)
    .map((each: unknown) => {
      if (!isObject(each)) return String(each);
      const { code, message } = each;
      const text = typeof message === "string" ? message.slice(0, 200) : "no message";
      return typeof code === "number" ? `${code}: ${text}` : text;
    })
    .join("; ");
}

/** `total_pages` may be missing: then it follows from the counts. `count` is not looked at. */
function pageOf(info: unknown): Page {
  if (!isObject(info)) return undefined;
  const page = positive(info["page"]) ?? 1;
  const size = positive(info["per_page"]);
  const total = positive(info["total_count"]);
  const computed = size === undefined || total === undefined ? undefined : Math.ceil(total / size);
  const of = positive(info["total_pages"]) ?? computed ?? page;
  return page === 1 && of === 1 ? undefined : { number: page, of: Math.max(of, page) };
}

function positive(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
}

function readListing(
  listing: Listing,
  source: Source,
  file: InputFile,
  options: ReadOptions,
  errors: JsonErrors,
  problems: Problem[],
): Zone[] {
  const names = new Map<unknown, Name | undefined>();
  const groups = new Map<Name | undefined, { id: string | undefined; records: DnsRecord[] }>();
  listing.rows.forEach((row, index) => {
    if (row === undefined) return;
    const fail = (key: string | undefined, reason: string): void =>
      errors.add([...listing.path, index, ...(key === undefined ? [] : [key])], reason);
    if (!isObject(row) || typeof row["type"] !== "string" || typeof row["name"] !== "string") {
      fail(undefined, notRecord(row));
      return;
    }
    const key = row["zone_name"] ?? row["zone_id"];
    if (!names.has(key)) names.set(key, zoneOf(row, options));
    const origin = names.get(key);
    let group = groups.get(origin);
    if (group === undefined) {
      const id = row["zone_id"];
      groups.set(origin, (group = { id: typeof id === "string" ? id : undefined, records: [] }));
    }
    const record = recordOf(row, origin, source, listing.at + index * SHAPES.length, fail);
    if (record !== undefined) group.records.push(record);
  });
  if (errors.count > 0) return [];
  const nameless = groups.get(undefined);
  if (nameless !== undefined) {
    const own = zoneOfFileName(
      file.path,
      nameless.records.map((record) => String(record.name)),
    );
    if (own === undefined) {
      const reason = "the zone is not known: these answers no longer name it; give it with --origin";
      errors.add(listing.path, reason);
      return [];
    }
    groups.delete(undefined);
    const group = groups.get(own);
    if (group === undefined) groups.set(own, nameless);
    else group.records.push(...nameless.records);
  }
  // Without rows nothing but the option tells the zone.
  if (groups.size === 0 && options.origin !== undefined) groups.set(options.origin, { id: undefined, records: [] });
  const unsure = !listing.counted && PAGE_SIZES.includes(listing.rows.length);
  if (unsure) {
    const reason = `exactly ${listing.rows.length} records and no count beside them: the listing may be cut, so what is missing is not judged as in a whole zone`;
    problems.push({ level: "note", path: file.path, reason });
  }
  let main = true;
  return [...groups].map(([origin, group]): Zone => {
    // A page lists one zone, that of its first row; rows of another do not make that one whole.
    const foreign = !main && listing.counted;
    main = false;
    const scope: Scope = foreign || unsure ? "part" : "whole";
    return {
      origin: origin as Name,
      id: group.id,
      publisher: source.publisher,
      private: false,
      scope,
      records: group.records,
      documents: [source.document],
      page: foreign ? undefined : listing.page,
    };
  });
}

function notRecord(row: unknown): string {
  if (!isObject(row)) return "not a DNS record";
  if ("name_servers" in row) return "this is a list of zones, not of DNS records: take /zones/<id>/dns_records";
  if ("actions" in row) return "this is a list of page rules, not of DNS records";
  if ("region_key" in row) return "this is a list of regional hostnames, not of DNS records";
  return "a DNS record has type and name";
}

/** By the option, the zone's id in the configuration, then what the row says. */
function zoneOf(row: Row, options: ReadOptions): Name | undefined {
  if (options.origin !== undefined) return options.origin;
  const { zone_id: id, zone_name: text } = row;
  const named = typeof id === "string" ? options.zoneOfId(id) : undefined;
  if (named !== undefined) return named;
  const result = typeof text === "string" ? absoluteName(text) : undefined;
  return result?.ok === true ? result.name : undefined;
}

function locate(file: InputFile, requests: readonly LocateRequest[]): (Region | undefined)[] {
  const answers: (Region | undefined)[] = requests.map(() => undefined);
  SHAPES.forEach((pattern, shape) => {
    const mine = [...requests.keys()].filter((index) => (requests[index]?.at ?? 0) % SHAPES.length === shape);
    const wanted = mine.flatMap((index) => requests[index] ?? []);
    const found = locateInRows(file, wanted, pattern, (at) => Math.floor(at / SHAPES.length), spotOf);
    mine.forEach((index, nth) => (answers[index] = found[nth]));
  });
  return answers;
}
