import fc from "fast-check";
import { describe, it } from "vitest";
import type { Report, Spot } from "../../src/report/report.ts";
import { checks } from "../report/invariants.ts";
import { report } from "../report/sample.ts";

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const bait = fc.constantFrom(
  "::",
  "\n",
  "\r",
  "\u001b[",
  "`",
  '"',
  "@a",
  "#1",
  "<b>",
  "&",
  "]]>",
  "](",
  "$",
  "%",
  "##[",
  "|",
  "\u202e",
  ",",
  "=",
  "\\",
  "://",
);
const word = fc.oneof(
  fc
    .array(fc.oneof(bait, fc.string({ maxLength: 4 }), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 8 })
    .map((parts) => parts.join("")),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units)),
);
const position = fc.integer({ min: 1, max: 30 });
const spot: fc.Arbitrary<Spot> = fc
  .record({
    path: fc.oneof(fc.constant("a"), word),
    line: position,
    column: position,
    span: position,
    more: fc.integer({ min: 0, max: 9 }),
    note: fc.option(word, { nil: undefined }),
    texts: fc.array(word, { maxLength: 12 }),
  })
  .map(({ path, line, column, span, more, note, texts }) => ({
    path,
    line,
    column,
    endLine: line + more,
    endColumn: column + span,
    note,
    lines: texts.map((text, index) => ({ number: line + index, text })),
  }));
const severity = fc.constantFrom("error" as const, "warning" as const, "info" as const);
const optional = fc.option(word, { nil: undefined });
const finding = fc.record({
  rule: word,
  severity,
  domain: word,
  message: word,
  consequence: word,
  help: fc.option(fc.record({ text: word, publish: fc.option(fc.array(word, { maxLength: 3 }), { nil: undefined }) }), {
    nil: undefined,
  }),
  at: fc.option(spot, { nil: undefined }),
  related: fc.array(spot, { maxLength: 4 }),
  fingerprint: word,
  covered: fc.option(fc.array(word, { maxLength: 2 }), { nil: undefined }),
});
const reports: fc.Arbitrary<Report> = fc
  .record({
    version: word,
    documents: fc.array(fc.record({ path: word, format: word }), { maxLength: 2 }),
    findings: fc.array(finding, { maxLength: 3 }),
    notJudged: fc.array(fc.record({ domain: word, rule: word, reason: word }), { maxLength: 3 }),
    ignored: fc.array(
      fc.record({
        rule: word,
        severity,
        domain: word,
        message: word,
        at: fc.option(spot, { nil: undefined }),
        fingerprint: word,
        reason: word,
        until: optional,
        by: fc.option(fc.constant("comment" as const), { nil: undefined }),
      }),
      { maxLength: 2 },
    ),
    problems: fc.array(
      fc.record({
        level: fc.constantFrom("error" as const, "note" as const),
        path: word,
        line: fc.option(position, { nil: undefined }),
        reason: word,
      }),
      { maxLength: 2 },
    ),
    domains: fc.array(fc.record({ domain: word, role: word, summary: word, document: optional }), { maxLength: 2 }),
  })
  .map((over) => report(over));

describe("whatever a report says", () => {
  it.each(Object.entries(checks))("%s stays what it is", (_name, check) => {
    fc.assert(
      fc.property(reports, (one) => {
        check(one);
      }),
      { numRuns },
    );
  });
});
