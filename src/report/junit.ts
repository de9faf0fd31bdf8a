import { groupNotJudged } from "./group.ts";
import type { Report, ReportFinding } from "./report.ts";
import { listed, visible, withoutCommands } from "../syntax/visible.ts";

/** A document's test cases. */
interface Suite {
  readonly name: string;
  readonly cases: string[];
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}

/**
 * One suite a document: a failed case for each finding at error or warning, a passed one for each finding at info and
 * each domain without findings, an error for what could not be read. A suite `maildns` holds what has no document.
 */
export function write(report: Report): string {
  const suites = new Map<string, Suite>();
  for (const { path } of report.documents) suiteOf(suites, path);
  for (const { level, path, line, reason } of report.problems) {
    if (level !== "error") continue;
    const suite = suiteOf(suites, path);
    suite.errors++;
    add(
      suite,
      "readable",
      "document",
      element("error", "unreadable", `${line === undefined ? "" : `line ${line}: `}${reason}`, ""),
    );
  }
  const found = new Set<string>();
  for (const finding of report.findings) {
    found.add(finding.domain);
    const suite = suiteOf(suites, finding.at?.path ?? "maildns");
    const failed = finding.severity !== "info";
    if (failed) suite.failures++;
    const body = failed
      ? element("failure", finding.severity, finding.message, details(finding))
      : `<system-out>${lines([finding.message, ...details(finding)])}</system-out>`;
    add(suite, caseName(finding.rule, finding.domain), finding.rule, body);
  }
  for (const { domain, role, document } of report.domains) {
    if (!found.has(domain)) add(suiteOf(suites, document ?? "maildns"), domain, role, "");
  }
  for (const { rule, domain, reason, at, by } of report.ignored) {
    const who = by === "comment" ? `ignored by a comment${at === undefined ? "" : ` in line ${at.line}`}` : "ignored";
    skip(suiteOf(suites, at?.path ?? "maildns"), caseName(rule, domain), rule, `${who}: ${reason}`);
  }
  for (const { rules, domains, reason } of groupNotJudged(report.notJudged)) {
    const names = listed(domains, 10, (name) => name);
    skip(
      suiteOf(suites, "maildns"),
      caseName(
        listed(rules, 10, (rule) => rule),
        names,
      ),
      "not judged",
      reason,
    );
  }
  return document([...suites.values()]);
}

function document(suites: readonly Suite[]): string {
  const out = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="maildns"${totals(suites)}>`];
  for (const suite of suites) {
    out.push(`  <testsuite name="${xml(suite.name)}"${totals([suite])}>`, ...suite.cases, "  </testsuite>");
  }
  out.push("</testsuites>");
  return withoutCommands(`${out.join("\n")}\n`);
}

function totals(suites: readonly Suite[]): string {
  const sum = (key: "tests" | "failures" | "errors" | "skipped") =>
    suites.reduce((total, suite) => total + suite[key], 0);
  return ` tests="${sum("tests")}" failures="${sum("failures")}" errors="${sum("errors")}" skipped="${sum("skipped")}"`;
}

function suiteOf(suites: Map<string, Suite>, name: string): Suite {
  let suite = suites.get(name);
  if (suite === undefined)
    suites.set(name, (suite = { name, cases: [], tests: 0, failures: 0, errors: 0, skipped: 0 }));
  return suite;
}

function add(suite: Suite, name: string, className: string, body: string): void {
  suite.tests++;
  const open = `    <testcase name="${xml(name)}" classname="${xml(className)}"`;
  suite.cases.push(body === "" ? `${open}/>` : `${open}>${body}</testcase>`);
}

function skip(suite: Suite, name: string, className: string, reason: string): void {
  suite.skipped++;
  add(suite, name, className, `<skipped message="${xml(reason)}"/>`);
}

function caseName(rule: string, domain: string): string {
  return domain === "" ? rule : `${rule}: ${domain}`;
}

function details({ at, consequence, help }: ReportFinding): string[] {
  const place = at === undefined ? [] : [`${at.path}:${at.line}:${at.column}`];
  const mends = help === undefined ? [] : [help.text, ...(help.publish ?? []), ...(help.drawing ?? [])];
  return [...place, ...(consequence === "" ? [] : [consequence]), ...mends];
}

function element(tag: string, type: string, message: string, body: string | readonly string[]): string {
  const open = `<${tag} type="${xml(type)}" message="${xml(message)}"`;
  return body === "" ? `${open}/>` : `${open}>${lines(typeof body === "string" ? [body] : body)}</${tag}>`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => xml(text)).join("\n");
}

/** What XML 1.0 forbids is among what is shown as an escape; `#` only where it makes a CI command. */
function xml(text: string): string {
  return visible(text, 10_000)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}
