import { describe, expect, it } from "vitest";
import type { Report, Spot } from "../../src/report/report.ts";
import { checks } from "./invariants.ts";
import { report } from "./sample.ts";

/** A report that says `text` wherever a document, a configuration or a path may speak. */
export function everywhere(text: string): Report {
  const at: Spot = {
    path: text,
    line: 2,
    column: 3,
    endLine: 2,
    endColumn: 9,
    note: text,
    lines: [{ number: 2, text }],
  };
  const long: Spot = { ...at, line: 4, endLine: 6, lines: [4, 5, 6].map((number) => ({ number, text })) };
  const other: Spot = { ...at, path: `${text}.other`, column: 1 };
  const one = {
    rule: "mx-single-provider",
    domain: text,
    message: text,
    consequence: text,
    fingerprint: text,
  } as const;
  const help = { text, publish: [text, text], drawing: [text, text] };
  return report({
    version: text,
    documents: [{ path: text, format: text }],
    findings: [
      { ...one, severity: "error", at, related: [other, long], help, covered: [text] },
      {
        ...one,
        severity: "warning",
        rule: text,
        message: `it says "${text}" and ${text}`,
        at: long,
        related: [],
        help,
      },
      { ...one, severity: "info", related: [] },
    ],
    notJudged: [{ domain: text, rule: text, reason: text }],
    ignored: [
      { ...one, severity: "error", at, reason: text, until: text },
      { ...one, severity: "error", at, reason: text, until: text, by: "comment" },
    ],
    problems: [
      { level: "error", path: text, line: 1, column: 2, reason: text },
      { level: "note", path: text, reason: text },
    ],
    domains: [{ domain: `${text}.clean`, role: text, summary: text, document: text }],
    rules: [
      {
        id: text,
        summary: text,
        consequence: text,
        severity: "info",
        references: [{ title: text, url: text }],
        url: text,
      },
    ],
  });
}

const hostile: Record<string, string> = {
  "colour escape": "\u001b[31mred\u001b[0m",
  "title escape": "\u001b]0;title\u0007",
  "8-bit control sequence": "\u009b31m\u0085\u0090x\u009c",
  "carriage return overwrites": "bad\rgood  ",
  backspace: "evil\b\b\b\bgood",
  "workflow command": "::error file=a,line=1::forged",
  "workflow command behind a line end": "x\r\n::set-output name=a::b\n::stop-commands::t",
  "old workflow command": "x ##[set-env name=PATH]/tmp",
  "pipelines command": "##vso[task.setvariable variable=a]b",
  "property escapes": "a,line=9%0A::error::b%3A%2C",
  "end of CDATA": "]]><!-- ]]> --><x a='1' b=\"2\">&amp;&#0;&lol;",
  script: "<script>alert(1)</script><img src=x onerror=alert(1)>",
  backticks: "` `` ``` ```` `````x`y``z",
  "unpaired backticks beside quotes": '`"`"``"```"`<b>@me',
  "neighbouring quotes": '"a`""b``c""<script>"@x""',
  fence: "```\n# heading\n```",
  mentions: "@everyone @org/team a@b.example #1 GH-12 org/repo#3 :tada:",
  links:
    "[click](https://example.net) ![i](https://example.net/x.png) https://example.net www.example.net <https://example.net>",
  mathematics: "$x$ $$y$$ $`z`$",
  table: "a | b\n--|--\n1 | 2",
  "right-to-left override": "\u202egnp.exe\u202c \u2066x\u2069",
  invisible: "a\u200b\u200d\u2060\ufeff\u00adb\u3164\u{e0041}",
  NUL: "a\u0000b\u0001\u001f\u007f",
  "line separators": "a\u2028b\u2029c\u000bd\u000ce",
  "lone surrogates": "a\ud800b\udc00c\udfff\ud800",
  noncharacters: "\ufffe\uffff\u{1ffff}",
  "wide and combining": "日本語テスト e\u0301\u0301 👩‍👩‍👧 ❤️",
  "many marks": `a${"\u0301".repeat(5000)}`,
  prototype: "__proto__",
  constructor: "constructor",
  placeholders: "{0} {{1}} [0](1) \\[x\\](2)",
  path: "../../etc/passwd",
  "absolute path": "/etc/pass wd?x#y",
  "drive path": "C:\\a\\b:c",
  scheme: "javascript:alert(1)",
  empty: "",
  spaces: "   ",
  dots: "..",
  tabs: "\ta\t\tb\t",
};

describe.each(Object.entries(checks))("%s", (_name, check) => {
  it.each(Object.entries(hostile))("%s", (_title, text) => {
    check(everywhere(text));
  });

  it("bounds a value of a megabyte", () => {
    for (const text of [
      "x".repeat(1_000_000),
      "日".repeat(1_000_000),
      "@".repeat(1_000_000),
      "\u001b".repeat(1_000_000),
    ]) {
      expect(check(everywhere(text)).length).toBeLessThan(4_000_000);
    }
  });

  it("is the same every time", () => {
    const one = everywhere("x y");
    expect(check(one)).toBe(check(one));
  });
});
