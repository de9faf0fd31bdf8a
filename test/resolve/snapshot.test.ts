import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasuredName } from "../../src/model/measured.ts";
import { daysBetween, isDate } from "../../src/model/dates.ts";
import { isPublicName } from "../../src/resolve/public-name.ts";
import { printSnapshot, readSnapshot, refresh, type Names } from "../../src/resolve/snapshot.ts";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1000);
const day = "2026-11-22";
const schema: unknown = JSON.parse(
  readFileSync(new URL("../../schemas/snapshot.schema.json", import.meta.url).pathname, "utf8"),
);
const validate = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema as object);

function names(entries: Readonly<Record<string, MeasuredName>>): Names {
  return new Map(Object.entries(entries));
}

describe("a snapshot as it is written", () => {
  it("is sorted, dated and plain", () => {
    const text = printSnapshot(
      names({
        "b.example.net": { aaaa: false, a: true, date: "2026-10-01" },
        "a.example.net": { date: day, spf: ["v=spf1 ~all", "v=spf1 -all"] },
        "c.example.net": { spf: [], exists: false, date: day },
        "d.example.net": { date: day, mx: 2 },
      }),
    );
    expect(text).toBe(`{
  "$schema": "https://unpkg.com/maildns/schemas/snapshot.schema.json",
  "version": 1,
  "names": [
    {
      "name": "a.example.net",
      "date": "2026-11-22",
      "spf": [
        "v=spf1 -all",
        "v=spf1 ~all"
      ]
    },
    {
      "name": "b.example.net",
      "date": "2026-10-01",
      "a": true,
      "aaaa": false
    },
    {
      "name": "c.example.net",
      "date": "2026-11-22",
      "exists": false,
      "spf": []
    },
    {
      "name": "d.example.net",
      "date": "2026-11-22",
      "mx": 2
    }
  ]
}
`);
    expect(validate(JSON.parse(text))).toBe(true);
  });
});

const good = { name: "a.example.net", date: day, spf: ["v=spf1 -all"] };
const broken: readonly (readonly [string, unknown, string])[] = [
  ["nothing", null, ": it must be an object"],
  ["a list", [], ": it must be an object"],
  ["a text", "names", ": it must be an object"],
  ["an empty object", {}, "version: version must be 1, names: names must be a list"],
  ["another version", { version: 2, names: [] }, "version: version must be 1"],
  ["an unknown key", { version: 1, names: [], nmaes: [] }, "nmaes: a snapshot has no such key"],
  [
    "an own __proto__",
    JSON.parse('{"version": 1, "names": [], "__proto__": {"a": 1}}'),
    "__proto__: a snapshot has no such key",
  ],
  ["no list", { version: 1, names: {} }, "names: names must be a list"],
  ["a long list", { version: 1, names: Array.from({ length: 5001 }, () => good) }, "names: more than 5000 names"],
  ["a name twice", list(good, good), "names/1/name: a.example.net stands there twice"],
  ["no entry", list(null), "names/0: an entry must be an object"],
  ["nothing measured", list({ name: "a.example.net", date: day }), "names/0: the entry has none of spf, mx, a, aaaa"],
  ["no name, no date", list({ a: true }), "names/0: the entry has no name, names/0: the entry has no date"],
  [
    "upper case",
    list({ ...good, name: "A.example.net" }),
    "names/0/name: name must be a name of the public DNS, in lower case and without a final dot",
  ],
  [
    "a single label",
    list({ ...good, name: "__proto__" }),
    "names/0/name: name must be a name of the public DNS, in lower case and without a final dot",
  ],
  ["no day", list({ ...good, date: "2026-02-30" }), "names/0/date: date must be a day such as 2026-12-31"],
  ["a time", list({ ...good, date: "2026-11-22T00:00:00Z" }), "names/0/date: date must be a day such as 2026-12-31"],
  ["no SPF", list({ ...good, spf: ["token=1"] }), "names/0/spf: spf must be a list of at most 10 SPF records"],
  ["no text", list({ ...good, spf: [1] }), "names/0/spf: spf must be a list of at most 10 SPF records"],
  [
    "characters that are no bytes",
    list({ ...good, spf: ["v=spf1 \u2028 -all"] }),
    "names/0/spf: spf must be a list of at most 10 SPF records",
  ],
  [
    "too many",
    list({ ...good, spf: Array.from({ length: 11 }, () => "v=spf1 -all") }),
    "names/0/spf: spf must be a list of at most 10 SPF records",
  ],
  [
    "too long",
    list({ ...good, spf: [`v=spf1 ${"a".repeat(70_000)}`] }),
    "names/0/spf: spf must be a list of at most 10 SPF records",
  ],
  ["half an MX", list({ ...good, mx: 1.5 }), "names/0/mx: mx must be the number of MX records"],
  ["a number for a flag", list({ ...good, a: 1 }), "names/0/a: a must be true or false"],
  ["exists: true", list({ ...good, exists: true }), "names/0/exists: exists must be false where it is given"],
  [
    "a key of an object's prototype",
    list({ ...good, constructor: 1 }),
    "names/0/constructor: an entry has no such key",
  ],
];

function list(...entries: unknown[]): unknown {
  return { version: 1, names: entries };
}

describe("a snapshot that is none", () => {
  it.each(broken)("%s", (_, document, expected) => {
    const result = readSnapshot(document);
    const faults = result.ok ? [] : result.faults.map(({ at, reason }) => `${at.join("/")}: ${reason}`);
    expect(faults.join(", ")).toBe(expected);
  });

  it("names no more than twenty defects", () => {
    const result = readSnapshot(list(...Array.from({ length: 100 }, () => null)));
    expect(result.ok ? [] : result.faults).toHaveLength(20);
  });
});

const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,8}[a-z0-9_])?$/);
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => [...labels, "example.net"].join("."));
const date = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));
const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const policy = fc.array(byte).map((bytes) => `v=spf1 ${bytes.join("")}`);
const measured = fc
  .record(
    {
      date,
      exists: fc.constant(false as const),
      spf: fc.array(policy, { maxLength: 3 }).map((texts) => [...texts].sort()),
      mx: fc.nat(20),
      a: fc.boolean(),
      aaaa: fc.boolean(),
    },
    { requiredKeys: ["date"] },
  )
  .filter((each) => ["spf", "mx", "a", "aaaa"].some((key) => key in each));
const snapshot = fc.array(fc.tuple(name, measured), { maxLength: 6 }).map((entries): Names => new Map(entries));

describe("snapshots", () => {
  it("are read as they were written, and written the same again", () => {
    fc.assert(
      fc.property(snapshot, (given) => {
        const text = printSnapshot(given);
        const document: unknown = JSON.parse(text);
        const read = readSnapshot(document);
        expect(validate(document)).toBe(true);
        expect(read.ok && Object.fromEntries(read.names)).toEqual(Object.fromEntries(given));
        expect(read.ok && printSnapshot(read.names)).toBe(text);
      }),
      { numRuns },
    );
  });

  it("never throw, and are taken only where the schema takes them", () => {
    const entry = fc.record(
      {
        name: fc.oneof(name, fc.string()),
        date: fc.oneof(date, fc.string()),
        spf: fc.oneof(fc.array(policy), fc.anything()),
        mx: fc.anything(),
        a: fc.anything(),
        extra: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const document = fc.oneof(
      fc.anything(),
      fc.record({ version: fc.constant(1), names: fc.oneof(fc.array(entry), fc.anything()) }),
    );
    fc.assert(
      fc.property(document, (given) => {
        const read = readSnapshot(given);
        if (!read.ok) expect(read.faults.length).toBeGreaterThan(0);
        else {
          expect(validate(given)).toBe(true);
          for (const each of read.names.keys()) expect(isPublicName(each)).toBe(true);
        }
      }),
      { numRuns },
    );
  });

  it("that are refreshed with the same answers stay as they are", () => {
    fc.assert(
      fc.property(snapshot, fc.nat(29), (given, later) => {
        const days = [...given.values()].map((each) => each.date).sort();
        const today = new Date(Date.parse(days.at(-1) ?? day) + later * 86_400_000).toISOString().slice(0, 10);
        const fresh = new Map([...given].map(([key, each]) => [key, { ...each, date: today }]));
        const young = new Map([...given].filter(([, each]) => daysBetween(each.date, today) < 30));
        const { measured: kept } = refresh(given, { names: fresh, failures: new Map(), needed: new Set(given.keys()) });
        for (const [key, each] of kept.names) expect(each.date).toBe(young.get(key)?.date ?? today);
      }),
      { numRuns },
    );
  });
});

describe("refresh", () => {
  const same = { date: day, spf: ["v=spf1 -all"] };
  const rows: readonly (readonly [
    string,
    Readonly<Record<string, MeasuredName>>,
    Readonly<Record<string, MeasuredName>>,
    readonly string[],
    Readonly<Record<string, MeasuredName>>,
  ])[] = [
    ["a new name", {}, { a: same }, [], { a: same }],
    [
      "the same answer keeps its date",
      { a: { ...same, date: "2026-10-30" } },
      { a: same },
      [],
      { a: { ...same, date: "2026-10-30" } },
    ],
    ["for a month", { a: { ...same, date: "2026-10-23" } }, { a: same }, [], { a: same }],
    ["not from the future", { a: { ...same, date: "2027-01-01" } }, { a: same }, [], { a: same }],
    [
      "another answer is new",
      { a: { ...same, date: "2026-11-20" } },
      { a: { ...same, spf: [] } },
      [],
      { a: { ...same, spf: [] } },
    ],
    [
      "more was asked for",
      { a: { ...same, date: "2026-11-20" } },
      { a: { ...same, mx: 1 } },
      [],
      { a: { ...same, mx: 1 } },
    ],
    [
      "no answer: the earlier one stays",
      { a: { ...same, date: "2026-01-01" } },
      {},
      ["a"],
      { a: { ...same, date: "2026-01-01" } },
    ],
    ["no answer, and none before", {}, {}, ["a"], {}],
  ];
  it.each(rows)("%s", (_, old, fresh, failed, expected) => {
    const failures = new Map(failed.map((each) => [each, "no answer"]));
    const needed = new Set([...Object.keys(fresh), ...failed]);
    const { measured: kept, carried } = refresh(names(old), { names: names(fresh), failures, needed });
    expect(Object.fromEntries(kept.names)).toEqual(expected);
    expect([...carried.keys()]).toEqual(failed.filter((each) => each in old));
  });

  it("drops what is not needed any more", () => {
    const { measured: kept } = refresh(names({ a: same, b: same }), {
      names: names({ a: same }),
      failures: new Map(),
      needed: new Set(["a"]),
    });
    expect([...kept.names.keys()]).toEqual(["a"]);
  });
});

describe("days", () => {
  it.each([
    ["2026-02-28", true],
    ["2026-02-29", false],
    ["2028-02-29", true],
    ["2026-13-01", false],
    ["2026-00-10", false],
    ["2026-1-1", false],
    ["", false],
    ["2026-11-22 ", false],
  ] as const)("%j %s", (text, expected) => expect(isDate(text)).toBe(expected));
  it("are counted over a change of the clocks", () => {
    expect(daysBetween("2026-03-01", "2026-04-01")).toBe(31);
    expect(daysBetween("2026-11-22", "2026-11-21")).toBe(-1);
  });
});
