import { describe, expect, it } from "vitest";
import { addressesOf, unreachable } from "../../src/domain/addresses.ts";
import { organizationOf } from "../../src/domain/alignment.ts";
import { alternatives } from "../../src/domain/alternatives.ts";
import { Domain } from "../../src/domain/domain.ts";
import type { DomainFacts, Role } from "../../src/domain/facts.ts";
import { undeclaredSender } from "../../src/domain/undeclared-senders.ts";
import { World } from "../../src/domain/world.ts";
import { zones } from "../zones.ts";

function domain(zone: string, name = "example.com", facts: DomainFacts = {}): Domain {
  return new Domain(new World(zones(zone)), name, facts);
}

describe("role", () => {
  const rows: readonly (readonly [string, string, Role | "unknown", DomainFacts?])[] = [
    ["an MX", "@ MX 10 mx.example.net.", "mail"],
    ["an MX and SPF", "@ MX 10 mx.example.net.\n@ TXT v=spf1 mx -all", "mail"],
    ["an MX, and nobody may send", "@ MX 10 mx.example.net.\n@ TXT v=spf1 -all", "receive-only"],
    ["SPF alone", "@ TXT v=spf1 ip4:203.0.113.1 -all", "send-only"],
    ["SPF that redirects", "@ TXT v=spf1 redirect=_spf.example.net", "send-only"],
    ["SPF that lets nobody send", "@ TXT v=spf1 -all", "none"],
    ["a neutral SPF is no sender", "@ TXT v=spf1 ?all", "none"],
    ["nothing", "www A 203.0.113.1", "none"],
    ["reject says nothing", "_dmarc TXT v=DMARC1; p=reject", "none"],
    ["null MX", "@ MX 0 .\n@ TXT v=spf1 -all", "none"],
    ["null MX and a sender", "@ MX 0 .\n@ TXT v=spf1 ip4:203.0.113.1 -all", "send-only"],
    ["a parse host", "@ MX 10 mx.sendgrid.net.", "inbound"],
    ["SES receiving", "@ MX 10 inbound-smtp.eu-west-1.amazonaws.com.", "inbound"],
    [
      "the same host for WorkMail",
      "@ MX 10 inbound-smtp.eu-west-1.amazonaws.com.\nautodiscover CNAME autodiscover.mail.eu-west-1.awsapps.com.",
      "mail",
    ],
    [
      "a bounce host",
      "@ MX 10 feedback-smtp.eu-west-1.amazonses.com.\n@ TXT v=spf1 include:amazonses.com -all",
      "return-path",
    ],
    ["a forwarder that takes bounces elsewhere", "@ MX 10 route1.mx.cloudflare.net.", "mail"],
    ["a parse host beside a mailbox", "@ MX 10 mx.sendgrid.net.\n@ MX 20 mx.example.net.", "mail"],
    ["a placeholder alone", "@ MX 10 ms12345678.msv1.invalid.", "none"],
    ["a placeholder beside a parse host", "@ MX 10 ms12345678.msv1.invalid.\n@ MX 20 mx.sendgrid.net.", "inbound"],
    ["an MX that is not known", "@ MX 10 ?preview", "mail"],
    ["a CNAME leads outside", "@ CNAME x.example.net.", "unknown"],
    ["a part of a zone", "$SCOPE part\n@ A 203.0.113.1", "unknown"],
    ["a part of a zone, and SPF", "$SCOPE part\n@ TXT v=spf1 ip4:203.0.113.1 -all", "send-only"],
    ["configured", "@ MX 10 mx.example.net.", "inbound", { role: "inbound" }],
  ];
  for (const [name, zone, role, facts] of rows) {
    it(name, () => expect(domain(zone, "example.com", facts).role).toBe(role));
  }
});

it("a name that a sending service keeps for bounces takes bounces", () => {
  const routes = "cf-bounce MX 10 route1.mx.cloudflare.net.\ncf-bounce MX 20 route2.mx.cloudflare.net.";
  expect(domain(routes, "cf-bounce.example.com").role).toBe("return-path");
  expect(domain(`${routes}\ncf-bounce MX 30 mx.example.net.`, "cf-bounce.example.com").role).toBe("mail");
});

describe("MX alternatives", () => {
  it("parts records by routing id and keeps the rest together", () => {
    const { mx } = domain(
      "@ MX 10 a.example.net. ; routing=eu\n@ MX 20 b.example.net. ; routing=eu\n@ MX 0 . ; routing=us\n@ MX 5 c.example.net.",
    );
    expect(mx.map(({ records, isNull, ordered }) => [records.length, isNull, ordered])).toEqual([
      [2, false, true],
      [1, true, true],
      [1, false, true],
    ]);
  });

  it("takes the lowest preference for the primary, and all where one is not known", () => {
    const primary = (zone: string): unknown =>
      domain(zone).mx.map((set) => set.primary.map(({ data }) => data.exchange));
    expect(primary("@ MX 20 a.\n@ MX 10 b.\n@ MX 10 c.")).toEqual([["b", "c"]]);
    expect(primary("@ MX 20 a.\n@ MX ?preview b.")).toEqual([["a", "b"]]);
    expect(primary("@ MX ? a.\n@ MX ? b.")).toEqual([["a", "b"]]);
    expect(primary("")).toEqual([]);
  });

  it("gives nothing for nothing", () => expect(alternatives([])).toEqual([]));
});

describe("alignment", () => {
  const M = "@ MX 10 mx.example.net.\n";
  const rows: readonly (readonly [string, string, boolean, boolean])[] = [
    ["nothing", M, false, false],
    ["SPF of the name", `${M}@ TXT v=spf1 mx -all`, true, false],
    ["SPF of another name", `${M}bounce TXT v=spf1 mx -all`, true, false],
    ["SPF that lets nobody send", `${M}@ TXT v=spf1 -all`, false, false],
    ["a text that is not known", `${M}@ TXT ?preview`, true, false],
    ["a key of another name", `${M}k1._domainkey.mail TXT v=DKIM1; p=MIGf`, false, true],
    ["a revoked key", `${M}*._domainkey TXT v=DKIM1; p=`, false, false],
    ["a delegated _domainkey", `${M}_domainkey NS ns1.example.net.`, false, true],
    ["of another organisation", `${M}$ORIGIN example.net.\n@ TXT v=spf1 mx -all\nk1._domainkey TXT x`, false, false],
  ];
  for (const [name, zone, spf, dkim] of rows) {
    it(name, () => expect(organizationOf(new World(zones(zone)), "example.com")).toEqual({ spf, dkim }));
  }

  it("below a public suffix of a private owner everybody is apart", () => {
    const world = new World(zones("$ORIGIN github.io.\na TXT v=spf1 mx -all\nb MX 10 mx.example.net."));
    expect(organizationOf(world, "b.github.io").spf).toBe(false);
    expect(organizationOf(world, "news.a.github.io").spf).toBe(true);
  });
});

describe("undeclaredSender", () => {
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    ["all is declared", "@ MX 10 mx.example.net.\nwww CNAME pages.example.net.", undefined],
    ["a part", "$SCOPE part\n@ MX 10 mx.example.net.", "example.com is not declared whole"],
    ["another zone", "$ORIGIN example.net.\n@ A 203.0.113.1", "example.com is in no declared zone"],
    ["an alias inside", "bounce CNAME x\nx A 203.0.113.1", undefined],
    [
      "an alias outside",
      "bounce CNAME x.example.net.",
      "bounce.example.com is an alias for a name that is not declared here",
    ],
    ["proxied", "$HOST cloudflare\nshop CNAME x.example.net. ; proxied", undefined],
    ["a validation name", "_x.shop CNAME x.example.net.\n_acme-challenge CNAME x.example.net.", undefined],
    ["a delegation", "mail NS ns1.example.net.", "mail.example.com is answered from elsewhere"],
    ["a declared child", "mail NS ns1.example.net.\n$ORIGIN mail.example.com.\n@ A 203.0.113.1", undefined],
    [
      "a declared child in part",
      "@ A 203.0.113.1\n$ORIGIN mail.example.com.\n$SCOPE part\n@ A 203.0.113.1",
      "mail.example.com is not declared whole",
    ],
    ["a type that is not known", "mail UNKNOWN x", "a record at mail.example.com is declared whose type is not known"],
  ];
  for (const [name, zone, reason] of rows) {
    it(name, () => expect(undeclaredSender(new World(zones(zone)), "news.example.com")).toBe(reason));
  }
});

describe("addresses", () => {
  it("tells some, none and not known for each family", () => {
    const world = new World(
      zones(
        "a A 203.0.113.1\nb AAAA 2001:db8::1\nc CNAME a\nd CNAME x.example.net.\ne CNAME e\nf ALIAS x\ng A ?preview",
      ),
    );
    const seen = Object.fromEntries(
      [..."abcdefgh"].map((label) => {
        const { a, aaaa, loop } = addressesOf(world, `${label}.example.com`);
        return [label, `${a} ${aaaa}${loop ? " loop" : ""}`];
      }),
    );
    expect(seen).toEqual({
      a: "some none",
      b: "none some",
      c: "some none",
      d: "unknown unknown",
      e: "none none loop",
      f: "unknown unknown",
      g: "some none",
      h: "none none",
    });
  });

  const blocks: Readonly<Record<string, string | undefined>> = {
    "0.0.0.0": "this host",
    "10.255.255.255": "private, RFC 1918",
    "11.0.0.0": undefined,
    "100.63.255.255": undefined,
    "100.64.0.0": "shared, RFC 6598",
    "100.127.255.255": "shared, RFC 6598",
    "127.0.0.1": "loopback",
    "169.254.0.1": "link-local",
    "169.255.0.1": undefined,
    "172.15.0.1": undefined,
    "172.16.0.1": "private, RFC 1918",
    "172.31.0.1": "private, RFC 1918",
    "192.0.2.1": "documentation",
    "192.0.3.1": undefined,
    "192.168.1.1": "private, RFC 1918",
    "198.18.0.1": "benchmarking, RFC 2544",
    "198.51.100.1": "documentation",
    "203.0.113.1": "documentation",
    "224.0.0.1": "multicast or reserved",
    "255.255.255.255": "multicast or reserved",
    "8.8.8.8": undefined,
    "::": "this host",
    "::1": "loopback",
    "0:0:0:0:0:0:0:1": "loopback",
    "::10": undefined,
    "fc00::1": "unique local, RFC 4193",
    "FD12::1": "unique local, RFC 4193",
    "fd::1": undefined,
    "fe80::1": "link-local",
    "febf::1": "link-local",
    "fec0::1": undefined,
    "ff02::1": "multicast or reserved",
    "2001:db8::1": "documentation",
    "2001:0db8::1": "documentation",
    "2001:db80::1": undefined,
    "3fff::1": "documentation",
    "3fff:fff::1": "documentation",
    "3fff:1000::1": undefined,
    "::ffff:10.0.0.1": "private, RFC 1918",
    "::ffff:8.8.8.8": undefined,
    "2a01:4f8::1": undefined,
    "not an address": undefined,
    "300.1.1.1": undefined,
  };
  for (const [address, block] of Object.entries(blocks)) {
    it(`unreachable: ${address}`, () => expect(unreachable(address)).toBe(block));
  }
});
