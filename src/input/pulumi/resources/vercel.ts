import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const vercel: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["vercel:index/dnsRecord:DnsRecord"],
    publisher: publishers.vercel,
    name: ["name"],
    names: "relative",
    apex: "",
    type: ["type"],
    one: "value",
    parts: { SRV: { one: "srv", parts: ["priority", "weight", "port", "target"] } },
    lead: { MX: ["mxPriority"] },
    text: "mixed",
    ttl: "ttl",
    zone: "domain",
    zoneBy: "name",
    ownsSet: false,
    comment: "comment",
  },
];
