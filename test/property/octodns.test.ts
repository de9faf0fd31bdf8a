import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { octodnsReader } from "../../src/input/octodns.ts";
import type { ReadOptions } from "../../src/input/reader.ts";
import { parseYaml } from "../../src/input/yaml-tree.ts";

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const options: ReadOptions = {
  origin: "example.com",
  zoneOfId: () => undefined,
  open: (path, from) => (path === "self.yaml" ? { ...from, path } : { refused: "not here" }),
};

/** Reads and locates everything; nothing may throw, whatever the text. */
function all(text: string): number {
  const file = { path: "example.com.yaml", text, utf8: true };
  octodnsReader.detect?.({ file, baseName: file.path, json: () => undefined });
  const { zones, problems } = octodnsReader.read(file, options, () => undefined);
  if (problems.some(({ level }) => level === "error")) expect(zones).toEqual([]);
  const records = zones.flatMap((zone) => zone.records);
  for (const field of [undefined, "name", "text", "exchange"] as const) {
    const regions = octodnsReader.locate(
      file,
      records.map(({ at }) => ({ at, field, span: [0, 3] as const })),
    );
    expect(regions).toHaveLength(records.length);
    for (const region of regions) {
      expect(region).toBeDefined();
      if (region === undefined) continue;
      expect(region.start).toBeGreaterThanOrEqual(0);
      expect(region.end).toBeGreaterThanOrEqual(region.start);
      expect(region.end).toBeLessThanOrEqual(text.length);
    }
  }
  return records.length;
}

const valid = `---
'': &apex
  - {type: MX, values: [{preference: 10, exchange: mx.example.net.}, {priority: '20', value: mx2.example.net}]}
  - type: TXT
    ttl: 300
    values:
      - v=spf1 include:a.example
        -all
      - "v=DKIM1\\\\; p=x"
      - '"a" "b"'
www: &www
  type: A
  octodns: {cloudflare: {proxied: true}, ignored: false}
  value: 192.0.2.1
0x10: *www
c: {<<: *www, ttl: 1:30}
d: {type: SRV, value: {priority: 1, weight: 2, port: 3, target: s.example.net.}}
e: {type: Route53Provider/ALIAS, value: {type: A, name: x}}
f: !include self.yaml
`;

const splice = fc.constantFrom(
  ...[
    "&a ",
    "*www",
    "*apex",
    "<<: *www\n",
    "!include self.yaml",
    "!!int ",
    "? ",
    "- ",
    "---\n",
    "~",
    '"',
    "'",
    "|\n",
    ">-\n",
  ],
  ...[
    "[",
    "]",
    "{",
    "}",
    ":",
    "\n",
    "\t",
    "#",
    "%",
    "\\",
    "\u0000",
    "\ud800",
    "\ufeff",
    "__proto__: ",
    "constructor: ",
  ],
);

describe("octoDNS reader", () => {
  it("reads the text that is mutated below", () => {
    expect(all(valid.replace(/^f:.*\n/m, ""))).toBeGreaterThan(6);
  });

  it("never throws on mutated zones", () => {
    const edit = fc.tuple(fc.nat(valid.length), fc.nat(12), splice);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let text = valid;
        for (const [at, drop, put] of edits) text = text.slice(0, at) + put + text.slice(at + drop);
        all(text);
      }),
      { numRuns },
    );
  });

  it("never throws on any text", () => {
    const lines = fc.array(fc.oneof(splice, fc.string(), fc.constantFrom(...valid.split("\n"))), { maxLength: 20 });
    fc.assert(
      fc.property(lines, fc.constantFrom("", "\n", " "), (parts, between) => {
        all(parts.join(between));
      }),
      { numRuns },
    );
  });

  it("reads back any TXT it is given", () => {
    const plain = fc.string({ unit: fc.constantFrom(..."abc =;:.-_/+ é\\\"'"), minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(plain, fc.boolean(), (text, double) => {
        const value = `x${text}`;
        const octodns = value.replaceAll(";", "\\;");
        const yaml = double ? JSON.stringify(octodns) : `'${octodns.replaceAll("'", "''")}'`;
        const file = { path: "example.com.yaml", text: `w: {type: TXT, value: ${yaml}}`, utf8: true };
        const record = octodnsReader.read(file, options, () => undefined).zones[0]?.records[0];
        expect(record?.type).toBe("TXT");
        if (record?.type !== "TXT" || value.includes('" "') || value.includes("\\;")) return;
        expect(record.data.strings).toEqual([Buffer.from(value, "utf8").toString("latin1")]);
        const span = [0, Buffer.byteLength(value)] as const;
        const [region] = octodnsReader.locate(file, [{ at: record.at, field: "text", span }]);
        expect(region?.narrowed).toBe(true);
        const end = file.text.length - 2;
        expect([region?.start, region?.end]).toEqual([file.text.indexOf(yaml) + 1, end]);
      }),
      { numRuns },
    );
  });

  it("bounds what aliases make of a text", () => {
    const uses = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.boolean()), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(uses, (steps) => {
        const text = ["n0: &n0 {type: TXT, value: [x, y]}\n"];
        steps.forEach(([first, second, merge], index) => {
          const at = index + 1;
          const one = `*n${Math.max(0, index - first)}`;
          const two = `*n${Math.max(0, index - second)}`;
          text.push(
            merge
              ? `n${at}: &n${at} {<<: [${one} , ${two} ]}\n`
              : `n${at}: &n${at} {type: TXT, a: ${one} , b: ${two} }\n`,
          );
        });
        const parsed = parseYaml(text.join(""));
        if (parsed.ok) expect(parsed.root?.size).toBeLessThan(200_000);
        all(text.join(""));
      }),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });
});

it("a record whose key is left out is found at its value", () => {
  const text = ":  - {type: MX, values: [{preference: 10, exchange: mx.example.net.}]}";
  expect(all(text)).toBe(1);
});
