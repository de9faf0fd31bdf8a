import { describe, expect, it } from "vitest";
import { code, codeBlock, prose } from "../../src/syntax/markdown-text.ts";
import { write } from "../../src/report/markdown.ts";
import { finding, report } from "./sample.ts";

const zero = "&#8203;";

it.each([
  ['the host "a.example" is gone', "the host `a.example` is gone"],
  ['"a""b"', `\`a\`${zero}\`b\``],
  ["@team #12", `@${zero}team \\#${zero}12`],
  ["https://a.example", `https:${zero}//a.example`],
  ["www.a.example", `www${zero}.a.example`],
  ["<b>&", "&lt;b&gt;&amp;"],
  ["[a](b) ![c](d)", "\\[a\\]\\(b\\) \\!\\[c\\]\\(d\\)"],
  ["`x` $y$", "&#96;x&#96; <span>$</span>y<span>$</span>"],
  ["_a_ *b* ~c~ | d", "\\_a\\_ \\*b\\* \\~c\\~ \\| d"],
  ["a\n# b", "a\\\\n\\# b"],
])("prose %j", (text, expected) => {
  expect(prose(text, 1000)).toBe(expected);
});

it.each([
  ["a", "`a`"],
  ["`", "`` ` ``"],
  ["a``b`c", "```a``b`c```"],
  [" a", "`  a `"],
  ["<b>@x|y", "`<b>@x|y`"],
  ["", ""],
])("code span of %j", (text, expected) => {
  expect(code(text, 1000)).toBe(expected);
});

it("fences a block longer than any fence inside", () => {
  expect(codeBlock(["a", "````", "b"], "dns", 1000)).toBe("`````dns\na\n````\nb\n`````");
});

describe("length", () => {
  const many = (severity: "error" | "warning", length: number) =>
    Array.from({ length }, (_, index) =>
      finding({ severity, domain: `d${index}.example.com`, help: { text: "x".repeat(900) } }),
    );

  it("stops below GitHub's limit, errors first, and says how many are left", () => {
    const output = write(report({ findings: [...many("warning", 1000), ...many("error", 10)] }));
    expect(output.length).toBeLessThanOrEqual(65_536);
    expect(output).toMatch(/^<!-- maildns -->\n\n## maildns: 10 errors, 1,000 warnings\n\n.*\n\n### error: `d0/);
    const shown = output.match(/^### /gm)?.length ?? 0;
    expect(output).toContain(`**and ${1010 - shown} more findings**`);
  });

  it("keeps the headline of a finding that is too long, and what follows", () => {
    const publish = Array.from({ length: 30 }, () => "@".repeat(4000));
    const output = write(
      report({ findings: [finding({ help: { text: "x", publish } }), finding({ domain: "example.net" })] }),
    );
    expect(output).toContain("### error: `example.com`");
    expect(output).toContain("### error: `example.net`");
  });
});
