import { frame } from "./frame.ts";
import { findingCounts, groupNotJudged, ignoredCount, unread, verdict } from "./group.ts";
import type { Report, ReportFinding, ReportHelp, ReportProblem, WriteOptions } from "./report.ts";
import { styles, type Style } from "./style.ts";
import { count, listed, plural, visible, withoutCommands } from "../syntax/visible.ts";
import { textWidth } from "../syntax/width.ts";

const DOMAINS = 25;
const GROUPS = 20;
const NOTES = 20;
const PUBLISH = 100;
/** A record to publish is only of use whole; no real one is longer. */
const RECORD = 20_000;

/** For people: findings on the document itself, then what was judged and what was not, then the counts. */
export function write(report: Report, options: WriteOptions): string {
  const style = styles(options.color);
  const lines: string[] = [];
  const problems = problemLines(report.problems, options.quiet, style);
  if (problems.length > 0) lines.push(...problems, "");
  for (const finding of report.findings) {
    if (options.quiet && finding.severity !== "error") continue;
    findingLines(finding, options.width, style, lines);
    lines.push("");
  }
  if (!options.quiet) {
    const rest = [...domainLines(report, style), ...notJudgedLines(report, style), ...ignoredLines(report, style)];
    if (rest.length > 0) lines.push(...rest, "");
  }
  lines.push(...summaryLines(report, options.quiet, style), "");
  return withoutCommands(lines.join("\n"));
}

function problemLines(problems: readonly ReportProblem[], quiet: boolean, style: Style): string[] {
  const lines: string[] = [];
  let notes = 0;
  for (const { level, path, line, column, reason } of problems) {
    if (level === "note" && (quiet || ++notes > NOTES)) continue;
    const place = [visible(path), line, line === undefined ? undefined : column].filter((part) => part !== undefined);
    const label = level === "error" ? style.severity.error("error") : style.bold("note");
    lines.push(`${label}${style.bold(":")} ${place.join(":")}: ${visible(reason)}`);
  }
  if (notes > NOTES) lines.push(`${style.bold("note:")} and ${plural(notes - NOTES, "more note")}`);
  return lines;
}

/** One finding: what it is, where it is, what mends it. */
function findingLines(finding: ReportFinding, width: number, style: Style, lines: string[]): void {
  const { severity, at, help, covered } = finding;
  const label = style.severity[severity](`${severity}[${visible(finding.rule, 100)}]`);
  const message = visible(finding.message);
  const domain = visible(finding.domain, 300);
  const about = domain === "" || message.includes(domain) ? "" : `${domain}: `;
  lines.push(label + style.bold(`: ${about}${message}`));
  const more = covered !== undefined && covered.length > 0;
  const gutter = at === undefined ? 1 : frame(at, finding.related, { severity, style, width }, lines);
  // A frame ends with an empty gutter line for what follows.
  if (help === undefined && !more && lines.at(-1) === `${" ".repeat(gutter)} ${style.gutter("|")}`) lines.pop();
  if (help !== undefined) helpLines(help, gutter, style, lines);
  if (more) {
    const rules = listed(covered, 10, (rule) => visible(rule, 100));
    lines.push(`${" ".repeat(gutter)} ${style.gutter("=")} also: ${rules}`);
  }
}

function helpLines(help: ReportHelp, gutter: number, style: Style, lines: string[]): void {
  lines.push(`${" ".repeat(gutter)} ${style.gutter("=")} ${style.help("help:")} ${visible(help.text)}`);
  const publish = help.publish ?? [];
  const indent = " ".repeat(gutter + 9);
  for (const record of publish.slice(0, PUBLISH)) lines.push(`${indent}${visible(record, RECORD)}`);
  if (publish.length > PUBLISH) lines.push(`${indent}and ${plural(publish.length - PUBLISH, "more record")}`);
  for (const line of (help.drawing ?? []).slice(0, PUBLISH)) lines.push(`${indent}${visible(line)}`);
}

function domainLines(report: Report, style: Style): string[] {
  const shown = report.domains.slice(0, DOMAINS).map((one) => ({
    name: visible(one.domain, 300),
    role: visible(one.role, 40),
    summary: visible(one.summary, 400),
  }));
  if (shown.length === 0) return [];
  const nameWidth = Math.min(40, Math.max(...shown.map(({ name }) => textWidth(name))));
  const roleWidth = Math.max(...shown.map(({ role }) => textWidth(role)));
  const lines = [style.bold("judged:")];
  for (const { name, role, summary } of shown) {
    lines.push(`  ${padded(name, nameWidth)}  ${padded(role, roleWidth)}  ${summary}`.trimEnd());
  }
  if (report.domains.length > DOMAINS) lines.push(`  and ${plural(report.domains.length - DOMAINS, "more domain")}`);
  return lines;
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

function notJudgedLines(report: Report, style: Style): string[] {
  if (report.notJudged.length === 0) return [];
  const groups = groupNotJudged(report.notJudged);
  const lines = [style.bold("not judged:")];
  for (const { rules, domains, reason } of groups.slice(0, GROUPS)) {
    const names = listed(domains, 3, (name) => visible(name, 300));
    const who = names === "" ? "" : `${names}: `;
    lines.push(`  ${who}${visible(reason, 400)} (${listed(rules, 6, (rule) => visible(rule, 100))})`);
  }
  if (groups.length > GROUPS) lines.push(`  and for ${plural(groups.length - GROUPS, "more reason")}`);
  return lines;
}

function ignoredLines(report: Report, style: Style): string[] {
  if (report.ignored.length === 0) return [];
  const lines = [style.bold("ignored:")];
  // What a comment ignores is what a reviewer has to see, so it comes first.
  const inOrder = [...report.ignored].sort((a, b) => Number(b.by === "comment") - Number(a.by === "comment"));
  for (const { rule, domain, reason, until, by, at } of inOrder.slice(0, GROUPS)) {
    const place = at === undefined ? "" : ` at ${visible(at.path, 300)}:${at.line}`;
    const said = [
      ...(until === undefined ? [] : [`until ${visible(until, 40)}`]),
      ...(by === "comment" ? [`a comment${place}`] : []),
    ];
    const end = said.length === 0 ? "" : ` (${said.join(", ")})`;
    lines.push(`  ${visible(domain, 300)}: ${visible(rule, 100)}: ${visible(reason, 400)}${end}`);
  }
  if (report.ignored.length > GROUPS) lines.push(`  and ${plural(report.ignored.length - GROUPS, "more finding")}`);
  return lines;
}

function summaryLines(report: Report, quiet: boolean, style: Style): string[] {
  const { summary } = report;
  const counts = findingCounts(report, plural);
  const worst = summary.findings.error > 0 ? "error" : summary.findings.warning > 0 ? "warning" : "info";
  const files = unread(report);
  const said = verdict(report, plural);
  const lead = counts.length > 0 ? style.severity[worst](said) : files > 0 ? style.bold(said) : style.help(said);
  const rest = [
    summary.documents === 0 && files > 0
      ? ""
      : ` in ${plural(summary.records, "record")} of ${plural(summary.domains, "domain")}` +
        ` (${plural(summary.zones, "zone")}, ${plural(summary.documents, "document")})`,
    files > 0 ? `; ${plural(files, "file")} not read` : "",
    summary.notJudged > 0 ? `; ${plural(summary.notJudged, "check")} not judged` : "",
    summary.ignored > 0 ? `; ${ignoredCount(report, plural)}` : "",
    (summary.fixable ?? 0) > 0 ? `; ${count(summary.fixable ?? 0)} fixable with --fix` : "",
    summary.skipped > 0 ? `; ${plural(summary.skipped, "file")} skipped` : "",
  ];
  const lines = [`${lead}${rest.join("")}`];
  const known = new Set(report.rules.map(({ id }) => id));
  const explained = report.findings.find(({ rule }) => known.has(rule));
  if (explained !== undefined && !quiet)
    lines.push(style.dim(`more about a rule: maildns explain ${visible(explained.rule, 100)}`));
  return lines;
}
