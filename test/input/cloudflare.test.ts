import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cloudflareReader } from "../../src/input/cloudflare.ts";
import { corpora, withCorpora } from "../corpora.ts";
import { linesOf, readAs, reasonsOf, sourceOf } from "./json-fixture.ts";

const zoneName = { zone_name: "example.com" };

function answer(rows: unknown[], info?: unknown): unknown {
  return { success: true, errors: [], result: rows, ...(info !== undefined && { result_info: info }) };
}

describe("rows", () => {
  test.each<[row: object, line: string]>([
    [
      { type: "MX", name: "example.com", content: "mx.example.net", priority: 10, ttl: 1 },
      "example.com 300 MX 10 mx.example.net",
    ],
    [{ type: "MX", name: "example.com", content: "MX.example.net.", priority: 0 }, "example.com - MX 0 mx.example.net"],
    [{ type: "MX", name: "example.com", content: ".", priority: 0 }, "example.com - MX 0 ."],
    [{ type: "MX", name: "example.com", content: "mx.example.net" }, "example.com - MX - mx.example.net"],
    [{ type: "MX", name: "example.com", content: "10 mx.example.net" }, "example.com - MX 10 mx.example.net"],
    [
      { type: "MX", name: "example.com", content: "10 mx.example.net", priority: 5 },
      'example.com - MX 5 ?malformed written={"exchange":"10 mx.example.net"}',
    ],
    [
      {
        type: "MX",
        name: "example.com",
        content: "mx.example.net",
        priority: 10,
        data: { priority: 0, target: "", weight: 0 },
      },
      "example.com - MX 10 mx.example.net",
    ],
    [
      { type: "MX", name: "example.com", data: { priority: 5, target: "mx.example.net" } },
      "example.com - MX 5 mx.example.net",
    ],
    [{ type: "TXT", name: "example.com", content: "v=spf1 -all" }, 'example.com - TXT "v=spf1 -all"'],
    [{ type: "TXT", name: "example.com", content: '"v=spf1 " "-all"' }, 'example.com - TXT "v=spf1 " "-all"'],
    [{ type: "TXT", name: "example.com", content: '"a\\"b\\059c"' }, 'example.com - TXT "a"b;c"'],
    [{ type: "TXT", name: "example.com", content: '"open' }, 'example.com - TXT ""open"'],
    [{ type: "TXT", name: "example.com", content: '"' }, 'example.com - TXT """'],
    [{ type: "TXT", name: "example.com", content: '"a"b"' }, 'example.com - TXT ""a"b""'],
    [{ type: "SPF", name: "example.com", content: "v=spf1 -all" }, 'example.com - SPF "v=spf1 -all"'],
    [
      { type: "CNAME", name: "example.com", content: "a.example.net" },
      'example.com - CNAME a.example.net ; {"flattened":true}',
    ],
    [
      {
        type: "CNAME",
        name: "w.example.com",
        content: "a.example.net",
        proxied: true,
        settings: { flatten_cname: true },
      },
      'w.example.com - CNAME a.example.net ; {"proxied":true,"flattened":true}',
    ],
    [
      { type: "A", name: "*.example.com", content: "192.0.2.1", comment: "old", modified_on: "2026-01-02T03:04:05.6Z" },
      '*.example.com - A 192.0.2.1 ; {"modified":"2026-01-02T03:04:05.6Z","comment":"old"}',
    ],
    [{ type: "A", name: "bücher.example.com", content: "192.0.2.1" }, "xn--bcher-kva.example.com - A 192.0.2.1"],
    [
      { type: "CAA", name: "example.com", data: { flags: 0, tag: "issue", value: "ca.example" } },
      'example.com - CAA 0 issue "ca.example"',
    ],
    [
      { type: "SRV", name: "_s._tcp.example.com", data: { priority: 1, weight: 2, port: 3, target: "t.example" } },
      "_s._tcp.example.com - SRV 1 2 3 t.example",
    ],
    [
      { type: "SRV", name: "_s._tcp.example.com", content: "2\t3\tt.example", priority: 1 },
      "_s._tcp.example.com - SRV 1 2 3 t.example",
    ],
    [
      { type: "SRV", name: "_s._tcp.example.com", content: "0 5 5223 t.example" },
      "_s._tcp.example.com - SRV 0 5 5223 t.example",
    ],
    [
      { type: "SRV", name: "_s._tcp.example.com", content: "5 5223 t.example" },
      "_s._tcp.example.com - SRV ?malformed 5 5223 t.example",
    ],
    [{ type: "LOC", name: "example.com", data: { lat_degrees: 31, lat_direction: "S" } }, "example.com - LOC 31 S"],
  ])("%j", (row, line) => {
    const result = readAs(cloudflareReader, answer([{ ...zoneName, ...row }]));
    expect(result.problems).toEqual([]);
    expect(linesOf(result)).toEqual([line]);
  });
});

const row = { type: "A", name: "www.example.com", content: "192.0.2.1", proxied: false };

describe("the zone's name", () => {
  test.each<[what: string, rows: object[], given: object, origin: string | undefined]>([
    ["option", [{ ...row, zone_name: "example.net" }], { origin: "example.com" }, "example.com"],
    [
      "configuration",
      [{ ...row, zone_id: "z", zone_name: "example.net" }],
      { ids: { z: "example.com" } },
      "example.com",
    ],
    ["row", [{ ...row, zone_name: "exämple.com" }], {}, "xn--exmple-cua.com"],
    ["file", [row], { path: "dns/example.com.json" }, "example.com"],
    ["file of a page", [row], { path: "example.com-page-2.json" }, "example.com"],
    ["file of another name", [row], { path: "example.org.json" }, undefined],
    ["file of one label", [row], { path: "com.json" }, undefined],
    ["nothing", [row], {}, undefined],
  ])("from the %s", (_, rows, given, origin) => {
    const result = readAs(cloudflareReader, answer(rows), given);
    expect(result.zones[0]?.origin).toBe(origin);
    if (origin === undefined) {
      expect(reasonsOf(result)).toEqual([
        "4:13 /result: the zone is not known: these answers no longer name it; give it with --origin",
      ]);
    }
  });
});

const named = { ...row, ...zoneName };

describe("whole or cut", () => {
  test.each<[document: unknown, page: object | undefined, scope: string]>([
    [answer([named], { page: 1, per_page: 100, total_pages: 1, count: 1, total_count: 1 }), undefined, "whole"],
    [
      answer([named], { page: 1, per_page: 1, total_pages: 3, count: 1, total_count: 3 }),
      { number: 1, of: 3 },
      "whole",
    ],
    [answer([named], { page: 1, per_page: 20, count: 20, total_count: 41 }), { number: 1, of: 3 }, "whole"],
    [answer([named], { page: 3, per_page: 20, count: 1, total_count: 41 }), { number: 3, of: 3 }, "whole"],
    [answer([named], { page: 2, per_page: 20 }), { number: 2, of: 2 }, "whole"],
    [answer([named]), undefined, "whole"],
    [[named], undefined, "whole"],
    [Array.from({ length: 100 }, () => named), undefined, "part"],
  ])("%#", (document, page, scope) => {
    const result = readAs(cloudflareReader, document);
    expect(result.zones).toHaveLength(1);
    expect(result.zones[0]).toMatchObject({ page, scope, origin: "example.com" });
    expect(result.problems.map((problem) => problem.level)).toEqual(scope === "part" ? ["note"] : []);
  });

  test("pages in one array, rows of another zone beside", () => {
    const page = (number: number, ...rows: object[]): unknown => answer(rows, { page: number, total_pages: 2 });
    const foreign = { type: "A", name: "x.example.net", content: "192.0.2.1", zone_name: "example.net" };
    const { zones } = readAs(cloudflareReader, [page(1, named), page(2, named, foreign)]);
    expect(zones.map(({ origin, scope, page: each }) => [origin, scope, each?.number])).toEqual([
      ["example.com", "whole", 1],
      ["example.com", "whole", 2],
      ["example.net", "part", undefined],
    ]);
  });
});

describe("refusals", () => {
  test.each<[document: unknown, reason: string]>([
    [
      { success: false, errors: [{ code: 10000, message: "Authentication error" }], result: null },
      "Cloudflare answered with an error: 10000: Authentication error",
    ],
    [{ success: true, errors: [], result: null }, "/result: the answer holds no result"],
    [
      { success: true, result: { id: "z", name: "example.com" } },
      "/result: the answer holds one object, not a list of records",
    ],
    [
      answer([{ name: "example.com", name_servers: [] }]),
      "/result/0: this is a list of zones, not of DNS records: take /zones/<id>/dns_records",
    ],
    [answer([{ id: "p", actions: [] }]), "/result/0: this is a list of page rules, not of DNS records"],
    [
      answer([{ hostname: "h", region_key: "eu" }]),
      "/result/0: this is a list of regional hostnames, not of DNS records",
    ],
    [answer([named, 1]), "/result/1: not a DNS record"],
    [answer([{ ...named, name: "a..b" }]), '/result/0/name: the name "a..b" has an empty label'],
  ])("%j", (document, reason) => {
    const result = readAs(cloudflareReader, document);
    expect(result.zones).toEqual([]);
    expect(result.problems.map((problem) => problem.reason)).toEqual([reason]);
  });
});

test("fields and spans, through JSON's escapes and the quotes inside", () => {
  const text = String.raw`{"success":true,"result":[{"type":"TXT","name":"example.com","zone_name":"example.com",
   "content":"\"v=spf1 in\" \"clude:a.example -all\""},{"type":"MX","name":"example.com","priority":10,
   "content":"mx.example.net","zone_name":"example.com"}]}`;
  const { zones, file } = readAs(cloudflareReader, text);
  const [txt, mx] = zones[0]?.records ?? [];
  if (txt === undefined || mx === undefined) throw new Error("not read");
  expect(sourceOf(cloudflareReader, file, txt, "text", [0, 6])).toBe("v=spf1");
  expect(sourceOf(cloudflareReader, file, txt, "text", [7, 24])).toBe(String.raw`in\" \"clude:a.example`);
  expect(sourceOf(cloudflareReader, file, mx, "preference")).toBe("10");
  expect(sourceOf(cloudflareReader, file, mx, "exchange")).toBe("mx.example.net");
});

withCorpora("real answers", () => {
  test("three pages of one zone", () => {
    const pages = [1, 2, 3].map((number) =>
      readFileSync(join(corpora ?? "", "cloudflare-api", `cloudflare-dns_records-page-${number}.json`), "utf8"),
    );
    const result = readAs(cloudflareReader, `[${pages.join(",")}]`);
    expect(result.problems).toEqual([]);
    expect(result.zones.map((zone) => [zone.origin, zone.page?.of, zone.records.length])).toEqual([
      ["unit.tests", 3, 10],
      ["unit.tests", 3, 12],
      ["unit.tests", 3, 9],
      ["xn--gthub-zsa.com", undefined, 1],
    ]);
  });
});
