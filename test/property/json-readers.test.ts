import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseKind, probeOf } from "../../src/input/choose.ts";
import { cloudflareReader } from "../../src/input/cloudflare.ts";
import { joinZones } from "../../src/input/join-zones.ts";
import { locatePaths } from "../../src/input/json-locate.ts";
import { jsonFault } from "../../src/input/json-fault.ts";
import { parseJson } from "../../src/input/parse-json.ts";
import { quotedStrings } from "../../src/input/quoted.ts";
import type { Reader } from "../../src/input/reader.ts";
import { recordsReader } from "../../src/input/records.ts";
import { route53Reader } from "../../src/input/route53.ts";
import type { Field } from "../../src/model/finding.ts";
import { fileOf, readAs } from "../input/json-fixture.ts";

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);
const FIELDS: readonly (Field | undefined)[] = [
  "name",
  "type",
  "ttl",
  "preference",
  "exchange",
  "target",
  "address",
  "text",
  undefined,
];

const recordsDocument = {
  version: 1,
  zones: [
    {
      origin: "example.com",
      scope: "whole",
      records: [
        { name: "@", type: "MX", ttl: 300, preference: 10, exchange: "mx.example.net" },
        { name: "@", type: "TXT", text: "v=spf1 é -all" },
        { name: "x", type: "TXT", strings: ["a", "b"] },
        { name: "_s._tcp", type: "SRV", priority: 0, weight: 0, port: 1, target: "." },
        { name: "y", type: "A", address: { unknown: "secret" }, comment: "c" },
      ],
    },
  ],
};
const cloudflareDocument = {
  success: true,
  errors: [],
  result: [
    { type: "MX", name: "example.com", content: "mx.example.net", priority: 10, zone_name: "example.com", ttl: 1 },
    {
      type: "TXT",
      name: "example.com",
      content: '"v=spf1 " "-all"',
      zone_name: "example.com",
      settings: { flatten_cname: true },
    },
    { type: "SRV", name: "_s._tcp.example.com", data: { priority: 1, weight: 2, port: 3, target: "t.example" } },
    { type: "CAA", name: "example.com", data: { flags: 0, tag: "issue", value: "x" }, proxied: false },
  ],
  result_info: { page: 1, per_page: 20, total_pages: 1, count: 4, total_count: 4 },
};
const route53Document = {
  ResourceRecordSets: [
    { Name: "example.com.", Type: "SOA", TTL: 1, ResourceRecords: [{ Value: "a. b. 1 2 3 4 5" }] },
    { Name: "\\052.example.com.", Type: "MX", TTL: 1, ResourceRecords: [{ Value: "10 a.example" }, { Value: "x" }] },
    { Name: "example.com.", Type: "TXT", ResourceRecords: [{ Value: '"a\\344" "b"' }], SetIdentifier: "i" },
    { Name: "example.com.", Type: "A", AliasTarget: { DNSName: "b.example.com." } },
  ],
  IsTruncated: false,
};
const batch = { Changes: [{ Action: "DELETE", ResourceRecordSet: route53Document.ResourceRecordSets[1] }] };

const seeds: readonly (readonly [Reader, unknown])[] = [
  [recordsReader, recordsDocument],
  [cloudflareReader, cloudflareDocument],
  [cloudflareReader, cloudflareDocument.result],
  [cloudflareReader, [cloudflareDocument]],
  [route53Reader, route53Document],
  [route53Reader, route53Document.ResourceRecordSets],
  [route53Reader, [route53Document]],
  [route53Reader, batch],
  [route53Reader, { ChangeBatch: batch }],
];

/** One value of the document replaced, dropped or added. */
function mutate(document: unknown, path: number, value: unknown, how: number): unknown {
  const copy = structuredClone(document);
  const holders: { holder: Record<string, unknown>; key: string }[] = [];
  const walk = (each: unknown): void => {
    if (typeof each !== "object" || each === null) return;
    const holder = each as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      holders.push({ holder, key });
      walk(holder[key]);
    }
  };
  walk(copy);
  const chosen = holders[path % holders.length];
  if (chosen === undefined) return value;
  if (how === 0 && !Array.isArray(chosen.holder)) delete chosen.holder[chosen.key];
  else if (how === 1 && !Array.isArray(chosen.holder)) chosen.holder[`${chosen.key}x`] = value;
  else chosen.holder[chosen.key] = value;
  return copy;
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    "",
    ".",
    "@",
    "a..b",
    "10 a b",
    '"',
    '"\\',
    "\\05",
    "\ud800",
    "x".repeat(300),
    -1,
    1e21,
    0.5,
    null,
    [],
    {},
    [null],
  ),
  fc.string({ unit: "binary" }),
);

function check(reader: Reader, text: string): void {
  const result = readAs(reader, text, { path: "example.com.json" });
  const failed = result.problems.some((problem) => problem.level === "error");
  if (failed) expect(result.zones).toEqual([]);
  for (const problem of result.problems) expect(problem.reason).not.toBe("");
  joinZones(result.zones);
  const records = [...result.zones, ...(result.before ?? [])].flatMap((zone) => zone.records);
  const requests = records.flatMap((record) =>
    FIELDS.flatMap((field) => [
      { at: record.at, field },
      { at: record.at, field, span: [0, 2] as const },
    ]),
  );
  const regions = reader.locate(result.file, requests);
  expect(regions).toHaveLength(requests.length);
  for (const region of regions) {
    // Of a document that has no twice named keys every record is found.
    expect(region).toBeDefined();
    if (region === undefined) continue;
    expect(region.start).toBeGreaterThanOrEqual(0);
    expect(region.end).toBeGreaterThanOrEqual(region.start);
    expect(region.end).toBeLessThanOrEqual(text.length);
  }
}

test("readers are total on mutated documents", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(500), odd, fc.nat(2)), { minLength: 0, maxLength: 3 }),
      ([reader, document], changes) => {
        let mutated = document;
        for (const [path, value, how] of changes) mutated = mutate(mutated, path, value, how);
        check(reader, JSON.stringify(mutated) ?? "null");
      },
    ),
    { numRuns },
  );
});

test("readers are total on any JSON, and each other's documents", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(recordsReader, cloudflareReader, route53Reader),
      fc.oneof(fc.constantFrom(...seeds.map(([, document]) => document)), fc.jsonValue()),
      (reader, document) => {
        check(reader, JSON.stringify(document));
      },
    ),
    { numRuns },
  );
});

test("texts cut or changed anywhere: a fault with its place, or a document", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.nat(5000),
      fc.nat(20),
      fc.oneof(fc.constantFrom("", ",", "}", "]", '"', "\\", "{", "//", "\0", "\n", "é"), fc.string()),
      ([reader, document], start, length, insert) => {
        const sound = JSON.stringify(document);
        const at = start % (sound.length + 1);
        const text = sound.slice(0, at) + insert + sound.slice(at + length);
        const parsed = parseJson(text);
        if (parsed.ok) expect(jsonFault(text)).toBeUndefined();
        else {
          const lines = text.split("\n");
          expect(parsed.line).toBeLessThanOrEqual(lines.length);
          expect(parsed.column).toBeLessThanOrEqual((lines[parsed.line - 1]?.length ?? 0) + 1);
          expect(jsonFault(text)).toBeDefined();
        }
        const choice = chooseKind(probeOf(fileOf(text)), undefined);
        if ("kind" in choice) expect(choice.kind.id).toBeTruthy();
        const duplicated = readAs(reader, text, { path: "example.com.json" });
        for (const zone of duplicated.zones) {
          reader.locate(
            duplicated.file,
            zone.records.map((record) => ({ at: record.at, field: "text", span: [0, 1] })),
          );
        }
      },
    ),
    { numRuns },
  );
});

test("every value of any JSON is found where it stands", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, "\t"), (document, indent) => {
      const text = JSON.stringify(document, null, indent);
      // As it was printed and read again: -0 is 0, and __proto__ a key like any other.
      const paths: (string | number)[][] = [];
      const values: unknown[] = [];
      const walk = (value: unknown, path: (string | number)[]): void => {
        paths.push(path);
        values.push(value);
        if (Array.isArray(value)) value.forEach((each, index) => walk(each, [...path, index]));
        else if (typeof value === "object" && value !== null) {
          for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
        }
      };
      walk(JSON.parse(text), []);
      locatePaths(text, paths).forEach((spot, index) => {
        const value = values[index];
        const raw = spot && text.slice(spot.value.start, spot.value.end);
        expect(JSON.parse(typeof value === "string" ? `"${raw}"` : String(raw))).toEqual(value);
        const key = paths[index]?.at(-1);
        if (typeof key === "string") expect(JSON.parse(`"${text.slice(spot?.key?.start, spot?.key?.end)}"`)).toBe(key);
      });
    }),
    { numRuns },
  );
});

test("quoted strings are total, and what is written comes back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom(8 as const, 10 as const), (text, base) => {
      quotedStrings(text, base);
      const bytes = Buffer.from(text, "utf8").toString("latin1");
      const printed = `"${bytes.replace(/[^ !#-[\]-~]/g, (each) => `\\${each.charCodeAt(0).toString(base).padStart(3, "0")}`)}"`;
      expect(quotedStrings(printed, base)).toEqual([bytes]);
    }),
    { numRuns },
  );
});
