import { publishers } from "../../publishers.ts";
import type { MadeRow, ResourceRow } from "../row.ts";
import { MX_PRIORITY } from "./lead.ts";

/*
 * What Cloudflare publishes of its own accord: developers.cloudflare.com/email-service/configuration/domains, "DNS record
 * configuration details". It assigns the preferences zone by zone and does not print the keys.
 */
const ROUTES = ["route1.mx.cloudflare.net", "route2.mx.cloudflare.net", "route3.mx.cloudflare.net"] as const;
const INCLUDE = "include:_spf.mx.cloudflare.net";
const SPF = `v=spf1 ${INCLUDE} ~all`;

const ROUTING: readonly MadeRow[] = [
  { at: "", type: "MX", hosts: ROUTES },
  { at: "", type: "TXT", text: SPF, merges: INCLUDE },
  // Of a subdomain too, the key stands at the zone.
  { at: "cf2024-1._domainkey", ofZone: true, type: "TXT" },
];

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
    // Version 5 takes over what another host answers.
    filledBy: "jumpStart",
  },
  {
    kind: "maker",
    // The resource is the API's "enable Email Routing": "add and lock the necessary MX and SPF records".
    tokens: ["cloudflare:index/emailRoutingDns:EmailRoutingDns"],
    publisher: publishers.cloudflare,
    name: ["name"],
    vagueName: "subdomain",
    zone: "zoneId",
    zoneBy: "id",
    enabled: "enabled",
    makes: ROUTING,
  },
  {
    kind: "maker",
    // `enabled` is an input up to version 5 and an output since; a zone may route for its subdomains alone.
    tokens: ["cloudflare:index/emailRoutingSettings:EmailRoutingSettings"],
    publisher: publishers.cloudflare,
    name: [],
    zone: "zoneId",
    zoneBy: "id",
    enabled: "enabled",
    sureIf: { property: "enabled", value: true },
    doubtIf: { property: "status", values: ["unconfigured", "misconfigured", "misconfigured/locked", "unlocked"] },
    makes: ROUTING,
  },
  {
    kind: "maker",
    tokens: ["cloudflare:index/emailSendingSubdomain:EmailSendingSubdomain"],
    publisher: publishers.cloudflare,
    name: ["name"],
    zone: "zoneId",
    zoneBy: "id",
    // False as long as the records are not validated.
    doubtIf: { property: "enabled", values: [false] },
    makes: [
      { at: "{returnPathDomain|cf-bounce}", type: "MX", hosts: ROUTES },
      { at: "{returnPathDomain|cf-bounce}", type: "TXT", text: SPF, merges: INCLUDE },
      { at: "{dkimSelector|cf-bounce}._domainkey", type: "TXT" },
      { at: "_dmarc", type: "TXT", text: "v=DMARC1; p=reject;" },
    ],
  },
  {
    kind: "settings",
    tokens: ["cloudflare:index/zoneDnsSettings:ZoneDnsSettings"],
    publisher: publishers.cloudflare,
    zone: "zoneId",
    zoneBy: "id",
    flattens: { property: "flattenAllCnames", value: true },
  },
];
