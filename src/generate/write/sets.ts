import { grouped } from "../../model/grouped.ts";
import { absolute, labelsOf, relativeTo, type Name } from "../../model/name.ts";
import { least } from "../../model/numbers.ts";
import { rrtypeOf } from "../../model/record.ts";
import { isKnown, type Value } from "../../model/value.ts";
import type { Entry } from "../deployment.ts";

/** The records of one name and type (RFC 2181 5): what a resolver is answered with. */
export interface RecordSet {
  readonly name: Value<Name>;
  /** As a person writes it: `MX`, `CAA`, `TYPE65534`. */
  readonly type: string;
  /** Of the alternatives at one name and type, which. */
  readonly routing: string | undefined;
  /** Seconds; the lowest that a record of the set has, as a set has one (RFC 2181 5.2). */
  readonly ttl: Value<number> | undefined;
  /** In the order that they were given; at least one. */
  readonly entries: readonly Entry[];
}

/** At one name the types stand so, any other behind them by their letters. */
const TYPES = ["SOA", "NS", "A", "AAAA", "ALIAS", "CNAME", "MX", "TXT", "SPF", "CAA", "SRV", "TLSA"];

/**
 * Entries as record sets, in the order to publish them: a name before those below it, names beside each other by their
 * letters, those not known yet behind all. The order of the entries changes nothing but the order inside a set.
 */
export function recordSets(entries: readonly Entry[]): RecordSet[] {
  return [...grouped(entries, ({ record }) => record.name)]
    .map(([name, here]) => ({ name, order: orderOf(name), sets: grouped(here, typeKey) }))
    .sort((a, b) => compare(a.order, b.order))
    .flatMap(({ name, sets }) => [...sets.values()].map((set) => setOf(name, set)).sort(byType));
}

function typeKey({ record }: Entry): string {
  return JSON.stringify([rrtypeOf(record), record.vendor?.routing]);
}

function setOf(name: Value<Name>, entries: readonly Entry[]): RecordSet {
  const [first] = entries;
  const type = first === undefined ? "" : rrtypeOf(first.record);
  return { name, type, routing: first?.record.vendor?.routing, ttl: lowestTtl(entries), entries };
}

function lowestTtl(entries: readonly Entry[]): Value<number> | undefined {
  const ttls = entries.map(({ record }) => record.ttl).filter((ttl) => ttl !== undefined);
  const known = ttls.filter(isKnown);
  return known.length === 0 ? ttls[0] : least(known);
}

/** Labels from the right, as names are ordered in RFC 4034 6.1; a name not known yet is behind every other. */
function orderOf(name: Value<Name>): readonly string[] {
  return isKnown(name) ? labelsOf(name).reverse() : ["\uffff"];
}

function compare(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((label, index) => label !== b[index]);
  if (differs < 0) return a.length - b.length;
  const other = b[differs];
  return other === undefined || (a[differs] ?? "") > other ? 1 : -1;
}

function byType(a: RecordSet, b: RecordSet): number {
  return compare([rank(a.type), a.type, a.routing ?? ""], [rank(b.type), b.type, b.routing ?? ""]);
}

function rank(type: string): string {
  const at = TYPES.indexOf(type);
  return String(at < 0 ? TYPES.length : at).padStart(2, "0");
}

/** An owner as it stands below `origin`: `@` at the origin itself, with its final dot where it lies outside. */
export function relativeOwner(name: Name, origin: Name): string {
  return relativeTo(name, origin) ?? absolute(name);
}
