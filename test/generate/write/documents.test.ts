import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cloudflareBatchWriter } from "../../../src/generate/write/cloudflare-batch.ts";
import { jsonWriter } from "../../../src/generate/write/json.ts";
import { octodnsWriter } from "../../../src/generate/write/octodns.ts";
import { route53BatchWriter } from "../../../src/generate/write/route53-batch.ts";
import type { Writer } from "../../../src/generate/write/writer.ts";
import { zoneWriter } from "../../../src/generate/write/zone.ts";
import { cloudflareReader } from "../../../src/input/cloudflare.ts";
import { octodnsReader } from "../../../src/input/octodns.ts";
import type { Reader } from "../../../src/input/reader.ts";
import { recordsReader } from "../../../src/input/records.ts";
import { route53Reader } from "../../../src/input/route53.ts";
import { zoneFileReader } from "../../../src/input/zone-file.ts";
import { parseName } from "../../../src/model/name.ts";
import { textOf as textOfTxt, type DnsRecord } from "../../../src/model/record.ts";
import { isKnown } from "../../../src/model/value.ts";
import { presentation, presentText } from "../../../src/syntax/presentation.ts";
import { readAs } from "../../input/json-fixture.ts";
import { deploymentOfRecords, hosted, parked, recordsOf, whole, WHOLE, written } from "./document-fixture.ts";

interface Form {
  readonly writer: Writer;
  readonly reader: Reader;
  readonly path: string;
  /** What it has no form for, however it is escaped. */
  readonly cannot?: (text: string) => boolean;
}

const forms: readonly Form[] = [
  { writer: jsonWriter, reader: recordsReader, path: "out.json", cannot: (text) => !isUtf8(text) },
  { writer: zoneWriter, reader: zoneFileReader, path: "out.zone" },
  {
    writer: octodnsWriter,
    reader: octodnsReader,
    path: "example.com.yaml",
    cannot: (text) => text === "" || /[^ -~]|[\\{}]|" "/.test(text),
  },
  { writer: cloudflareBatchWriter, reader: cloudflareReader, path: "example.com.json" },
  { writer: route53BatchWriter, reader: route53Reader, path: "example.com.json" },
];
const byId = forms.map((form): [string, Form] => [form.writer.id, form]);

function isUtf8(bytes: string): boolean {
  const buffer = Buffer.from(bytes, "latin1");
  return Buffer.from(buffer.toString("utf8"), "utf8").equals(buffer);
}

/** A record in one line; texts undivided, as some forms leave that to the DNS host. */
function line(record: DnsRecord): string {
  if (record.type !== "TXT") return presentation(record);
  const text = textOfTxt(record);
  const strings = isKnown(text) ? [text] : text;
  return `${presentation({ ...record, data: { strings: [] } })} ${isKnown(strings) ? presentText(strings) : "?"}`;
}

function lines(records: readonly DnsRecord[]): string[] {
  return [...new Set(records.map(line))].sort();
}

function readBack({ reader, path }: Form, text: string): { readonly scope: string; readonly lines: string[] } {
  const { zones, problems } = readAs(reader, text, { path });
  expect(problems).toEqual([]);
  expect(zones.map(({ origin }) => origin)).toEqual(["example.com"]);
  return { scope: zones[0]?.scope ?? "none", lines: lines(zones.flatMap(({ records }) => records)) };
}

describe.each(byId)("%s", (id, form) => {
  test.each([
    ["providers and senders", hosted],
    ["a parked domain", parked],
  ])("gives the records of %s back", (_, deployment) => {
    const result = written(form.writer, deployment);
    expect(result).toMatchObject({ ok: true });
    const back = readBack(form, result.ok ? result.text : "");
    expect(back.lines).toEqual(lines(deployment.entries.map(({ record }) => record)));
    // To octoDNS a file is always a whole zone, which a comment in it says.
    expect(back.scope).toBe(id === "octodns" ? "whole" : "part");
  });

  test.runIf(["json", "zone", "octodns"].includes(id))("gives a whole zone back", () => {
    const deployment = whole(WHOLE);
    const result = written(form.writer, deployment);
    expect(result).toMatchObject({ ok: true });
    const back = readBack(form, result.ok ? result.text : "");
    const declared = deployment.entries.map(({ record }) => record);
    expect(back.scope).toBe("whole");
    expect(back.lines).toEqual(lines(declared.filter(({ type }) => id !== "octodns" || type !== "SOA")));
  });

  const [template] = recordsOf("@ 300 TXT x");
  const record = fc.oneof(
    fc
      .record({ name: owner(), strings: texts() })
      .map(({ name, strings }) => ({ name, type: "TXT", data: { strings } })),
    fc
      .record({ name: owner(), exchange: owner(), preference: fc.nat(65_535) })
      .map(({ name, ...data }) => ({ name, type: "MX", data })),
  );

  test("gives any text and any name back, or says which it cannot hold", () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (made) => {
        const records = made.map((each) => ({ ...template, ...each }) as DnsRecord);
        const result = written(form.writer, deploymentOfRecords(records));
        const bad = records.filter((each) => textsIn(each).some((text) => form.cannot?.(text) === true));
        if (result.ok) expect(readBack(form, result.text).lines).toEqual(lines(records));
        else {
          expect(bad).not.toEqual([]);
          expect(result.reasons.every((reason) => reason.includes("record of "))).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function textsIn(record: DnsRecord): string[] {
  // A label that is nothing but `@`, escaped in other forms, is the apex to octoDNS.
  const name = String(record.name) === "@.example.com" ? "\\" : String(record.name);
  if (record.type === "MX") return [name, String(record.data.exchange)];
  if (record.type !== "TXT") return [name];
  const { strings } = record.data;
  return [name, ...(isKnown(strings) ? [strings.join("")] : [])];
}

/** A name in canonical form, of labels with whatever characters. */
function owner(): fc.Arbitrary<string> {
  const hostile = [..."ab01_-*@$;()\"'{}.\\#:&!%,~|=+/ ", "\n", "\0", "\xe9", "\x7f"];
  const character = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(..."abc019") }, fc.constantFrom(...hostile));
  const label = fc.oneof(
    fc.constantFrom("on", "null", "010", "12:30", "@", "IN", "300", "MX", "__proto__", "www.example.com"),
    fc.string({ unit: character, minLength: 1, maxLength: 8 }).map(escaped),
  );
  return fc.array(label, { maxLength: 3 }).map((labels) => {
    const result = parseName([...labels, "example.com"].join("."));
    return result.ok ? result.name : "example.com";
  });
}

function escaped(label: string): string {
  return label.replace(/[^a-z0-9_*-]/g, (character) => `\\${String(character.charCodeAt(0)).padStart(3, "0")}`);
}

function texts(): fc.Arbitrary<string[]> {
  const nasty = [
    ..."\"\\;'{}$`#:* ",
    "\n",
    "\r",
    "\t",
    "\0",
    "\xc3",
    "\xa9",
    "\xff",
    '" "',
    "\\;",
    "*/",
    "${x}",
    ": ",
    " #",
  ];
  const printable = fc.string({ unit: fc.constantFrom(..."abc 12;=\"':#,@{}"), maxLength: 12 });
  const any = fc.string({ unit: fc.oneof(fc.constantFrom(...nasty), fc.constantFrom(..."ab1 ")), maxLength: 12 });
  const long = fc.integer({ min: 250, max: 520 }).map((length) => 'a;b"c'.repeat(110).slice(0, length));
  return fc.array(fc.oneof(printable, any, long), { minLength: 1, maxLength: 2 });
}
