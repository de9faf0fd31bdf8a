import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { MX_PRIORITY } from "./lead.ts";

export const vultr: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["vultr:index/dnsRecord:DnsRecord"],
    publisher: publishers.vultr,
    name: ["name"],
    names: "relative",
    apex: "",
    type: ["type"],
    one: "data",
    lead: MX_PRIORITY,
    text: "mixed",
    ttl: "ttl",
    zone: "domain",
    zoneBy: "name",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["vultr:index/dnsDomain:DnsDomain"],
    publisher: publishers.vultr,
    name: ["domain"],
    ids: [],
    // "If omitted this will create a domain with no records"; what they are is not documented.
    filledBy: "ip",
  },
];
