import type { Name } from "../../model/name.ts";
import type { Deployment } from "../deployment.ts";
import { cloudflareRecord } from "./cloudflare-record.ts";
import { groupsOf, hostedZones, type HostedSet, type HostedZone } from "./hosted-zones.ts";
import { titleOf } from "./known.ts";
import type { Properties } from "./properties.ts";
import { resourceNames } from "./resource-names.ts";
import { route53Set } from "./route53-set.ts";
import type { DnsHost } from "./writer.ts";

/** A resource to declare. */
export interface Resource {
  readonly name: string;
  /** The zone that it lies in. */
  readonly origin: Name;
  readonly properties: Properties;
}

export interface Section {
  /** What its resources are for. */
  readonly title: string;
  readonly resources: readonly Resource[];
}

export interface Program {
  readonly origins: readonly Name[];
  readonly sections: readonly Section[];
  /** Comments that stand before the resources, of each the lines. */
  readonly remarks: readonly (readonly string[])[];
}

export type Programmed =
  { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly reasons: readonly string[] };

const WHOLE_SETS = [
  "Route 53 keeps all values of one name and type in one record set. One that is there already is to be",
  "imported before this is deployed, and its other values are to be added here: they would be lost.",
];

/**
 * Deployments as resources of a DNS host: one a value at Cloudflare, one a record set at Route 53. `spell` makes of a name one that
 * the language takes.
 */
export function programOf(
  deployments: readonly Deployment[],
  host: DnsHost,
  spell: (name: string) => string = (name) => name,
): Programmed {
  const hosted = hostedZones(deployments);
  if (!hosted.ok) return hosted;
  const { zones } = hosted;
  const reasons: string[] = [];
  const nameOf = resourceNames(
    deployments.map(({ domain }) => domain),
    spell,
  );
  const sections = zones.flatMap((zone) =>
    groupsOf(unitsOf(zone, host)).map(({ title, sets }): Section => {
      const resources = sets.flatMap((unit): Resource[] => {
        const properties = propertiesOf(unit, zone.origin, host);
        if (!isReasons(properties))
          return [{ name: nameOf(unit.records[0], host === "route53"), origin: zone.origin, properties }];
        for (const reason of properties) reasons.push(reason);
        return [];
      });
      return { title, resources };
    }),
  );
  if (reasons.length > 0) return { ok: false, reasons };
  const origins = zones.map(({ origin }) => origin);
  const isPart = host === "route53" && zones.some(({ scope }) => scope !== "whole");
  const remarks = [...(isPart ? [WHOLE_SETS] : []), ...zones.flatMap(({ leftOut }) => leftOut)];
  return { ok: true, program: { origins, sections, remarks } };
}

/** What one resource declares. */
function unitsOf({ sets }: HostedZone, host: DnsHost): readonly HostedSet[] {
  return host === "route53"
    ? sets
    : sets.flatMap((set) => set.records.map((record) => ({ ...set, records: [record] })));
}

function propertiesOf(unit: HostedSet, origin: Name, host: DnsHost): Properties | readonly string[] {
  if (host === "route53") return route53Set(unit, origin);
  const [record] = unit.records;
  const properties = cloudflareRecord(record, origin);
  return typeof properties === "string" ? [`${titleOf(record.record)} ${properties}`] : properties;
}

function isReasons(value: Properties | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}
