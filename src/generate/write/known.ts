import { isAtOrBelow, ROOT, type Name } from "../../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../../model/record.ts";
import { isKnown, isUnknown, unknownText, type Unknown, type Value } from "../../model/value.ts";
import { parseIp4, parseIp6 } from "../../syntax/ip.ts";
import { fieldsOf } from "./fields.ts";

/** A record's data with nothing unknown in it. */
export type KnownData =
  | { readonly kind: "mx"; readonly preference: number; readonly exchange: Name }
  /** As in `TxtData`. */
  | { readonly kind: "text"; readonly strings: readonly string[] }
  | { readonly kind: "target"; readonly target: Name }
  | { readonly kind: "address"; readonly address: string }
  | {
      readonly kind: "srv";
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: Name;
    }
  /** In presentation form, those in quotes with their quotes. */
  | { readonly kind: "fields"; readonly fields: readonly string[] };

export interface KnownRecord {
  readonly name: Name;
  /** As a person writes it. */
  readonly type: string;
  /** Seconds. */
  readonly ttl: number | undefined;
  readonly data: KnownData;
  readonly record: DnsRecord;
}

/** A record, or a sentence that says why it is none to write. */
export type Known =
  { readonly ok: true; readonly known: KnownRecord } | { readonly ok: false; readonly reason: string };

const MAX_TTL = 0x7fffffff;

/** A record of the zone `origin` that can be written down: nothing unknown, nothing malformed, nothing computed. */
export function knownRecord(record: DnsRecord, origin: Name): Known {
  const { name, ttl, vendor } = record;
  const no = (why: string): Known => ({ ok: false, reason: `${titleOf(record)} ${why}` });
  if (!isKnown(name)) return no(`cannot be written: its name ${unknownText[name.reason]}`);
  if (!isAtOrBelow(name, origin)) return no(`cannot be written: it lies outside the zone ${nameText(origin)}`);
  if (record.type === "UNKNOWN") return no(`cannot be written: its type ${unknownText[record.data.reason.reason]}`);
  const type = rrtypeOf(record);
  if (!/^[A-Z][A-Z0-9-]{0,31}$/.test(type)) return no("cannot be written: that is no record type");
  if (vendor?.alias !== undefined) {
    const target = isKnown(vendor.alias) ? ` (${nameText(vendor.alias)})` : "";
    return no(`cannot be written: its DNS host answers it with what another name holds${target}`);
  }
  if (isUnknown(ttl)) return no(`cannot be written: its TTL ${unknownText[ttl.reason]}`);
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= MAX_TTL)) {
    return no(`has a TTL of ${ttl}; a TTL is whole seconds from 0 to ${MAX_TTL}`);
  }
  const data = dataOf(record);
  if (typeof data === "string") return no(data);
  return { ok: true, known: { name, type, ttl, data, record } };
}

/** `the MX record of example.com`, as the beginning of a sentence. */
export function titleOf(record: DnsRecord): string {
  const type = record.type === "UNKNOWN" ? "a" : `the ${JSON.stringify(rrtypeOf(record)).slice(1, -1)}`;
  return `${type} record of ${isKnown(record.name) ? nameText(record.name) : "an unknown name"}`;
}

export function nameText(name: Name): string {
  return name === ROOT ? "the root" : name;
}

/** The data, or why it cannot be written, as the end of a sentence. */
function dataOf(record: Exclude<DnsRecord, { readonly type: "UNKNOWN" }>): KnownData | string {
  switch (record.type) {
    case "MX": {
      const { preference, exchange } = record.data;
      if (preference === undefined) return "cannot be written: where it comes from it has no preference";
      if (!isKnown(preference)) return unwritable("preference", preference, record.data.written?.preference);
      if (!isKnown(exchange)) return unwritable("exchange", exchange, record.data.written?.exchange);
      return { kind: "mx", preference, exchange };
    }
    case "TXT":
    case "SPF": {
      const { strings } = record.data;
      return isKnown(strings) ? { kind: "text", strings } : unwritable("text", strings);
    }
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "ALIAS": {
      const { target, written } = record.data;
      return isKnown(target) ? { kind: "target", target } : unwritable("target", target, written);
    }
    case "A":
    case "AAAA": {
      const { address, written } = record.data;
      if (!isKnown(address)) return unwritable("address", address, written);
      const isAddress = record.type === "A" ? parseIp4(address) >= 0 : parseIp6(address) !== undefined;
      return isAddress ? { kind: "address", address } : `has the address ${quoted(address)}, which is none`;
    }
    case "SRV": {
      const { priority, weight, port, target } = record.data;
      if (!isKnown(priority)) return unwritable("priority", priority);
      if (!isKnown(weight)) return unwritable("weight", weight);
      if (!isKnown(port)) return unwritable("port", port);
      return isKnown(target) ? { kind: "srv", priority, weight, port, target } : unwritable("target", target);
    }
    case "TLSA":
    case "CAA":
    case "SOA":
    case "OTHER":
      return fieldData(record.data.text);
  }
}

function fieldData(text: Value<string>): KnownData | string {
  if (!isKnown(text)) return unwritable("data", text);
  const fields = fieldsOf(text);
  if (fields !== undefined && fields.length > 0) return { kind: "fields", fields };
  return `holds ${quoted(text)}, which is no data as zone files write it (RFC 1035 5.1)`;
}

function unwritable(field: string, value: Unknown, written?: string): string {
  const found = written === undefined ? "" : ` ${quoted(written)}`;
  return `cannot be written: its ${field}${found} ${unknownText[value.reason]}`;
}

/** A value in a message, in quotes, not at any length. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
