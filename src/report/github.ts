import type { Severity } from "../model/finding.ts";
import { ignoredCount, unread, verdict, worstFirst } from "./group.ts";
import type { Report, ReportFinding } from "./report.ts";
import { clip, plural, visible } from "../syntax/visible.ts";

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };
/** GitHub cuts an annotation at 64 KB. */
const MESSAGE = 10_000;

/**
 * Workflow commands, one a finding. GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest
 * without a word, so errors come first and the closing line has the true counts.
 */
export function write(report: Report): string {
  const lines = worstFirst(report.findings).map(command);
  for (const { level, path, line, reason } of report.problems) {
    if (level !== "error") continue;
    lines.push(format("error", { file: fileOf(path), line, title: "maildns: cannot be read" }, visible(reason)));
  }
  for (const one of report.ignored) {
    if (one.by !== "comment") continue;
    const { at, rule, domain, message, reason } = one;
    const title = `maildns: ignored by a comment: ${rule}${domain === "" ? "" : ` (${domain})`}`;
    const place = { file: at === undefined ? undefined : fileOf(at.path), line: at?.line, title };
    lines.push(format("notice", place, `${visible(message)}\n\nreason: ${visible(reason)}`));
  }
  const files = unread(report);
  const notRead = files > 0 ? `; ${plural(files, "file")} not read` : "";
  const notJudged = report.summary.notJudged > 0 ? `; ${plural(report.summary.notJudged, "check")} not judged` : "";
  const ignored = report.summary.ignored > 0 ? `; ${ignoredCount(report, plural)}` : "";
  lines.push(`maildns: ${verdict(report, plural)}${notRead}${notJudged}${ignored}`);
  return `${lines.join("\n")}\n`;
}

function command(finding: ReportFinding): string {
  const { at, help, domain, rule, severity } = finding;
  const text = [visible(finding.message)];
  if (help !== undefined) text.push("", visible(help.text));
  for (const record of help?.publish ?? []) text.push(visible(record, MESSAGE));
  // Columns of different lines are refused by the annotations' API.
  const single = at !== undefined && at.line === at.endLine;
  const properties = {
    file: at === undefined ? undefined : fileOf(at.path),
    line: at?.line,
    endLine: at?.endLine,
    col: single ? at.column : undefined,
    endColumn: single ? at.endColumn : undefined,
    title: `${rule}${domain === "" ? "" : ` (${domain})`}`,
  };
  return format(commands[severity], properties, clip(text.join("\n"), MESSAGE));
}

function fileOf(path: string): string | undefined {
  return path === "<stdin>" ? undefined : path;
}

function format(name: string, properties: Record<string, string | number | undefined>, message: string): string {
  const given: string[] = [];
  for (const [key, value] of Object.entries(properties)) {
    if (value !== undefined) given.push(`${key}=${escapeProperty(visible(String(value), 1000))}`);
  }
  return `::${name} ${given.join(",")}::${escapeData(message)}`;
}

/** As `escapeData` of actions/toolkit. */
function escapeData(value: string): string {
  return value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** As `escapeProperty` of actions/toolkit. */
function escapeProperty(value: string): string {
  return escapeData(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
