import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { MX_PRIORITY } from "./lead.ts";

export const akamai: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["akamai:index/dnsRecord:DnsRecord"],
    publisher: publishers.akamai,
    name: ["name"],
    names: "absolute",
    type: ["recordtype"],
    list: "targets",
    lead: MX_PRIORITY,
    text: "mixed",
    ttl: "ttl",
    zone: "zone",
    zoneBy: "name",
    ownsSet: true,
  },
];
