import { describe, expect, test } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { pulumiEventsReader } from "../../src/input/pulumi-events.ts";
import { pulumiExportReader } from "../../src/input/pulumi-export.ts";
import { rowOf } from "../../src/input/pulumi/mapping.ts";
import type { Mapping } from "../../src/model/mapping.ts";
import {
  ciphered,
  linesOf,
  options,
  readExport,
  readPreview,
  resource,
  scopes,
  stack,
  UNKNOWN,
  urnOf,
  type Json,
} from "./pulumi-fixture.ts";

const mappings = (entries: Readonly<Record<string, Mapping>>) => ({ mappings: new Map(Object.entries(entries)) });

const NETLIFY = "netlify:index/dnsRecord:DnsRecord";
const NETLIFY_ZONE = "netlify:index/dnsZone:DnsZone";
const netlify = mappings({
  [NETLIFY]: {
    host: "Netlify",
    name: "hostname",
    type: "type",
    value: "value",
    preference: "priority",
    ttl: "ttl",
    zone: "zoneId",
  },
  [NETLIFY_ZONE]: { kind: "zone", name: "name" },
});

describe("shapes of bridged providers", () => {
  test.each<[string, Readonly<Record<string, Mapping>>, Json[], string[], string[]]>([
    [
      "netlify: one value each, absolute and relative names",
      Object.fromEntries(netlify.mappings),
      [
        resource(NETLIFY_ZONE, "zone", { name: "example.com", accountSlug: "a" }),
        resource(NETLIFY, "mx", {
          zoneId: "zone-id",
          hostname: "example.com",
          type: "MX",
          value: "mx.example.net",
          priority: 10,
          ttl: 3600,
        }),
        resource(NETLIFY, "spf", { zoneId: "zone-id", hostname: "example.com", type: "TXT", value: "v=spf1 mx -all" }),
        resource(NETLIFY, "www", { zoneId: "zone-id", hostname: "www", type: "CNAME", value: "example.com" }),
      ],
      [
        "example.com 3600 MX 10 mx.example.net",
        'example.com - TXT "v=spf1 mx -all"',
        "www.example.com - CNAME example.com",
      ],
      ["example.com whole"],
    ],
    [
      "namecheap: many records in one resource",
      {
        "namecheap:index/domainRecords:DomainRecords": {
          records: "records",
          name: "hostname",
          names: "relative",
          type: "type",
          value: "address",
          preference: "mxPref",
          ttl: "ttl",
          zoneName: "domain",
        },
      },
      [
        resource("namecheap:index/domainRecords:DomainRecords", "all", {
          domain: "example.com",
          records: [
            { hostname: "@", type: "MX", address: "mx.example.net.", mxPref: 10, ttl: 1800 },
            { hostname: "_dmarc", type: "TXT", address: "v=DMARC1; p=none" },
          ],
        }),
      ],
      ["example.com 1800 MX 10 mx.example.net", '_dmarc.example.com - TXT "v=DMARC1; p=none"'],
      ["example.com part program"],
    ],
    [
      "all records of the zone in one resource",
      {
        "godaddy:index/domainRecord:DomainRecord": {
          records: "records",
          name: "name",
          type: "type",
          value: "data",
          preference: "priority",
          zoneName: "domain",
          exclusive: true,
        },
      },
      [
        resource("godaddy:index/domainRecord:DomainRecord", "all", {
          domain: "example.com",
          records: [{ name: "@", type: "MX", data: "mx.example.net", priority: 10 }],
        }),
      ],
      ["example.com - MX 10 mx.example.net"],
      ["example.com whole"],
    ],
    [
      "powerdns: sets in presentation form, absolute names",
      {
        "powerdns:index/record:Record": {
          name: "name",
          names: "absolute",
          type: "type",
          values: "records",
          ttl: "ttl",
          text: "quoted",
          zoneName: "zone",
          ownsSet: true,
        },
      },
      [
        resource("powerdns:index/record:Record", "mx", {
          zone: "example.com.",
          name: "example.com.",
          type: "MX",
          ttl: 300,
          records: ["10 mx1.example.net.", "20 mx2.example.net."],
        }),
        resource("powerdns:index/record:Record", "spf", {
          zone: "example.com.",
          name: "example.com.",
          type: "TXT",
          ttl: 300,
          records: ['"v=spf1 " "mx -all"'],
        }),
      ],
      [
        "example.com 300 MX 10 mx1.example.net",
        "example.com 300 MX 20 mx2.example.net",
        'example.com 300 TXT "v=spf1 " "mx -all"',
      ],
      ["example.com part program"],
    ],
    [
      "rfc2136: a resource for each type, MX in parts, no name for the apex",
      {
        "dns:index/mxRecordSet:MxRecordSet": {
          fixedType: "mx",
          name: "name",
          names: "relative",
          values: "mxes",
          value: "exchange",
          preference: "preference",
          ttl: "ttl",
          zoneName: "zone",
          ownsSet: true,
        },
        "dns:index/txtRecordSet:TxtRecordSet": {
          fixedType: "TXT",
          name: "name",
          names: "relative",
          values: "txts",
          text: "raw",
          zoneName: "zone",
          ownsSet: true,
        },
      },
      [
        resource("dns:index/mxRecordSet:MxRecordSet", "mx", {
          zone: "example.com.",
          ttl: 300,
          mxes: [
            { preference: 10, exchange: "mx1.example.net." },
            { preference: 20, exchange: "mx2.example.net." },
          ],
        }),
        resource("dns:index/txtRecordSet:TxtRecordSet", "txt", { zone: "example.com.", txts: ["v=spf1 mx -all"] }),
      ],
      [
        "example.com 300 MX 10 mx1.example.net",
        "example.com 300 MX 20 mx2.example.net",
        'example.com - TXT "v=spf1 mx -all"',
      ],
      ["example.com part program"],
    ],
    [
      "values with their preference beside them, of any type",
      {
        "constellix:index/record:Record": {
          name: "name",
          type: "type",
          values: "roundRobins",
          value: "value",
          preference: "level",
          zone: "domainId",
          zoneName: "domain",
          relativeTargets: true,
        },
      },
      [
        resource("constellix:index/record:Record", "mx", {
          domain: "example.com",
          name: "",
          type: "MX",
          roundRobins: [
            { value: "mx1", level: 10 },
            { value: "mx2.example.net.", level: 20 },
          ],
        }),
        resource("constellix:index/record:Record", "a", {
          domain: "example.com",
          name: "mx1",
          type: "A",
          roundRobins: [{ value: "192.0.2.1" }],
        }),
      ],
      ["example.com - MX 10 mx1.example.com", "example.com - MX 20 mx2.example.net", "mx1.example.com - A 192.0.2.1"],
      ["example.com part program"],
    ],
    [
      "the first name that is there, a comment, a path",
      {
        "porkbun:index/dnsRecord:DnsRecord": {
          name: ["subdomain", "name"],
          type: "spec.type",
          value: "spec.content",
          zoneName: "domain",
          comment: "notes",
        },
      },
      [
        resource("porkbun:index/dnsRecord:DnsRecord", "a", {
          domain: "example.com",
          name: "www",
          spec: { type: "A", content: "192.0.2.1" },
          notes: "c",
        }),
      ],
      ["www.example.com - A 192.0.2.1"],
      ["example.com part program"],
    ],
  ])("%s", (_, entries, resources, lines, zones) => {
    const result = readExport(stack(...resources), mappings(entries));
    expect(result.problems).toEqual([]);
    expect(linesOf(result.zones)).toEqual(lines);
    expect(scopes(result.zones)).toEqual(zones);
  });
});

describe("a mapping", () => {
  test("beats the table", () => {
    const token = "vercel:index/dnsRecord:DnsRecord";
    const record = resource(token, "r", {
      fqdn: "www.example.com",
      kind: "A",
      data: "192.0.2.1",
      domain: "example.com",
    });
    const other = mappings({ [token]: { name: "fqdn", type: "kind", value: "data", zoneName: "domain" } });
    expect(linesOf(readExport(stack(record), other).zones)).toEqual(["www.example.com - A 192.0.2.1"]);
  });

  test("of a package that the table knows lies in its zones", () => {
    const token = "digitalocean:index/newRecord:NewRecord";
    const zone = resource("digitalocean:index/domain:Domain", "zone", { name: "example.com" });
    const record = resource(token, "r", { name: "www", type: "A", value: "192.0.2.1", domain: "example.com" });
    const other = mappings({ [token]: { name: "name", type: "type", value: "value", zoneName: "domain" } });
    expect(scopes(readExport(stack(zone, record), other).zones)).toEqual(["example.com whole"]);
  });

  test("names the host", () => {
    expect(rowOf(NETLIFY, netlify.mappings)?.publisher).toMatchObject({ id: "pulumi-netlify", title: "Netlify" });
    expect(rowOf(NETLIFY_ZONE, netlify.mappings)?.publisher).toBe(rowOf(NETLIFY, netlify.mappings)?.publisher);
    expect(rowOf("cloudflare:index/zone:Zone", netlify.mappings)?.kind).toBe("zone");
    expect(rowOf(NETLIFY, undefined)).toBeUndefined();
  });

  test("knows unknown and secret values", () => {
    const zone = resource(NETLIFY_ZONE, "zone", { name: "example.com" });
    const record = (name: string, value: unknown): Json =>
      resource(
        NETLIFY,
        name,
        { zoneId: UNKNOWN, hostname: "@", type: "TXT", value },
        { propertyDependencies: { zoneId: [zone["urn"]] } },
      );
    const result = readExport(stack(zone, record("a", UNKNOWN), record("b", ciphered)), netlify);
    expect(linesOf(result.zones)).toEqual(["example.com - TXT <preview>", "example.com - TXT <secret>"]);
  });

  test("leads back to the value", () => {
    const document = stack(
      resource(NETLIFY_ZONE, "zone", { name: "example.com" }),
      resource(NETLIFY, "mx", { zoneId: "zone-id", hostname: "@", type: "MX", value: "mx.example.net", priority: 10 }),
    );
    const text = JSON.stringify(document, null, 4);
    const at = readExport(document, netlify).zones[0]?.records[0]?.at ?? 0;
    const file = { path: "stack.json", text, utf8: true };
    const fields = ["exchange", "preference", "name"] as const;
    const regions = pulumiExportReader.locate(
      file,
      fields.map((field) => ({ at, field })),
      netlify.mappings,
    );
    expect(regions.map((region) => region && text.slice(region.start, region.end))).toEqual([
      "mx.example.net",
      "10",
      "@",
    ]);
  });

  test("holds in previews", () => {
    const state = resource(NETLIFY, "www", { hostname: "www", type: "A", value: "192.0.2.1", zoneId: "zone-id" });
    const zone = resource(NETLIFY_ZONE, "zone", { name: "example.com" });
    const step = (each: Json): Json => ({ op: "create", urn: each["urn"], newState: each });
    const preview = { steps: [step(zone), step(state)], changeSummary: { create: 2 } };
    expect(linesOf(readPreview(preview, netlify).zones)).toEqual(["www.example.com - A 192.0.2.1"]);
  });
});

test("a mapping holds in event logs, and what looks like a record is told there too", () => {
  const events = (type: string, name: string, properties: Json): Json[] => {
    const urn = urnOf(type, name);
    const metadata = { op: "create", urn, type, old: null, new: resource(type, name, properties), logical: true };
    return [{ resourcePreEvent: { metadata } }, { resOutputsEvent: { metadata } }];
  };
  const text = [
    { preludeEvent: {} },
    ...events("pulumi:pulumi:Stack", "mail-dev", {}),
    ...events(NETLIFY_ZONE, "zone", { name: "example.com" }),
    ...events(NETLIFY, "www", { hostname: "www", type: "A", value: "192.0.2.1", zoneId: "zone-id" }),
    { summaryEvent: { result: "succeeded", resourceChanges: { create: 3 } } },
  ]
    .map((each, sequence) => `${JSON.stringify({ sequence, ...each })}\n`)
    .join("");
  const file = { path: "log.ndjson", text, utf8: true };
  const readWith = (more: object) => pulumiEventsReader.read(file, options(more), () => undefined);
  const result = readWith(netlify);
  expect(result.problems).toEqual([]);
  expect(linesOf(result.zones)).toEqual(["www.example.com - A 192.0.2.1"]);
  const at = result.zones[0]?.records[0]?.at ?? 0;
  const [region] = pulumiEventsReader.locate(file, [{ at, field: "address" }], netlify.mappings);
  expect(region && text.slice(region.start, region.end)).toBe("192.0.2.1");
  expect(readWith({}).problems.map(({ reason }) => reason)).toEqual([
    `a resource of type ${NETLIFY} looks like a DNS record and is not read, so what is missing beside it is not judged; "mappings" of the configuration says how to read it`,
  ]);
});

describe("resources that look like records and are not read", () => {
  const cloudflare = [
    resource("cloudflare:index/zone:Zone", "zone", { name: "example.com" }),
    resource("cloudflare:index/dnsRecord:DnsRecord", "mx", {
      zoneId: "zone-id",
      name: "@",
      type: "MX",
      content: "smtp.google.com",
      priority: 1,
      ttl: 300,
    }),
  ];
  const NOTE =
    'a resource of type x:index/dnsRecord:DnsRecord looks like a DNS record and is not read, so what is missing beside it is not judged; "mappings" of the configuration says how to read it';
  const X = "x:index/dnsRecord:DnsRecord";

  test.each<[string, Json, "whole" | "none", boolean]>([
    ["below the zone", resource(X, "r", { hostname: "www.example.com", type: "TXT", value: "t" }), "none", true],
    ["at the zone", resource(X, "r", { domain: "example.com.", recordType: "txt", value: "t" }), "none", true],
    ["with no name of a zone", resource(X, "r", { name: "www", type: "TXT", zoneId: "1" }), "none", true],
    ["of another zone", resource(X, "r", { name: "www.example.org", type: "TXT", zoneId: "1" }), "whole", true],
    [
      "of another zone, depending on this one",
      resource(
        X,
        "r",
        { name: "www.example.org", type: "TXT" },
        { dependencies: [urnOf("cloudflare:index/zone:Zone", "zone")] },
      ),
      "none",
      true,
    ],
    ["one of a list", resource(X, "r", { name: "example.com", items: [{ rtype: "MX", host: "@" }] }), "none", true],
    ["no type of a record", resource(X, "r", { name: "www.example.com", type: "forward" }), "whole", false],
    ["no name", resource(X, "r", { type: "MX", value: "mx.example.com" }), "whole", false],
    ["a component", resource(X, "r", { name: "example.com", type: "MX" }, { custom: false }), "whole", false],
  ])("%s", (_, other, scope, told) => {
    const result = readExport(stack(...cloudflare, other));
    expect(result.problems.map(({ reason }) => reason)).toEqual(told ? [NOTE] : []);
    expect(scopes(result.zones)).toEqual([`example.com ${scope}`]);
  });

  test.each([
    ["netlify:index/dnsMxRecord:DnsMxRecord", true],
    ["dns:index/txtRecordSet:TxtRecordSet", true],
    ["desec:index/rrset:Rrset", false],
    ["azure:privatedns/mxRecord:MxRecord", false],
    ["alicloud:pvtz/zoneRecord:ZoneRecord", false],
    ["aws:cfg/recorder:Recorder", false],
    ["pulumi:pulumi:Stack", false],
  ])("a token that says the type: %s: %s", (token, told) => {
    const result = readExport(stack(...cloudflare, resource(token, "r", { zone: "example.com.", value: "x" })));
    expect(result.problems.length > 0).toBe(told);
  });

  test("what others hang below is a component", () => {
    const [zone, mx = {}] = cloudflare;
    const part = { ...mx, urn: `urn:pulumi:dev::mail::${X}$cloudflare:index/dnsRecord:DnsRecord::mx` };
    const result = readExport(stack(zone ?? {}, part, resource(X, "r", { name: "example.com", type: "MX" })));
    expect(result.problems).toEqual([]);
  });

  test("no record is called missing beside them", () => {
    const unread = resource(X, "spf", {
      name: "example.com",
      type: "TXT",
      value: "v=spf1 include:_spf.google.com ~all",
    });
    const rules = (...resources: Json[]): string[] =>
      lint({ after: readExport(stack(...resources)).zones })
        .findings.filter(({ severity }) => severity === "error")
        .map(({ rule }) => rule);
    expect(rules(...cloudflare)).toEqual(["dmarc-missing", "spf-missing"]);
    expect(rules(...cloudflare, unread)).toEqual([]);
  });

  test("of a package whose zones are declared, in all of them", () => {
    const newer = resource("cloudflare:index/newRecord:NewRecord", "r", { name: "www.example.org", type: "MX" });
    expect(scopes(readExport(stack(...cloudflare, newer)).zones)).toEqual(["example.com none"]);
  });

  test("many kinds are counted", () => {
    const many = [..."abcdefg"].map((letter) =>
      resource(`${letter}:index/record:Record`, letter, { name: "x.example.com", type: "A" }),
    );
    const { problems } = readExport(stack(...cloudflare, ...many, ...many.slice(0, 1)));
    expect(problems.map(({ reason }) => reason.slice(0, 60))).toEqual([
      "2 resources of type a:index/record:Record look like DNS reco",
      ...[..."bcde"].map((letter) => `a resource of type ${letter}:index/record:Record looks like a DNS re`),
      "resources of 2 more types look like DNS records and are not ",
    ]);
  });

  test("in a preview", () => {
    const created = resource(X, "r", { name: "www.example.com", type: UNKNOWN });
    const typed = resource(X, "t", { name: "www.example.com", type: "MX" });
    const step = (each: Json): Json => ({ op: "create", urn: each["urn"], newState: { ...each, outputs: {} } });
    const preview = { steps: [...cloudflare, created, typed].map(step), changeSummary: { create: 4 } };
    const result = readPreview(preview);
    expect(result.problems.map(({ reason }) => reason)).toContain(NOTE);
  });

  test("mapped, they are read", () => {
    const other = mappings({ [X]: { name: "name", type: "type", value: "value", zoneName: "zone" } });
    const result = readExport(
      stack(...cloudflare, resource(X, "r", { name: "www", type: "A", value: "192.0.2.1", zone: "example.org" })),
      other,
    );
    expect(result.problems).toEqual([]);
    expect(scopes(result.zones)).toEqual(["example.com whole", "example.org part program"]);
  });
});
