import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { FULL_LEAD } from "./lead.ts";

export const digitalocean: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["digitalocean:index/dnsRecord:DnsRecord"],
    publisher: publishers.digitalocean,
    name: ["name"],
    names: "relative",
    absoluteName: "fqdn",
    type: ["type"],
    one: "value",
    lead: { ...FULL_LEAD, CAA: ["flags", "tag"] },
    shortTargets: true,
    text: "mixed",
    ttl: "ttl",
    zone: "domain",
    zoneBy: "name",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["digitalocean:index/domain:Domain"],
    publisher: publishers.digitalocean,
    name: ["name"],
    ids: [],
    address: "ipAddress",
  },
];
