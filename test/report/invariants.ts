import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formatsPlugin from "ajv-formats";
import { expect } from "vitest";
import { write as github } from "../../src/report/github.ts";
import { write as json } from "../../src/report/json.ts";
import { write as junit } from "../../src/report/junit.ts";
import { write as markdown } from "../../src/report/markdown.ts";
import type { Report } from "../../src/report/report.ts";
import { write as sarif } from "../../src/report/sarif.ts";
import { write as text } from "../../src/report/text.ts";
import { parseXml, type Element } from "./xml.ts";

const root = new URL("../../", import.meta.url);

function schema(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(path, root), "utf8")) as Record<string, unknown>;
}

function compile(source: object): ValidateFunction {
  const ajv = new Ajv({ strictSchema: true, strictTypes: false, strictRequired: false, allErrors: true });
  formatsPlugin.default(ajv);
  return ajv.compile(source);
}

/** The published schema lets later versions add keys; here an undescribed key is a mistake. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = closed(inner);
  if (typeof copy.properties === "object" && copy.type === "object") copy.additionalProperties = false;
  return copy;
}

const reportSchema = compile(closed(schema("schemas/report-v1.schema.json")) as object);
// Draft 4 is here draft 7 but for the names of these two keys.
const sarifDraft7 = schema("test/vendor/sarif-schema-2.1.0.json");
delete sarifDraft7.$schema;
delete sarifDraft7.id;
const sarifSchema = compile(sarifDraft7);

// Whatever a terminal or a reader's eye may be led by, and what CI runners obey.
const unprintable = /(?![\n\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u;
const runnerCommand = /##(?:\[|vso\[|teamcity\[)/i;

function printable(output: string): void {
  expect(unprintable.exec(output)?.[0].codePointAt(0)).toBeUndefined();
  expect(runnerCommand.exec(output)).toBeNull();
  expect(output.endsWith("\n")).toBe(true);
}

function noCommandLine(output: string): void {
  expect(/^\s*::/m.exec(output)).toBeNull();
}

export const checks: Record<string, (report: Report) => string> = {
  text(report) {
    const output = text(report, { color: false, width: 80, quiet: false });
    printable(output);
    noCommandLine(output);
    const painted = text(report, { color: true, width: 80, quiet: false });
    expect(painted.replace(/\u001b\[\d+(?:;\d+)*m/g, "")).toBe(output);
    return output;
  },
  json(report) {
    const output = json(report);
    printable(output);
    noCommandLine(output);
    const value = JSON.parse(output) as { findings: unknown[] };
    expect(reportSchema(value) ? [] : reportSchema.errors).toEqual([]);
    expect(value.findings).toHaveLength(report.findings.length);
    return output;
  },
  sarif(report) {
    const output = sarif(report);
    printable(output);
    noCommandLine(output);
    const value = JSON.parse(output) as {
      runs: { results: { ruleId: string; ruleIndex: number }[]; tool: { driver: { rules: { id: string }[] } } }[];
    };
    expect(sarifSchema(value) ? [] : sarifSchema.errors).toEqual([]);
    const run = value.runs[0];
    expect(run?.results).toHaveLength(report.findings.length + report.ignored.length);
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    return output;
  },
  github(report) {
    const output = github(report);
    printable(output);
    const lines = output.trimEnd().split("\n");
    const commands = lines.filter((line) => /^\s*::/.test(line));
    const unread = report.problems.filter(({ level }) => level === "error").length;
    const comments = report.ignored.filter(({ by }) => by === "comment").length;
    expect(commands).toHaveLength(report.findings.length + unread + comments);
    for (const line of commands) expect(line).toMatch(/^::(?:error|warning|notice) (?:[A-Za-z]+=[^:,]*,?)+::/);
    expect(lines).toHaveLength(commands.length + 1);
    return output;
  },
  junit(report) {
    const output = junit(report);
    printable(output);
    noCommandLine(output);
    const suites = parseXml(output);
    const cases = suites.children.flatMap((suite) => suite.children);
    const having = (name: string) =>
      cases.filter(({ children }) => children.some((child) => child.name === name)).length;
    expect(total(suites.children, "tests")).toBe(cases.length);
    expect(total(suites.children, "failures")).toBe(having("failure"));
    expect(total(suites.children, "skipped")).toBe(having("skipped"));
    expect(having("failure")).toBe(report.findings.filter(({ severity }) => severity !== "info").length);
    return output;
  },
  markdown(report) {
    const output = markdown(report);
    printable(output.replaceAll("\u200b", ""));
    noCommandLine(output);
    expect(output.length).toBeLessThanOrEqual(65_536);
    const rest = withoutCode(output)
      .replaceAll("&#8203;", "\u200b")
      .replaceAll("&#96;", "")
      .replace("<!-- maildns -->", "")
      .replaceAll("<span>$</span>", "")
      .replaceAll(/<details><summary>[\w ,]*<\/summary>|<\/details>/g, "");
    expect(rest).not.toMatch(/<|\$|`/);
    expect(rest).not.toMatch(/@[\w-]|#\w|:\/\/|:\w+:|(?<!\\)[[\]]|www\./);
    return output;
  },
};

function total(elements: readonly Element[], attribute: string): number {
  return elements.reduce((sum, element) => sum + Number(element.attributes.get(attribute)), 0);
}

/** Takes fenced blocks and code spans out, as CommonMark finds them (4.5, 6.1). */
function withoutCode(markdown: string): string {
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    if (fence !== undefined) {
      if (/^ {0,3}`{3,}\s*$/.test(line) && line.trim().length >= fence.length) fence = undefined;
    } else {
      fence = /^ {0,3}(`{3,})[^`]*$/.exec(line)?.[1];
      if (fence === undefined) kept.push(withoutSpans(line));
    }
  }
  expect(fence).toBeUndefined();
  return kept.join("\n");
}

function withoutSpans(line: string): string {
  let rest = "";
  for (let index = 0; index < line.length;) {
    if (line[index] === "\\") {
      rest += line.slice(index, index + 2);
      index += 2;
      continue;
    }
    const run = /^`+/.exec(line.slice(index))?.[0];
    if (run === undefined) {
      rest += line[index++];
      continue;
    }
    let end = -1;
    for (const match of line.slice(index + run.length).matchAll(/`+/g)) {
      if (match[0].length !== run.length) continue;
      end = index + run.length + match.index + run.length;
      break;
    }
    rest += end === -1 ? run : " ";
    index = end === -1 ? index + run.length : end;
  }
  return rest;
}
