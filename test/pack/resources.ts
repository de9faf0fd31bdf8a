import type { AnalyzedInStack } from "./driver.ts";
import type { Json, Properties } from "./json.ts";

/** Resources as an engine would send them, made by hand. */

export const ZONE_TOKEN = "cloudflare:index/zone:Zone";
export const RECORD_TOKEN = "cloudflare:index/dnsRecord:DnsRecord";

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::mail::${type}::${name}`;
}

export function resource(
  type: string,
  name: string,
  properties: Properties,
  propertyDependencies: Readonly<Record<string, readonly string[]>> = {},
): AnalyzedInStack {
  const dependencies = [...new Set(Object.values(propertyDependencies).flat())];
  return { urn: urnOf(type, name), type, name, properties, dependencies, propertyDependencies, parent: "" };
}

export function zone(name: string, domain: Json, rest: Properties = {}): AnalyzedInStack {
  return resource(ZONE_TOKEN, name, { account: { id: "0001" }, name: domain, type: "full", ...rest });
}

/** A record in a zone of the same stack, by the dependency on it. */
export function record(name: string, within: AnalyzedInStack, properties: Properties): AnalyzedInStack {
  return resource(RECORD_TOKEN, name, { zoneId: "0009", ttl: 3600, ...properties }, { zoneId: [within.urn] });
}

/** A zone with so many TXT records, the first of them broken. */
export function manyRecords(count: number): AnalyzedInStack[] {
  const home = zone("zone", "example.com");
  return [
    home,
    ...Array.from({ length: count }, (_, index) =>
      record(`txt-${index}`, home, {
        name: `host-${index}`,
        type: "TXT",
        content: `"v=spf1 ${index === 0 ? "ipv4" : "ip4"}:198.51.100.${index % 256} -all"`,
        comment: `record ${index}`,
        proxied: false,
        tags: [],
        id: `id-${index}`,
        createdOn: "2026-01-01T00:00:00Z",
        modifiedOn: "2026-01-01T00:00:00Z",
        meta: "{}",
        proxiable: false,
        settings: { flattenCname: false },
      }),
    ),
  ];
}
