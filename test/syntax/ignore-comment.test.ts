import { describe, expect, it } from "vitest";
import { parseIgnoreComments } from "../../src/syntax/ignore-comment.ts";

const taken = (rules: readonly string[], reason: string, until?: string) => ({ ok: true, rules, until, reason });
const refused = (fault: string) => ({ ok: false, fault });

describe("a comment that asks for an ignore", () => {
  it.each([
    ["nothing of it", "primary, see ticket 4", []],
    ["one rule", "maildns-ignore spf-no-all: the partner adds it", [taken(["spf-no-all"], "the partner adds it")]],
    ["blanks", "  maildns-ignore   spf-ptr  :  old hosts  ", [taken(["spf-ptr"], "old hosts")]],
    ["several rules", "maildns-ignore spf-ptr,spf-no-all , mx-x: r", [taken(["spf-ptr", "spf-no-all", "mx-x"], "r")]],
    ["a rule twice", "maildns-ignore spf-ptr, spf-ptr: r", [taken(["spf-ptr"], "r")]],
    ["an end", "maildns-ignore spf-ptr until=2026-12-31: r", [taken(["spf-ptr"], "r", "2026-12-31")]],
    [
      "colons in the reason",
      "maildns-ignore spf-ptr: see RFC: https://a/b",
      [taken(["spf-ptr"], "see RFC: https://a/b")],
    ],
    ["words before it", "Ann's. maildns-ignore spf-ptr: r", [taken(["spf-ptr"], "r")]],
    ["two in a line", "maildns-ignore a-b: r maildns-ignore c-d: s", [taken(["a-b"], "r"), taken(["c-d"], "s")]],
    ["two lines", "maildns-ignore a-b: r\nmore\nmaildns-ignore c-d: s", [taken(["a-b"], "r"), taken(["c-d"], "s")]],
    ["a reason that goes no further than its line", "maildns-ignore a-b: r\nmore", [taken(["a-b"], "r")]],
    ["no colon", "maildns-ignore spf-ptr", [refused("a colon and the reason are missing")]],
    ["no reason", "maildns-ignore spf-ptr:  ", [refused("the reason is missing")]],
    ["a reason on the next line", "maildns-ignore spf-ptr:\nr", [refused("the reason is missing")]],
    ["no rule", "maildns-ignore: r", [refused("it names no rule")]],
    ["an empty rule", "maildns-ignore a-b,: r", [refused("it names no rule")]],
    ["an end alone", "maildns-ignore until=2026-12-31: r", [refused("it names no rule")]],
    ["all rules", "maildns-ignore *: r", [refused("a comment names its rules one by one")]],
    [
      "words without commas",
      "maildns-ignore a-b because: r",
      [refused('"because" stands where a comma, until= or the colon is expected')],
    ],
    ["two ends", "maildns-ignore a until=1 until=2: r", [refused("until= stands there twice")]],
    ["another word", "maildns-ignored spf-ptr: r", []],
    ["part of a word", "x-maildns-ignore spf-ptr: r", []],
    ["the mark alone", "maildns-ignore", [refused("a colon and the reason are missing")]],
    ["a head without end", `maildns-ignore ${"a,".repeat(1000)}: r`, [refused("a colon and the reason are missing")]],
  ])("%s", (_, comment, expected) => {
    expect(parseIgnoreComments(comment)).toEqual(expected);
  });
});
