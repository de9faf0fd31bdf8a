import { describe, expect, test } from "vitest";
import { chooseKind, probeOf } from "../../src/input/choose.ts";
import { cloudflareReader } from "../../src/input/cloudflare.ts";
import type { DnsRecord } from "../../src/model/record.ts";
import { fileOf, linesOf, readAs, reasonsOf, sourceOf } from "./json-fixture.ts";

const ID = "0123456789abcdef0123456789abcdef";
const OTHER = "fedcba9876543210fedcba9876543210";

const batch = {
  deletes: [{ id: OTHER }],
  patches: [
    { id: ID, content: "only this" },
    { id: ID, name: "a.example.com", type: "A", content: "192.0.2.1" },
  ],
  puts: [{ id: ID, name: "example.com", type: "MX", content: "mx.example.net", priority: 10, ttl: 60 }],
  posts: [
    { name: "example.com", type: "TXT", content: '"v=spf1 " "-all"', ttl: 1 },
    { name: "_s._tcp.example.com", type: "SRV", data: { priority: 0, weight: 1, port: 5, target: "s.example.net" } },
  ],
};

test("what a batch writes is a part of the zone; what it does by id alone is said", () => {
  const result = readAs(cloudflareReader, batch, { path: "out/example.com.json" });
  expect(linesOf(result)).toMatchInlineSnapshot(`
    [
      "example.com 300 TXT "v=spf1 " "-all"",
      "_s._tcp.example.com - SRV 0 1 5 s.example.net",
      "example.com 60 MX 10 mx.example.net ; {"id":"0123456789abcdef0123456789abcdef"}",
      "a.example.com - A 192.0.2.1 ; {"id":"0123456789abcdef0123456789abcdef"}",
    ]
  `);
  expect(result.zones).toMatchObject([{ origin: "example.com", scope: "part" }]);
  expect(result.zones[0]?.documents).toHaveLength(1);
  expect(result.problems.map(({ level, reason }) => `${level}: ${reason}`)).toMatchInlineSnapshot(`
    [
      "note: the batch deletes one record by id alone: what is removed is not known, and not judged",
      "note: the batch patches one record without name, type and value: what comes of it is not known, and not judged",
    ]
  `);
});

test("places lead into the right list", () => {
  const { zones, file } = readAs(cloudflareReader, batch, { path: "example.com.json" });
  const records = zones.flatMap((zone) => zone.records);
  const find = (type: string): DnsRecord => records.find((each) => each.type === type) as DnsRecord;
  expect([
    sourceOf(cloudflareReader, file, find("TXT"), "text", [7, 11]),
    sourceOf(cloudflareReader, file, find("MX"), "exchange"),
    sourceOf(cloudflareReader, file, find("A"), "address"),
    JSON.parse(sourceOf(cloudflareReader, file, find("SRV")) ?? ""),
  ]).toEqual(["-all", "mx.example.net", "192.0.2.1", batch.posts[1]]);
  const at = records.map((record) => ({ at: record.at, field: "name" as const }));
  const regions = cloudflareReader.locate(file, at);
  expect(regions.map((region) => region && file.text.slice(region.start, region.end))).toEqual(
    records.map(({ name }) => name),
  );
});

describe("the zone", () => {
  const posts = [{ name: "www.example.com", type: "A", content: "192.0.2.1" }];
  test.each<[given: object, document: object, origin: string]>([
    [{ origin: "com" }, { posts }, "com"],
    [{ path: "example.com.json" }, { posts }, "example.com"],
    [{}, { posts: posts.map((row) => ({ ...row, zone_name: "example.com" })) }, "example.com"],
    [{ origin: "example.com" }, { posts: [], deletes: [{ id: ID }] }, "example.com"],
  ])("%j of %j is %s", (given, document, origin) => {
    expect(readAs(cloudflareReader, document, given).zones.map((zone) => zone.origin)).toEqual([origin]);
  });

  test("is asked for where nothing names it", () => {
    expect(reasonsOf(readAs(cloudflareReader, { posts }))).toMatchInlineSnapshot(`
      [
        "2:12 /posts: the zone is not known: these answers no longer name it; give it with --origin",
      ]
    `);
  });
});

test.each<[document: object, reasons: readonly string[]]>([
  [{ posts: [{ name: "a", type: "A", content: "192.0.2.1" }, 5] }, ["8:5 /posts/1: not a DNS record"]],
  [{ puts: [{ id: ID }] }, ["3:5 /puts/0: a DNS record has type and name"]],
])("%j is not taken", (document, expected) => {
  expect(reasonsOf(readAs(cloudflareReader, document, { origin: "example.com" }))).toEqual(expected);
});

test.each<[document: object, kind: string | undefined]>([
  [batch, "cloudflare"],
  [{ posts: batch.posts }, "cloudflare"],
  [{ deletes: [{ id: ID }], posts: null }, "cloudflare"],
  [{ patches: [{ id: ID, ttl: 60 }] }, "cloudflare"],
  [{ posts: [{ id: 1, title: "Hello", type: "post", name: "hello" }] }, undefined],
  [{ posts: [] }, undefined],
  [{ posts: batch.posts, author: "me" }, undefined],
])("%j is %s", (document, kind) => {
  const choice = chooseKind(probeOf(fileOf(document)), undefined);
  expect("kind" in choice ? choice.kind.id : undefined).toBe(kind);
});
