import { expect, test } from "vitest";
import { quotedStrings } from "../../src/input/quoted.ts";

test.each<[text: string, strings: string[] | undefined]>([
  ['"v=spf1 -all"', ["v=spf1 -all"]],
  ['"a" "b"', ["a", "b"]],
  ['"a""b"', ["a", "b"]],
  ['  "a"\t', ["a"]],
  ['"a\\"b\\\\c"', ['a"b\\c']],
  ['"\\195\\169"', ["\xc3\xa9"]],
  ['"é"', ["\xc3\xa9"]],
  ['""', [""]],
  ["a b", ["a", "b"]],
  ["", []],
  ['"a', undefined],
  ['a"b', undefined],
  ['"a"b"', undefined],
  ['"\\256"', undefined],
  ['"\\12"', undefined],
  ['"a\\', undefined],
])("%j", (text, strings) => {
  expect(quotedStrings(text, 10)).toEqual(strings);
});

test("Route 53 writes its escapes in octal", () => {
  expect(quotedStrings('"ex\\344mple \\040"', 8)).toEqual(["ex\xe4mple  "]);
  expect(quotedStrings('"\\080"', 8)).toBeUndefined();
});
