import { describe, expect, it } from "vitest";
import { write } from "../../src/report/github.ts";
import { finding, report, spot } from "./sample.ts";

/** As the runner reads a command. */
function parse(line: string): { command: string; properties: Record<string, string>; message: string } {
  const end = line.indexOf("::", 2);
  const head = line.slice(2, end);
  const space = head.indexOf(" ");
  const properties: Record<string, string> = {};
  for (const pair of head.slice(space + 1).split(",")) {
    const equals = pair.indexOf("=");
    properties[pair.slice(0, equals)] = decode(pair.slice(equals + 1))
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  }
  return { command: head.slice(0, space), properties, message: decode(line.slice(end + 2)).replaceAll("%25", "%") };
}

function decode(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}

describe("annotations", () => {
  it.each([
    ["zones/a,b:c%.json", "50% of mail, say: lost"],
    ["a%2Cb", "100%25 %0A %3A"],
    ["x=y", "::error file=x::forged"],
  ])("%s: %s", (path, message) => {
    const at = { ...spot(path, "abc", "b"), path };
    const [line = ""] = write(
      report({ findings: [finding({ at, message, help: { text: "mend", publish: ["a", "b"] } })] }),
    ).split("\n");
    expect(parse(line)).toEqual({
      command: "error",
      properties: {
        file: path,
        line: "1",
        endLine: "1",
        col: "2",
        endColumn: "3",
        title: "mx-single-provider (example.com)",
      },
      message: `${message}\n\nmend\na\nb`,
    });
  });

  it("names no file for standard input and no columns for a span over lines", () => {
    const at = { path: "<stdin>", line: 1, column: 2, endLine: 3, endColumn: 4 };
    expect(write(report({ findings: [finding({ at, message: "x" })] }))).toBe(
      "::error line=1,endLine=3,title=mx-single-provider (example.com)::x\nmaildns: 1 error\n",
    );
  });

  it("puts errors first", () => {
    const findings = (["info", "error", "warning"] as const).map((severity) => finding({ severity }));
    const commands = write(report({ findings })).match(/^::\w+/gm);
    expect(commands).toEqual(["::error", "::warning", "::notice"]);
  });
});
