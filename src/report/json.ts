import { jsonText as text, toJson } from "./json-text.ts";
import type { Report, ReportEdit, ReportFinding, ReportIgnored, ReportProblem, Spot } from "./report.ts";

/** `schemas/report-v1.schema.json`. Version 1 may gain keys; none goes away or changes its meaning. */
export function write(report: Report): string {
  const { summary } = report;
  return toJson({
    version: 1,
    tool: { name: "maildns", version: text(report.version) },
    summary: {
      documents: summary.documents,
      records: summary.records,
      zones: summary.zones,
      domains: summary.domains,
      findings: {
        error: summary.findings.error,
        warning: summary.findings.warning,
        info: summary.findings.info,
      },
      notJudged: summary.notJudged,
      ignored: summary.ignored,
      ignoredByComment: summary.ignoredByComment ?? 0,
      skipped: summary.skipped,
      fixable: summary.fixable,
    },
    documents: report.documents.map(({ path, format }) => ({ path: text(path), format: text(format) })),
    findings: report.findings.map(finding),
    notJudged: report.notJudged.map(({ domain, rule, reason }) => ({
      domain: text(domain),
      rule: text(rule),
      reason: text(reason),
    })),
    ignored: report.ignored.map(ignored),
    problems: report.problems.map(problem),
    domains: report.domains.map((one) => ({
      domain: text(one.domain),
      role: text(one.role),
      summary: text(one.summary),
      document: optional(one.document),
    })),
  });
}

function finding(one: ReportFinding): object {
  return {
    rule: text(one.rule),
    severity: one.severity,
    domain: text(one.domain),
    message: text(one.message),
    consequence: text(one.consequence),
    help: optional(one.help?.text),
    publish: one.help?.publish?.map(text),
    drawing: one.help?.drawing?.map(text),
    ...place(one.at),
    fingerprint: text(one.fingerprint),
    related: one.related.map(place),
    covered: one.covered?.map(text),
    fix: one.fix?.map(edit),
  };
}

function edit({ kind, path, line, name, type, text: wanted, newName }: ReportEdit): object {
  return {
    kind,
    path: text(path),
    line,
    name: text(name),
    type: text(type),
    text: optional(wanted),
    newName: optional(newName),
  };
}

function ignored(one: ReportIgnored): object {
  return {
    rule: text(one.rule),
    severity: one.severity,
    domain: text(one.domain),
    message: text(one.message),
    reason: text(one.reason),
    until: optional(one.until),
    by: one.by ?? "configuration",
    ...place(one.at),
    fingerprint: text(one.fingerprint),
  };
}

function problem({ level, path, line, column, reason }: ReportProblem): object {
  return { level, path: text(path), line, column, reason: text(reason) };
}

function place(spot: Spot | undefined): object {
  if (spot === undefined) return {};
  const { path, line, column, endLine, endColumn, note } = spot;
  return { path: text(path), line, column, endLine, endColumn, note: optional(note) };
}

/** `undefined` keys are left out by JSON.stringify. */
function optional(value: string | undefined): string | undefined {
  return value === undefined ? undefined : text(value);
}
