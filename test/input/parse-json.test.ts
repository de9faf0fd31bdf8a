import { expect, test } from "vitest";
import { parseJson } from "../../src/input/parse-json.ts";

test.each<[text: string, line: number, column: number, reason: string]>([
  ["", 1, 1, "the text is empty"],
  ['{"a":1,}', 1, 7, "a comma before the closing }: JSON allows no trailing comma"],
  ["[1,\n]", 1, 3, "a comma before the closing ]: JSON allows no trailing comma"],
  ['{\n  "a" 1}', 2, 7, "a key without the colon after it"],
  ["{a:1}", 1, 2, 'the key "a" without quotes'],
  ["{'a':1}", 1, 2, "a key in single quotes: JSON has only double ones"],
  ["['a']", 1, 2, "a string in single quotes: JSON has only double ones"],
  ["[1 2]", 1, 4, '"2" where a comma or ] must stand'],
  ["[undefined]", 1, 2, 'the word "undefined" where a value must stand'],
  ["[01]", 1, 2, "a number with a leading zero"],
  ['["a\nb"]', 1, 4, "a line break inside a string, which must be written as an escape"],
  ['["a\\xb"]', 1, 4, "the escape \\x, which JSON does not have"],
  ['["\\u12"]', 1, 3, "\\u without four hexadecimal digits"],
  ['{"a":[1', 1, 6, "the text ends inside the array that this [ opens"],
  ['["a', 1, 2, "the text ends inside the string that begins here"],
  ["// x\n[]", 1, 1, "JSON has no comments"],
  [
    '{"a":1}\n{"a":2}',
    2,
    1,
    "a second JSON document begins here: give each a file of its own, or make one array of them (jq -s .)",
  ],
  ["[]x", 1, 3, '"x" after the end of the document'],
  ["\ufeff[1,]", 1, 4, "a comma before the closing ]: JSON allows no trailing comma"],
])("%j", (text, line, column, reason) => {
  expect(parseJson(text)).toEqual({ ok: false, line, column, reason });
});

test("a byte order mark is passed over", () => {
  expect(parseJson("\ufeff[1]")).toEqual({ ok: true, value: [1] });
});

test("deep nesting is no trouble, sound or broken", () => {
  const depth = 200_000;
  expect(parseJson("[".repeat(depth) + "]".repeat(depth)).ok).toBe(true);
  expect(parseJson("[".repeat(depth))).toMatchObject({ ok: false, column: depth });
});
