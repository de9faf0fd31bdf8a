import { describe, expect, it } from "vitest";
import type { MeasuredName } from "../../src/model/measured.ts";
import type { Collected } from "../../src/resolve/collect.ts";
import { withoutDenials } from "../../src/resolve/denial.ts";

const date = "2026-11-22";
const denied: MeasuredName = { date, exists: false, spf: [] };
const isKnown = (name: string): boolean => name === "_spf.google.com";

function collected(names: Record<string, MeasuredName>): Collected {
  return { names: new Map(Object.entries(names)), failures: new Map(), needed: new Set(Object.keys(names)) };
}

describe("a resolver that denies names", () => {
  it.each<[string, Record<string, MeasuredName>]>([
    ["unknown ones alone", { "spf.example.net": denied }],
    ["a known one, and answers for another", { "_spf.google.com": denied, "spf.example.net": { date, spf: [] } }],
    ["none", { "_spf.google.com": { date, spf: ["v=spf1 -all"] } }],
  ])("is believed: %s", (_, names) => {
    const all = collected(names);
    expect(withoutDenials(all, isKnown)).toBe(all);
  });

  it("is not believed where it denies all, one that is known among them", () => {
    const { names, failures } = withoutDenials(
      collected({ "spf.example.net": denied, "_spf.google.com": denied }),
      isKnown,
    );
    expect(names.size).toBe(0);
    const reason = "the resolver denies every name, _spf.google.com too, which exists; it may see no public DNS";
    expect([...failures]).toEqual([
      ["spf.example.net", reason],
      ["_spf.google.com", reason],
    ]);
  });
});
