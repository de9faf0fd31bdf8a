import { describe, expect, test } from "vitest";
import { recipeOfTemplate, type TemplateOptions } from "../../../src/generate/domain-connect/read.ts";
import { planMail } from "../../../src/generate/plan.ts";
import { faultText, type HostedRequest, type PartRequest } from "../../../src/generate/request.ts";
import { zoneOf } from "../../../src/generate/zone.ts";
import { presentation } from "../../../src/syntax/presentation.ts";
import { findings, request } from "../examples.ts";
import { hosting, mailbox, sender } from "./templates.ts";

function recipe(document: unknown, options?: TemplateOptions) {
  const read = recipeOfTemplate(document, options);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read;
}

function part(document: unknown, values: Readonly<Record<string, string>> = {}): PartRequest {
  const read = recipe(document);
  return { id: read.recipe.id, recipe: read.recipe, values };
}

/** What is planned, as a zone file has it; nothing is found in it. */
function lines(asked: HostedRequest): string[] {
  const planned = planMail(asked);
  if (!planned.ok) return planned.faults.map(faultText);
  expect(findings(planned.plan.records, "whole").map(({ rule }) => rule)).toEqual([]);
  return zoneOf(planned.plan.records, "example.com", "part").records.map(presentation);
}

/** A template of these records alone. */
function template(...records: unknown[]): unknown {
  return { providerId: "acme.example", providerName: "Acme", serviceId: "mail", serviceName: "Mail", records };
}

const mx = { type: "MX", host: "@", pointsTo: "mx.acme.example", priority: 10, ttl: 3600 };
const spf = (spfRules: string, host = "@") => ({ type: "SPFM", host, spfRules });
const txt = (data: string, host = "@") => ({ type: "TXT", host, data, ttl: 3600 });

describe("templates as providers and senders", () => {
  test("a mailbox", () => {
    const read = recipe(mailbox);
    expect([read.kind, read.recipe.id, read.recipe.name]).toEqual([
      "provider",
      "acme.example.mail-setup",
      "Acme Mail Setup",
    ]);
    expect(read.notes).toMatchInlineSnapshot(`
      [
        "MX "mx2.mail.acme.example" stands twice in the template and is taken once",
        "the variable %spf-rule% is given as spfRule: names are letters and digits here",
      ]
    `);
    expect(lines(request({ provider: part(mailbox, { spfRule: "include:_spf.acme.example" }) })))
      .toMatchInlineSnapshot(`
      [
        "example.com. IN MX 1 mx1.mail.acme.example.",
        "example.com. IN MX 5 mx2.mail.acme.example.",
        "example.com. IN TXT "v=spf1 include:_spf.acme.example ~all"",
        "_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"",
      ]
    `);
    expect(lines(request({ provider: part(mailbox) }))).toMatchInlineSnapshot(`
      [
        "provider.values.spfRule is missing; the records of Acme Mail Setup need it: %spf-rule% (Unique SPF rule), such as "include:spfrule.example.net"; found at: Acme",
      ]
    `);
    expect(lines(request({ provider: part(mailbox, { spfRule: "include:_spf.acme.example -all" }) })))
      .toMatchInlineSnapshot(`
      [
        "provider.values.spfRule is "include:_spf.acme.example -all", which is not what Acme Mail Setup gives: %spf-rule% (Unique SPF rule), such as "include:spfrule.example.net"; found at: Acme",
      ]
    `);
  });

  test("a mailbox with senders of the catalogue, behind a gateway of it", () => {
    const provider = part(mailbox, { spfRule: "include:_spf.acme.example" });
    const gateway = { id: "mimecast", values: { region: "eu" } };
    expect(lines(request({ provider, gateway, senders: [{ id: "zendesk" }] }))).toMatchInlineSnapshot(`
      [
        "example.com. IN MX 10 eu-smtp-inbound-1.mimecast.com.",
        "example.com. IN MX 10 eu-smtp-inbound-2.mimecast.com.",
        "example.com. IN TXT "v=spf1 include:_spf.acme.example include:eu._netblocks.mimecast.com include:mail.zendesk.com ~all"",
        "zendesk1._domainkey.example.com. IN CNAME zendesk1._domainkey.zendesk.com.",
        "zendesk2._domainkey.example.com. IN CNAME zendesk2._domainkey.zendesk.com.",
        "_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"",
      ]
    `);
  });

  test("a sender", () => {
    const read = recipe(sender);
    expect([read.kind, read.recipe.id, read.recipe.name]).toEqual(["sender", "acme.example.sending_2", "Acme Sending"]);
    expect(read.notes).toMatchInlineSnapshot(`
      [
        "the template asks for TXT "v=DMARC1; p=none" at _dmarc; the DMARC record is the plan's to write, so it is left out",
        "the variable %token_2% is given as token2: names are letters and digits here",
        "the template may be applied several times; it is taken once",
      ]
    `);
    const values = { token1: "abc", token2: "def", proof: "xyz" };
    const at = lines(request({ provider: { id: "fastmail" }, senders: [part(sender, values)] }));
    expect(at).toMatchInlineSnapshot(`
      [
        "example.com. IN MX 10 in1-smtp.messagingengine.com.",
        "example.com. IN MX 20 in2-smtp.messagingengine.com.",
        "example.com. IN TXT "v=spf1 include:spf.messagingengine.com ~all"",
        "fm1._domainkey.example.com. IN CNAME fm1.example.com.dkim.fmhosted.com.",
        "fm2._domainkey.example.com. IN CNAME fm2.example.com.dkim.fmhosted.com.",
        "fm3._domainkey.example.com. IN CNAME fm3.example.com.dkim.fmhosted.com.",
        "abc._domainkey.example.com. IN CNAME abc.dkim.acme.example.",
        "def._domainkey.example.com. IN CNAME def.dkim.acme.example.",
        "bounce.example.com. IN TXT "v=spf1 include:_spf.acme.example ~all"",
        "bounce.example.com. IN MX 10 feedback.acme.example.",
        "example.com. IN TXT "acme-verification=xyz"",
        "_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"",
      ]
    `);
    const below = lines(request({ provider: { id: "fastmail" }, senders: [{ ...part(sender, values), at: "news" }] }));
    expect(below.filter((line) => !at.includes(line))).toMatchInlineSnapshot(`
      [
        "abc._domainkey.news.example.com. IN CNAME abc.dkim.acme.example.",
        "def._domainkey.news.example.com. IN CNAME def.dkim.acme.example.",
        "bounce.news.example.com. IN TXT "v=spf1 include:_spf.acme.example ~all"",
        "bounce.news.example.com. IN MX 10 feedback.acme.example.",
        "news.example.com. IN TXT "acme-verification=xyz"",
      ]
    `);
    expect(lines(request({ provider: part(sender, values) }))).toMatchInlineSnapshot(`
      [
        "provider.id is "acme.example.sending_2", which cannot be the provider of a domain: it takes no mail, it only sends",
      ]
    `);
  });

  test("a hosting panel", () => {
    expect(recipe(hosting).notes).toMatchInlineSnapshot(`
      [
        "a record of type REDIR301 left out: it is not of mail",
        "a record of type APEXCNAME left out: it is not of mail",
      ]
    `);
    expect(lines(request({ provider: part(hosting, { ip: "192.0.2.80" }) }))).toMatchInlineSnapshot(`
      [
        "example.com. IN MX 0 mail.example.com.",
        "mail.example.com. IN A 192.0.2.80",
        "example.com. IN TXT "v=spf1 +a +mx ip4:192.0.2.80 ~all"",
        "example.com. IN A 192.0.2.80",
        "www.example.com. IN CNAME example.com.",
        "_imaps._tcp.example.com. IN SRV 0 1 993 mail.example.com.",
        "_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"",
      ]
    `);
    expect(lines(request({ provider: part(hosting, { ip: "192.0.2.300" }) }))).toMatchInlineSnapshot(`
      [
        "provider.values.ip is "192.0.2.300", which is not what Acme Hosting gives: %ip%, such as "192.0.2.1"; found at: Acme",
      ]
    `);
  });

  test("one template beside another", () => {
    const provider = part(mailbox, { spfRule: "include:_spf.acme.example" });
    const other = part(template({ type: "CNAME", host: "bounce", pointsTo: "bounce.acme.example" }));
    const values = { token1: "abc", token2: "def", proof: "xyz" };
    expect(lines(request({ provider, senders: [part(sender, values), other] }))).toMatchInlineSnapshot(`
      [
        "senders[1] clashes at bounce.example.com: Acme Sending asks for TXT and Acme Mail for CNAME there, and both cannot stand; let one of them use another name or selector",
      ]
    `);
  });
});

describe("what a template says of SPF", () => {
  const policy = (...records: unknown[]): unknown => recipe(template(mx, ...records)).recipe.publish?.spf;

  test.each<[string, unknown[], unknown]>([
    ["nothing", [], { recommended: [] }],
    [
      "SPFM",
      [spf("include:a.example ip4:192.0.2.0/24")],
      { recommended: ["include:a.example", "ip4:192.0.2.0/24"], all: "~all" },
    ],
    [
      "several",
      [spf("include:a.example mx"), spf("MX include:b.example")],
      { recommended: ["include:a.example", "mx", "include:b.example"], all: "~all" },
    ],
    ["the least restrictive wins", [spf("?a ~mx -all"), spf("-a mx ~all")], { recommended: ["?a", "mx"], all: "~all" }],
    ["what would pass everybody", [spf("mx +all")], { recommended: ["mx"], all: "~all" }],
    ["TXT", [txt("v=spf1 include:a.example -all")], { recommended: ["include:a.example"], all: "-all" }],
    [
      "TXT in quotes, in two strings",
      [txt('"v=spf1 include:a" ".example ?all"')],
      { recommended: ["include:a.example"], all: "~all" },
    ],
    [
      "redirect alone",
      [txt("v=spf1 redirect=_spf.a.example")],
      { recommended: ["redirect=_spf.a.example"], all: "~all" },
    ],
    [
      "redirect beside others",
      [txt("v=spf1 redirect=_spf.a.example"), spf("mx exp=why.a.example")],
      { recommended: ["mx", "include:_spf.a.example"], all: "~all" },
    ],
    [
      "macros",
      [spf("exists:%{i}._ip.%{h}.%zone%.a.example")],
      { recommended: ["exists:%{i}._ip.%{h}.{zone}.a.example"], all: "~all" },
    ],
    ["a text of the customer's", [txt("%spf_data%")], { recommended: ["{spfData}"], all: "~all" }],
    ["v=spf1 in SPFM", [spf("v=spf1 mx ~all")], { recommended: ["mx"], all: "~all" }],
  ])("%s", (_, records, expected) => {
    expect(policy(...records)).toEqual(expected);
  });
});

describe("variables", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["legal names stay", ["dkimKey", "x1"], ["dkimKey", "x1"]],
    [
      "others become words",
      ["dkim-key", "MX_host", "1st", "-", "__proto__"],
      ["dkimKey", "MXHost", "value1st", "value", "proto"],
    ],
    ["and are numbered where taken", ["a-b", "aB", "a_b"], ["aB2", "aB", "aB3"]],
    ["what means something here", ["brace", "percent"], ["brace2", "percent2"]],
  ])("%s", (_, originals, expected) => {
    const read = recipe(template(...originals.map((name) => txt(`v=%${name}%`))));
    expect(Object.keys(read.recipe.publish?.variables ?? {})).toEqual(expected);
  });

  test.each([
    ["100%%x% of {all} %{i} %domain%", "100%X of {all} %{i} example.com"],
    ["{%x%}", "{X}"],
    ["%x%{x}", "X{x}"],
    ["%host%|%fqdn%|%domainDashed%", "|example.com|example-com"],
    ['"a \\"b\\" \\\\" "c"', 'a "b" \\c'],
    ['plain "quotes" \\ stay', 'plain "quotes" \\ stay'],
  ])("%s", (data, expected) => {
    const document = template(txt(data), txt("%x%", "x"));
    const planned = planMail(request({ provider: { id: "gandi" }, senders: [part(document, { x: "X" })] }));
    if (!planned.ok) throw new Error(planned.faults.map(faultText).join());
    expect(planned.plan.records.find(({ role }) => role.endsWith("-verification"))?.value).toBe(expected);
  });

  test.each([
    ["number", { ...mx, priority: "%v%" }, ["0", "10", "65535"], ["65536", "010", "-1", "", "1 2", "a"]],
    [
      "IPv4",
      { type: "A", host: "a", pointsTo: "%v%" },
      ["192.0.2.1"],
      ["192.0.2.256", "192.0.2", "2001:db8::1", "192.0.2.1 "],
    ],
    ["IPv6", { type: "AAAA", host: "a", pointsTo: "%v%" }, ["2001:db8::1"], ["192.0.2.1", "::g"]],
    [
      "name",
      { type: "CNAME", host: "%v%", pointsTo: "a.example" },
      ["em-1", "a.b", "_x"],
      ["a b", "a.example.", "@", "*\\", "é"],
    ],
    ["term", spf("include:%v%"), ["a.example"], ["a.example -all", "é"]],
    [
      "terms",
      spf("%v%"),
      ["include:a.example mx", "a/24"],
      ["mx all", "-ALL", "redirect=a.example", "mx  a", " mx", "v=spf1 mx"],
    ],
    ["text", txt("%v%"), ["a b", "x=y;"], ["", " a", "é", "a\n"]],
  ] as const)("the pattern of a %s", (_, record, good, bad) => {
    const variable = recipe(template(record)).recipe.publish?.variables?.["v"];
    const fits = (value: string): boolean => new RegExp(variable?.pattern ?? "").test(value);
    expect([good.filter((value) => !fits(value)), bad.filter(fits)]).toEqual([[], []]);
    expect(fits(variable?.example ?? "")).toBe(true);
  });

  test("where each is described by its name, the label is its own", () => {
    const document = { ...sender, variableDescription: "%token1%: the first token; %token_2%: the second one" };
    const labels = Object.values(recipe(document).recipe.publish?.variables ?? {}).map(({ label }) => label.en);
    expect(labels).toMatchInlineSnapshot(`
      [
        "%token1%: the first token",
        "%token_2%: the second one",
        "%proof% (%token1%: the first token; %token_2%: the second one)",
      ]
    `);
  });
});

describe("groups", () => {
  const grouped = template(
    { ...mx, groupId: "mail" },
    { ...spf("mx"), groupId: "mail" },
    { ...txt("a"), groupId: "proof" },
    txt("b"),
  );

  test("all, the ones that are asked for, or none of that name", () => {
    const extras = (options?: TemplateOptions) =>
      recipe(grouped, options).recipe.publish?.extra?.map(({ value }) => value);
    expect(extras()).toEqual(["a", "b"]);
    expect(recipe(grouped).notes).toMatchInlineSnapshot(`
      [
        "the records of all its groups are taken: "mail", "proof"",
      ]
    `);
    expect(extras({ groups: ["mail"] })).toEqual(["b"]);
    expect(recipe(grouped, { groups: ["proof"] }).kind).toBe("sender");
    expect(recipeOfTemplate(grouped, { groups: ["web"] })).toMatchInlineSnapshot(`
      {
        "ok": false,
        "problems": [
          {
            "pointer": "/records",
            "reason": "holds no group "web"; accepted: "mail", "proof"",
          },
        ],
      }
    `);
  });
});

describe("what is refused, with its place", () => {
  const refused = (document: unknown): string[] => {
    const read = recipeOfTemplate(document);
    return read.ok ? [] : read.problems.map(({ pointer, reason }) => `${pointer} ${reason}`);
  };

  test.each<[string, unknown]>([
    ["no object", []],
    ["nothing in it", {}],
    ["records that are none", { ...mailbox, records: [null, 1, {}, { type: "CAA" }, { type: "toString" }] }],
    [
      "missing fields",
      template({ type: "MX" }, { type: "SRV" }, { type: "SPFM", host: "@" }, { type: "TXT", data: 1 }),
    ],
    [
      "numbers",
      template(
        { ...mx, priority: "ten" },
        { ...mx, priority: 65536 },
        { ...mx, priority: 1.5 },
        { ...mx, priority: "%a%b" },
      ),
    ],
    ["outside the domain", template(txt("a", "www.acme.example."), txt("a", "%sub%."), txt("a", "a..b"))],
    [
      "no names",
      template({ ...mx, pointsTo: "mx_1.acme.example" }, { ...mx, pointsTo: "100%.example" }, { ...mx, pointsTo: "." }),
    ],
    [
      "no addresses",
      template({ type: "A", host: "a", pointsTo: "192.0.2.%x%" }, { type: "AAAA", host: "a", pointsTo: "192.0.2.1" }),
    ],
    ["no SPF", template(mx, spf("include:a.example,include:b.example"), spf("mx é", "x"))],
    ["no ASCII", template(txt("é"))],
    [
      "variables where none can be",
      template(
        { ...mx, host: "x", priority: "%p%" },
        {
          type: "SRV",
          name: "",
          service: "_a",
          protocol: "_tcp",
          target: "a.example",
          priority: 0,
          weight: 0,
          port: "%port%",
        },
      ),
    ],
    ["only a web site", template({ type: "REDIR302", host: "@", target: "https://a.example" })],
    ["only DMARC", template(txt("v=DMARC1; p=none", "_dmarc"))],
    [
      "what has to be understood",
      {
        ...(template({ ...mx, "vnd.x": 1, crit: ["vnd.x"] }) as object),
        "vnd.y": 1,
        crit: ["vnd.y", "records"],
        templateSpecVersion: 2,
      },
    ],
    ["too many records", template(...Array.from({ length: 501 }, () => mx))],
    ["too many variables", template(...Array.from({ length: 201 }, (_, index) => txt(`%v${index}%`)))],
    ["too long", template(txt("a".repeat(65537)))],
    ["too much", template(...Array.from({ length: 5 }, () => txt("a".repeat(65536))))],
  ])("%s", (_, document) => {
    expect(refused(document)).toMatchSnapshot();
  });
});
