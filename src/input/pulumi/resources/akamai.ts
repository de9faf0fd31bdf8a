import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { FULL_LEAD } from "./lead.ts";

export const akamai: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["akamai:index/dnsRecord:DnsRecord", "akamai:edgedns/dnsRecord:DnsRecord"],
    publisher: publishers.akamai,
    name: ["name"],
    names: "absolute",
    type: ["recordtype"],
    list: "targets",
    lead: FULL_LEAD,
    leadStep: "priorityIncrement",
    preference: 0,
    text: "wrapped",
    ttl: "ttl",
    zone: "zone",
    zoneBy: "name",
    ownsSet: true,
  },
  {
    kind: "zone",
    tokens: ["akamai:index/dnsZone:DnsZone", "akamai:edgedns/dnsZone:DnsZone"],
    publisher: publishers.akamai,
    name: ["zone"],
    ids: [],
    partial: { property: "type", values: ["secondary", "SECONDARY", "alias", "ALIAS"] },
  },
];
