import { describe, expect, it } from "vitest";
import type { ReportFinding, Spot } from "../../src/report/report.ts";
import { write } from "../../src/report/text.ts";
import { finding, plainOptions, report, sample, spot } from "./sample.ts";

function frameOf(at: Spot, related: Spot[] = [], width = 60): string {
  const one: ReportFinding = finding({ message: "example.com", at, related });
  const output = write(report({ findings: [one] }), { ...plainOptions, width });
  return output.slice(output.indexOf("\n") + 1, output.indexOf("\n\n"));
}

const short = `a: 1\nb: "v=spf1 include:x -all"\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\ni: 9\nj: 10`;
const long = `@ TXT "v=spf1 ${Array.from({ length: 12 }, (_, index) => `include:host${index}.example.net`).join(" ")} -all"`;

function span(line: number, column: number, endLine: number, endColumn: number, note: string, source = short): Spot {
  return { ...spot("f", source, source.slice(0, 2), note), line, column, endLine, endColumn };
}

describe("code frame", () => {
  const rows: [string, string, string[]][] = [
    [
      "one place",
      frameOf(spot("zone.yaml", short, "include:x", "not known")),
      [" --> zone.yaml:2:12", "  |", '2 | b: "v=spf1 include:x -all"', "  |            ^^^^^^^^^ not known"],
    ],
    [
      "places of one file in line order, dots between, a single line between shown",
      frameOf(spot("f", short, "d: 4", "here"), [
        spot("f", short, "a:", "first"),
        spot("f", short, "b:"),
        spot("f", short, "j: 10", "last"),
      ]),
      [
        "  --> f:4:1",
        "   |",
        " 1 | a: 1",
        "   | -- first",
        ' 2 | b: "v=spf1 include:x -all"',
        "   | --",
        " 3 | c: 3",
        " 4 | d: 4",
        "   | ^^^^ here",
        "...",
        "10 | j: 10",
        "   | ----- last",
      ],
    ],
    [
      "several marks on one line, one place given twice",
      frameOf(spot("f", short, "v=spf1", "version"), [
        spot("f", short, "-all", "end"),
        spot("f", short, "-all", "end"),
      ]),
      [
        " --> f:2:5",
        "  |",
        '2 | b: "v=spf1 include:x -all"',
        "  |     ^^^^^^ version",
        "  |                      ---- end",
      ],
    ],
    [
      "another file in a block of its own, a place without source named",
      frameOf(spot("f", short, "c: 3", "here"), [
        spot("g", "x: y", "y", "there"),
        { path: "h", line: 7, column: 1, endLine: 7, endColumn: 2, note: "and there" },
      ]),
      [
        " --> f:3:1",
        "  |",
        "3 | c: 3",
        "  | ^^^^ here",
        "  |",
        " --> g:1:4",
        "  |",
        "1 | x: y",
        "  |    - there",
        "  |",
        " --> h:7:1: and there",
      ],
    ],
    [
      "a span over lines",
      frameOf(span(3, 1, 5, 5, "these")),
      [" --> f:3:1", "  |", "3 | / c: 3", "4 | | d: 4", "5 | | e: 5", "  | |____^ these"],
    ],
    [
      "a span over many lines",
      frameOf(span(1, 1, 9, 5, "these")),
      [
        " --> f:1:1",
        "  |",
        "1 | / a: 1",
        '2 | | b: "v=spf1 include:x -all"',
        "3 | | c: 3",
        "4 | | d: 4",
        "... |",
        "8 | | h: 8",
        "9 | | i: 9",
        "  | |____^ these",
      ],
    ],
    [
      "a span over lines with another place in them: its first line",
      frameOf(span(3, 1, 5, 5, "these"), [spot("f", short, "d:", "inside")]),
      [" --> f:3:1", "  |", "3 | c: 3", "  | ^^^^ these", "4 | d: 4", "  | -- inside"],
    ],
    [
      "a long line around its place",
      frameOf(spot("f", long, "include:host6.example.net", "here")),
      [
        " --> f:1:171",
        "  |",
        "1 | …5.example.net include:host6.example.net include:host7.…",
        "  |                ^^^^^^^^^^^^^^^^^^^^^^^^^ here",
      ],
    ],
    [
      "a long line with places far apart",
      frameOf(spot("f", long, "include:host0.example.net", "one"), [
        spot("f", long, "include:host11.example.net", "two"),
      ]),
      [
        " --> f:1:15",
        "  |",
        '1 | @ TXT "v=spf1 include:host0.example.net include:host1.…',
        "  |               ^^^^^^^^^^^^^^^^^^^^^^^^^ one",
        '1 | …0.example.net include:host11.example.net -all"',
        "  |                -------------------------- two",
      ],
    ],
    [
      "wide, combining and tab characters",
      frameOf(spot("f", "日本\te\u0301 x", "x", "here")),
      [" --> f:1:7", "  |", "1 | 日本    e\u0301 x", "  |           ^ here"],
    ],
    [
      "escapes are underlined whole",
      frameOf(spot("f", "a \u001b[2J\u202e b", "\u001b[2J", "escape")),
      [" --> f:1:3", "  |", "1 | a \\x1b[2J\\u202e b", "  |   ^^^^^^^ escape"],
    ],
    [
      "an empty span, and one behind the line's end",
      frameOf(span(1, 5, 1, 5, "end"), [span(2, 90, 2, 99, "behind")]),
      [
        " --> f:1:5",
        "  |",
        "1 | a: 1",
        "  |     ^ end",
        '2 | b: "v=spf1 include:x -all"',
        "  |                           - behind",
      ],
    ],
  ];

  it.each(rows)("%s", (_title, output, expected) => {
    expect(output).toBe(expected.join("\n"));
  });

  it("stays within the terminal where a line is long", () => {
    for (const mark of ["v=spf1", "host3", "-all"]) {
      const lines = frameOf(spot("f", long, mark), [], 50).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    }
  });
});

describe("what comes after", () => {
  it("caps the domains and says how many are left", () => {
    const domains = Array.from({ length: 1030 }, (_, index) => ({
      domain: `d${index}.example.com`,
      role: "mail",
      summary: "x",
    }));
    const output = write(report({ domains }), plainOptions);
    expect(output).toContain("  d24.example.com  mail  x\n  and 1,005 more domains\n");
  });

  it("names the domain only where the message does not", () => {
    const output = write(report({ findings: [finding({ message: "no SPF" })] }), plainOptions);
    expect(output).toContain("error[mx-single-provider]: example.com: no SPF\n");
  });

  it("is short when quiet", () => {
    const output = write(sample, { ...plainOptions, quiet: true });
    expect(output).toContain("error[mx-single-provider]");
    expect(output).toContain("error: zones/broken.yaml:3:7: a value is not closed");
    expect(output).not.toMatch(/warning\[|judged:|note:|explain/);
    expect(output).toMatch(/\n1 error, 1 warning, 1 info in 6 records of 3 domains .*\n$/);
  });

  it("colours by the flag alone", () => {
    expect(write(sample, { ...plainOptions, color: true })).toContain(
      "\u001b[1;31merror[mx-single-provider]\u001b[22;39m",
    );
  });
});
