import { groupNotJudged, ignoredCount, verdict, worstFirst } from "./group.ts";
import { code, codeBlock, prose } from "../syntax/markdown-text.ts";
import type { Report, ReportFinding, Spot } from "./report.ts";
import { count, listed, plural, withoutCommands } from "../syntax/visible.ts";

/** GitHub takes 65,536 characters in a comment; what is left is for the closing lines. */
const ROOM = 60_000;
const TEXT = 1500;
const RELATED = 8;
const PUBLISH = 30;
const LISTED = 20;

/** The comment on a pull request: what breaks, what it does to mail, the record that mends it. */
export function write(report: Report): string {
  const { summary } = report;
  const scope = `${plural(summary.records, "record")} of ${plural(summary.domains, "domain")}`;
  // The marker lets a job find its own comment and replace it.
  const sections = ["<!-- maildns -->", `## maildns: ${verdict(report, plural)}`, `In ${scope}.`];
  let room = ROOM;
  const take = (section: string): boolean => {
    if (section.length > room) return false;
    room -= section.length + 2;
    sections.push(section);
    return true;
  };
  takeAll(
    report.problems.filter(({ level }) => level === "error"),
    ({ path, line, reason }) => {
      const at = line === undefined ? "" : `, line ${line}`;
      return take(`**not read**: ${code(path, 300)}${at}: ${prose(reason, TEXT)}`);
    },
    (left) => sections.push(`**and ${plural(left, "more document")} not read**`),
  );
  takeAll(
    worstFirst(report.findings),
    (finding) => take(section(finding)) || take(headline(finding)),
    (left) => {
      sections.push(`**and ${plural(left, "more finding")}**: \`maildns lint\` prints them all.`);
    },
  );
  const folded = [notJudged(report), ignored(report)].filter((part) => part !== "");
  for (const part of folded) take(part);
  return withoutCommands(`${sections.join("\n\n")}\n`);
}

function takeAll<T>(items: readonly T[], take: (item: T) => boolean, rest: (left: number) => void): void {
  const taken = items.findIndex((item) => !take(item));
  if (taken !== -1) rest(items.length - taken);
}

/** What is left of a finding where its section has no room. */
function headline({ severity, rule, domain, message }: ReportFinding): string {
  return `### ${severity}: ${domain === "" ? "" : `${code(domain, 100)} `}(${code(rule, 100)})\n\n${prose(message, 200)}`;
}

function section(finding: ReportFinding): string {
  const { severity, rule, domain, message, consequence, at, related, help } = finding;
  const about = domain === "" ? "" : `${code(domain, 300)} `;
  const parts = [`### ${severity}: ${about}(${code(rule, 100)})`, `**What breaks**: ${prose(message, TEXT)}`];
  if (consequence !== "") parts.push(`**What it does to mail**: ${prose(consequence, TEXT)}`);
  if (at !== undefined) {
    const places = [at, ...related.slice(0, RELATED)].map(place);
    if (related.length > RELATED) places.push(`- and ${plural(related.length - RELATED, "more place")}`);
    parts.push(places.join("\n"));
  }
  if (help !== undefined) {
    parts.push(`**What mends it**: ${prose(help.text, TEXT)}`);
    const publish = help.publish ?? [];
    if (publish.length > 0) parts.push(codeBlock(publish.slice(0, PUBLISH), "dns", TEXT * 3));
    if (publish.length > PUBLISH) parts.push(`and ${plural(publish.length - PUBLISH, "more record")}`);
    const drawing = help.drawing ?? [];
    if (drawing.length > 0) parts.push(codeBlock(drawing.slice(0, PUBLISH), "text", TEXT * 3));
  }
  return parts.join("\n\n");
}

function place({ path, line, note }: Spot): string {
  return `- ${code(path, 300)} line ${count(line)}${note === undefined || note === "" ? "" : `: ${prose(note, 300)}`}`;
}

function notJudged(report: Report): string {
  const groups = groupNotJudged(report.notJudged);
  const items = groups.slice(0, LISTED).map(({ rules, domains, reason }) => {
    const names = listed(
      domains.filter((name) => name !== ""),
      3,
      (name) => code(name, 300),
    );
    return `- ${names === "" ? "" : `${names}: `}${prose(reason, 300)} (${listed(rules, 6, (rule) => code(rule, 100))})`;
  });
  return details(`${plural(report.summary.notJudged, "check")} not judged`, items, groups.length);
}

function ignored(report: Report): string {
  const items = report.ignored.slice(0, LISTED).map(({ rule, domain, reason, until, by, at }) => {
    const place = at === undefined ? "" : ` at ${code(at.path, 300)} line ${count(at.line)}`;
    const said = [
      ...(until === undefined ? [] : [`until ${prose(until, 40)}`]),
      ...(by === "comment" ? [`a comment${place}`] : []),
    ];
    const end = said.length === 0 ? "" : ` (${said.join(", ")})`;
    return `- ${code(domain, 300)} ${code(rule, 100)}: ${prose(reason, 300)}${end}`;
  });
  return details(ignoredCount(report, plural), items, report.ignored.length);
}

function details(summary: string, items: readonly string[], total: number): string {
  if (items.length === 0) return "";
  const more = total > items.length ? [`- and ${count(total - items.length)} more`] : [];
  return [`<details><summary>${summary}</summary>`, "", ...items, ...more, "", "</details>"].join("\n");
}
