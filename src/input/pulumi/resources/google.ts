import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const google: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: [
      "gcp:dns/recordSet:RecordSet",
      "google-native:dns/v1:ResourceRecordSet",
      "google-native:dns/v1beta2:ResourceRecordSet",
    ],
    publisher: publishers.google,
    name: ["name"],
    names: "absolute",
    type: ["type"],
    list: "rrdatas",
    text: "quoted",
    ttl: "ttl",
    zone: "managedZone",
    zoneBy: "id",
    ownsSet: true,
    // Classic and native name the lists of `routingPolicy` differently.
    routes: { holder: "routingPolicy", lists: ["wrrs", "geos", "wrr.items", "geo.items"], values: "rrdatas" },
  },
  {
    kind: "zone",
    tokens: [
      "gcp:dns/managedZone:ManagedZone",
      "google-native:dns/v1:ManagedZone",
      "google-native:dns/v1beta2:ManagedZone",
    ],
    publisher: publishers.google,
    name: ["dnsName"],
    ids: ["name", "managedZoneId"],
    private: { property: "visibility", value: "private" },
  },
];
