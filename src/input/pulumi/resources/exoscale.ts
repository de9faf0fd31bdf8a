import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const exoscale: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["exoscale:index/domainRecord:DomainRecord"],
    publisher: publishers.exoscale,
    name: ["name"],
    names: "relative",
    apex: "",
    absoluteName: "hostname",
    type: ["recordType"],
    one: "content",
    lead: { MX: ["prio"], SRV: ["prio"] },
    text: "mixed",
    ttl: "ttl",
    zone: "domain",
    zoneBy: "either",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["exoscale:index/domain:Domain"],
    publisher: publishers.exoscale,
    name: ["name"],
    ids: [],
  },
];
