import { publishers } from "../../publishers.ts";
import type { ResourceRow } from "../row.ts";
import { MX_PRIORITY } from "./lead.ts";

export const cloudflare: readonly ResourceRow[] = [
  {
    kind: "record",
    tokens: ["cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record"],
    publisher: publishers.cloudflare,
    name: ["name"],
    names: "either",
    absoluteName: "hostname",
    type: ["type"],
    // `content` before `data`, which may be full of zeros; `value` is version 5's.
    one: "content|value",
    parts: {
      MX: { one: "data", parts: ["priority", "target"] },
      SRV: { one: "data", parts: ["priority", "weight", "port", "target"] },
      CAA: { one: "data", parts: ["flags", "tag", "value"] },
      TLSA: { one: "data", parts: ["usage", "selector", "matchingType", "certificate"] },
    },
    lead: MX_PRIORITY,
    text: "mixed",
    ttl: "ttl",
    ttlNames: { 1: 300 },
    zone: "zoneId",
    zoneBy: "id",
    ownsSet: false,
    proxied: "proxied",
    flattened: { holder: "settings", flag: "flattenCname" },
    comment: "comment",
    modified: "modifiedOn",
  },
  {
    kind: "zone",
    tokens: ["cloudflare:index/zone:Zone"],
    publisher: publishers.cloudflare,
    // `zone` up to version 5.
    name: ["name", "zone"],
    ids: [],
    private: { property: "type", value: "internal" },
    partial: { property: "type", values: ["partial", "secondary"] },
  },
  {
    kind: "maker",
    // Three MX, an SPF and a DKIM record that never appear as records.
    tokens: ["cloudflare:index/emailRoutingDns:EmailRoutingDns"],
    publisher: publishers.cloudflare,
    name: ["subdomain", "name"],
    zone: "zoneId",
    zoneBy: "id",
    enabled: "enabled",
    owners: ["", "cf2024-1._domainkey"],
  },
  {
    kind: "maker",
    tokens: ["cloudflare:index/emailRoutingSettings:EmailRoutingSettings"],
    publisher: publishers.cloudflare,
    name: [],
    zone: "zoneId",
    zoneBy: "id",
    enabled: "enabled",
    owners: ["", "cf2024-1._domainkey"],
  },
  {
    kind: "maker",
    tokens: ["cloudflare:index/emailSendingSubdomain:EmailSendingSubdomain"],
    publisher: publishers.cloudflare,
    name: ["name"],
    zone: "zoneId",
    zoneBy: "id",
    enabled: "enabled",
    owners: [
      "",
      { property: "returnPathDomain", otherwise: "cf-bounce" },
      { property: "dkimSelector", below: "_domainkey", otherwise: "cf-bounce._domainkey" },
      "_dmarc",
    ],
  },
];
