import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { MX_PRIORITY } from "./lead.ts";

export const civo: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["civo:index/dnsDomainRecord:DnsDomainRecord"],
    publisher: publishers.civo,
    name: ["name"],
    names: "either",
    type: ["type"],
    one: "value",
    lead: MX_PRIORITY,
    preference: 10,
    text: "mixed",
    ttl: "ttl",
    zone: "domainId",
    zoneBy: "id",
    ownsSet: false,
    modified: "updatedAt",
  },
  {
    kind: "zone",
    tokens: ["civo:index/dnsDomainName:DnsDomainName"],
    publisher: publishers.civo,
    name: ["name"],
    ids: [],
  },
];
