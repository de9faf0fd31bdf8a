import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { defaultSettings } from "../../src/engine/settings.ts";
import { octodnsReader } from "../../src/input/octodns.ts";
import type { Reader, ReadOptions } from "../../src/input/reader.ts";
import { zoneFileReader } from "../../src/input/zone-file.ts";
import { parseIgnoreComments } from "../../src/syntax/ignore-comment.ts";

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);
const MARK = "maildns-ignore";
/** As long, and means nothing. */
const OTHER = "maildns-ignorE";

const options: ReadOptions = {
  origin: "example.com",
  zoneOfId: () => undefined,
  open: (path, from) => (path === "inner" ? { path, text: from.text.slice(0, 300), utf8: true } : { refused: "no" }),
};

/** Everything that is read, but for the comments themselves and what is said of those that stand nowhere. */
function read(reader: Reader, text: string): string {
  const { zones, problems } = reader.read({ path: "example.com.yaml", text, utf8: true }, options, () => undefined);
  const records = zones.flatMap((zone) =>
    zone.records.map(({ vendor, ...rest }) => {
      const { comment: _, ...others } = vendor ?? {};
      return { ...rest, others };
    }),
  );
  const told = problems.filter(({ reason }) => !reason.includes("comment stands at no record"));
  return JSON.stringify({ records, told }).replaceAll(MARK, OTHER);
}

function same(reader: Reader, text: string): void {
  expect(read(reader, text)).toBe(read(reader, text.replaceAll(MARK, OTHER)));
}

const ask = fc.constantFrom(`${MARK} spf-no-all: r`, `${MARK} mx-x, a until=2026-01-01: s`, MARK, `${MARK}: `);
const zoneComment = fc.tuple(
  fc.constantFrom("; ", ";", "\n; ", '"; ', "\\; ", " (; "),
  ask,
  fc.constantFrom("\n", "", '"\n', ")\n"),
);
const yamlComment = fc.tuple(
  fc.constantFrom(" # ", "#", "\n# ", '" # ', "\n  # ", "' #"),
  ask,
  fc.constantFrom("\n", "", '"\n', "'\n"),
);

const ZONE =
  '$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ MX 10 mx\n  TXT ( "v=spf1"\n " -all" )\n_dmarc TXT "v=DMARC1; p=none"\n$INCLUDE inner\n$GENERATE 1-3 h$ A 192.0.2.$\n\nx CNAME y ; z\n';
const YAML = `---
'':
  - {type: MX, values: [{preference: 10, exchange: mx.example.net.}]}
  - type: TXT
    values: &v
      - v=spf1 include:a.example
        -all
      - "a # b"
www: # www
  type: A
  octodns: {cloudflare: {comment: c}}
  value: 192.0.2.1

t: {type: TXT, values: *v}
b:
  type: TXT
  value: |
    c # d
`;

describe("comments that ask for an ignore, anywhere", () => {
  it.each([
    ["zone file", zoneFileReader, ZONE, zoneComment],
    ["octoDNS", octodnsReader, YAML, yamlComment],
  ] as const)("change nothing that is read: %s", (_, reader, text, comment) => {
    const edits = fc.array(fc.tuple(fc.nat(text.length), comment), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edits, (given) => {
        let changed: string = text;
        for (const [at, parts] of given) changed = changed.slice(0, at) + parts.join("") + changed.slice(at);
        same(reader, changed);
      }),
      { numRuns },
    );
  });

  it("are taken or told, and silence nothing that they do not name", () => {
    const edits = fc.array(fc.tuple(fc.nat(ZONE.length), zoneComment), { maxLength: 4 });
    fc.assert(
      fc.property(edits, (given) => {
        let text = ZONE;
        for (const [at, parts] of given) text = text.slice(0, at) + parts.join("") + text.slice(at);
        const file = { path: "example.com.zone", text, utf8: true };
        const { zones } = zoneFileReader.read(file, options, () => undefined);
        const off = lint({ after: zones });
        const on = lint({ after: zones, settings: { ...defaultSettings, inlineIgnores: true } });
        expect(off.ignored).toEqual([]);
        expect(on.findings.length + on.ignored.length).toBe(off.findings.length);
        for (const { finding } of on.ignored) {
          expect(finding.severity).not.toBe("error");
          expect(finding.at?.record.vendor?.comment).toContain(finding.rule);
        }
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  it("are parsed whatever they say", () => {
    const word = fc.constantFrom(MARK, "spf-ptr", ",", ":", " ", "\n", "until=", "2026-12-31", "*", "x", "-");
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 40 }), (words) => {
        for (const each of parseIgnoreComments(words.join(""))) {
          if (!each.ok) continue;
          expect(each.rules.length).toBeGreaterThan(0);
          expect(each.reason.trim()).not.toBe("");
          expect(each.reason).not.toContain("\n");
        }
      }),
      { numRuns },
    );
  });
});
