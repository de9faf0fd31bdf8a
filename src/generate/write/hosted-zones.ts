import { grouped } from "../../model/grouped.ts";
import type { Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import type { Scope } from "../../model/zone.ts";
import { presentation } from "../../syntax/presentation.ts";
import type { Deployment, Entry } from "../deployment.ts";
import type { Purpose } from "../planned.ts";
import { knownRecord, nameText, titleOf, type KnownRecord } from "./known.ts";
import { purposeTitles } from "./purposes.ts";
import { recordSets, type RecordSet } from "./sets.ts";
import { deployedZones } from "./zones.ts";

/** A record with what a program calls it by. */
export interface HostedRecord extends KnownRecord {
  readonly domain: Name;
  readonly role: string;
  readonly purpose: Purpose | undefined;
}

/** The records of one name and type; the first one has the weightiest purpose. */
export interface HostedSet {
  readonly name: Name;
  readonly type: string;
  /** Seconds; the lowest of the set. */
  readonly ttl: number | undefined;
  readonly records: readonly [HostedRecord, ...HostedRecord[]];
}

/** A zone as it is declared at a DNS host. */
export interface HostedZone {
  readonly origin: Name;
  readonly scope: Scope;
  readonly sets: readonly HostedSet[];
  /** What is not declared, in comments: of each the lines, a title and the records. */
  readonly leftOut: readonly (readonly string[])[];
}

export type HostedZones =
  | { readonly ok: true; readonly zones: readonly HostedZone[] }
  | { readonly ok: false; readonly reasons: readonly string[] };

const HOSTS_OWN = "Left out, as the DNS host makes these itself:";
const SWITCHED_OFF = "Left out, as these are switched off where they were read:";

/** Deployments by zone; the reasons where a record can be declared at no DNS host. */
export function hostedZones(deployments: readonly Deployment[]): HostedZones {
  const reasons: string[] = [];
  const zones = deployedZones(deployments).map(({ origin, scope, entries, domainOf }): HostedZone => {
    const hosted = entries.filter(({ record }) => whyNot(record, origin) === undefined);
    const sets = recordSets(hosted).flatMap((set) => setOf(set, origin, domainOf, reasons));
    return { origin, scope, sets, leftOut: leftOutOf(entries, origin) };
  });
  if (zones.length === 0) reasons.push("no domain is given, so that there is nothing to write");
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, zones };
}

function setOf(set: RecordSet, origin: Name, domainOf: ReadonlyMap<Entry, Name>, reasons: string[]): HostedSet[] {
  const records = set.entries.flatMap((entry): HostedRecord[] => {
    const found = knownRecord(entry.record, origin);
    const reason = found.ok ? obstacle(found.known) : found.reason;
    if (reason !== undefined) reasons.push(reason);
    if (!found.ok || reason !== undefined) return [];
    return [{ ...found.known, domain: domainOf.get(entry) ?? origin, role: entry.role, purpose: entry.purpose }];
  });
  const [first, ...others] = records.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (first === undefined) return [];
  const ttl = set.ttl !== undefined && isKnown(set.ttl) ? set.ttl : undefined;
  return [{ name: first.name, type: first.type, ttl, records: [first, ...others] }];
}

const PURPOSES = Object.keys(purposeTitles);

/** What nothing of the plan asks for comes last. */
function rankOf({ purpose }: Pick<HostedRecord, "purpose">): number {
  return purpose === undefined ? PURPOSES.length : PURPOSES.indexOf(purpose);
}

function leftOutOf(entries: readonly Entry[], origin: Name): string[][] {
  return [HOSTS_OWN, SWITCHED_OFF].flatMap((title) => {
    const records = entries.filter(({ record }) => whyNot(record, origin) === title);
    return records.length === 0 ? [] : [[title, ...records.map(({ record }) => `  ${presentation(record)}`)]];
  });
}

/** Why a record is left to others, as the title above it. */
function whyNot({ name, type, vendor }: DnsRecord, origin: Name): string | undefined {
  if (vendor?.disabled === true) return SWITCHED_OFF;
  const isHosts = vendor?.madeBy !== undefined || (name === origin && (type === "SOA" || type === "NS"));
  return isHosts ? HOSTS_OWN : undefined;
}

/** Names that every DNS host and tool spells alike. */
const PLAIN = /^(?:[a-z0-9_*/-]+(?:\.[a-z0-9_*/-]+)*)?$/;

/** Why a record whose values are known can be declared at no DNS host. */
function obstacle({ name, data, record }: KnownRecord): string | undefined {
  const routing = record.vendor?.routing;
  if (routing !== undefined)
    return `${titleOf(record)} is one of several that its DNS host chooses from ("${routing}"), and how it does stands in no record; declare them by hand`;
  const target = data.kind === "mx" ? data.exchange : data.kind === "target" || data.kind === "srv" ? data.target : "";
  const odd = [name, target].find((each) => !PLAIN.test(each));
  if (odd === undefined) return undefined;
  return `${titleOf(record)} holds the name ${JSON.stringify(odd)}, which DNS hosts spell differently; accepted: letters, digits and _ * / -`;
}

export interface Group {
  /** What its records are for. */
  readonly title: string;
  readonly sets: readonly HostedSet[];
}

/** Sets by domain, and what they are for. */
export function groupsOf(sets: readonly HostedSet[]): Group[] {
  return [...grouped(sets, ({ records: [{ domain }] }) => domain)].flatMap(([domain, own]) => {
    const purposes = new Set(own.map(({ records: [{ purpose }] }) => purpose));
    return [...purposes]
      .sort((a, b) => rankOf({ purpose: a }) - rankOf({ purpose: b }))
      .map((purpose) => ({
        title: `${nameText(domain)}: ${purpose === undefined ? "what was there before" : purposeTitles[purpose]}`,
        sets: own.filter(({ records: [first] }) => first.purpose === purpose),
      }));
  });
}
