import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordsReader } from "../../src/input/records.ts";
import { lineOf, linesOf, readAs, reasonsOf, sourceOf } from "./json-fixture.ts";

const schema: object = JSON.parse(
  readFileSync(new URL("../../schemas/records.schema.json", import.meta.url), "utf8"),
) as object;

function zone(...records: unknown[]): unknown {
  return { version: 1, zones: [{ origin: "example.com", records }] };
}

describe("records", () => {
  test.each<[record: object, line: string]>([
    [{ name: "@", type: "MX", preference: 10, exchange: "mx.example.net" }, "example.com - MX 10 mx.example.net"],
    [{ name: "", type: "MX", preference: "10", exchange: "MX.Example.NET." }, "example.com - MX 10 mx.example.net"],
    [{ name: "@", type: "MX", exchange: "@" }, "example.com - MX - example.com"],
    [{ name: "@", type: "MX", preference: 0, exchange: "." }, "example.com - MX 0 ."],
    [
      { name: "@", type: "MX", preference: "ten", exchange: "10 mx.example.net" },
      'example.com - MX ?malformed ?malformed written={"preference":"ten","exchange":"10 mx.example.net"}',
    ],
    [
      { name: "@", type: "MX", preference: 70000, exchange: "" },
      'example.com - MX ?malformed ?malformed written={"preference":"70000","exchange":""}',
    ],
    [
      { name: "@", type: "MX", preference: { unknown: "secret" }, exchange: "a.example" },
      "example.com - MX ?secret a.example",
    ],
    [{ name: "@", ttl: 60, type: "TXT", text: "v=spf1 -all" }, 'example.com 60 TXT "v=spf1 -all"'],
    [{ name: "@", type: "TXT", text: "é" }, 'example.com - TXT "\xc3\xa9"'],
    [{ name: "@", type: "TXT", strings: ["a", "b"] }, 'example.com - TXT "a" "b"'],
    [{ name: "@", type: "TXT", text: { unknown: "template" } }, "example.com - TXT ?template"],
    [{ name: "*.www", type: "A", address: "192.0.2.1" }, "*.www.example.com - A 192.0.2.1"],
    [{ name: "www", type: "A", address: "Parked" }, 'www.example.com - A ?malformed written="Parked"'],
    [{ name: "www", type: "AAAA", address: "2001:db8::1" }, "www.example.com - AAAA 2001:db8::1"],
    [{ name: "www", type: "ANAME", target: "host.example.net" }, "www.example.com - ALIAS host.example.net"],
    [{ name: "www", type: "CNAME", target: "two words" }, 'www.example.com - CNAME ?malformed written="two words"'],
    [
      { name: "_imaps._tcp", type: "SRV", priority: 0, weight: 1, port: 993, target: "@" },
      "_imaps._tcp.example.com - SRV 0 1 993 example.com",
    ],
    [{ name: "@", type: "CAA", data: '0 issue "ca.example"' }, 'example.com - CAA 0 issue "ca.example"'],
    [{ name: "@", type: "TYPE65280", data: "\\# 0" }, "example.com - TYPE65280 \\# 0"],
    [{ name: "x", type: { unknown: "preview" } }, "x.example.com - UNKNOWN ?preview"],
    [{ name: { unknown: "template" }, type: "A", address: "192.0.2.1" }, "?template - A 192.0.2.1"],
    [
      {
        name: "w",
        type: "A",
        address: "192.0.2.1",
        proxied: true,
        routing: "eu",
        comment: "c",
        modified: "2026-01-02",
      },
      'w.example.com - A 192.0.2.1 ; {"proxied":true,"routing":"eu","modified":"2026-01-02","comment":"c"}',
    ],
  ])("%j", (record, line) => {
    const result = readAs(recordsReader, zone(record));
    expect(result.problems).toEqual([]);
    expect(linesOf(result)).toEqual([line]);
  });

  test.each<[name: string, full: string]>([
    ["www", "www.example.com"],
    ["www.example.com", "www.example.com"],
    ["WWW.Example.COM", "www.example.com"],
    ["example.com", "example.com"],
    ["notexample.com", "notexample.com.example.com"],
    ["www.example.net.", "www.example.net"],
    ["example.com.example.com", "example.com.example.com"],
    ["münchen", "xn--mnchen-3ya.example.com"],
    ["a\\.b", "a\\.b.example.com"],
  ])("the name %s is %s", (name, full) => {
    const result = readAs(recordsReader, zone({ name, type: "A", address: "192.0.2.1" }));
    expect(result.zones[0]?.records[0]?.name).toBe(full);
  });

  test("text is one string however long, strings carry their lengths", () => {
    const result = readAs(
      recordsReader,
      zone({ name: "@", type: "TXT", text: "a" }, { name: "@", type: "TXT", strings: ["a"] }),
    );
    expect(result.zones[0]?.records.map((record) => record.source.publisher.splitsText)).toEqual([true, false]);
  });

  test("zones: scope, host, private, --origin for a single one", () => {
    const document = {
      version: 1,
      zones: [{ origin: "example.com.", host: "cloudflare", private: true, id: "z1", records: [] }],
    };
    expect(readAs(recordsReader, document).zones[0]).toMatchObject({
      origin: "example.com",
      scope: "part",
      private: true,
      id: "z1",
      publisher: { id: "cloudflare", relativeTargets: false },
    });
    expect(readAs(recordsReader, document, { origin: "example.org" }).zones[0]?.origin).toBe("example.org");
  });
});

describe("refusals name pointer, line and the nearest key", () => {
  test.each<[document: unknown, reason: string]>([
    [[], "1:1 records JSON is an object with version and zones"],
    [{ zones: [] }, "1:1 version is missing; this maildns reads version 1"],
    [{ version: 2, zones: [] }, "2:14 /version: the version is not known; this maildns reads version 1"],
    [{ version: 1, zone: [] }, '3:11 /zone: records JSON has no key "zone"; the nearest is zones'],
    [
      zone({ name: "@", type: "MX", exchange: "a.example", preferense: 1 }),
      '11:25 /zones/0/records/0/preferense: a record of type MX has no key "preferense"; the nearest is preference',
    ],
    [zone({ name: "@", type: "MX" }), "7:9 /zones/0/records/0: a record of type MX needs exchange"],
    [
      zone({ name: "@", type: "mx", exchange: "a.example" }),
      '9:20 /zones/0/records/0/type: "mx" is no record type: types are written in capitals, like "MX"',
    ],
    [zone({ type: "A", address: "192.0.2.1" }), "7:9 /zones/0/records/0: the record's name is missing"],
    [
      zone({ name: "a..b", type: "A", address: "192.0.2.1" }),
      '8:20 /zones/0/records/0/name: the name "a..b" has an empty label',
    ],
    [
      zone({ name: "@", type: "A", address: { unknown: "why" } }),
      '10:22 /zones/0/records/0/address: address is a text, or {"unknown": reason} with one of preview, secret, template, dynamic',
    ],
    [
      zone({ name: "@", type: "TXT", text: "a", strings: ["b"] }),
      "11:22 /zones/0/records/0/strings: text and strings exclude each other",
    ],
    [
      zone({ name: "@", type: "A", address: "192.0.2.1", ttl: "1h" }),
      "11:19 /zones/0/records/0/ttl: a TTL is whole seconds from 0 to 2147483647",
    ],
    [
      zone({ name: "@", type: "A", address: "192.0.2.1", proxied: 1 }),
      "11:22 /zones/0/records/0/proxied: not true or false",
    ],
    [
      { version: 1, zones: [{ origin: "a..b", records: [] }] },
      '5:18 /zones/0/origin: the name "a..b" has an empty label',
    ],
  ])("%j", (document, reason) => {
    const result = readAs(recordsReader, document);
    expect(result.zones).toEqual([]);
    expect(reasonsOf(result)[0]).toMatch(/^\d+:\d+ /);
    expect(reasonsOf(result)[0]?.replace(/^\d+:\d+ /, "")).toBe(reason.replace(/^\d+:\d+ /, ""));
    expect(reasonsOf(result)[0]?.split(":")[0]).toBe(reason.split(":")[0]);
  });

  test("the twentieth is the last that is listed", () => {
    const result = readAs(recordsReader, zone(...Array.from({ length: 30 }, () => 1)));
    expect(result.problems).toHaveLength(21);
    expect(result.problems[20]?.reason).toBe("10 more of these are not listed");
  });
});

test("fields and spans are found in the user's own text", () => {
  const text = `{"version":1,"zones":[{"origin":"example.com","records":[]},{"origin":"example.org","records":[
    {"name":"@","type":"MX","preference":10,"exchange":"mx.example.net"},
    {"name":"@","type":"TXT","text":"v=spf1 \\u0069nclude:é.example -all"},
    {"name":"@","type":"TXT","strings":["v=spf1 in", "clude:a.example"]}]}]}`;
  const { file, zones } = readAs(recordsReader, text);
  const [mx, txt, split] = zones[1]?.records ?? [];
  if (mx === undefined || txt === undefined || split === undefined) throw new Error("not read");
  expect(sourceOf(recordsReader, file, mx, "exchange")).toBe("mx.example.net");
  expect(sourceOf(recordsReader, file, mx, "preference")).toBe("10");
  expect(sourceOf(recordsReader, file, mx)).toMatch(/^\{"name".*\}$/);
  expect(sourceOf(recordsReader, file, txt, "text", [7, 14])).toBe("\\u0069nclude");
  // é is two bytes of the text and one character of the document.
  expect(sourceOf(recordsReader, file, txt, "text", [15, 17])).toBe("é");
  expect(sourceOf(recordsReader, file, split, "text", [7, 24])).toBe('in", "clude:a.example');
  expect(sourceOf(recordsReader, file, txt, "text", [7, 999])).toBe("v=spf1 \\u0069nclude:é.example -all");
});

describe("the schema", () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false }).compile(
    schema,
  );

  const value = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom("a.example", "192.0.2.1", "", "@", "10 mx") },
    fc.constantFrom({ unknown: "secret" }, { unknown: "malformed" }, { unknown: "secret", x: 1 }, {}),
    fc.constantFrom(0, 10, 65536, -1, 1.5, true, null, ["a"], [], [1]),
  );
  const keys = [
    "exchange", "preference", "text", "strings", "address", "target", "priority", "weight", "port", "data",
    "ttl", "proxied", "flattened", "disabled", "routing", "modified", "comment", "zz", "__proto__", "constructor",
  ]; // prettier-ignore
  const type = fc.constantFrom<unknown>(
    "MX",
    "TXT",
    "SPF",
    "A",
    "AAAA",
    "CNAME",
    "ANAME",
    "SRV",
    "CAA",
    "X-Y",
    "mx",
    "",
    1,
    { unknown: "preview" },
  );
  const needed: Record<string, Record<string, unknown>> = {
    MX: { exchange: "a.example" },
    TXT: { text: "t" },
    A: { address: "192.0.2.1" },
    CNAME: { target: "a.example" },
    SRV: { priority: 0, weight: 0, port: 1, target: "." },
    CAA: { data: "0 issue x" },
  };
  const record = fc
    .record({
      name: fc.oneof({ weight: 8, arbitrary: fc.constantFrom<unknown>("@", "www", "a.example.com.") }, value),
      type,
      extra: fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 2 }),
      fill: fc.boolean(),
      drop: fc.option(fc.constantFrom("name", "type")),
    })
    .map(({ name, type: each, extra, fill, drop }) => {
      const row: Record<string, unknown> = {
        name,
        type: each,
        ...(fill && typeof each === "string" ? needed[each] : {}),
        ...extra,
      };
      if (drop !== null) delete row[drop];
      return row;
    });
  // An owner with a blank or of two words is a legal name, so schema and reader agree on every text above.
  const document = fc.record(
    {
      version: fc.oneof({ weight: 20, arbitrary: fc.constant<unknown>(1) }, fc.constantFrom<unknown>(2, "1")),
      $schema: fc.constantFrom<unknown>("x", "x", "x", 1),
      zones: fc.array(
        fc.record(
          {
            origin: fc.oneof(
              { weight: 20, arbitrary: fc.constant<unknown>("example.com") },
              fc.constantFrom<unknown>("", 1),
            ),
            scope: fc.constantFrom<unknown>("whole", "part", "whole", "none"),
            host: fc.constantFrom<unknown>("cloudflare", "other", "other", ""),
            private: fc.constantFrom<unknown>(true, false, true, 1),
            records: fc.array(fc.oneof({ weight: 20, arbitrary: record }, fc.constant(1 as never)), { maxLength: 3 }),
          },
          { requiredKeys: ["origin", "records"] },
        ),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: ["version", "zones"] },
  );

  test("takes and refuses what the reader does", () => {
    let taken = 0;
    fc.assert(
      fc.property(document, (each) => {
        const text = JSON.stringify(each);
        const result = readAs(recordsReader, text);
        const valid = validate(JSON.parse(text));
        expect([result.problems.map((problem) => problem.reason), valid]).toEqual([
          valid ? [] : expect.anything(),
          result.problems.length === 0,
        ]);
        if (valid) taken++;
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) },
    );
    expect(taken).toBeGreaterThan(50);
  });

  test("takes the documents of this file", () => {
    const rows = readAs(recordsReader, zone({ name: "@", type: "A", address: "192.0.2.1" })).zones[0]?.records ?? [];
    expect(rows.map(lineOf)).toEqual(["example.com - A 192.0.2.1"]);
    expect(validate(zone({ name: "@", type: "A", address: "192.0.2.1" }))).toBe(true);
  });
});
