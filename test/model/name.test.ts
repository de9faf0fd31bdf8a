import { describe, expect, it } from "vitest";
import {
  isAtOrBelow,
  isHostName,
  labelsOf,
  nameLength,
  parentOf,
  parseName,
  relativeTo,
} from "../../src/model/name.ts";

const good: readonly [text: string, origin: string | undefined, name: string][] = [
  ["www", "example.com", "www.example.com"],
  ["www", undefined, "www"],
  ["www.", "example.com", "www"],
  ["@", "example.com", "example.com"],
  ["", "example.com", "example.com"],
  [".", "example.com", ""],
  ["WWW.Example.COM.", undefined, "www.example.com"],
  ["_dmarc", "example.com", "_dmarc.example.com"],
  ["*", "example.com", "*.example.com"],
  ["129688", "example.com", "129688.example.com"],
  ["john\\.doe", "example.com", "john\\.doe.example.com"],
  ["0/25.2.0.192.in-addr.arpa.", undefined, "0/25.2.0.192.in-addr.arpa"],
  ["a\\032b", "example.com", "a\\032b.example.com"],
  ["\\065", "example.com", "a.example.com"],
  ["例え.テスト", undefined, "xn--r8jz45g.xn--zckzah"],
  ["bücher.example.", undefined, "xn--bcher-kva.example"],
];

const bad: readonly [text: string, reason: string][] = [
  ["", "the name is empty"],
  ["a..b", 'the name "a..b" has an empty label'],
  [".a", 'the name ".a" has an empty label'],
  ["a\\", 'the name "a\\" ends in a backslash'],
  ["a\\256", 'the escape \\256 in "a\\256" is above 255'],
  [`${"x".repeat(64)}.example`, `a label of "${"x".repeat(64)}.example" is longer than 63 bytes`],
];

describe("parseName", () => {
  it.each(good)("%j below %j is %j", (text, origin, name) => {
    expect(parseName(text, origin)).toEqual({ ok: true, name });
  });
  it.each(bad)("%j is refused", (text, reason) => {
    expect(parseName(text)).toEqual({ ok: false, reason });
  });
  it("takes 255 bytes and refuses 256", () => {
    const label = "x".repeat(63);
    const longest = `${label}.${label}.${label}.${"x".repeat(61)}`;
    expect(nameLength(longest)).toBe(255);
    expect(parseName(longest)).toEqual({ ok: true, name: longest });
    expect(parseName(`${longest}x`).ok).toBe(false);
  });
});

describe("names", () => {
  it("have labels, of which an escaped dot parts none", () => {
    expect(labelsOf("john\\.doe.example.com")).toEqual(["john\\.doe", "example", "com"]);
    expect(labelsOf("")).toEqual([]);
  });
  it("have parents", () => {
    expect(parentOf("john\\.doe.example.com")).toBe("example.com");
    expect(parentOf("com")).toBe("");
    expect(parentOf("")).toBeUndefined();
  });
  it("lie at or below others", () => {
    expect(isAtOrBelow("a.example.com", "example.com")).toBe(true);
    expect(isAtOrBelow("example.com", "example.com")).toBe(true);
    expect(isAtOrBelow("anexample.com", "example.com")).toBe(false);
    expect(isAtOrBelow("a\\.example.com", "example.com")).toBe(false);
    expect(isAtOrBelow("com", "")).toBe(true);
  });
  it("are relative to origins", () => {
    expect(relativeTo("a.b.example.com", "example.com")).toBe("a.b");
    expect(relativeTo("example.com", "example.com")).toBe("@");
    expect(relativeTo("example.org", "example.com")).toBeUndefined();
  });
  it("are host names or not", () => {
    expect(isHostName("mx1.example.com")).toBe(true);
    for (const name of ["mx_1.example.com", "-mx.example.com", "mx-.example.com", "", "a b.example"]) {
      expect(isHostName(name)).toBe(false);
    }
  });
});
