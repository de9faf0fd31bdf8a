import { describe, expect, it } from "vitest";
import type { DnsRecord } from "../../src/model/record.ts";
import { Unknown } from "../../src/model/value.ts";
import { presentation, presentName } from "../../src/syntax/presentation.ts";

const source = {
  document: { path: "zone", format: "zone-file" },
  publisher: { id: "x", title: "x", splitsText: false, relativeTargets: true, ownsSets: false, flattensApex: false },
};
const head = { name: "example.com", ttl: 3600, source, at: 0, vendor: undefined };

describe("presentation", () => {
  it.each<[DnsRecord, string]>([
    [
      { ...head, type: "MX", data: { preference: 10, exchange: "mx.example.net" } },
      "example.com. 3600 IN MX 10 mx.example.net.",
    ],
    [{ ...head, type: "MX", data: { preference: 0, exchange: "" } }, "example.com. 3600 IN MX 0 ."],
    [
      { ...head, ttl: undefined, type: "TXT", data: { strings: ['a"\\;', "\u00c3\u00bc"] } },
      'example.com. IN TXT "a\\"\\\\;" "\\195\\188"',
    ],
    [{ ...head, type: "TXT", data: { strings: [] } }, 'example.com. 3600 IN TXT ""'],
    [
      { ...head, type: "TXT", data: { strings: ["a".repeat(256)] } },
      `example.com. 3600 IN TXT "${"a".repeat(255)}" "a"`,
    ],
    [
      { ...head, name: "a;b.example.com", type: "CNAME", data: { target: "$x\\.y.@" } },
      "a\\;b.example.com. 3600 IN CNAME \\$x\\.y.\\@.",
    ],
    [{ ...head, type: "A", data: { address: new Unknown("preview") } }, "example.com. 3600 IN A <preview>"],
    [{ ...head, type: "OTHER", data: { rrtype: "RP", text: "a. b." } }, "example.com. 3600 IN RP a. b."],
    [
      { ...head, type: "UNKNOWN", data: { reason: new Unknown("dynamic") } },
      "; example.com. has a record of unknown type",
    ],
  ])("%#", (record, expected) => {
    expect(presentation(record)).toBe(expected);
  });

  it("escapes what a zone file reads otherwise", () => {
    expect(presentName('a"b(c)d;e@f$g\\.h\\\\i\\032j')).toBe('a\\"b\\(c\\)d\\;e\\@f\\$g\\.h\\\\i\\032j.');
    expect(presentName("")).toBe(".");
  });
});
