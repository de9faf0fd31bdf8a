import { describe, expect, it } from "vitest";
import { parseTagList, tagOf } from "../../src/syntax/tag-list.ts";

/** `name=value` of each tag by its spans, and each fault as `code: text`. */
function read(text: string): { tags: string[]; faults: string[] } {
  const { tags, faults } = parseTagList(text);
  return {
    tags: tags.map(({ start, end, nameEnd, valueStart, name, value }) => {
      expect([text.slice(start, nameEnd), text.slice(valueStart, end)]).toEqual([name, value]);
      return `${name}=${value}`;
    }),
    faults: faults.map(
      ({ code, start, end, name }) => `${code}${name === "" ? "" : ` ${name}`}: ${text.slice(start, end)}`,
    ),
  };
}

describe("tag list (RFC 6376 3.2)", () => {
  const rows: [text: string, tags: string[], faults?: string[]][] = [
    ["v=DKIM1; p=abc", ["v=DKIM1", "p=abc"]],
    ["v=DKIM1;p=abc;", ["v=DKIM1", "p=abc"]],
    [" v = DKIM1 \r\n ;\tp = a b\tc ; ", ["v=DKIM1", "p=a b\tc"]],
    ["p=", ["p="]],
    ["p", [], ["no-equals: p"]],
    ["", []],
    ["  ", []],
    [";", [], ["empty-tag: ;"]],
    ["a=1;;b=2", ["a=1", "b=2"], ["empty-tag: ;"]],
    ["a=1; ;b=2", ["a=1", "b=2"], ["empty-tag:  ;"]],
    ["a=1;;", ["a=1"], ["empty-tag: ;"]],
    ["a=1; b c; d=2", ["a=1", "d=2"], ["no-equals: b c"]],
    ["=x", [], ["tag-name: ="]],
    ['""p=abc', [], ['tag-name ""p: ""p']],
    ["1a=x", [], ["tag-name 1a: 1a"]],
    ["a_1=x", ["a_1=x"]],
    ["a b=x", [], ["tag-name a b: a b"]],
    ["a=1; A=2", ["a=1", "A=2"]],
    ["a=1; a=1", ["a=1", "a=1"], ["duplicate a: a=1"]],
    ["a=1; b=2; a = 3", ["a=1", "b=2", "a=3"], ["duplicate a: a = 3"]],
    ["a=x=y", ["a=x=y"]],
    ["a=x\u0001y", ["a=x\u0001y"], ["character a: \u0001"]],
    ["a=\u00e2\u0080\u009cx", ["a=\u00e2\u0080\u009cx"], ["character a: \u00e2"]],
    ["__proto__=1; constructor=2", ["constructor=2"], ["tag-name __proto__: __proto__"]],
  ];
  it.each(rows)("%j", (text, tags, faults = []) => {
    expect(read(text)).toEqual({ tags, faults });
  });

  it("finds the first tag of a name, by its case", () => {
    const list = parseTagList("a=1; A=2; a=3");
    expect([tagOf(list, "a")?.value, tagOf(list, "A")?.value, tagOf(list, "b")]).toEqual(["1", "2", undefined]);
  });
});
