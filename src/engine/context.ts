import type { Finding } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../model/record.ts";
import type { Source } from "../model/source.ts";
import { isKnown } from "../model/value.ts";
import type { Scope, Zone } from "../model/zone.ts";
import type { RuleRun } from "./collect.ts";

const KNOWS: Readonly<Record<Scope, number>> = { none: 0, part: 1, whole: 2 };

/**
 * Fills zones that are declared in part with the rest of them: `contextZones` are read from documents that are not
 * judged, an export of the live zone say. What the judged documents declare wins, record set by record set (name, type
 * and, where both have one, routing id); so does what they declared `before`, as a set that is gone from them goes
 * from the live zone too. At a name where one side has a CNAME and the judged side anything, only the judged side counts:
 * a CNAME stands alone (RFC 1034 3.6.2), so the change replaces it. A zone that is declared whole takes nothing. Zones that
 * only the context has are added for look-ups. Records of the context carry `source.context`.
 */
export function mergeContext(
  zones: readonly Zone[],
  contextZones: readonly Zone[],
  before: readonly Zone[] = [],
): readonly Zone[] {
  if (contextZones.length === 0) return zones;
  const mark = marker();
  const contexts = byView(contextZones);
  const earlier = byView(before);
  const merged = zones.map((zone) => {
    const candidates = contexts.get(viewKey(zone));
    if (zone.scope === "whole" || candidates === undefined) return zone;
    const context = sameHost(zone, candidates);
    if (context === undefined) return zone;
    const declared = [zone, ...(earlier.get(viewKey(zone)) ?? [])];
    return filled(zone, context, new Declared(declared.flatMap(({ records }) => records)), mark);
  });
  for (const zone of zones) contexts.delete(viewKey(zone));
  const alone = [...contexts.values()].flatMap((candidates) => candidates.slice(0, 1));
  return [...merged, ...alone.map((zone) => ({ ...zone, records: zone.records.map(mark) }))];
}

function byView(zones: readonly Zone[]): Map<string, Zone[]> {
  const views = new Map<string, Zone[]>();
  for (const zone of zones) {
    const key = viewKey(zone);
    const list = views.get(key);
    if (list === undefined) views.set(key, [zone]);
    else list.push(zone);
  }
  return views;
}

function viewKey(zone: Zone): string {
  return `${zone.origin} ${zone.private}`;
}

/** The zone of the same DNS host, else the first. */
function sameHost(zone: Zone, candidates: readonly Zone[]): Zone | undefined {
  return candidates.find(({ publisher }) => publisher.id === zone.publisher.id) ?? candidates[0];
}

function filled(zone: Zone, context: Zone, declared: Declared, mark: (record: DnsRecord) => DnsRecord): Zone {
  const rest = context.records.filter((record) => !declared.displaces(record)).map(mark);
  return {
    ...zone,
    scope: KNOWS[context.scope] > KNOWS[zone.scope] ? context.scope : zone.scope,
    records: [...zone.records, ...rest],
  };
}

/** A finding between domains that no judged record has a part in. */
export function isOfContext(finding: Finding, runs: readonly RuleRun[]): boolean {
  if (finding.at?.record.source.context !== true) return false;
  if (finding.related.some(({ record }) => record.source.context !== true)) return false;
  return runs.find(({ rule }) => rule.id === finding.rule)?.rule.kind === "world";
}

/** The record sets that the judged documents answer for. */
class Declared {
  readonly #sets = new Map<string, Set<string>>();
  readonly #names = new Set<Name>();
  readonly #aliases = new Set<Name>();

  constructor(records: readonly DnsRecord[]) {
    for (const record of records) {
      if (!isKnown(record.name)) continue;
      this.#names.add(record.name);
      if (isAlias(record)) this.#aliases.add(record.name);
      const key = setKey(record.name, record);
      const routings = this.#sets.get(key);
      if (routings === undefined) this.#sets.set(key, new Set([record.vendor?.routing ?? ""]));
      else routings.add(record.vendor?.routing ?? "");
    }
  }

  displaces(record: DnsRecord): boolean {
    if (!isKnown(record.name)) return false;
    if (this.#aliases.has(record.name) || (isAlias(record) && this.#names.has(record.name))) return true;
    const routings = this.#sets.get(setKey(record.name, record));
    if (routings === undefined) return false;
    const routing = record.vendor?.routing ?? "";
    return routing === "" || routings.has("") || routings.has(routing);
  }
}

function setKey(name: Name, record: DnsRecord): string {
  return `${name} ${rrtypeOf(record)}`;
}

function isAlias(record: DnsRecord): boolean {
  return record.type === "CNAME" && record.vendor?.disabled !== true;
}

function marker(): (record: DnsRecord) => DnsRecord {
  const sources = new Map<Source, Source>();
  return (record) => {
    let source = sources.get(record.source);
    if (source === undefined) sources.set(record.source, (source = { ...record.source, context: true }));
    return { ...record, source };
  };
}
