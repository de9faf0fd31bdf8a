import type { Name } from "../model/name.ts";
import type { DnsRecord, RecordType } from "../model/record.ts";
import type { Zone } from "../model/zone.ts";
import type { Node, ZoneNode } from "./zone-index.ts";

/** What the declared world answers to a question, three-valued. */
export type Answer =
  | {
      readonly state: "found";
      readonly records: readonly DnsRecord[];
      /** The CNAME records that led there, in order. */
      readonly via: readonly DnsRecord[];
      readonly wildcard: boolean;
    }
  /** Proved by a whole zone. `exists` tells NODATA (true) from NXDOMAIN. */
  | { readonly state: "absent"; readonly exists: boolean; readonly zone: Zone; readonly via: readonly DnsRecord[] }
  /** A zone that is declared in part does not hold it. `outside`: the name that the public DNS would be asked for. */
  | {
      readonly state: "undeclared";
      readonly zone: Zone;
      readonly via: readonly DnsRecord[];
      readonly outside?: Name;
    }
  /** `reason` ends the sentence "not judged: …". */
  | {
      readonly state: "unknown";
      readonly reason: string;
      readonly via: readonly DnsRecord[];
      /** Its CNAME records lead in a circle: no resolver gets an answer. */
      readonly loop?: true;
      /** The name that the public DNS would be asked for, where the declared zones lead out of themselves. */
      readonly outside?: Name;
    };

/**
 * Records of one type at a name that are looked at. A DNS answer has 65,535 bytes at most (RFC 1035 4.2.2), and name servers
 * refuse far smaller sets (BIND more than 100 by default); a work that grows with the set must not grow without bound.
 */
export const MAX_SET = 500;

/** Ends the sentence "not judged: …" about a set over `MAX_SET`. */
export function crowdedReason(name: Name, type: RecordType, count: number): string {
  return `${name} has ${count} ${type} records, and name servers answer with no such number; sets over ${MAX_SET} are not looked at`;
}

/** Whether a CNAME is not seen by resolvers because the DNS host answers with addresses in its place. */
export function answersAddresses(record: DnsRecord, node: Node): boolean {
  if (record.vendor?.proxied === true || record.vendor?.flattened === true) return true;
  return record.source.publisher.flattensApex && node.name === node.zone.zone.origin;
}

/** Types of DNS hosts by which they answer with addresses of their own making. */
const ADDRESS_TYPES = new Set([
  "LB",
  "POOL",
  "SUPERZONE",
  "AKAMAICDN",
  "AKAMAITLC",
  "URL",
  "URLFWD",
  "REDIRECT",
  "FLATTEN",
]);

/** A type that no RFC knows may be one more way to answer with addresses: octoDNS's `SomeProvider/TYPE`, private use (RFC 6895 3.1). */
export function makesAddresses(rrtype: string): boolean {
  return ADDRESS_TYPES.has(rrtype) || rrtype.includes("/") || /^TYPE65[2-5][0-9]{2}$/.test(rrtype);
}

/** The answer where nothing of the type is declared: what silence means in the zone. `outside`: the name asked for. */
export function nothing(zoneNode: ZoneNode, exists: boolean, via: readonly DnsRecord[], outside?: Name): Answer {
  const zone = zoneNode.zone;
  if (zone.private) return { state: "unknown", reason: `${zone.origin} is a private zone`, via };
  if (zone.scope === "whole") return { state: "absent", exists, zone, via };
  const beyond = outside === undefined ? {} : { outside };
  if (zone.scope === "part") return { state: "undeclared", zone, via, ...beyond };
  return { state: "unknown", reason: `${zone.origin} is only referred to here, or not shown in full`, via, ...beyond };
}
