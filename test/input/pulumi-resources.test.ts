import { describe, expect, test } from "vitest";
import { allResources, resourceOf } from "../../src/input/pulumi/resources.ts";
import { linesOf, readExport, resource, stack, type Json } from "./pulumi-fixture.ts";

/** token, properties, the records they make */
type Row = readonly [token: string, properties: Json, records: readonly string[]];

const cf = { zoneId: "zone-id", ttl: 300 };
const aws = { zoneId: "zone-id", ttl: 300 };
const gcp = { managedZone: "zone-id", ttl: 300 };
const azure = { zoneName: "example.com", resourceGroupName: "dns", ttl: 300 };
const native = { zoneName: "example.com", relativeRecordSetName: "@", ttl: 300 };
const SPF = "v=spf1 include:_spf.example.net -all";

const rows: readonly Row[] = [
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    { ...cf, name: "@", type: "MX", content: "mx.example.net", priority: 10 },
    ["example.com 300 MX 10 mx.example.net"],
  ],
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    { ...cf, name: "example.com", type: "MX", content: ".", priority: 0 },
    ["example.com 300 MX 0 ."],
  ],
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    { ...cf, name: "@", type: "MX", data: { target: "mx.example.net", priority: 5 } },
    ["example.com 300 MX 5 mx.example.net"],
  ],
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    { ...cf, name: "@", type: "MX", content: "mx.example.net", priority: 10, data: { target: "", priority: 0 } },
    ["example.com 300 MX 10 mx.example.net"],
  ],
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    { ...cf, ttl: 1, name: "Example.COM", type: "TXT", content: SPF },
    [`example.com 300 TXT "${SPF}"`],
  ],
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    { ...cf, name: "k._domainkey", type: "TXT", content: '"v=DKIM1; " "p=abc"' },
    ['k._domainkey.example.com 300 TXT "v=DKIM1; " "p=abc"'],
  ],
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    {
      ...cf,
      name: "_imaps._tcp",
      type: "SRV",
      data: { priority: 0, weight: 1, port: 993, target: "mail.example.com" },
    },
    ["_imaps._tcp.example.com 300 SRV 0 1 993 mail.example.com"],
  ],
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    { ...cf, name: "_25._tcp.mx", type: "TLSA", data: { usage: 3, selector: 1, matchingType: 1, certificate: "ab12" } },
    ["_25._tcp.mx.example.com 300 TLSA 3 1 1 ab12"],
  ],
  [
    "cloudflare:index/dnsRecord:DnsRecord",
    { ...cf, name: "www", type: "CNAME", content: "a.example.net" },
    ["www.example.com 300 CNAME a.example.net"],
  ],
  [
    "cloudflare:index/record:Record",
    { ...cf, name: "@", type: "A", value: "192.0.2.1" },
    ["example.com 300 A 192.0.2.1"],
  ],
  [
    "aws:route53/record:Record",
    { ...aws, name: "example.com", type: "MX", records: ["10 mx1.example.net.", "20 mx2.example.net"] },
    ["example.com 300 MX 10 mx1.example.net", "example.com 300 MX 20 mx2.example.net"],
  ],
  [
    "aws:route53/record:Record",
    { ...aws, name: "", type: "TXT", records: [SPF, 'first""second'] },
    [`example.com 300 TXT "${SPF}"`, 'example.com 300 TXT "first" "second"'],
  ],
  [
    "aws:route53/record:Record",
    { ...aws, name: "@", type: "TXT", records: ['"v=spf1 -all"'] },
    ['example.com 300 TXT "\\"v=spf1 -all\\""'],
  ],
  [
    "aws:route53/record:Record",
    {
      ...aws,
      name: "www",
      type: "A",
      aliases: [{ name: "lb.example.net.", zoneId: "Z2", evaluateTargetHealth: false }],
    },
    ["www.example.com 300 A <dynamic>"],
  ],
  [
    "aws:route53/record:Record",
    { ...aws, name: "\\052.example.com", type: "CNAME", records: ["a.example.net"] },
    ["*.example.com 300 CNAME a.example.net"],
  ],
  [
    "aws:route53/recordsExclusive:RecordsExclusive",
    {
      zoneId: "zone-id",
      resourceRecordSets: [
        { name: "example.com", type: "TXT", ttl: 60, resourceRecords: [{ value: `"${SPF}"` }] },
        {
          name: "example.com.",
          type: "MX",
          ttl: 60,
          resourceRecords: [{ value: "10 mx.example.net" }, { value: "20 mx.example.org" }],
        },
      ],
    },
    [`example.com 60 TXT "${SPF}"`, "example.com 60 MX 10 mx.example.net", "example.com 60 MX 20 mx.example.org"],
  ],
  [
    "aws-native:route53:RecordSet",
    { hostedZoneId: "zone-id", name: "example.com.", type: "TXT", ttl: "300", resourceRecords: [`"${SPF}"`] },
    [`example.com 300 TXT "${SPF}"`],
  ],
  [
    "aws-native:route53:RecordSet",
    { hostedZoneName: "example.org.", name: "example.org", type: "MX", ttl: "300", resourceRecords: ["0 ."] },
    ["example.org 300 MX 0 ."],
  ],
  [
    "gcp:dns/recordSet:RecordSet",
    { ...gcp, name: "example.com.", type: "MX", rrdatas: ["1 mx.example.net."] },
    ["example.com 300 MX 1 mx.example.net"],
  ],
  [
    "gcp:dns/recordSet:RecordSet",
    { ...gcp, name: "example.com.", type: "TXT", rrdatas: [`"${SPF}"`, "v=spf1 -all", 'long" "value'] },
    [`example.com 300 TXT "${SPF}"`, 'example.com 300 TXT "v=spf1" "-all"', 'example.com 300 TXT "long" "value"'],
  ],
  [
    "gcp:dns/recordSet:RecordSet",
    {
      ...gcp,
      name: "www.example.com.",
      type: "A",
      routingPolicy: {
        wrrs: [
          { weight: 1, rrdatas: ["192.0.2.1"] },
          { weight: 2, rrdatas: ["192.0.2.2"] },
        ],
      },
    },
    ["www.example.com 300 A 192.0.2.1", "www.example.com 300 A 192.0.2.2"],
  ],
  [
    "google-native:dns/v1:ResourceRecordSet",
    { ...gcp, name: "example.com.", type: "MX", rrdatas: ["1 mx.example.net."] },
    ["example.com 300 MX 1 mx.example.net"],
  ],
  [
    "azure:dns/mxRecord:MxRecord",
    { ...azure, name: "@", records: [{ preference: "10", exchange: "mx.example.net" }] },
    ["example.com 300 MX 10 mx.example.net"],
  ],
  [
    "azure:dns/txtRecord:TxtRecord",
    { ...azure, name: "@", records: [{ value: SPF }, { value: "x".repeat(255) }] },
    [`example.com 300 TXT "${SPF}"`, `example.com 300 TXT "${"x".repeat(254)}" "x"`],
  ],
  [
    "azure:dns/cNameRecord:CNameRecord",
    { ...azure, name: "www", record: "a.example.net" },
    ["www.example.com 300 CNAME a.example.net"],
  ],
  [
    "azure:dns/nsRecord:NsRecord",
    { ...azure, name: "sub", records: ["ns1.example.net."] },
    ["sub.example.com 300 NS ns1.example.net"],
  ],
  [
    "azure:dns/ptrRecord:PtrRecord",
    { ...azure, name: "1", records: ["a.example.net"] },
    ["1.example.com 300 PTR a.example.net"],
  ],
  ["azure:dns/aRecord:ARecord", { ...azure, name: "mx", records: ["192.0.2.1"] }, ["mx.example.com 300 A 192.0.2.1"]],
  [
    "azure:dns/aRecord:ARecord",
    { ...azure, name: "mx", targetResourceId: "/subscriptions/1/x" },
    ["mx.example.com 300 A <dynamic>"],
  ],
  [
    "azure:dns/aaaaRecord:AaaaRecord",
    { ...azure, name: "mx", records: ["2001:db8::1"] },
    ["mx.example.com 300 AAAA 2001:db8::1"],
  ],
  [
    "azure:dns/srvRecord:SrvRecord",
    { ...azure, name: "_s._tcp", records: [{ priority: 1, weight: 2, port: 3, target: "a.example.net" }] },
    ["_s._tcp.example.com 300 SRV 1 2 3 a.example.net"],
  ],
  [
    "azure:dns/caaRecord:CaaRecord",
    { ...azure, name: "@", records: [{ flags: 0, tag: "issue", value: "ca.example.net" }] },
    ["example.com 300 CAA 0 issue ca.example.net"],
  ],
  [
    "azure-native:dns:RecordSet",
    { ...native, recordType: "MX", mxRecords: [{ preference: 10, exchange: "mx.example.net" }] },
    ["example.com 300 MX 10 mx.example.net"],
  ],
  [
    "azure-native:dns/v20180501:RecordSet",
    { ...native, recordType: "TXT", txtRecords: [{ value: ["v=spf1 ", "-all"] }] },
    ['example.com 300 TXT "v=spf1 " "-all"'],
  ],
  [
    "azure-native:network:RecordSet",
    {
      ...native,
      type: "Microsoft.Network/dnszones/CNAME",
      relativeRecordSetName: "www",
      cnameRecord: { cname: "a.example.net" },
    },
    ["www.example.com 300 CNAME a.example.net"],
  ],
  [
    "vercel:index/dnsRecord:DnsRecord",
    { domain: "example.com", name: "", type: "MX", mxPriority: 10, value: "mx.example.net.", ttl: 60 },
    ["example.com 60 MX 10 mx.example.net"],
  ],
  [
    "vercel:index/dnsRecord:DnsRecord",
    {
      domain: "example.com",
      name: "_s._tcp",
      type: "SRV",
      srv: { priority: 1, weight: 2, port: 3, target: "a.example.net." },
      ttl: 60,
    },
    ["_s._tcp.example.com 60 SRV 1 2 3 a.example.net"],
  ],
  [
    "digitalocean:index/dnsRecord:DnsRecord",
    { domain: "example.com", name: "@", type: "MX", priority: 10, value: "mx.example.net." },
    ["example.com - MX 10 mx.example.net"],
  ],
  [
    "digitalocean:index/dnsRecord:DnsRecord",
    { domain: "example.com", name: "_s._tcp", type: "SRV", priority: 1, weight: 2, port: 3, value: "a.example.net." },
    ["_s._tcp.example.com - SRV 1 2 3 a.example.net"],
  ],
  [
    "hcloud:index/zoneRrset:ZoneRrset",
    {
      zone: "example.com",
      name: "@",
      type: "MX",
      ttl: 60,
      records: [{ value: "10 mail" }, { value: "20 mx.example.net." }],
    },
    ["example.com 60 MX 10 mail.example.com", "example.com 60 MX 20 mx.example.net"],
  ],
  [
    "hcloud:index/zoneRecord:ZoneRecord",
    { zone: "example.com", name: "@", type: "TXT", value: `"${SPF}"` },
    [`example.com - TXT "${SPF}"`],
  ],
  [
    "linode:index/domainRecord:DomainRecord",
    { domainId: "zone-id", name: "", recordType: "MX", priority: 10, target: "mx.example.net", ttlSec: 0 },
    ["example.com - MX 10 mx.example.net"],
  ],
  [
    "linode:index/domainRecord:DomainRecord",
    { domainId: "zone-id", name: "", recordType: "MX", priority: 0, target: "" },
    ["example.com - MX 0 ."],
  ],
  [
    "ovh:Domain/zoneRecord:ZoneRecord",
    { zone: "example.com", subdomain: "", fieldtype: "MX", target: "10 mx.example.net.", ttl: 3600 },
    ["example.com 3600 MX 10 mx.example.net"],
  ],
  [
    "ovh:Domain/zoneRecord:ZoneRecord",
    { zone: "example.com", subdomain: "", fieldtype: "SPF", target: `"${SPF}"`, ttl: 0 },
    [`example.com - TXT "${SPF}"`],
  ],
  [
    "scaleway:domain/record:Record",
    { dnsZone: "example.com", name: "", type: "MX", data: "mx.example.net.", priority: 10, ttl: 60 },
    ["example.com 60 MX 10 mx.example.net"],
  ],
  [
    "alicloud:dns/alidnsRecord:AlidnsRecord",
    { domainName: "example.com", rr: "@", type: "MX", value: "mx.example.net", priority: 10, ttl: 600 },
    ["example.com 600 MX 10 mx.example.net"],
  ],
  [
    "alicloud:dns/record:Record",
    { name: "example.com", hostRecord: "www", type: "A", value: "192.0.2.1", ttl: 600 },
    ["www.example.com 600 A 192.0.2.1"],
  ],
  [
    "oci:Dns/rrset:Rrset",
    {
      zoneNameOrId: "example.com",
      domain: "example.com",
      rtype: "MX",
      items: [{ domain: "example.com", rtype: "MX", rdata: "10 mx.example.net.", ttl: 60 }],
    },
    ["example.com 60 MX 10 mx.example.net"],
  ],
  [
    "oci:Dns/record:Record",
    { zoneNameOrId: "example.com", domain: "example.com", rtype: "TXT", rdata: `"${SPF}"`, ttl: 60 },
    [`example.com 60 TXT "${SPF}"`],
  ],
  [
    "civo:index/dnsDomainRecord:DnsDomainRecord",
    { domainId: "zone-id", name: "@", type: "MX", value: "mx.example.net", priority: 10, ttl: 600 },
    ["example.com 600 MX 10 mx.example.net"],
  ],
  [
    "vultr:index/dnsRecord:DnsRecord",
    { domain: "example.com", name: "", type: "TXT", data: `"${SPF}"`, ttl: 300 },
    [`example.com 300 TXT "${SPF}"`],
  ],
  [
    "openstack:dns/recordSet:RecordSet",
    { zoneId: "zone-id", name: "example.com.", type: "MX", records: ["10 mx.example.net."], ttl: 60 },
    ["example.com 60 MX 10 mx.example.net"],
  ],
  [
    "gandi:livedns/record:Record",
    { zone: "example.com", name: "@", type: "MX", values: ["10 mx", "20 mx.example.net."], ttl: 300 },
    ["example.com 300 MX 10 mx.example.com", "example.com 300 MX 20 mx.example.net"],
  ],
  [
    "ns1:index/record:Record",
    { zone: "example.com", domain: "example.com", type: "MX", answers: [{ answer: "5 mx.example.net" }], ttl: 300 },
    ["example.com 300 MX 5 mx.example.net"],
  ],
  [
    "dnsimple:index/zoneRecord:ZoneRecord",
    { zoneName: "example.com", name: "", type: "MX", value: "mx.example.net", priority: 10, ttl: 300 },
    ["example.com 300 MX 10 mx.example.net"],
  ],
  [
    "akamai:index/dnsRecord:DnsRecord",
    { zone: "example.com", name: "example.com", recordtype: "TXT", targets: [`"${SPF}"`], ttl: 300 },
    [`example.com 300 TXT "${SPF}"`],
  ],
  [
    "exoscale:index/domainRecord:DomainRecord",
    { domain: "zone-id", name: "", recordType: "MX", content: "mx.example.net", prio: 10, ttl: 300 },
    ["example.com 300 MX 10 mx.example.net"],
  ],
  [
    "yandex:index/dnsRecordSet:DnsRecordSet",
    { zoneId: "zone-id", name: "example.com.", type: "MX", datas: ["10 mx.example.net."], ttl: 300 },
    ["example.com 300 MX 10 mx.example.net"],
  ],
];

describe("the table of DNS resources", () => {
  test.each(rows)("%s %j", (token, properties, records) => {
    const result = readExport(stack(resource(token, "r", properties)), {
      zoneOfId: (id) => (id === "zone-id" ? "example.com" : undefined),
    });
    expect(result.problems).toEqual([]);
    expect(linesOf(result.zones)).toEqual(records);
  });

  test("every row has a fixture", () => {
    const tried = new Set(rows.map(([token]) => resourceOf(token)));
    const untried = allResources().filter((row) => row.kind === "record" && !tried.has(row));
    expect(untried.map((row) => row.tokens[0])).toEqual([]);
  });

  test("no token stands in two rows", () => {
    const tokens = allResources().flatMap((row) => row.tokens);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  test.each(["__proto__", "constructor", "toString", "", "azure-native:dns/v:Zon"])("%j is no resource", (token) => {
    expect(resourceOf(token)).toBeUndefined();
  });
});
