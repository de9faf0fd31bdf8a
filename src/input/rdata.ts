import { parseName, ROOT, type Name, type NameResult } from "../model/name.ts";
import {
  toByteString,
  type AddressRecord,
  type DnsRecord,
  type MxAsWritten,
  type MxRecord,
  type OtherRecord,
  type SrvData,
  type SrvRecord,
  type TargetRecord,
  type TextRecord,
  type TxtRecord,
  type Vendor,
} from "../model/record.ts";
import type { Source } from "../model/source.ts";
import { Unknown, type UnknownReason, type Value } from "../model/value.ts";
import { ipVersion, parseIp4 } from "../syntax/ip.ts";
import { quotedStrings, type EscapeBase } from "./quoted.ts";

/** What every record has beside its data. Readers may fill one object again and again. */
export interface RecordHead {
  name: Value<Name>;
  ttl: Value<number> | undefined;
  source: Source;
  at: number;
  vendor: Vendor | undefined;
}

const MALFORMED = new Unknown("malformed");
const unknowns: Record<UnknownReason, Unknown> = {
  preview: new Unknown("preview"),
  secret: new Unknown("secret"),
  template: new Unknown("template"),
  dynamic: new Unknown("dynamic"),
  malformed: MALFORMED,
  zone: new Unknown("zone"),
};

/** The one shared {@link Unknown} of a reason. */
export function unknown(reason: UnknownReason): Unknown {
  return unknowns[reason];
}

/** A name that is absolute with or without its final dot. */
export function absoluteName(text: string): NameResult {
  const last = text.length - 1;
  if (last > 0 && text.charCodeAt(last) === 0x2e) {
    const before = text.charCodeAt(last - 1);
    if (before !== 0x5c && before !== 0x2e) {
      const result = parseName(text.slice(0, last));
      if (result.ok) return result;
    }
  }
  return parseName(text);
}

const BLANK = /\s/;

/** The target of a record whose targets are absolute; `undefined` where the text is no name. A blank makes it none. */
export function targetName(text: string): Name | undefined {
  if (text === "." || text === "") return text === "." ? ROOT : undefined;
  const result = absoluteName(text);
  if (!result.ok) return undefined;
  // A plain name comes out as it is: only others can hold a blank.
  return result.name !== text && BLANK.test(text) ? undefined : result.name;
}

/** Bounds what the exchanges already seen may hold. */
const MOST_EXCHANGES = 4096;
const exchanges = new Map<string, Name>();

/** {@link targetName} for exchanges: a few hosts stand in nearly all records, so each is parsed and kept once. */
function exchangeName(text: string): Name | undefined {
  const seen = exchanges.get(text);
  if (seen !== undefined) return seen;
  const name = targetName(text);
  if (name === undefined) return undefined;
  if (exchanges.size >= MOST_EXCHANGES) exchanges.clear();
  exchanges.set(text, name);
  return name;
}

/** An MX preference: an integer from 0 to 65535, as a number or in digits (RFC 1035 3.3.9). */
function preferenceOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^[0-9]{1,5}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= 65535 ? number : undefined;
}

/** What a person typed, whatever JSON type it has. */
function written(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  return Array.isArray(value) ? "[…]" : "{…}";
}

/**
 * An MX record from what a document holds: `undefined` as the preference means that it carries none; what is no legal
 * value becomes `malformed` beside the text as written.
 */
export function mxRecord(head: RecordHead, preference: unknown, exchange: unknown): MxRecord {
  let number: Value<number> | undefined;
  let host: Value<Name>;
  let asWritten: MxAsWritten | undefined;
  if (preference === undefined || preference instanceof Unknown) number = preference;
  else {
    number = preferenceOf(preference);
    if (number === undefined) {
      number = MALFORMED;
      asWritten = { preference: written(preference) };
    }
  }
  if (exchange instanceof Unknown) host = exchange;
  else {
    const name = typeof exchange === "string" ? exchangeName(exchange) : undefined;
    if (name === undefined) {
      host = MALFORMED;
      asWritten = { ...asWritten, exchange: exchange === undefined ? "" : written(exchange) };
    } else host = name;
  }
  const { name, ttl, source, at, vendor } = head;
  const data =
    asWritten === undefined
      ? { preference: number, exchange: host }
      : { preference: number, exchange: host, written: asWritten };
  return { name, type: "MX", data, ttl, source, at, vendor };
}

/** `10 mx.example.com`: fewer or more words than two make the part malformed. */
export function mxFromText(head: RecordHead, text: string): MxRecord {
  const words = wordsOf(text);
  const first = words[0] ?? "";
  if (words.length === 1 && preferenceOf(first) === undefined) return mxRecord(head, "", first);
  return mxRecord(head, first, words.slice(1).join(" "));
}

export function txtRecord(head: RecordHead, type: "TXT" | "SPF", strings: Value<readonly string[]>): TxtRecord {
  const { name, ttl, source, at, vendor } = head;
  return { name, type, data: { strings }, ttl, source, at, vendor };
}

export function targetRecord(head: RecordHead, type: TargetRecord["type"], text: string | Unknown): TargetRecord {
  const { name, ttl, source, at, vendor } = head;
  if (text instanceof Unknown) return { name, type, data: { target: text }, ttl, source, at, vendor };
  const target = targetName(text);
  const data = target === undefined ? { target: MALFORMED, written: text } : { target };
  return { name, type, data, ttl, source, at, vendor };
}

export function addressRecord(head: RecordHead, type: "A" | "AAAA", text: string | Unknown): AddressRecord {
  const { name, ttl, source, at, vendor } = head;
  const isWrong = typeof text === "string" && !(type === "A" ? parseIp4(text) >= 0 : ipVersion(text) === 6);
  const data = isWrong ? { address: MALFORMED, written: text } : { address: text };
  return { name, type, data, ttl, source, at, vendor };
}

/** A whole number of 16 bits; anything else is malformed. */
export function uint16(value: unknown): Value<number> {
  return value instanceof Unknown ? value : (preferenceOf(value) ?? MALFORMED);
}

export function srvRecord(head: RecordHead, data: SrvData): SrvRecord {
  const { name, ttl, source, at, vendor } = head;
  return { name, type: "SRV", data, ttl, source, at, vendor };
}

export function srvFromWords(head: RecordHead, words: readonly unknown[]): SrvRecord {
  const target = words[3];
  const host = target instanceof Unknown ? target : typeof target === "string" ? targetName(target) : undefined;
  return srvRecord(head, {
    priority: uint16(words[0]),
    weight: uint16(words[1]),
    port: uint16(words[2]),
    target: host ?? MALFORMED,
  });
}

export function textRecord(head: RecordHead, type: TextRecord["type"], text: Value<string>): TextRecord {
  const { name, ttl, source, at, vendor } = head;
  return { name, type, data: { text }, ttl, source, at, vendor };
}

export function otherRecord(head: RecordHead, rrtype: string, text: Value<string>): OtherRecord {
  const { name, ttl, source, at, vendor } = head;
  return { name, type: "OTHER", data: { rrtype, text }, ttl, source, at, vendor };
}

/** A record whose whole value is not known. */
export function unknownRecord(head: RecordHead, rrtype: string, reason: UnknownReason): DnsRecord {
  const value = unknowns[reason];
  switch (rrtype) {
    case "MX":
      return mxRecord(head, value, value);
    case "TXT":
    case "SPF":
      return txtRecord(head, rrtype, value);
    case "A":
    case "AAAA":
      return addressRecord(head, rrtype, value);
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
      return targetRecord(head, rrtype, value);
    case "ALIAS":
    case "ANAME":
      return targetRecord(head, "ALIAS", value);
    case "SRV":
      return srvRecord(head, { priority: value, weight: value, port: value, target: value });
    case "TLSA":
    case "CAA":
    case "SOA":
      return textRecord(head, rrtype, value);
    default:
      return otherRecord(head, rrtype, value);
  }
}

/**
 * A record from its value in presentation form as an API gives it: targets absolute with or without their dot, TXT in
 * quotes. TXT that cannot be decoded stays one string as it is written.
 */
export function recordFromText(head: RecordHead, rrtype: string, text: string, base: EscapeBase): DnsRecord {
  switch (rrtype) {
    case "MX":
      return mxFromText(head, text);
    case "TXT":
    case "SPF":
      return txtRecord(head, rrtype, quotedStrings(text, base) ?? [toByteString(text)]);
    case "A":
    case "AAAA":
      return addressRecord(head, rrtype, text.trim());
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
      return targetRecord(head, rrtype, text.trim());
    case "ALIAS":
    case "ANAME":
      return targetRecord(head, "ALIAS", text.trim());
    case "SRV":
      return srvFromWords(head, wordsOf(text));
    case "TLSA":
    case "CAA":
    case "SOA":
      return textRecord(head, rrtype, wordsOf(text).join(" "));
    default:
      return otherRecord(head, rrtype, text.trim());
  }
}

export function wordsOf(text: string): string[] {
  const trimmed = text.trim();
  return trimmed === "" ? [] : trimmed.split(/\s+/);
}
