import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Remedies } from "../../src/edit/pulumi/remedies.ts";
import { noConfiguration } from "../../src/pack/configuration.ts";
import type { PackConfig } from "../../src/pack/levels.ts";
import { remediable } from "../../src/pack/remediable.ts";
import { remedyJudge } from "../../src/pack/remedy-judge.ts";
import { plannedState, type Resource } from "../../src/pack/resource.ts";

const BY = ["dkim-proxied", "txt-quoting", "name-doubled", "mx-target-proxied"];
const config: PackConfig = new Map(BY.map((id) => [id, { level: "remediate", properties: {} }]));
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush.example.net" };

function resource(type: string, name: string, properties: Readonly<Record<string, unknown>>): Resource {
  return { urn: `urn:pulumi:dev::mail::${type}::${name}`, type, properties };
}

const zone = (name: string): Resource => resource("cloudflare:index/zone:Zone", name, { name });
/** The MX comes before its host. */
function program(zoneId: string): Resource[] {
  const record = (name: string, owner: string, type: string, content: unknown, more = {}): Resource =>
    resource(RECORD, name, { zoneId, name: owner, type, content, ttl: 3600, ...more });
  return [
    record("mx", "shop.example.com", "MX", "mail.shop.example.com", { priority: 10 }),
    record("host", "mail.shop.example.com", "A", "5.6.7.8", { proxied: true }),
    record("google", "example.com", "MX", "smtp.google.com", { priority: 1 }),
    record("spf", "example.com", "TXT", "v=spf1 include:_spf.google.com ~all"),
    record("dmarc", "_dmarc.example.com", "TXT", "v=DMARC1; p=none; rua=mailto:dmarc@example.com"),
    record("alias", "s1._domainkey", "CNAME", "s1.domainkey.u1.wl1.sendgrid.net", { proxied: true }),
    record("hidden", "s2._domainkey", "CNAME", secret, { proxied: true }),
    record("quoted", "_smtp._tls.example.com", "TXT", '"\\"v=TLSRPTv1; rua=mailto:tls@example.com\\""'),
    record("doubled", "_dmarc.shop.example.com.example.com", "TXT", "v=DMARC1; p=none; rua=mailto:d@example.com"),
    record("www", "www.example.com", "A", "5.6.7.9", { proxied: true }),
  ];
}

function mended(resources: readonly Resource[]): string[] {
  const remedies = new Remedies(remedyJudge(noConfiguration, config, "2026-12-01"));
  const made = resources.map((each) => ({ urn: each.urn, ...remedies.remedy(plannedState(each, 0), BY) }));
  return made
    .flatMap(({ urn, remedies: done, kept }) => [
      ...done.map(({ rule }) => `${urn.replace(/.*::/, "")} ${rule}`),
      ...kept.map(({ finding, reason }) => `${urn.replace(/.*::/, "")} keeps ${finding.rule}: ${reason}`),
    ])
    .sort();
}

const ALL = ["alias dkim-proxied", "doubled name-doubled", "hidden dkim-proxied"];
const ORDER = fc.shuffledSubarray([...program("").keys()], { minLength: program("").length });

describe("what is mended", () => {
  it("is the same whatever the order, in the preview of a new stack and in an update, but for mail hosts", () => {
    fc.assert(
      fc.property(ORDER, fc.constantFrom(UNKNOWN, "0123456789abcdef0123456789abcdef"), (order, zoneId) => {
        const resources = order.map((index) => program(zoneId)[index] as Resource);
        const knows = order.indexOf(0) < order.indexOf(1);
        expect(mended([zone("example.com"), ...resources])).toEqual([
          ...ALL,
          ...(knows ? ["host mx-target-proxied"] : []),
          "quoted txt-quoting",
        ]);
      }),
      { numRuns: Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 1000) / 20) },
    );
  });

  it("needs no zone's name where the record itself says enough", () => {
    for (const zones of [[], [zone("example.com"), zone("example.net")]]) {
      for (const id of [UNKNOWN, "0123456789abcdef0123456789abcdef"]) {
        const made = mended([...zones, ...program(id)]);
        expect(made).toEqual(
          expect.arrayContaining(["alias dkim-proxied", "hidden dkim-proxied", "quoted txt-quoting"]),
        );
        expect(made.filter((each) => each.includes("keeps"))).toEqual([]);
      }
    }
  });

  it("is offered by rules that say so", () => {
    expect([...remediable].sort()).toEqual([
      "dkim-proxied",
      "mx-target-proxied",
      "name-doubled",
      "spf-glued-strings",
      "spf-length",
      "txt-quoting",
      "txt-string-length",
    ]);
  });
});
