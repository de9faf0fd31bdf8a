import { parseName, ROOT, type Name } from "../../model/name.ts";
import { toByteString, type DnsRecord } from "../../model/record.ts";
import { Unknown, type Value } from "../../model/value.ts";
import {
  absoluteName,
  addressRecord,
  mxRecord,
  otherRecord,
  srvRecord,
  targetName,
  textRecord,
  txtRecord,
  uint16,
  unknown,
  wordsOf,
  type RecordHead,
} from "../rdata.ts";
import { peek } from "./peek.ts";
import type { RecordRow } from "./row.ts";
import { cutStrings, txtStrings } from "./text.ts";
import type { DeclaredValue } from "./values.ts";

/** A property that stands for one text: numbers and booleans as YAML and other languages give them count too. */
export function scalar(value: unknown): Value<string> {
  if (typeof value === "string" || value instanceof Unknown) return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return unknown("malformed");
}

/** A TTL in seconds; `undefined`: the host's default. */
export function ttlOf(row: RecordRow, value: unknown): Value<number> | undefined {
  if (value === undefined) return undefined;
  const text = scalar(value);
  if (text instanceof Unknown) return text;
  const seconds = /^[0-9]{1,10}$/.test(text) ? Number(text) : -1;
  if (seconds < 0 || seconds > 0x7fffffff) return unknown("malformed");
  return row.ttlNames !== undefined && Object.hasOwn(row.ttlNames, seconds) ? row.ttlNames[seconds] : seconds;
}

/** One declared value as a record. `origin` is where relative targets hang; `type` is in upper case. */
export function recordOf(
  row: RecordRow,
  type: string,
  value: DeclaredValue,
  head: RecordHead,
  origin: Name | undefined,
): DnsRecord {
  switch (type) {
    case "TXT":
    case "SPF":
      return txtRecord(head, type, stringsOf(row, value));
    case "MX": {
      const [preference, exchange] = mxFields(row, value);
      const target = targetOf(row, exchange, origin);
      const known = typeof target === "string" ? `${target}.` : target.reason === "malformed" ? exchange : target;
      return mxRecord(head, preference instanceof Unknown ? preference : preference?.trim(), known);
    }
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "ALIAS":
    case "ANAME": {
      const text = only(value);
      const target = targetOf(row, text, origin);
      const illegal = target instanceof Unknown && target.reason === "malformed" && typeof text === "string";
      const data = illegal ? { target, written: text } : { target };
      const { name, ttl, source, at, vendor } = head;
      return { name, type: type === "ANAME" ? "ALIAS" : type, data, ttl, source, at, vendor };
    }
    case "A":
    case "AAAA": {
      const text = only(value);
      if (text instanceof Unknown) return addressRecord(head, type, text);
      return addressRecord(head, row.anyAddress === true && text.includes(":") ? "AAAA" : type, text.trim());
    }
    case "SRV": {
      const [priority, weight, port, target] = fieldsOf(value, 4);
      return srvRecord(head, {
        priority: uint16(priority),
        weight: uint16(weight),
        port: uint16(port),
        target: targetOf(row, target ?? unknown("malformed"), origin),
      });
    }
    case "TLSA":
    case "CAA":
    case "SOA":
      return textRecord(head, type, textOf(value));
    default:
      return otherRecord(head, type, textOf(value));
  }
}

function stringsOf(row: RecordRow, value: DeclaredValue): Value<readonly string[]> {
  const text = value.parts === undefined ? value.text : value.parts[0];
  if (Array.isArray(text)) {
    const strings: string[] = [];
    for (const index of text.keys()) {
      const chunk = peek(text, index);
      if (typeof chunk !== "string") return chunk instanceof Unknown ? chunk : unknown("malformed");
      strings.push(toByteString(chunk));
    }
    return strings;
  }
  const known = scalar(text);
  if (known instanceof Unknown) return known;
  const strings = txtStrings(known, row.text, row.octal === true);
  return row.cutsText === undefined ? strings : cutStrings(strings, row.cutsText);
}

/** The one field of a value that has no more. */
function only(value: DeclaredValue): Value<string> {
  return scalar(value.parts === undefined ? value.text : value.parts[0]);
}

/** Preference (`undefined`: none is given) and exchange. */
function mxFields(row: RecordRow, value: DeclaredValue): readonly [Value<string> | undefined, Value<string>] {
  if (value.parts !== undefined) {
    const [preference, exchange] = value.parts;
    return [preference === undefined ? undefined : scalar(preference), scalar(exchange)];
  }
  const text = scalar(value.text);
  const lead = value.lead[0] === undefined ? undefined : scalar(value.lead[0]);
  const carried = row.leadStep !== undefined && typeof text === "string" ? wordsOf(text) : [];
  if (carried.length === 2) return [carried[0], carried[1] ?? ""];
  // A property of its own for the preference leaves the text to be the host alone.
  if (text instanceof Unknown || lead !== undefined)
    return [row.lead === undefined && lead === undefined ? unknownOf(text) : lead, text];
  const words = wordsOf(text);
  if (words.length < 2) return [row.lead === undefined ? "" : row.preference?.toString(), text];
  return [words[0], words.slice(1).join(" ")];
}

function unknownOf(value: Value<string>): Unknown {
  return value instanceof Unknown ? value : unknown("malformed");
}

/** The value's fields in presentation order: its parts, else what stands before the text and the text's words. */
function fieldsOf(value: DeclaredValue, count: number): (Value<string> | undefined)[] {
  if (value.parts !== undefined) return value.parts.map((part) => (part === undefined ? undefined : scalar(part)));
  const text = scalar(value.text);
  const lead = value.lead.map((each) => (each === undefined ? undefined : scalar(each)));
  const words =
    text instanceof Unknown ? new Array<Unknown>(Math.max(1, count - lead.length)).fill(text) : wordsOf(text);
  return words.length >= count ? words : [...lead.slice(0, count - words.length), ...words];
}

function targetOf(row: RecordRow, value: Value<string>, origin: Name | undefined): Value<Name> {
  if (value instanceof Unknown) return value;
  const text = value.trim();
  // An empty target is Linode's null MX.
  if (text === "") return row.publisher.id === "linode" ? ROOT : unknown("malformed");
  if (text === "@") return origin ?? unknown("zone");
  const below = row.publisher.relativeTargets || (row.shortTargets === true && !text.includes("."));
  if (!below || text.endsWith(".")) return targetName(text) ?? unknown("malformed");
  if (origin === undefined) return unknown("zone");
  const result = /\s/.test(text) ? undefined : parseName(text, origin);
  return result?.ok ? result.name : unknown("malformed");
}

/** The fields as one text, single blanks between; a text with quotes stays as it is. */
function textOf(value: DeclaredValue): Value<string> {
  const known: string[] = [];
  for (const each of value.parts ?? [...value.lead.filter((part) => part !== undefined), value.text]) {
    const text = scalar(each);
    if (text instanceof Unknown) return text;
    if (value.parts !== undefined && /\s|^$/.test(text)) known.push(`"${text}"`);
    else known.push(text.includes('"') ? text.trim() : wordsOf(text).join(" "));
  }
  return known.join(" ");
}

/** An alias's target as a name. */
export function aliasOf(value: unknown): Value<Name> | undefined {
  if (value === undefined || value instanceof Unknown) return value;
  const text = scalar(value);
  if (text instanceof Unknown) return text;
  const result = absoluteName(text);
  return result.ok ? result.name : unknown("malformed");
}
