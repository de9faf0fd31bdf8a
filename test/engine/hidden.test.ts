import { describe, expect, test } from "vitest";
import { lint, type LintResult } from "../../src/engine/lint.ts";
import {
  ciphered,
  readExport,
  readPreview,
  resource,
  stack,
  UNKNOWN,
  urnOf,
  type Json,
} from "../input/pulumi-fixture.ts";

const DNS = "cloudflare:index/dnsRecord:DnsRecord";
const zone = resource("cloudflare:index/zone:Zone", "zone", { name: "example.com" });
const declared = (name: string, properties: Json): Json =>
  resource(DNS, name, { zoneId: "zone-id", ttl: 300, ...properties });
const mx = declared("mx", { name: "@", type: "MX", content: "mx.example.net", priority: 10 });
const spf = declared("spf", { name: "@", type: "TXT", content: "v=spf1 mx -all" });
const judge = (...resources: Json[]): LintResult => lint({ after: readExport(stack(zone, ...resources)).zones });

/** Who is not judged and why, with the rules in the order of their names. */
function told({ hidden }: LintResult): Record<string, string[]> {
  const byReason: Record<string, string[]> = {};
  for (const { domain, reason, rule } of hidden.notJudged) (byReason[`${domain}: ${reason}`] ??= []).push(rule);
  for (const rules of Object.values(byReason)) rules.sort();
  return byReason;
}

const SECRET = "is a secret that the document hides";

describe("a value that nobody can see is named, with the rules that would have read it", () => {
  test.each<[string, Json, string, string[], string[]]>([
    [
      "a DKIM key",
      { name: "s1._domainkey", type: "TXT" },
      `example.com: the value of TXT s1._domainkey.example.com ${SECRET}`,
      ["dkim-key-syntax", "dkim-key-weak", "dkim-key-revoked", "dkim-conflict"],
      ["dkim-proxied", "dkim-cname-target", "dkim-provider-missing"],
    ],
    [
      "a DKIM CNAME below a subdomain",
      { name: "s1._domainkey.news", type: "CNAME" },
      `news.example.com: the value of CNAME s1._domainkey.news.example.com ${SECRET}`,
      ["dkim-cname-target"],
      ["dkim-key-weak"],
    ],
    [
      "a DMARC policy",
      { name: "_dmarc", type: "TXT" },
      `example.com: the value of TXT _dmarc.example.com ${SECRET}`,
      ["dmarc-syntax", "dmarc-monitoring-only"],
      ["dmarc-missing"],
    ],
    [
      "an SPF policy",
      { name: "@", type: "TXT" },
      `example.com: the value of TXT example.com ${SECRET}`,
      ["spf-syntax", "spf-lookup-limit", "spf-multiple"],
      ["spf-missing", "spf-type"],
    ],
    [
      "a mail host",
      { name: "in", type: "MX", priority: 10 },
      `in.example.com: the value of MX in.example.com ${SECRET}`,
      ["mx-target-address", "mx-value", "mx-single-provider"],
      ["mx-missing"],
    ],
    [
      "TLS reporting",
      { name: "_smtp._tls", type: "TXT" },
      `example.com: the value of TXT _smtp._tls.example.com ${SECRET}`,
      ["tls-rpt-syntax"],
      ["tls-rpt-missing"],
    ],
    [
      "MTA-STS",
      { name: "_mta-sts", type: "TXT" },
      `example.com: the value of TXT _mta-sts.example.com ${SECRET}`,
      ["mta-sts-syntax"],
      [],
    ],
  ])("%s", (_, properties, reason, named, others) => {
    const result = told(judge(declared("x", { ...properties, content: ciphered })));
    expect(Object.keys(result)).toEqual([reason]);
    expect(result[reason]).toEqual(expect.arrayContaining(named));
    for (const rule of others) expect(result[reason]).not.toContain(rule);
  });

  test("beside an SPF record that can be read it can only be a second one", () => {
    const secret = declared("x", { name: "@", type: "TXT", content: ciphered });
    expect(told(judge(mx, spf, secret))).toEqual({
      [`example.com: the value of TXT example.com ${SECRET}`]: ["spf-multiple"],
    });
  });

  test("what no rule reads is not named", () => {
    const texts = ["_acme-challenge", "_github"].map((name) =>
      declared(name, { name, type: "TXT", content: ciphered }),
    );
    expect(told(judge(...texts, declared("a", { name: "www", type: "A", content: ciphered })))).toEqual({});
  });

  test("only rules that run, and none that says so itself", () => {
    const secret = declared("x", { name: "_dmarc", type: "TXT", content: ciphered });
    const result = judge(mx, spf, secret);
    expect(result.notJudged.map(({ rule }) => rule)).toContain("dmarc-missing");
    const both = [...result.notJudged, ...result.hidden.notJudged].map(({ rule, domain }) => `${rule} ${domain}`);
    expect(new Set(both).size).toBe(both.length);
    const few = lint({ after: readExport(stack(zone, secret)).zones, rules: [] });
    expect(few.hidden.notJudged).toEqual([]);
  });
});

test("a value that is not known before the change", () => {
  const key = resource(DNS, "key", {}, { inputs: { zoneId: UNKNOWN, name: "s1._domainkey", type: "TXT", content: UNKNOWN }, id: undefined }); // prettier-ignore
  const steps = [zone, key].map((state) => ({ op: "create", urn: state["urn"], newState: { ...state, outputs: {} } }));
  const own = { op: "create", urn: urnOf("pulumi:pulumi:Stack", "mail-dev") };
  const { zones } = readPreview({ steps: [own, ...steps], changeSummary: { create: 3 } });
  expect(Object.keys(told(lint({ after: zones })))).toEqual([
    "example.com: the value of TXT s1._domainkey.example.com is not known until the deployment",
  ]);
});

test("a record whose name is not known is told by its place", () => {
  const { hidden } = judge(declared("x", { name: UNKNOWN, type: "TXT", content: "v=spf1 -all" }), declared("y", { name: ciphered, type: UNKNOWN })); // prettier-ignore
  expect(hidden.notJudged).toEqual([]);
  expect(hidden.nameless.map(({ record, reason }) => [record.type, reason])).toEqual([
    ["TXT", "is not known until the deployment"],
    ["UNKNOWN", SECRET],
  ]);
});

test("what the host computes is no secret", () => {
  const routing = resource("cloudflare:index/emailRoutingSettings:EmailRoutingSettings", "r", { zoneId: "zone-id" });
  const { hidden } = judge(routing);
  expect(hidden).toEqual({ notJudged: [], nameless: [] });
});
