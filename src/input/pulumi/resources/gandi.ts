import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const gandi: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["gandi:livedns/record:Record"],
    publisher: publishers.gandi,
    name: ["name"],
    names: "relative",
    type: ["type"],
    list: "values",
    text: "mixed",
    ttl: "ttl",
    zone: "zone",
    zoneBy: "name",
    ownsSet: true,
  },
  {
    kind: "zone",
    tokens: ["gandi:livedns/domain:Domain"],
    publisher: publishers.gandi,
    name: ["name"],
    ids: [],
    filledBy: true,
  },
];
