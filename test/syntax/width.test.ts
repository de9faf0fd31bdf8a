import { expect, it } from "vitest";
import { visible } from "../../src/syntax/visible.ts";
import { textWidth } from "../../src/syntax/width.ts";

it.each([
  ["example.com", 11],
  ["é", 1],
  ["e\u0301", 1],
  ["日本", 4],
  ["ｱ", 1],
  ["Ａ", 2],
  ["한", 2],
  ["📧", 2],
  ["→…", 2],
])("%s takes %i cells", (text, width) => {
  expect(textWidth(text)).toBe(width);
});

it.each([
  ["a\u001b[0m", "a\\x1b[0m"],
  ["a\r\n\tb", "a\\r\\n\\tb"],
  ["\u202e\u200b", "\\u202e\\u200b"],
  ["\u{e0041}", "\\u{e0041}"],
  ["\ud800x", "\\ud800x"],
  ["### #", "\\x23\\x23# #"],
  ["日本 é", "日本 é"],
])("%j is shown as %s", (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it("cuts no pair of surrogates", () => {
  expect(visible("aa📧b".repeat(2), 3)).toBe("aa… (10 characters)");
});
