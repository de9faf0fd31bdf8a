import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const openstack: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["openstack:dns/recordSet:RecordSet"],
    publisher: publishers.openstack,
    name: ["name"],
    names: "absolute",
    type: ["type"],
    list: "records",
    text: "mixed",
    ttl: "ttl",
    zone: "zoneId",
    zoneBy: "id",
    ownsSet: true,
  },
  {
    kind: "zone",
    tokens: ["openstack:dns/zone:Zone"],
    publisher: publishers.openstack,
    name: ["name"],
    ids: [],
    partial: { property: "type", values: ["SECONDARY"] },
  },
];
