import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { MX_PRIORITY } from "./lead.ts";

export const scaleway: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["scaleway:domain/record:Record", "scaleway:index/domainRecord:DomainRecord"],
    publisher: publishers.scaleway,
    name: ["name"],
    names: "either",
    apex: "",
    absoluteName: "fqdn",
    type: ["type"],
    one: "data",
    lead: MX_PRIORITY,
    shortTargets: true,
    text: "mixed",
    ttl: "ttl",
    zone: "dnsZone",
    zoneBy: "name",
    ownsSet: false,
  },
  {
    kind: "zone",
    tokens: ["scaleway:domain/zone:Zone", "scaleway:index/domainZone:DomainZone"],
    publisher: publishers.scaleway,
    name: ["domain"],
    prefix: "subdomain",
    ids: [],
  },
  {
    kind: "maker",
    // "The DNS zone of your domain will be updated with SPF, DKIM, DMARC and MX records": how, beside others, is not said.
    tokens: ["scaleway:tem/domain:Domain", "scaleway:index/temDomain:TemDomain"],
    publisher: publishers.scaleway,
    name: ["name"],
    zone: "name",
    zoneBy: "above",
    wanted: "autoconfig",
    makes: [{ at: "" }, { at: "{dkimName|_domainkey}" }, { at: "{dmarcName|_dmarc}" }],
  },
];
