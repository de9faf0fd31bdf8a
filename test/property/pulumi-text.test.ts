import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spellingOf, txtStrings, writeChunks, writeText } from "../../src/input/pulumi/text.ts";
import { toByteString } from "../../src/model/record.ts";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1000);

/** Bytes, one UTF-16 unit each: any at all, those of texts, and what quoting trips over. */
const bytes = fc.oneof(
  fc.array(fc.nat(255), { maxLength: 600 }).map((codes) => String.fromCharCode(...codes)),
  fc.string({ unit: "binary", maxLength: 300 }).map(toByteString),
  fc
    .array(fc.constantFrom('"', "\\", " ", ";", "a", '" "', '\\"', "\\065", "\\377", "é", "\u{1f4e7}", "\0", "\x7f"), {
      maxLength: 120,
    })
    .map((pieces) => toByteString(pieces.join(""))),
  fc.integer({ min: 250, max: 520 }).map((length) => "x".repeat(length)),
);
const isUtf8 = (text: string): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, "latin1"));
    return true;
  } catch {
    return false;
  }
};

describe("a TXT value that is written is read as the same text", () => {
  const styles = ["raw", "quoted", "mixed", "inner", "wrapped"] as const;
  it.each(styles)("%s", (style) => {
    let written = 0;
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.constantFrom("raw", "quoted"), (text, octal, like) => {
        const made = writeText(text, style, octal, like, 255);
        if (made === undefined) {
          expect(style).toBe("raw");
          expect(isUtf8(text)).toBe(false);
          return;
        }
        written++;
        const strings = txtStrings(made, style, octal);
        expect(strings.join("")).toBe(text);
        const spelling = spellingOf(made, style);
        if (spelling !== "raw") {
          expect(Math.max(...strings.map(({ length }) => length))).toBeLessThanOrEqual(255);
          expect(made).toMatch(/^[\x20-\x7e]*$/);
        }
        if (style === "quoted" || style === "inner") expect(spelling).toBe(style);
        expect(writeText(strings.join(""), style, octal, like, 255)).toBe(made);
      }),
      { numRuns },
    );
    expect(written).toBeGreaterThan(numRuns / 4);
  });

  it("chunks", () => {
    fc.assert(
      fc.property(bytes, (text) => {
        const chunks = writeChunks(text, 255);
        expect(chunks === undefined).toBe(!isUtf8(text));
        if (chunks === undefined) return;
        expect(chunks.map(toByteString).join("")).toBe(text);
        for (const chunk of chunks) expect(toByteString(chunk).length).toBeLessThanOrEqual(255);
      }),
      { numRuns },
    );
  });
});
