import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const yandex: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["yandex:index/dnsRecordSet:DnsRecordSet"],
    publisher: publishers.yandex,
    name: ["name"],
    names: "either",
    type: ["type"],
    list: "datas",
    text: "mixed",
    ttl: "ttl",
    zone: "zoneId",
    zoneBy: "id",
    ownsSet: true,
  },
  {
    kind: "zone",
    tokens: ["yandex:index/dnsZone:DnsZone"],
    publisher: publishers.yandex,
    name: ["zone"],
    ids: [],
    private: { property: "privateNetworks" },
  },
];
