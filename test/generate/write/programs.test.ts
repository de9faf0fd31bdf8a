import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deploymentOf, type Deployment } from "../../../src/generate/deployment.ts";
import { planMail } from "../../../src/generate/plan.ts";
import { dnscontrolWriter } from "../../../src/generate/write/dnscontrol.ts";
import { pulumiTsWriter } from "../../../src/generate/write/pulumi-ts.ts";
import { pulumiYamlWriter } from "../../../src/generate/write/pulumi-yaml.ts";
import { terraformWriter } from "../../../src/generate/write/terraform.ts";
import type { DnsHost, Writer } from "../../../src/generate/write/writer.ts";
import type { Vendor } from "../../../src/model/record.ts";
import { part, request } from "../examples.ts";
import { bytesEntry, deploymentWith, entriesOf, reasonsOf, txtEntry, written } from "./deployments.ts";
import { declaredLines, readBack } from "./read-back.ts";

const HOSTS: readonly DnsHost[] = ["cloudflare", "route53"];
const WRITERS = [pulumiTsWriter, pulumiYamlWriter, terraformWriter, dnscontrolWriter];
const each = WRITERS.flatMap((writer) => HOSTS.map((host): [string, DnsHost, Writer] => [writer.id, host, writer]));

/** Reads back what is written; it must be what is declared. */
async function expectSame(writer: Writer, host: DnsHost, deployments: readonly Deployment[]): Promise<string[]> {
  const text = written(writer, host, deployments);
  const lines = await readBack(writer.id, host, text, deployments[0]?.origin ?? "");
  expect(lines).toEqual(declaredLines(deployments, host, host === "route53" || writer.id === "dnscontrol"));
  return lines;
}

const HIDDEN = /cannot be seen and for which DNSControl has no escape/;

const google = deployed({ provider: part("google-workspace"), senders: [part("sendgrid")] }, "example.com");

function deployed(asked: Parameters<typeof request>[0], domain: string, origin = domain): Deployment {
  const planned = planMail({ ...request(asked), domain });
  if (!planned.ok) throw new Error(planned.faults.map(({ text }) => text).join("\n"));
  return deploymentOf(planned.plan, domain, origin, 3600);
}

/** Types that a zone holds besides those of mail. */
const WHOLE = {
  soa: "@ 3600 IN SOA ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 300",
  "ns-1": "@ 86400 IN NS ns1.example.net.",
  "ns-2": "@ 86400 IN NS ns2.example.net.",
  web: "@ 300 IN A 203.0.113.9",
  "web-6": "@ 600 IN AAAA 2001:db8::9",
  "caa-1": '@ 3600 IN CAA 0 issue "letsencrypt.org; validationmethods=dns-01"',
  "caa-2": '@ 3600 IN CAA 128 iodef "mailto:security@example.com"',
  "mx-1": "@ 3600 IN MX 10 mail.example.com.",
  "txt-1": '@ 3600 IN TXT "google-site-verification=abc"',
  "txt-2": '@ 300 IN TXT "one" "two"',
  wildcard: "* 3600 IN CNAME www.example.com.",
  delegated: "sub 3600 IN NS ns1.sub.example.com.",
  ds: "sub 3600 IN DS 12345 13 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  https: "www 3600 IN HTTPS 1 . alpn=h3,h2",
  tlsa: "_25._tcp.mail 3600 IN TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  sshfp: "mail 3600 IN SSHFP 4 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  naptr: '@ 3600 IN NAPTR 100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .',
  srv: "_sip._tcp 3600 IN SRV 10 60 5060 sip.example.com.",
};

describe.each(each)("%s, %s", (_, host, writer) => {
  test("what is planned is read back", async () => {
    expect((await expectSame(writer, host, [google])).length).toBe(google.entries.length);
  });

  test("the zones of several domains", async () => {
    const many = [
      google,
      deployed({ provider: { id: "fastmail" } }, "example.net"),
      deployed({ provider: part("sakura") }, "xn--zckzah.example"),
    ];
    await expectSame(writer, host, many);
  });

  test("domains in one zone, and names that would be the same", async () => {
    const fastmail = { provider: { id: "fastmail" } };
    await expectSame(writer, host, [
      deployed(fastmail, "example.com"),
      deployed(fastmail, "a-b.example.com", "example.com"),
      deployed(fastmail, "a.b.example.com", "example.com"),
      deploymentWith(
        entriesOf({ spf: "c 300 TXT v=spf1", "s-p-f": "d 300 TXT a", s_p_f: "e 300 TXT b" }, "example.com"),
      ),
    ]);
  });

  test("a whole zone, without what the DNS host makes itself", async () => {
    const zone = deploymentWith(entriesOf(WHOLE, "example.com"), { scope: "whole" });
    expect((await expectSame(writer, host, [zone])).length).toBe(Object.keys(WHOLE).length - 3);
    const text = written(writer, host, [zone]);
    expect(text).toContain("ns1.example.net. hostmaster.example.net.");
    expect(text).not.toContain("NO_PURGE");
  });

  test("any text", async () => {
    const nasty = fc.constantFrom(
      "${",
      "%{",
      "$${",
      "%%{",
      "$",
      "%",
      '"',
      "'",
      "\\",
      "`",
      "*/",
      "\n",
      "#{",
      '" "',
      "\u2028",
      "\u202e",
      "é",
      "日本",
      "\ufffd",
      "\0",
      "\u{e0001}",
      "</script>",
      "\\u0041",
      "\\010",
      ": ",
      " #",
    );
    const piece = fc.oneof(nasty, fc.string({ maxLength: 8 }), fc.string({ unit: "grapheme", maxLength: 8 }));
    const text = fc.oneof(
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join("")),
      fc.string({ minLength: 240, maxLength: 700 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 4 }), async (texts) => {
        const deployment = deploymentWith(texts.map((each, index) => txtEntry(each, `text-${index}`)));
        const reasons = reasonsOf(writer, host, [deployment]);
        if (reasons.length === 0) await expectSame(writer, host, [deployment]);
        else
          expect([writer.id, ...reasons]).toEqual(["dnscontrol", ...reasons.map(() => expect.stringMatching(HIDDEN))]);
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 60) },
    );
  });

  test("any bytes, or why not", async () => {
    const strings = fc.array(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    await fc.assert(
      fc.asyncProperty(strings, async (each) => {
        const deployment = deploymentWith([bytesEntry(each)]);
        const reasons = reasonsOf(writer, host, [deployment]);
        if (reasons.length === 0) await expectSame(writer, host, [deployment]);
        else expect([writer.id, ...reasons]).toEqual(["dnscontrol", expect.stringMatching(/no UTF-8|cannot be seen/)]);
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 30) },
    );
  });

  test("comments stay on their line", async () => {
    const vendor = { comment: 'who */ knows\n"; D("evil.example");\r\u2028${x} \u202e#' };
    const zone = deploymentWith(entriesOf({ web: "www 300 A 203.0.113.9" }, "example.com", vendor));
    await expectSame(writer, host, [zone]);
  });
});

describe("what resources are called", () => {
  const namesIn = (host: DnsHost, ...deployments: readonly Deployment[]): string[] =>
    [...written(pulumiYamlWriter, host, deployments).matchAll(/^ {2}([^ #]+):$/gm)].flatMap(([, name]) => name ?? []);

  test.each(HOSTS)("at %s they keep their names when their values change", (host) => {
    const provider = (mxSet: string | undefined) => deployed({ provider: { id: "fastmail", mxSet } }, "example.com");
    const before = namesIn(host, provider(undefined)).slice(1);
    expect(before).toEqual(namesIn(host, provider("us")).slice(1));
    expect(before).toContain(host === "route53" ? "example-com-mx" : "example-com-mx-1");
  });

  test("domains that would be called alike are told apart, whatever their order", () => {
    const [hyphen, dot] = ["a-b.example", "a.b.example"].map((domain) =>
      deploymentWith(entriesOf({ spf: "@ 300 TXT v=spf1" }, domain), { domain }),
    );
    if (hyphen === undefined || dot === undefined) throw new Error("no deployment");
    const names = (...deployments: readonly Deployment[]): string[] =>
      namesIn("cloudflare", ...deployments).filter((name) => name.endsWith("spf"));
    expect(names(hyphen, dot)).toEqual(["a--b-example-spf", "a-b-example-spf"]);
    expect(names(dot, hyphen)).toEqual(["a-b-example-spf", "a--b-example-spf"]);
    expect(names(hyphen)).toEqual(["a-b-example-spf"]);
  });

  test("identifiers of Terraform begin with no digit", () => {
    const domain = "1-2.example";
    const deployment = deploymentWith(entriesOf({ "mx-1": "@ 300 MX 1 mx.example.net." }, domain), { domain });
    expect(written(terraformWriter, "cloudflare", [deployment])).toContain('"_1_2_example_mx_1"');
  });
});

test("two domains merged into one zone: what one takes away is not declared by the other", async () => {
  const [old] = entriesOf({ spf: '@ 300 TXT "v=spf1 mx -all"' }, "example.com");
  const [web] = entriesOf({ web: "www 300 A 203.0.113.9" }, "example.com");
  const [spf] = entriesOf({ spf: '@ 300 TXT "v=spf1 include:a.example -all"' }, "example.com");
  const [below] = entriesOf({ spf: 'mail 300 TXT "v=spf1 include:b.example -all"' }, "example.com");
  if (old === undefined || web === undefined || spf === undefined || below === undefined) throw new Error("no entry");
  const apex = deploymentWith([web, spf], {
    scope: "whole",
    changes: [{ kind: "change", before: old.record, entry: spf }],
  });
  const mail = deploymentWith([old, web, below], {
    domain: "mail.example.com",
    origin: "example.com",
    scope: "whole",
    changes: [{ kind: "add", entry: below }],
  });
  for (const [id, host, writer] of each) {
    const lines = await readBack(id, host, written(writer, host, [mail, apex]), "example.com");
    expect(lines).toEqual([
      'example.com. 300 TXT "v=spf1 include:a.example -all"',
      'mail.example.com. 300 TXT "v=spf1 include:b.example -all"',
      "www.example.com. 300 A 203.0.113.9",
    ]);
  }
});

test("DNSControl leaves other texts beside SPF alone, and no other name's", () => {
  const lines = { spf: "@ 300 TXT v=spf1", all: "* 300 TXT v=spf1", own: "www 300 TXT abc" };
  const part = written(dnscontrolWriter, "cloudflare", [deploymentWith(entriesOf(lines, "example.com"))]);
  expect(part.match(/^ {2}(?:NO_PURGE|IGNORE.*),$/gm)).toEqual([
    "  NO_PURGE,",
    String.raw`  IGNORE("@", "TXT", "{[!vV]**,[vV][!=]**,[vV]=[!sS]**}"),`,
    String.raw`  IGNORE("\\*", "TXT", "{[!vV]**,[vV][!=]**,[vV]=[!sS]**}"),`,
  ]);
});

test("DNSControl's JavaScript is ES5: what it would stumble over is refused", () => {
  const [shown, hidden] = ["a 😀 \u202e", "a \u{e0001}"].map((text) => deploymentWith([txtEntry(text)]));
  if (shown === undefined || hidden === undefined) throw new Error("no deployment");
  expect(written(dnscontrolWriter, "cloudflare", [shown])).toContain(String.raw`"a 😀 \u202e"`);
  expect(reasonsOf(dnscontrolWriter, "cloudflare", [hidden])).toEqual([expect.stringMatching(HIDDEN)]);
});

test("nothing at all is refused", () => {
  for (const [, host, writer] of each) expect(reasonsOf(writer, host, [])).toHaveLength(1);
});

describe("what cannot be written is named", () => {
  /** Each reason, with who gives it. */
  const refused = (lines: Readonly<Record<string, string>>, vendor?: Vendor): string[] => {
    const deployment = deploymentWith(entriesOf(lines, "example.com", vendor));
    const by = new Map<string, string[]>();
    for (const [id, host, writer] of each)
      for (const reason of reasonsOf(writer, host, [deployment]))
        by.set(reason, [...(by.get(reason) ?? []), `${id} ${host}`]);
    return [...by].map(([reason, who]) => `${who.length === each.length ? "all" : who.join(", ")}: ${reason}`);
  };

  test.each<[string, Readonly<Record<string, string>>, Vendor | undefined]>([
    ["a routing alternative", { web: "www 300 A 203.0.113.9" }, { routing: "blue" }],
    ["an alias of the DNS host", { web: "www 300 A 203.0.113.9" }, { alias: "d111.cloudfront.net" }],
    ["a record behind the proxy", { web: "www 300 A 203.0.113.9" }, { proxied: true }],
    ["a flattened CNAME", { web: "www 300 CNAME web.example.net." }, { flattened: true }],
    ["a CNAME at the apex", { web: "@ 300 CNAME web.example.net." }, undefined],
    ["a name with an escape", { odd: "a\\.b 300 A 203.0.113.9" }, undefined],
    ["a short TTL", { web: "www 5 A 203.0.113.9" }, undefined],
    ["a type of few hosts", { where: "@ 300 LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m" }, undefined],
    ["SPF by its old type", { spf: '@ 300 SPF "v=spf1 -all"' }, undefined],
    ["a DNAME", { old: "old 300 DNAME example.net." }, undefined],
    ["a long text", { text: `@ 300 TXT ${`"${"x".repeat(250)}" `.repeat(16)}` }, undefined],
    ["a flag of CAA", { caa: '@ 300 CAA 1 issue "ca.example"' }, undefined],
  ])("%s", (_, lines, vendor) => {
    expect(refused(lines, vendor)).toMatchSnapshot();
  });
});
