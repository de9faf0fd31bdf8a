import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { FULL_LEAD } from "./lead.ts";

export const linode: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["linode:index/domainRecord:DomainRecord"],
    publisher: publishers.linode,
    name: ["name"],
    names: "either",
    labels: { SRV: ["service", "protocol"] },
    type: ["recordType"],
    one: "target",
    lead: { ...FULL_LEAD, CAA: ["tag"] },
    shortTargets: true,
    text: "mixed",
    ttl: "ttlSec",
    ttlNames: { 0: undefined },
    zone: "domainId",
    zoneBy: "id",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["linode:index/domain:Domain"],
    publisher: publishers.linode,
    name: ["domain"],
    ids: [],
    partial: { property: "type", values: ["slave"] },
  },
];
