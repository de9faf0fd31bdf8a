import type { Report, ReportFinding, ReportNotJudged } from "./report.ts";

/** Rules that abstain on the same domains for the same reason. */
export interface NotJudgedGroup {
  readonly rules: readonly string[];
  readonly domains: readonly string[];
  readonly reason: string;
}

/** Abstentions of one cause as one entry, in order of first appearance. */
export function groupNotJudged(list: readonly ReportNotJudged[]): NotJudgedGroup[] {
  const byRule = new Map<string, { rule: string; reason: string; domains: Set<string> }>();
  for (const { rule, reason, domain } of list) {
    const key = `${rule}\u0000${reason}`;
    const entry = byRule.get(key);
    if (entry) entry.domains.add(domain);
    else byRule.set(key, { rule, reason, domains: new Set([domain]) });
  }
  const merged = new Map<string, { rules: string[]; reason: string; domains: string[] }>();
  for (const { rule, reason, domains } of byRule.values()) {
    const names = [...domains];
    const key = JSON.stringify([reason, names]);
    const entry = merged.get(key);
    if (entry) entry.rules.push(rule);
    else merged.set(key, { rules: [rule], reason, domains: names });
  }
  return [...merged.values()];
}

type Plural = (value: number, one: string, many?: string) => string;

/** `2 errors, 1 warning`, `no findings`, or `nothing was judged` where no document could be read. */
export function verdict(report: Report, count: Plural): string {
  const counts = findingCounts(report, count);
  if (counts.length > 0) return counts.join(", ");
  return report.summary.documents === 0 && unread(report) > 0 ? "nothing was judged" : "no findings";
}

/** Files that a report's errors are about. */
export function unread({ problems }: Report): number {
  return new Set(problems.filter(({ level }) => level === "error").map(({ path }) => path)).size;
}

/** `2 errors, 1 warning`; empty without findings. */
export function findingCounts(report: Report, count: Plural): string[] {
  const { error, warning, info } = report.summary.findings;
  const parts: string[] = [];
  if (error > 0) parts.push(count(error, "error"));
  if (warning > 0) parts.push(count(warning, "warning"));
  if (info > 0) parts.push(count(info, "info", "infos"));
  return parts;
}

/** Errors first, the order kept otherwise: for what may be cut short. */
export function worstFirst(findings: readonly ReportFinding[]): ReportFinding[] {
  return (["error", "warning", "info"] as const).flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
}

/** `2 findings ignored, 1 by a comment`; empty where none is. */
export function ignoredCount({ summary }: Report, count: Plural): string {
  if (summary.ignored === 0) return "";
  const comments = summary.ignoredByComment ?? 0;
  const by = comments === 0 ? "" : comments === summary.ignored ? " by a comment" : `, ${comments} by a comment`;
  return `${count(summary.ignored, "finding")} ignored${by}`;
}
