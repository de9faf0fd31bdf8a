import { grouped } from "../../model/grouped.ts";
import type { Name } from "../../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import type { Scope } from "../../model/zone.ts";
import { presentData } from "../../syntax/presentation.ts";
import type { Change, Deployment, Entry } from "../deployment.ts";
import { nameText } from "./known.ts";

/** A zone with the records of all domains in it that are deployed at once, each record once. */
export interface DeployedZone {
  readonly origin: Name;
  /** `whole` where a whole zone was merged into. */
  readonly scope: Scope;
  readonly entries: readonly Entry[];
  readonly changes: readonly Change[];
  /** The mail domain whose deployment an entry is of. */
  readonly domainOf: ReadonlyMap<Entry, Name>;
}

/** Deployments by zone, in the order in which the zones come up. */
export function deployedZones(deployments: readonly Deployment[]): DeployedZone[] {
  return [...grouped(deployments, ({ origin }) => origin)].map(([origin, of]) => zoneOf(origin, of));
}

/** The one zone of a form that holds no more; `what` is that form. */
export function oneZone(
  deployments: readonly Deployment[],
  what: string,
): { readonly ok: true; readonly zone: DeployedZone } | { readonly ok: false; readonly reasons: readonly string[] } {
  const zones = deployedZones(deployments);
  const [zone] = zones;
  if (zone !== undefined && zones.length === 1) return { ok: true, zone };
  const names = zones.map(({ origin }) => nameText(origin)).join(", ");
  return { ok: false, reasons: [`${what} holds one zone, and these records lie in ${zones.length}: ${names}`] };
}

function zoneOf(origin: Name, deployments: readonly Deployment[]): DeployedZone {
  const entries = new Map<string, Entry>();
  const domainOf = new Map<Entry, Name>();
  const changes = new Map(
    deployments.flatMap((each) => each.changes).map((change) => [JSON.stringify(changeKey(change)), change]),
  );
  const made = new Map(
    [...changes.values()].flatMap((each) => madeBy(each).map((entry) => [keyOf(entry.record), entry])),
  );
  // What one deployment takes away stands in another's copy of the zone still.
  const gone = new Set([...changes.values()].flatMap((each) => (each.kind === "add" ? [] : [keyOf(each.before)])));
  for (const { domain, entries: own } of deployments) {
    for (const entry of own) {
      const key = keyOf(entry.record);
      if (entries.has(key) || (gone.has(key) && !made.has(key))) continue;
      const latest = made.get(key) ?? entry;
      entries.set(key, latest);
      domainOf.set(latest, domain);
    }
  }
  const scope = deployments.some((each) => each.scope === "whole") ? "whole" : "part";
  return { origin, scope, entries: [...entries.values()], changes: [...changes.values()], domainOf };
}

function madeBy(change: Change): Entry[] {
  return change.kind === "remove" ? [] : [change.entry];
}

function changeKey(change: Change): readonly string[] {
  const before = change.kind === "add" ? "" : keyOf(change.before);
  return [before, ...madeBy(change).map((entry) => keyOf(entry.record))];
}

/** The same for the same value at the same name and type. */
function keyOf(record: DnsRecord): string {
  const name = isKnown(record.name) ? record.name : record.name.reason;
  return JSON.stringify([name, rrtypeOf(record), record.vendor?.routing, presentData(record)]);
}
