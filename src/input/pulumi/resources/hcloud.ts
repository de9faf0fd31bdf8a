import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const hcloud: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["hcloud:index/zoneRrset:ZoneRrset"],
    publisher: publishers.hetzner,
    name: ["name"],
    names: "relative",
    type: ["type"],
    list: "records",
    inner: "value",
    text: "mixed",
    ttl: "ttl",
    zone: "zone",
    zoneBy: "either",
    ownsSet: true,
  },
  {
    kind: "record",
    tokens: ["hcloud:index/zoneRecord:ZoneRecord"],
    publisher: publishers.hetzner,
    name: ["name"],
    names: "relative",
    type: ["type"],
    one: "value",
    text: "mixed",
    zone: "zone",
    zoneBy: "either",
    ownsSet: false,
    comment: "comment",
  },
  {
    kind: "zone",
    tokens: ["hcloud:index/zone:Zone"],
    publisher: publishers.hetzner,
    name: ["name"],
    ids: [],
    partial: { property: "mode", values: ["secondary"] },
  },
];
