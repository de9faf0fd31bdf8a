import type { Field } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { toByteString, type DnsRecord, type Vendor } from "../model/record.ts";
import type { Source } from "../model/source.ts";
import type { FieldSpot } from "./json-rows.ts";
import { isObject } from "./parse-json.ts";
import { quotedStrings } from "./quoted.ts";
import {
  absoluteName,
  mxFromText,
  mxRecord,
  otherRecord,
  recordFromText,
  srvFromWords,
  textRecord,
  txtRecord,
  unknownRecord,
  wordsOf,
  type RecordHead,
} from "./rdata.ts";

type Row = Readonly<Record<string, unknown>>;

/** TTL 1 is "auto", which is five minutes. */
const AUTO_TTL = 300;

/** One row of a listing. Names and targets are absolute without a dot, and may be Unicode. */
export function recordOf(
  row: Row,
  origin: Name | undefined,
  source: Source,
  at: number,
  fail: (key: string | undefined, reason: string) => void,
): DnsRecord | undefined {
  const name = absoluteName(String(row["name"]));
  if (!name.ok) {
    fail("name", name.reason);
    return undefined;
  }
  const type = String(row["type"]).toUpperCase();
  const { ttl } = row;
  const head: RecordHead = {
    name: name.name,
    ttl: typeof ttl === "number" && Number.isInteger(ttl) && ttl >= 0 ? (ttl === 1 ? AUTO_TTL : ttl) : undefined,
    source,
    at,
    vendor: vendorOf(row, type, name.name, origin),
  };
  const data = isObject(row["data"]) ? row["data"] : undefined;
  const content = typeof row["content"] === "string" ? row["content"] : undefined;
  switch (type) {
    case "MX":
      return mxOf(head, row, content, data);
    case "TXT":
    case "SPF":
      if (content === undefined) break;
      return txtRecord(head, type, mixedStrings(content));
    case "SRV": {
      const words = content === undefined ? [] : wordsOf(content);
      if (words.length === 4) return srvFromWords(head, words);
      const priority = row["priority"] ?? data?.["priority"];
      if (words.length === 3) return srvFromWords(head, [priority, ...words]);
      if (data === undefined) return srvFromWords(head, words);
      return srvFromWords(head, [priority, data["weight"], data["port"], data["target"]]);
    }
    case "CAA":
      if (content !== undefined || data === undefined) break;
      return textRecord(head, "CAA", `${scalar(data["flags"])} ${scalar(data["tag"])} "${scalar(data["value"])}"`);
    case "TLSA":
      if (content !== undefined || data === undefined) break;
      return textRecord(head, "TLSA", valuesOf(data, ["usage", "selector", "matching_type", "certificate"]));
  }
  if (content !== undefined) return recordFromText(head, type, content, 10);
  if (data === undefined) return unknownRecord(head, type, "malformed");
  const target = data["target"];
  if (typeof target === "string" && unnumbered(type)) return recordFromText(head, type, target, 10);
  return isKnownType(type)
    ? unknownRecord(head, type, "malformed")
    : otherRecord(head, type, valuesOf(data, Object.keys(data)));
}

/** `content` beats `data`: deployment tools add a `data` full of zeros to rows that need none. */
function mxOf(head: RecordHead, row: Row, content: string | undefined, data: Row | undefined): DnsRecord {
  const priority = row["priority"] ?? undefined;
  if (content === undefined || content === "") {
    return mxRecord(head, priority ?? data?.["priority"], data?.["target"] ?? content);
  }
  if (priority !== undefined) return mxRecord(head, priority, content);
  // Rows without a priority hold it in front of the host, if at all.
  return wordsOf(content).length === 2 ? mxFromText(head, content) : mxRecord(head, undefined, content);
}

/** Text between quotes is in zone-file form, any other is the text itself. */
function mixedStrings(content: string): readonly string[] {
  const quoted = isQuoted(content) ? quotedStrings(content, 10) : undefined;
  return quoted ?? [toByteString(content)];
}

function isQuoted(content: string): boolean {
  return content.length > 1 && content.startsWith('"') && content.endsWith('"');
}

function unnumbered(type: string): boolean {
  return type === "CNAME" || type === "NS" || type === "PTR";
}

function isKnownType(type: string): boolean {
  return ["A", "AAAA", "CNAME", "DNAME", "NS", "PTR", "TXT", "SPF", "SOA", "ALIAS", "ANAME"].includes(type);
}

function valuesOf(data: Row, keys: readonly string[]): string {
  return keys
    .slice(0, 32)
    .map((key) => scalar(data[key]))
    .join(" ");
}

function scalar(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function vendorOf(row: Row, type: string, name: Name, origin: Name | undefined): Vendor | undefined {
  const { id, proxied, settings, modified_on: modified, comment } = row;
  const flattened = type === "CNAME" && (name === origin || (isObject(settings) && settings["flatten_cname"] === true));
  const said = typeof comment === "string" && comment !== "";
  if (typeof id !== "string" && proxied !== true && !flattened && typeof modified !== "string" && !said)
    return undefined;
  return {
    proxied: proxied === true ? true : undefined,
    flattened: flattened ? true : undefined,
    modified: typeof modified === "string" ? modified : undefined,
    comment: said ? comment : undefined,
    ...(typeof id === "string" && { id }),
  };
}

/** Where a field stands in a row. */
export function spotOf(row: unknown, field: Field): FieldSpot | undefined {
  if (!isObject(row)) return undefined;
  const content = row["content"];
  const inContent = typeof content === "string" && content !== "";
  switch (field) {
    case "name":
    case "type":
    case "ttl":
      return { path: [field] };
    case "preference":
      if (row["priority"] !== undefined && row["priority"] !== null) return { path: ["priority"] };
      return inContent ? { path: ["content"], word: 0 } : { path: ["data", "priority"] };
    case "exchange": {
      if (!inContent) return { path: ["data", "target"] };
      const bare = row["priority"] === undefined || row["priority"] === null;
      return bare && wordsOf(content).length === 2 ? { path: ["content"], word: 1 } : { path: ["content"] };
    }
    case "text":
      return {
        path: ["content"],
        form: inContent && isQuoted(content) && quotedStrings(content, 10) !== undefined ? 10 : "raw",
      };
    case "target":
    case "address":
      return inContent ? { path: ["content"] } : { path: ["data", "target"] };
  }
}
