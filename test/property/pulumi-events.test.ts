import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseKind, probeOf } from "../../src/input/choose.ts";
import { pulumiEventsReader } from "../../src/input/pulumi-events.ts";
import type { InputFile, ReadResult } from "../../src/input/reader.ts";
import { ciphered, options, plain, UNKNOWN, urnOf } from "../input/pulumi-fixture.ts";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1000);
const SECRET = "hush-hush";
const folder = new URL("../input/pulumi/", import.meta.url).pathname;
const documents = readdirSync(folder).filter((name) => name.endsWith("json"));
const textOf = new Map(documents.map((name) => [name, readFileSync(folder + name, "utf8")]));

function fileOf(text: string): InputFile {
  return { path: "x.ndjson", text, utf8: true };
}

/** Reads as the loader does, and locates all that it found. */
async function readAny(text: string): Promise<ReadResult | undefined> {
  const file = fileOf(text);
  const choice = chooseKind(probeOf(file), undefined);
  if (!("kind" in choice)) return undefined;
  const reader = await choice.kind.load();
  const result = reader.read(file, options(), choice.json);
  const records = [...result.zones, ...(result.before ?? [])].flatMap((zone) => zone.records);
  for (const field of ["text", "exchange", undefined] as const) {
    const regions = reader.locate(
      file,
      records.map(({ at }) => ({ at, field, span: [0, 2] as const })),
    );
    for (const region of regions) {
      if (region === undefined) continue;
      expect(region.start >= 0 && region.start <= region.end && region.end <= text.length).toBe(true);
    }
  }
  return result;
}

const refused = (result: ReadResult | undefined): boolean =>
  result === undefined || result.problems.some(({ level }) => level === "error");

const value = fc.oneof(
  fc.constantFrom<unknown>("@", "MX", "TXT", "mx.example.net", "zone-id", UNKNOWN, "[secret]", 10, null, ciphered),
  fc.constant(plain(SECRET)),
  fc.string(),
);
const bag = fc.dictionary(fc.constantFrom("name", "type", "content", "zoneId", "priority", "data", "__proto__"), value);
const state = fc.oneof(
  fc.record({
    urn: fc.constantFrom("urn:pulumi:a::b::c::d", "x"),
    id: fc.constantFrom("", "zone-id"),
    inputs: bag,
    outputs: fc.oneof(bag, value),
    delete: fc.constantFrom(true, undefined),
    external: fc.constantFrom(true, undefined),
  }),
  value,
);
const metadata = fc.record({
  op: fc.constantFrom("create", "update", "same", "delete", "replace", "create-replacement", "delete-replaced", "refresh", "read", "import", "x"), // prettier-ignore
  urn: fc.constantFrom(
    urnOf("cloudflare:index/dnsRecord:DnsRecord", "a"),
    urnOf("cloudflare:index/zone:Zone", "b"),
    urnOf("pulumi:pulumi:Stack", "mail-dev"),
  ),
  old: state,
  new: state,
  logical: fc.constantFrom(true, undefined),
});
const happened = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("resourcePreEvent", "resOutputsEvent", "resOpFailedEvent"),
      fc.oneof({ weight: 9, arbitrary: metadata }, { weight: 1, arbitrary: value }),
      fc.boolean(),
    )
    .map(([kind, about, planning]) => ({ [kind]: { metadata: about, planning } })),
  fc.constantFrom<Record<string, unknown>>(
    { preludeEvent: {} },
    { cancelEvent: {} },
    { diagnosticEvent: { severity: "error", message: "no" } },
    { summaryEvent: { resourceChanges: { create: 1 }, result: "succeeded" } },
    { summaryEvent: 1 },
    { policyEvent: { enforcementLevel: "mandatory" } },
  ),
);
const logs = fc
  .array(happened, { maxLength: 12 })
  .map((events) => [{ preludeEvent: {} }, ...events, { summaryEvent: {} }].map((event, sequence) => ({ sequence, ...event }))); // prettier-ignore

test("any log gives zones or problems, and no secret", () => {
  fc.assert(
    fc.property(logs, (events) => {
      const file = fileOf(events.map((event) => JSON.stringify(event)).join("\n"));
      const result = pulumiEventsReader.read(file, options({ origin: "example.com" }), () => undefined);
      if (refused(result)) expect(result.zones).toEqual([]);
      expect(JSON.stringify(result)).not.toContain(SECRET);
      const records = [...result.zones, ...(result.before ?? [])].flatMap((zone) => zone.records);
      const regions = pulumiEventsReader.locate(
        file,
        records.map(({ at }) => ({ at, field: "text" as const })),
      );
      for (const region of regions) expect(file.text.slice(region?.start, region?.end)).not.toContain(SECRET);
    }),
    { numRuns },
  );
});

test("torn and mutated documents", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), fc.nat(5), fc.string(), async (name, at, length, put) => {
      const text = textOf.get(name) ?? "";
      const cut = at % text.length;
      await readAny(text.slice(0, cut) + put + text.slice(cut + length));
    }),
    { numRuns: Math.ceil(numRuns / 4) },
  );
});

describe("no part of a log is taken for the whole", () => {
  test.each(documents.filter((name) => name.startsWith("events-")))("%s", async (name) => {
    const text = textOf.get(name) ?? "";
    const whole = await readAny(text);
    // After the summary nothing is told that counts; before the events of an update stands its preview.
    const summary = text.indexOf("\n", text.indexOf('"summaryEvent"'));
    const digest = text.startsWith("{\n") ? text.indexOf("\n}\n") + 2 : 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length - 1 }), async (cut) => {
        const result = await readAny(text.slice(0, cut));
        const over = summary >= 0 && cut >= summary && !refused(result);
        if (over) expect(result?.zones).toEqual(whole?.zones);
        else if (cut !== digest && cut !== digest + 1) expect(refused(result)).toBe(true);
      }),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });

  test.each(documents.filter((name) => !name.startsWith("events-")))("%s", async (name) => {
    const text = (textOf.get(name) ?? "").trimEnd();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length - 1 }), async (cut) => {
        expect(refused(await readAny(text.slice(0, cut)))).toBe(true);
      }),
      { numRuns: Math.ceil(numRuns / 40) },
    );
  });
});
