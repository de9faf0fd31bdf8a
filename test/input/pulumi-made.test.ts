import { describe, expect, test } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { pulumiExportReader } from "../../src/input/pulumi-export.ts";
import { pulumiPreviewReader } from "../../src/input/pulumi-preview.ts";
import type { ReadResult } from "../../src/input/reader.ts";
import {
  line,
  linesOf,
  located,
  readExport,
  readPreview,
  resource,
  scopes,
  stack,
  UNKNOWN,
  urnOf,
  type Json,
} from "./pulumi-fixture.ts";

const ROUTING = "cloudflare:index/emailRoutingDns:EmailRoutingDns";
const SETTINGS = "cloudflare:index/emailRoutingSettings:EmailRoutingSettings";
const SENDING = "cloudflare:index/emailSendingSubdomain:EmailSendingSubdomain";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";

const zone = resource("cloudflare:index/zone:Zone", "zone", { name: "example.com" });
const routing = resource(ROUTING, "mail", { zoneId: "zone-id", enabled: true, status: "ready" });
let count = 0;
const record = (properties: Json): Json =>
  resource(RECORD, `r${count++}`, { zoneId: "zone-id", name: "@", ttl: 300, ...properties });
const mx = (content: string, priority = 10): Json => record({ type: "MX", content, priority });
const txt = (content: unknown, name = "@"): Json => record({ type: "TXT", content, name });
const dmarc = txt('"v=DMARC1; p=none; rua=mailto:dmarc@example.com"', "_dmarc");

const routes = (name: string): string[] =>
  [1, 2, 3].map((number) => `${name} - MX <dynamic> route${number}.mx.cloudflare.net`);
const SPF = '"v=spf1 include:_spf.mx.cloudflare.net ~all"';
const KEY = "cf2024-1._domainkey.example.com - TXT <dynamic>";
const APEX = [...routes("example.com"), `example.com - TXT ${SPF}`, KEY];

/** Lines of what is declared nowhere. */
function madeIn(result: ReadResult): string[] {
  return (result.zones ?? [])
    .flatMap(({ records }) => records)
    .filter(({ vendor }) => vendor?.madeBy !== undefined)
    .map(line);
}

describe("EmailRoutingDns", () => {
  test.each<[string, Json[], string[]]>([
    ["of the zone", [zone, routing], APEX],
    ["named as the zone", [zone, resource(ROUTING, "mail", { zoneId: "zone-id", name: "example.com" })], APEX],
    [
      "of a subdomain: its key stands at the zone",
      [zone, resource(ROUTING, "mail", { zoneId: "zone-id", name: "in.example.com" })],
      [...routes("in.example.com"), `in.example.com - TXT ${SPF}`, KEY],
    ],
    [
      "a relative name",
      [zone, resource(ROUTING, "mail", { zoneId: "zone-id", name: "in" })],
      [...routes("in.example.com"), `in.example.com - TXT ${SPF}`, KEY],
    ],
    [
      "subdomain alone: the host does not say what it does",
      [zone, resource(ROUTING, "mail", { zoneId: "zone-id", subdomain: "in.example.com" })],
      [
        "in.example.com - UNKNOWN <dynamic>",
        "cf2024-1._domainkey.example.com - UNKNOWN <dynamic>",
        "example.com - UNKNOWN <dynamic>",
      ],
    ],
    ["switched off", [zone, resource(ROUTING, "mail", { zoneId: "zone-id", enabled: false })], []],
    [
      "beside the settings, which speak of the same records",
      [zone, resource(SETTINGS, "set", { zoneId: "zone-id", enabled: true, status: "ready" }), routing],
      APEX,
    ],
    ["two of them", [zone, routing, resource(ROUTING, "again", { zoneId: "zone-id" })], APEX],
    [
      "the same hosts declared",
      [zone, routing, mx("route1.mx.cloudflare.net"), mx("route3.mx.cloudflare.net")],
      [APEX[1] ?? "", ...APEX.slice(3)],
    ],
    [
      "an SPF record with its include is the one it takes",
      [zone, routing, txt('"v=spf1 include:_spf.google.com include:_spf.mx.cloudflare.net ~all"')],
      [...routes("example.com"), KEY],
    ],
    ["an SPF record without it", [zone, routing, txt('"v=spf1 include:_spf.google.com ~all"')], APEX],
    ["a text of another kind", [zone, routing, txt('"token=1"')], APEX],
    [
      "a text that is not known may be the policy",
      [zone, routing, txt(UNKNOWN)],
      [...routes("example.com"), "example.com - TXT <dynamic>", KEY],
    ],
    ["a key declared", [zone, routing, txt('"v=DKIM1; p="', "cf2024-1._domainkey")], APEX.slice(0, -1)],
  ])("%s", (_, resources, expected) => {
    expect(madeIn(readExport(stack(...resources)))).toEqual(expected);
  });

  test("of a zone that other stacks fill: an SPF record may be there already", () => {
    const result = readExport(stack(routing, mx("mx.example.net")), { zoneOfId: () => "example.com" });
    expect(scopes(result.zones)).toEqual(["example.com part program"]);
    expect(madeIn(result)).toEqual([...routes("example.com"), "example.com - TXT <dynamic>", KEY]);
    const beside = readExport(stack(routing, txt('"v=spf1 -all"')), { zoneOfId: () => "example.com" });
    expect(madeIn(beside)).toContain(`example.com - TXT ${SPF}`);
  });

  test("of a zone that its records alone name: nobody knows where its apex is", () => {
    const named = resource("cloudflare:index/record:Record", "r", {
      zoneId: "zone-id",
      name: "news.example.com",
      hostname: "news.example.com",
      type: "MX",
      value: "mx.example.net",
      priority: 10,
    });
    expect(madeIn(readExport(stack(routing, named)))).toEqual([
      "news.example.com - UNKNOWN <dynamic>",
      "cf2024-1._domainkey.news.example.com - UNKNOWN <dynamic>",
    ]);
  });

  test("of a zone that nothing names", () => {
    expect(linesOf(readExport(stack(routing)).zones)).toEqual([]);
    expect(readExport(stack(routing)).problems.map(({ level }) => level)).toEqual(["error"]);
  });

  test("that is only read", () => {
    const result = readExport(stack({ ...routing, external: true }), { zoneOfId: () => "example.com" });
    expect(scopes(result.zones)).toEqual(["example.com none"]);
    expect(madeIn(result)).toHaveLength(5);
  });

  test("which of several zones, is not known", () => {
    const other = resource("cloudflare:index/zone:Zone", "other", { name: "example.org" });
    const lost = resource(ROUTING, "mail", { zoneId: UNKNOWN });
    expect(
      madeIn(readExport(stack(zone, other, lost))).filter((each) => !each.includes("<preview> - UNKNOWN")),
    ).toEqual([]);
  });
});

describe("EmailRoutingSettings", () => {
  test.each<[string, Json, string[]]>([
    ["ready", { enabled: true, status: "ready" }, APEX],
    ["the input of older versions", { enabled: true }, APEX],
    ["off", { enabled: false }, []],
    ...["misconfigured", "misconfigured/locked", "unconfigured", "unlocked"].map((status): [string, Json, string[]] => [
      status,
      { enabled: true, status },
      ["example.com - UNKNOWN <dynamic>", "cf2024-1._domainkey.example.com - UNKNOWN <dynamic>"],
    ]),
    ["not known yet", {}, ["example.com - UNKNOWN <dynamic>", "cf2024-1._domainkey.example.com - UNKNOWN <dynamic>"]],
  ])("%s", (_, properties, expected) => {
    const settings = resource(SETTINGS, "set", { zoneId: "zone-id", ...properties });
    expect(madeIn(readExport(stack(zone, settings)))).toEqual(expected);
  });
});

describe("EmailSendingSubdomain", () => {
  const sending = (properties: Json): Json => resource(SENDING, "news", { zoneId: "zone-id", ...properties });
  const bounce = (name: string): string[] => [...routes(name), `${name} - TXT ${SPF}`];
  test.each<[string, Json[], string[]]>([
    [
      "as its outputs say",
      [
        zone,
        sending({
          name: "news.example.com",
          enabled: true,
          returnPathDomain: "bounce.news.example.com",
          dkimSelector: "sel",
        }),
      ],
      [
        ...bounce("bounce.news.example.com"),
        "sel._domainkey.news.example.com - TXT <dynamic>",
        '_dmarc.news.example.com - TXT "v=DMARC1; p=reject;"',
      ],
    ],
    [
      "outputs not known yet",
      [zone, sending({ name: "news.example.com", returnPathDomain: UNKNOWN, dkimSelector: UNKNOWN })],
      [
        ...bounce("cf-bounce.news.example.com"),
        "cf-bounce._domainkey.news.example.com - TXT <dynamic>",
        '_dmarc.news.example.com - TXT "v=DMARC1; p=reject;"',
      ],
    ],
    [
      "a wildcard stands for the name below it",
      [zone, sending({ name: "*.example.com" })],
      [
        ...bounce("cf-bounce.example.com"),
        "cf-bounce._domainkey.example.com - TXT <dynamic>",
        '_dmarc.example.com - TXT "v=DMARC1; p=reject;"',
      ],
    ],
    [
      "a policy that is there already stays",
      [zone, sending({ name: "example.com" }), dmarc],
      [...bounce("cf-bounce.example.com"), "cf-bounce._domainkey.example.com - TXT <dynamic>"],
    ],
    [
      "not validated yet",
      [zone, sending({ name: "example.com", enabled: false })],
      [
        "cf-bounce.example.com - UNKNOWN <dynamic>",
        "cf-bounce._domainkey.example.com - UNKNOWN <dynamic>",
        "_dmarc.example.com - UNKNOWN <dynamic>",
      ],
    ],
  ])("%s", (_, resources, expected) => {
    expect(madeIn(readExport(stack(...resources)))).toEqual(expected);
  });

  test("in a zone that other stacks fill: a policy may be there", () => {
    const result = readExport(stack(sending({ name: "example.com" })), { zoneOfId: () => "example.com" });
    expect(madeIn(result)).toContain("_dmarc.example.com - TXT <dynamic>");
  });
});

describe("other hosts", () => {
  const tem = (properties: Json): Json =>
    resource("scaleway:tem/domain:Domain", "tem", { acceptTos: true, ...properties });
  const scaleway = resource("scaleway:domain/zone:Zone", "z", { domain: "example.com", subdomain: "" });
  test.each<[string, Json[], string[]]>([
    ["Scaleway leaves the DNS alone", [scaleway, tem({ name: "example.com" })], []],
    [
      "Scaleway writes records, and does not say how beside others",
      [scaleway, tem({ name: "mail.example.com", autoconfig: true, dkimName: "id._domainkey.mail.example.com" })],
      [
        "mail.example.com - UNKNOWN <dynamic>",
        "id._domainkey.mail.example.com - UNKNOWN <dynamic>",
        "_dmarc.mail.example.com - UNKNOWN <dynamic>",
      ],
    ],
    [
      "Scaleway, key not known yet",
      [scaleway, tem({ name: "example.com", autoconfig: true })],
      [
        "example.com - UNKNOWN <dynamic>",
        "_domainkey.example.com - UNKNOWN <dynamic>",
        "_dmarc.example.com - UNKNOWN <dynamic>",
      ],
    ],
    [
      "DigitalOcean's address of a new domain",
      [resource("digitalocean:index/domain:Domain", "d", { name: "example.com", ipAddress: "192.0.2.1" })],
      ["example.com - A 192.0.2.1"],
    ],
    ["a domain without one", [resource("digitalocean:index/domain:Domain", "d", { name: "example.com" })], []],
  ])("%s", (_, resources, expected) => {
    expect(madeIn(readExport(stack(...resources)))).toEqual(expected);
  });

  test("a zone that its host fills is not all that the program declares", () => {
    const domain = (more: Json): Json =>
      resource("vultr:index/dnsDomain:DnsDomain", "d", { domain: "example.com", ...more });
    const a = resource("vultr:index/dnsRecord:DnsRecord", "a", {
      domain: "example.com",
      name: "",
      type: "A",
      data: "192.0.2.1",
    });
    expect(scopes(readExport(stack(domain({}), a)).zones)).toEqual(["example.com whole"]);
    expect(scopes(readExport(stack(domain({ ip: "192.0.2.1" }), a)).zones)).toEqual(["example.com part program"]);
  });
});

describe("findings", () => {
  const judge = (...resources: Json[]) => lint({ after: readExport(stack(...resources)).zones }).findings;
  const texts = (...resources: Json[]): string[] =>
    judge(...resources)
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message.text);

  test.each<[string, Json[], string[]]>([
    ["routing alone has its SPF", [zone, routing, dmarc], []],
    [
      "what an import declares beside it",
      [
        zone,
        routing,
        ...[1, 2, 3].map((number) => mx(`route${number}.mx.cloudflare.net`, number * 11)),
        txt('"v=spf1 include:_spf.mx.cloudflare.net ~all"'),
        dmarc,
      ],
      [],
    ],
    [
      "another provider's MX",
      [
        zone,
        routing,
        mx("smtp.google.com", 1),
        txt('"v=spf1 include:_spf.google.com include:_spf.mx.cloudflare.net ~all"'),
        dmarc,
      ],
      [
        'the MX records of example.com point at Google Workspace (Gmail) and at the forwarding service Cloudflare Email Routing, which do not belong together; part of the mail goes the other way (EmailRoutingDns "mail" publishes the MX route1.mx.cloudflare.net and 2 more)',
      ],
    ],
    [
      "another provider's MX, routing of a subdomain",
      [
        zone,
        resource(ROUTING, "in", { zoneId: "zone-id", name: "in.example.com" }),
        mx("smtp.google.com", 1),
        txt('"v=spf1 include:_spf.google.com ~all"'),
        dmarc,
      ],
      [],
    ],
    [
      "a second SPF record",
      [zone, routing, txt('"v=spf1 include:_spf.google.com ~all"'), dmarc],
      [
        'example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed (EmailRoutingDns "mail" publishes the TXT "v=spf1 include:_spf.mx.cloudflare.net ~all")',
      ],
    ],
    [
      "sending from a subdomain",
      [
        zone,
        resource(SENDING, "news", { zoneId: "zone-id", name: "news.example.com" }),
        mx("smtp.google.com", 1),
        txt('"v=spf1 include:_spf.google.com ~all"'),
        dmarc,
      ],
      [],
    ],
    [
      "mail to the address of a new DigitalOcean domain",
      [
        resource("digitalocean:index/domain:Domain", "d", { name: "example.com", ipAddress: "203.0.113.5" }),
        ...[
          { name: "@", type: "MX", value: "example.com.", priority: 1 },
          { name: "@", type: "TXT", value: "v=spf1 mx ~all" },
          { name: "_dmarc", type: "TXT", value: "v=DMARC1; p=none; rua=mailto:dmarc@example.com" },
        ].map((each, index) =>
          resource("digitalocean:index/dnsRecord:DnsRecord", `r${index}`, { domain: "example.com", ...each }),
        ),
      ],
      [
        'the exchange "example.com" has only the address 203.0.113.5 (documentation), which cannot be reached from the Internet (Domain "d" publishes the A 203.0.113.5)',
      ],
    ],
  ])("%s", (_, resources, expected) => {
    expect(texts(...resources)).toEqual(expected);
  });

  test("what is declared nowhere is never to be edited, and the help says what to do", () => {
    const [two] = judge(zone, routing, txt('"v=spf1 include:_spf.google.com ~all"'), dmarc);
    expect(two).toMatchObject({
      rule: "spf-multiple",
      help: {
        text: 'declare one record with the terms of all, beside which EmailRoutingDns "mail" adds none',
        publish: ['example.com. TXT "v=spf1 include:_spf.google.com include:_spf.mx.cloudflare.net ~all"'],
      },
    });
    expect(two?.fix).toBeUndefined();
    const [mixed] = judge(zone, routing, mx("smtp.google.com", 1), dmarc);
    expect(mixed?.help?.text).toBe(
      'if the mailboxes are at Google Workspace (Gmail), remove EmailRoutingDns "mail" (it publishes route1.mx.cloudflare.net, route2.mx.cloudflare.net and route3.mx.cloudflare.net) and keep',
    );
  });

  test("the place is the resource", () => {
    const document = stack(zone, routing);
    const records = readExport(document).zones[0]?.records ?? [];
    const places = located(
      pulumiExportReader,
      document,
      records.map(({ at }) => ({ at, field: "exchange" })),
    );
    expect(new Set(places)).toEqual(new Set([urnOf(ROUTING, "mail")]));
  });
});

describe("in a preview", () => {
  const created = (state: Json): Json => ({ op: "create", urn: state["urn"], newState: { ...state, outputs: {} } });
  const stackItself = { op: "create", urn: urnOf("pulumi:pulumi:Stack", "mail-dev") };
  const document: Json = {
    steps: [
      stackItself,
      created(zone),
      created(resource(ROUTING, "mail", { zoneId: UNKNOWN }, { propertyDependencies: { zoneId: [zone["urn"]] } })),
      {
        op: "delete",
        urn: urnOf(RECORD, "old"),
        oldState: resource(RECORD, "old", {
          zoneId: "zone-id",
          name: "@",
          type: "MX",
          content: "smtp.google.com",
          priority: 1,
        }),
      },
    ],
    changeSummary: { create: 2, delete: 1 },
  };

  test("a first deployment makes its records", () => {
    const result = readPreview(document, { zoneOfId: () => "example.com" });
    expect(madeIn(result)).toEqual(APEX);
    const at = result.zones[0]?.records[0]?.at ?? 0;
    expect(located(pulumiPreviewReader, document, [{ at, field: "name" }])).toEqual([urnOf(ROUTING, "mail")]);
  });

  test("a resource that goes takes its records with it", () => {
    const gone: Json = {
      steps: [
        stackItself,
        { op: "same", urn: zone["urn"], oldState: zone, newState: zone },
        { op: "delete", urn: routing["urn"], oldState: routing },
      ],
      changeSummary: { same: 1, delete: 1 },
    };
    const result = readPreview(gone);
    expect(linesOf(result.before)).toEqual(APEX);
    expect(linesOf(result.zones)).toEqual([]);
  });
});
