import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absolute,
  isAtOrBelow,
  labelsOf,
  nameLength,
  parentOf,
  parseName,
  relativeTo,
  type Name,
} from "../../src/model/name.ts";
import { presentName, presentString, presentText } from "../../src/syntax/presentation.ts";

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const piece = fc.constantFrom(
  ...[
    "a",
    "B",
    "mx",
    "_dmarc",
    "*",
    "-",
    "@",
    ".",
    "..",
    "\\",
    "\\.",
    "\\032",
    "\\300",
    "\\a",
    " ",
    "\t",
    "é",
    "漢",
    "🎉",
  ],
  ...[
    "ß",
    "ℂ",
    "。",
    "xn--",
    "xn--a",
    "\u0000",
    "\ud800",
    "\u202e",
    "$",
    ";",
    '"',
    "(",
    "0/25",
    "129688",
    "a".repeat(64),
  ],
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 80 }),
  fc
    .array(fc.constantFrom("a", "mx", "_dmarc", "example", "com"), { minLength: 1, maxLength: 6 })
    .map((all) => all.join(".")),
);
const origin = fc.constantFrom(undefined, "", "example.com", "a\\.b.example");

/** Any name that the parser makes. */
const name: fc.Arbitrary<Name> = text
  .map((each) => parseName(each))
  .filter((result) => result.ok)
  .map(({ name }) => name);

describe("any text as a name", () => {
  it("is a name or a reason, and a name is its own canonical form", () => {
    fc.assert(
      fc.property(text, origin, (each, below) => {
        const result = parseName(each, below);
        if (!result.ok) {
          expect(result.reason).not.toBe("");
          return;
        }
        expect(nameLength(result.name)).toBeLessThanOrEqual(255);
        for (const label of labelsOf(result.name)) expect(label).not.toBe("");
        expect(parseName(absolute(result.name))).toEqual(result);
        expect(parseName(presentName(result.name))).toEqual(result);

        expect(result.name).toMatch(/^[\x21-\x7e]*$/);
        expect(result.name).not.toMatch(/[A-Z]/);
      }),
      { numRuns },
    );
  });

  it("its labels, parents and relatives agree", () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const labels = labelsOf(one);
        expect(labels.join(".")).toBe(one);
        const parent = parentOf(one);
        expect(parent).toBe(labels.length === 0 ? undefined : labels.slice(1).join("."));
        if (parent !== undefined) expect(isAtOrBelow(one, parent)).toBe(true);
        const below = labelsOf(other);
        const isBelow = below.length <= labels.length && labels.slice(labels.length - below.length).join(".") === other;
        expect(isAtOrBelow(one, other)).toBe(isBelow);
        const relative = relativeTo(one, other);
        expect(relative !== undefined).toBe(isBelow);
        if (relative !== undefined && relative !== "@")
          expect(parseName(relative, other)).toEqual({ ok: true, name: one });
      }),
      { numRuns },
    );
  });

  it("of any length costs work in proportion", () => {
    // A label that cannot fit is refused before IDNA, whose work grows with the square of a label's length.
    const many = Array.from({ length: 100_000 }, (_, index) => String.fromCodePoint(0x4e00 + (index % 20_000))).join(
      "",
    );
    for (const each of [
      many,
      "é".repeat(200_000),
      "é.".repeat(100_000),
      "\\.".repeat(100_000),
      `${"a".repeat(200_000)}é`,
    ]) {
      expect(parseName(each).ok).toBe(false);
    }
  });
});

describe("character strings", () => {
  it("print as printable ASCII that holds every byte", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary-ascii", maxLength: 300 }), { maxLength: 4 }), (strings) => {
        const printed = presentText(strings);

        expect(printed).toMatch(/^[\x20-\x7e]+$/);
        const read = [...printed.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => {
          return (match[1] as string).replace(/\\(?:([0-9]{3})|(.))/g, (_, digits?: string, character?: string) => {
            return digits === undefined ? (character as string) : String.fromCharCode(Number(digits));
          });
        });
        for (const string of read) expect(string.length).toBeLessThanOrEqual(255);
        expect(read.join("")).toBe(strings.join(""));
        expect(presentString("")).toBe('""');
      }),
      { numRuns },
    );
  });
});
