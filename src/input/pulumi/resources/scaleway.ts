import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { MX_PRIORITY } from "./lead.ts";

export const scaleway: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["scaleway:domain/record:Record", "scaleway:index/domainRecord:DomainRecord"],
    publisher: publishers.scaleway,
    name: ["name"],
    names: "relative",
    absoluteName: "fqdn",
    type: ["type"],
    one: "data",
    lead: MX_PRIORITY,
    text: "mixed",
    ttl: "ttl",
    zone: "dnsZone",
    zoneBy: "name",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["scaleway:domain/zone:Zone", "scaleway:index/domainZone:DomainZone"],
    publisher: publishers.scaleway,
    name: ["domain"],
    prefix: "subdomain",
    ids: [],
  },
];
