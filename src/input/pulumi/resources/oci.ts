import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const oci: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["oci:Dns/rrset:Rrset"],
    publisher: publishers.oci,
    name: ["domain"],
    names: "absolute",
    type: ["rtype"],
    list: "items",
    inner: "rdata",
    text: "quoted",
    ttl: "items.0.ttl",
    zone: "zoneNameOrId",
    zoneBy: "either",
    ownsSet: true,
    private: [{ property: "scope", value: "PRIVATE" }, { property: "viewId" }],
  },
  {
    kind: "record",
    tokens: ["oci:Dns/record:Record"],
    publisher: publishers.oci,
    name: ["domain"],
    names: "absolute",
    type: ["rtype"],
    one: "rdata",
    text: "quoted",
    ttl: "ttl",
    zone: "zoneNameOrId",
    zoneBy: "either",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["oci:Dns/zone:Zone"],
    publisher: publishers.oci,
    name: ["name"],
    ids: [],
    private: { property: "scope", value: "PRIVATE" },
    partial: { property: "zoneType", values: ["SECONDARY"] },
  },
];
