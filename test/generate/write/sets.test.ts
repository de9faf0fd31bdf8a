import fc from "fast-check";
import { expect, test } from "vitest";
import { recordSets, relativeOwner } from "../../../src/generate/write/sets.ts";
import { deploymentOfRecords, recordsOf } from "./document-fixture.ts";

const { entries } = deploymentOfRecords(
  recordsOf(`
    www 300 A 192.0.2.2
    ?preview 300 A 192.0.2.3
    @ 300 TXT b
    b.www 300 A 192.0.2.4
    @ 600 TXT a
    @ 300 MX 10 mx.example.net.
    a 300 A 192.0.2.5 ; routing=two
    a 300 A 192.0.2.6 ; routing=one
    @ 300 NS ns.example.net.
    @ 300 SSHFP 1 1 00
    @ 300 SOA a. b. 1 2 3 4 5`),
);

const titles = (given: typeof entries): string[] =>
  recordSets(given).map(
    ({ name, type, routing, ttl, entries: all }) =>
      `${typeof name === "string" ? name : "?"} ${type}${routing === undefined ? "" : ` ${routing}`} ${String(ttl)} x${all.length}`,
  );

test("record sets stand in the order to publish them, with one TTL each", () => {
  expect(titles(entries)).toEqual([
    "example.com SOA 300 x1",
    "example.com NS 300 x1",
    "example.com MX 300 x1",
    "example.com TXT 300 x2",
    "example.com SSHFP 300 x1",
    "a.example.com A one 300 x1",
    "a.example.com A two 300 x1",
    "www.example.com A 300 x1",
    "b.www.example.com A 300 x1",
    "? A 300 x1",
  ]);
});

test("the order of the entries makes no difference", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...entries], { minLength: entries.length }), (shuffled) => {
      expect(titles(shuffled)).toEqual(titles(entries));
    }),
    { numRuns: 30 },
  );
});

test.each([
  ["example.com", "@"],
  ["_dmarc.example.com", "_dmarc"],
  ["example.net", "example.net."],
  ["a\\.example.com", "a\\.example.com."],
])("%s is %s in example.com", (name, expected) => {
  expect(relativeOwner(name, "example.com")).toBe(expected);
});
