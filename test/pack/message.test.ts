import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { line, messageOf } from "../../src/pack/message.ts";

function finding(text: string, more: Partial<Finding> = {}): Finding {
  return {
    rule: "spf-missing",
    severity: "error",
    domain: "example.com",
    message: { id: "missing", text },
    at: undefined,
    related: [],
    help: undefined,
    fingerprint: "",
    ...more,
  };
}

describe("a violation's message", () => {
  it("is the fact, what mends it and the records", () => {
    const help = { text: "publish it", publish: ['example.com. TXT "v=spf1 -all"'], drawing: ["a", "b"] };
    expect(messageOf(finding("there is no SPF record", { help, covered: ["spf-type"] }))).toBe(
      'example.com: there is no SPF record\nhelp: publish it\n  example.com. TXT "v=spf1 -all"\n  a\n  b\nalso: spf-type',
    );
  });

  it("names the domain once", () => {
    expect(messageOf(finding("example.com has no SPF record"))).toBe("example.com has no SPF record");
  });

  it("writes names of a zone that has none as below it", () => {
    const help = {
      text: "publish it",
      publish: ['_dmarc.zone.invalid. TXT "v=DMARC1"', "zone.invalid. MX 10 mx.example.net."],
    };
    expect(messageOf(finding("the record at _dmarc.zone.invalid is wrong", { domain: "zone.invalid", help }))).toBe(
      'the record at _dmarc is wrong\nhelp: publish it\n  _dmarc TXT "v=DMARC1"\n  @ MX 10 mx.example.net.',
    );
    expect(messageOf(finding("it is wrong", { domain: "zone.invalid" }))).toBe("the zone: it is wrong");
  });

  it("obeys nothing that a record holds", () => {
    expect(line("a\u001b[31mb\nc<{%fg 1%}>d##[error]")).toBe("a\\x1b[31mb\\nc<{\\x25fg 1%}>d\\x23#[error]");
  });

  it("is no command to a runner of workflows, which looks at the start of each line", () => {
    const help = { text: "publish it", publish: ["::error::x. MX 10 mx.example.net."] };
    expect(messageOf(finding("::warning::it is wrong", { domain: "", help }))).toBe(
      "\\x3a:warning::it is wrong\nhelp: publish it\n  \\x3a:error::x. MX 10 mx.example.net.",
    );
  });

  it("is bounded", () => {
    const publish = Array.from({ length: 1000 }, (_, index) => `example.com. MX ${index} mx.example.net.`);
    const text = messageOf(finding("x".repeat(100_000), { help: { text: "y".repeat(100_000), publish } }));
    expect(text.length).toBeLessThan(10_000);
    expect(text).toContain("and 970 more records");
  });
});
