import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const ns1: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["ns1:index/record:Record"],
    publisher: publishers.ns1,
    name: ["domain"],
    names: "absolute",
    type: ["type"],
    list: "answers|shortAnswers",
    inner: "answer|answerParts",
    text: "mixed",
    ttl: "ttl",
    zone: "zone",
    zoneBy: "name",
    ownsSet: true,
    alias: { holder: "link", target: "" },
  },
  {
    kind: "zone",
    tokens: ["ns1:index/zone:Zone"],
    publisher: publishers.ns1,
    name: ["zone"],
    ids: [],
    // A secondary or linked zone has its records from elsewhere.
    filledBy: "primary|link",
  },
];
