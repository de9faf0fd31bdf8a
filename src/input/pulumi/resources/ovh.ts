import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";

export const ovh: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["ovh:Domain/zoneRecord:ZoneRecord"],
    publisher: publishers.ovh,
    name: ["subdomain"],
    names: "relative",
    apex: "",
    type: ["fieldtype"],
    typeNames: { SPF: "TXT", DKIM: "TXT", DMARC: "TXT" },
    one: "target",
    text: "mixed",
    ttl: "ttl",
    ttlNames: { 0: undefined },
    zone: "zone",
    zoneBy: "name",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["ovh:Domain/zone:Zone"],
    publisher: publishers.ovh,
    name: ["name"],
    ids: [],
    filledBy: true,
  },
];
