import fc from "fast-check";
import { load, YAML11_SCHEMA } from "js-yaml";
import { describe, expect, test } from "vitest";
import { yamlBlock, yamlText, type Yaml } from "../../../src/generate/write/yaml.ts";

describe("a text", () => {
  test.each([
    ["v=spf1 include:_spf.google.com -all", "v=spf1 include:_spf.google.com -all"],
    ["v=DMARC1\\; p=none", "v=DMARC1\\; p=none"],
    ["", "''"],
    ["on", "'on'"],
    ["Null", "'Null'"],
    ["~", "'~'"],
    ["010", "'010'"],
    ["12:30", "'12:30'"],
    ["2026-01-01", "'2026-01-01'"],
    ["192.0.2.1", "'192.0.2.1'"],
    ["fe80::", "'fe80::'"],
    ["*", "'*'"],
    ["it's", "'it''s'"],
    ["a: b", "'a: b'"],
    ["a #b", "'a #b'"],
    ["a\nb", '"a\\nb"'],
    ["é\u202e", '"é\\u202e"'],
  ])("%j is written %s", (text, expected) => {
    expect(yamlText(text)).toBe(expected);
  });

  test("is read as that text, by YAML 1.1 and 1.2, as a key and as a value", () => {
    const words = fc.constantFrom(
      "null",
      "~",
      "yes",
      "No",
      "on",
      "y",
      "0x1f",
      "1_0",
      "1e3",
      ".inf",
      "=",
      "<<",
      "!x",
      "&a",
      "*a",
      "- a",
      "? a",
      "---",
      "...",
      "%YAML",
    );
    const characters = fc.string({
      unit: fc.constantFrom(..."ab10_.-+:;#'\"\\[]{},&*!|>%@`~?= \n\t\0\x7f\u0085é\u2028😀"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.oneof(words, characters, fc.string({ unit: "binary" })), (text) => {
        fc.pre(!/\p{Surrogate}/u.test(text));
        const document = yamlBlock(new Map([[text, [text, { x: text }]]])).join("\n");
        for (const options of [{ schema: YAML11_SCHEMA }, {}]) {
          expect(load(document, options)).toEqual(Object.fromEntries([[text, [text, { x: text }]]]));
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("keys keep their order, whatever they look like", () => {
  expect(
    yamlBlock(
      new Map<string, Yaml>([
        ["b", 1],
        ["10", true],
        ["9", "x"],
      ]),
    ),
  ).toEqual(["b: 1", "'10': true", "'9': x"]);
});
