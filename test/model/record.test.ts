import fc from "fast-check";
import { expect, test } from "vitest";
import { fromByteString, toByteString } from "../../src/model/record.ts";

test.each([
  ["v=spf1 -all", "v=spf1 -all"],
  ["é", "Ã©"],
  ["日本", "æ\x97¥æ\x9c¬"],
  ["\u{1f4e7}", "ð\x9f\x93§"],
  // Itself a character, though decoders put it where bytes are none.
  ["\ufffd", "ï¿½"],
  ["\ufeffv=spf1", "ï»¿v=spf1"],
])("%j is the byte string %j, both ways", (text, bytes) => {
  expect(toByteString(text)).toBe(bytes);
  expect(fromByteString(bytes)).toBe(text);
});

test.each(["\xff", "caf\xe9", "\xed\xa0\x80", "\xc0\x80", "ï¿½\xff"])("%j is no UTF-8 and stays", (bytes) => {
  expect(fromByteString(bytes)).toBe(bytes);
});

test("every text comes back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(fromByteString(toByteString(text))).toBe(text);
    }),
    { numRuns: Number(process.env["FUZZ_RUNS"] ?? 1000) },
  );
});
