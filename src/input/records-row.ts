import type { Field } from "../model/finding.ts";
import type { DnsRecord, Vendor } from "../model/record.ts";
import type { Value } from "../model/value.ts";
import type { FieldSpot } from "./json-rows.ts";
import { isObject } from "./parse-json.ts";
import { addressRecord, mxRecord, otherRecord, srvFromWords, targetRecord, textRecord, txtRecord } from "./rdata.ts";
import {
  checkKeys,
  describe,
  fail,
  isTtl,
  MAX_TTL,
  nameOf,
  quote,
  textAt,
  unknownOf,
  valueAt,
  type Context,
  type Row,
} from "./records-field.ts";

const COMMON = ["name", "type", "ttl", "proxied", "flattened", "disabled", "routing", "modified", "comment"];

/** Keys of a type's own fields, the needed ones first. */
function fieldsOf(type: string): readonly string[] {
  switch (type) {
    case "MX":
      return ["exchange", "preference"];
    case "TXT":
    case "SPF":
      return ["text", "strings"];
    case "A":
    case "AAAA":
      return ["address"];
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "ALIAS":
    case "ANAME":
      return ["target"];
    case "SRV":
      return ["priority", "weight", "port", "target"];
    default:
      return ["data"];
  }
}

/** One record of the document; what is wrong with it goes to the context's errors. */
export function readRecord(value: unknown, context: Context): DnsRecord | undefined {
  if (!isObject(value)) return fail(context, undefined, "a record is an object with name and type");
  const { head } = context;
  const name = nameOf(value["name"], context);
  if (name === undefined) return undefined;
  head.name = name;
  const ttl = value["ttl"];
  if (ttl === undefined || isTtl(ttl)) head.ttl = ttl;
  else {
    const opaque = unknownOf(ttl);
    if (opaque === undefined) return fail(context, "ttl", `a TTL is whole seconds from 0 to ${MAX_TTL}`);
    head.ttl = opaque;
  }
  head.source = context.sources.plain;
  let known = ttl === undefined ? 2 : 3;
  const keys = countKeys(value);
  const type = value["type"];
  const record = typeof type === "string" ? readData(type, value, context) : readOpaque(type, value, context);
  if (record === undefined) return undefined;
  known += ownFields(record, value);
  if (known === keys) return record;
  // Beside the fields stands something that few records have.
  const vendor = vendorOf(value, context);
  if (vendor === undefined) return undefined;
  const allowed = record.type === "UNKNOWN" ? COMMON : [...fieldsOf(String(type)), ...COMMON];
  const before = context.errors.count;
  checkKeys(value, allowed, ["zones", context.zone, "records", context.row], describe(type), context.errors);
  return before === context.errors.count ? { ...record, vendor } : undefined;
}

/** Without an array of them, as there is a record for each. */
function countKeys(value: Row): number {
  let count = 0;
  for (const key in value) count += key === undefined ? 0 : 1;
  return count;
}

function ownFields(record: DnsRecord, row: Row): number {
  switch (record.type) {
    case "UNKNOWN":
      return 0;
    case "SRV":
      return 4;
    case "MX":
      return row["preference"] === undefined ? 1 : 2;
    default:
      return 1;
  }
}

/** The type itself is not known: something is declared at the name. */
function readOpaque(type: unknown, _row: Row, context: Context): DnsRecord | undefined {
  const reason = unknownOf(type);
  if (reason === undefined) {
    return fail(context, type === undefined ? undefined : "type", 'the type is missing: a text like "MX"');
  }
  const { name, ttl, source, at } = context.head;
  return { name, type: "UNKNOWN", data: { reason }, ttl, source, at, vendor: undefined };
}

function readData(type: string, row: Row, context: Context): DnsRecord | undefined {
  const { head } = context;
  switch (type) {
    case "MX": {
      const exchange = valueAt(row, "exchange", context);
      if (exchange === undefined) return undefined;
      let preference = row["preference"];
      if (typeof preference === "object") {
        preference = unknownOf(preference);
        if (preference === undefined) return fail(context, "preference", "the preference is a number");
      } else if (typeof preference === "boolean") {
        return fail(context, "preference", "the preference is a number");
      }
      return mxRecord(head, preference, exchange === "@" ? context.origin : exchange);
    }
    case "TXT":
    case "SPF": {
      const strings = textAt(row, context);
      return strings === undefined ? undefined : txtRecord(head, type, strings);
    }
    case "A":
    case "AAAA": {
      const address = valueAt(row, "address", context);
      return address === undefined ? undefined : addressRecord(head, type, address);
    }
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "ALIAS":
    case "ANAME": {
      const target = valueAt(row, "target", context);
      if (target === undefined) return undefined;
      return targetRecord(head, type === "ANAME" ? "ALIAS" : type, target === "@" ? absoluteText(context) : target);
    }
    case "SRV": {
      const target = valueAt(row, "target", context);
      if (target === undefined) return undefined;
      const numbers: Value<number>[] = [];
      for (const key of ["priority", "weight", "port"]) {
        const number = row[key];
        if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= 65535) {
          numbers.push(number);
          continue;
        }
        const opaque = unknownOf(number);
        if (opaque === undefined) {
          return fail(context, number === undefined ? undefined : key, `${key} is a whole number from 0 to 65535`);
        }
        numbers.push(opaque);
      }
      return srvFromWords(head, [...numbers, target === "@" ? absoluteText(context) : target]);
    }
  }
  if (!/^[A-Z][A-Z0-9-]{0,31}$/.test(type)) {
    return fail(context, "type", `${quote(type)} is no record type: types are written in capitals, like "MX"`);
  }
  const data = valueAt(row, "data", context);
  if (data === undefined) return undefined;
  return type === "TLSA" || type === "CAA" || type === "SOA"
    ? textRecord(head, type, data)
    : otherRecord(head, type, data);
}

function absoluteText(context: Context): string {
  return `${context.origin}.`;
}

function vendorOf(row: Row, context: Context): Vendor | undefined {
  const { proxied, flattened, disabled, routing, modified, comment } = row;
  for (const key of ["proxied", "flattened", "disabled"]) {
    if (row[key] !== undefined && typeof row[key] !== "boolean") return fail(context, key, "not true or false");
  }
  for (const key of ["routing", "modified", "comment"]) {
    if (row[key] !== undefined && typeof row[key] !== "string") return fail(context, key, "not a text");
  }
  return {
    ...(typeof proxied === "boolean" && { proxied }),
    ...(typeof flattened === "boolean" && { flattened }),
    ...(typeof disabled === "boolean" && { disabled }),
    ...(typeof routing === "string" && { routing }),
    ...(typeof modified === "string" && { modified }),
    ...(typeof comment === "string" && { comment }),
  };
}

/** Where a field stands in a record's object. */
export function spotOf(row: unknown, field: Field): FieldSpot | undefined {
  if (!isObject(row)) return undefined;
  if (field === "text" && row["text"] === undefined) {
    const { strings } = row;
    if (Array.isArray(strings)) return { path: ["strings"], strings: strings.length };
    return row["data"] === undefined ? undefined : { path: ["data"] };
  }
  return row[field] === undefined ? undefined : { path: [field] };
}
