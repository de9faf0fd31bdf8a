import type { Field } from "../model/finding.ts";
import { type Name, type NameResult } from "../model/name.ts";
import { type DnsRecord, type Vendor } from "../model/record.ts";
import type { Source } from "../model/source.ts";
import type { FieldSpot } from "./json-rows.ts";
import { isObject } from "./parse-json.ts";
import { escapeValue, quotedStrings } from "./quoted.ts";
import { absoluteName, recordFromText, targetName, unknownRecord, wordsOf, type RecordHead } from "./rdata.ts";

type Row = Readonly<Record<string, unknown>>;

/** How many values of a set are told apart by place; those beyond share the last. */
export const VALUES = 512;

/** A set's owner: `\052` is `*`, in octal; a plain `*` occurs in batches. */
export function ownerOf(text: string): NameResult {
  return absoluteName(text.includes("\\") ? decimalEscapes(text) : text);
}

/** Route 53's octal escapes as a zone file writes them. */
function decimalEscapes(text: string): string {
  return text.replace(/\\([0-9]{3})/g, (escape, _digits, offset: number) => {
    const value = escapeValue(text, offset + 1, 8);
    return value === undefined ? escape : `\\${String(value).padStart(3, "0")}`;
  });
}

/** Adds a set's records, one for each value. `at` is the first one's; the next differs by `step`. */
export function recordsOfSet(
  set: Row,
  name: Name,
  source: Source,
  at: number,
  step: number,
  records: DnsRecord[],
): void {
  const type = String(set["Type"]).toUpperCase();
  const ttl = set["TTL"];
  const routing = typeof set["SetIdentifier"] === "string" ? set["SetIdentifier"] : undefined;
  const head: RecordHead = {
    name,
    ttl: typeof ttl === "number" && Number.isInteger(ttl) && ttl >= 0 ? ttl : undefined,
    source,
    at,
    vendor: routing === undefined ? undefined : { routing },
  };
  const alias = set["AliasTarget"];
  if (isObject(alias)) {
    const target = typeof alias["DNSName"] === "string" ? targetOf(alias["DNSName"]) : undefined;
    const vendor: Vendor = { alias: target, routing };
    records.push(unknownRecord({ ...head, vendor: target === undefined ? head.vendor : vendor }, type, "dynamic"));
    return;
  }
  const values: unknown = set["ResourceRecords"];
  if (!Array.isArray(values) || values.length === 0) {
    // A traffic policy answers here, or what the list does not show.
    records.push(unknownRecord(head, type, "dynamic"));
    return;
  }
  values.forEach((each: unknown, index) => {
    head.at = at + Math.min(index, VALUES - 1) * step;
    const value = isObject(each) ? each["Value"] : each;
    records.push(
      typeof value === "string"
        ? recordFromText(head, type, plainNames(type, value), 8)
        : unknownRecord(head, type, "malformed"),
    );
  });
}

function targetOf(text: string): Name | undefined {
  return targetName(text.includes("\\") ? decimalEscapes(text) : text);
}

function plainNames(type: string, value: string): string {
  return type === "TXT" || type === "SPF" || !value.includes("\\") ? value : decimalEscapes(value);
}

/** Where a field of a set's value stands. */
export function spotInSet(set: unknown, field: Field, index: number): FieldSpot | undefined {
  if (!isObject(set)) return undefined;
  if (field === "name") return { path: ["Name"] };
  if (field === "type") return { path: ["Type"] };
  if (field === "ttl") return { path: ["TTL"] };
  if (isObject(set["AliasTarget"])) return { path: ["AliasTarget", "DNSName"] };
  const values: unknown = set["ResourceRecords"];
  const each: unknown = Array.isArray(values) ? values[index] : undefined;
  const path = isObject(each) ? ["ResourceRecords", index, "Value"] : ["ResourceRecords", index];
  const value = isObject(each) ? each["Value"] : each;
  if (typeof value !== "string") return { path };
  if (field === "text") return { path, form: quotedStrings(value, 8) === undefined ? "raw" : 8 };
  if (field === "preference" || field === "exchange") {
    const words = wordsOf(value).length;
    if (words > 1) return { path, word: field === "preference" ? 0 : 1 };
  }
  return { path };
}
