import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { MX_PRIORITY } from "./lead.ts";

export const dnsimple: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["dnsimple:index/zoneRecord:ZoneRecord"],
    publisher: publishers.dnsimple,
    name: ["name"],
    names: "relative",
    apex: "",
    absoluteName: "qualifiedName",
    type: ["type"],
    one: "value",
    lead: MX_PRIORITY,
    text: "mixed",
    ttl: "ttl",
    zone: "zoneName",
    zoneBy: "name",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["dnsimple:index/zone:Zone"],
    publisher: publishers.dnsimple,
    name: ["name"],
    ids: [],
    filledBy: "secondary",
  },
];
