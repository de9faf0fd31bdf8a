import type { LintResult } from "../engine/lint.ts";
import type { Finding, Place, RecordEdit } from "../model/finding.ts";
import { fromByteString, rrtypeOf, type DnsRecord } from "../model/record.ts";
import type { Problem } from "../model/zone.ts";
import { isKnown } from "../model/value.ts";
import type { Report, ReportEdit, ReportFinding, ReportIgnored, RuleInfo, Spot } from "../report/report.ts";
import type { AnyRule } from "../rules/define.ts";
import { domainLine } from "./domain-line.ts";
import { fixable } from "./fix.ts";
import type { Gathered } from "./gather.ts";
import { ignoreNotes, inlineNotes, inlinePlaces } from "./ignore-notes.ts";
import { locatePlaces, placesOf } from "./locate.ts";
import { version } from "../model/version.ts";

/** The result with every place worked out: what the writers take. */
export function reportOf(
  result: LintResult,
  gathered: Gathered,
  rules: readonly AnyRule[],
  /** Fixes have been tried: what is left is not fixable. */
  fixed = false,
): Report {
  const all = [...result.findings, ...result.ignored.map(({ finding }) => finding)];
  const fixes = new Map(
    fixed ? [] : fixable(result.findings, gathered).map((finding) => [finding, editPlaces(finding)]),
  );
  const comments = inlinePlaces(result);
  const hidden = result.hidden.nameless.map(({ record, reason }) => ({ place: { record }, reason }));
  const places = [...placesOf(all), ...[...fixes.values()].flat(), ...comments, ...hidden.map(({ place }) => place)];
  const spots = locatePlaces(places, (path) => gathered.files.get(path));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of result.findings) counts[severity]++;
  counts.error += result.internalErrors.length;
  const [world] = result.worlds;
  const notJudged = [...result.notJudged, ...result.hidden.notJudged];
  return {
    version,
    summary: {
      documents: gathered.loaded.documents.length,
      records: gathered.loaded.zones.reduce((sum, { records }) => sum + records.length, 0),
      zones: gathered.loaded.zones.length,
      domains: result.domains.length,
      findings: counts,
      notJudged: notJudged.length,
      ignored: result.ignored.length,
      ignoredByComment: result.ignored.filter(({ by }) => by === "comment").length,
      skipped: gathered.loaded.skipped.length,
      ...(fixes.size === 0 ? {} : { fixable: fixes.size }),
    },
    documents: gathered.loaded.documents,
    findings: [
      ...result.internalErrors.map(internal),
      ...result.findings.map((finding) => toFinding(finding, byId, spots, fixes.get(finding))),
    ],
    notJudged: notJudged.map(({ domain, rule, reason }) => ({ domain, rule, reason })),
    ignored: result.ignored.map(({ finding, ignore, by }) => ({
      ...toIgnored(finding, spots),
      reason: ignore.reason,
      until: ignore.until,
      ...(by === "comment" ? { by } : {}),
    })),
    problems: [
      ...gathered.problems,
      ...result.refused,
      ...hidden.map(({ place, reason }) => namelessNote(place.record, reason, spots.get(place))),
      ...ignoreNotes(result, gathered, rules),
      ...inlineNotes(result, comments, spots),
    ],
    domains: world === undefined ? [] : result.domains.map((name) => domainLine(world, name, gathered.settings)),
    rules: rules.map(ruleInfo),
  };
}

/** A record of which not even the name is known; its place tells which it is. */
function namelessNote(record: DnsRecord, reason: string, at: Spot | undefined): Problem {
  const type = rrtypeOf(record);
  const about = typeof record.name === "string" ? ` of ${record.name}` : "";
  const subject =
    record.type === "UNKNOWN"
      ? `a record${about} that`
      : `${/^[AEFHILMNORSX]/.test(type) ? "an" : "a"} ${type} record whose name`;
  const where = at === undefined ? {} : { line: at.line, column: at.column };
  return {
    level: "note",
    path: record.source.document.path,
    ...where,
    reason: `${subject} ${reason} is not judged`,
  };
}

/** A rule that threw is a finding that names it; the findings of the others stand beside it. */
function internal({ rule, domain, error }: LintResult["internalErrors"][number]): ReportFinding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    rule: "internal-error",
    severity: "error",
    domain,
    message: `the rule ${rule} failed on this domain and has not judged it: ${reason}`,
    consequence: "this is a defect of maildns, not of the records",
    related: [],
    fingerprint: `internal-${rule}`,
  };
}

function toFinding(
  finding: Finding,
  rules: ReadonlyMap<string, AnyRule>,
  spots: ReadonlyMap<Place, Spot>,
  edited: readonly Place[] | undefined,
): ReportFinding {
  const at = finding.at === undefined ? undefined : spots.get(finding.at);
  return {
    rule: finding.rule,
    severity: finding.severity,
    domain: finding.domain,
    message: finding.message.text,
    consequence: rules.get(finding.rule)?.consequence ?? "",
    ...(finding.help === undefined ? {} : { help: finding.help }),
    ...(at === undefined ? {} : { at }),
    related: finding.related.flatMap((place) => spots.get(place) ?? []),
    fingerprint: finding.fingerprint,
    ...(finding.covered === undefined ? {} : { covered: finding.covered }),
    ...(edited === undefined ? {} : { fix: edited.map((place, index) => toEdit(finding, index, spots.get(place))) }),
  };
}

function editPlaces({ fix }: Finding): Place[] {
  return (fix?.edits ?? []).map(({ record }) => ({ record }));
}

function toEdit({ fix }: Finding, index: number, at: Spot | undefined): ReportEdit {
  const edit = fix?.edits[index] as RecordEdit;
  const { record, kind } = edit;
  return {
    kind,
    path: record.source.document.path,
    ...(at === undefined ? {} : { line: at.line }),
    name: isKnown(record.name) ? record.name : "",
    type: rrtypeOf(record),
    ...(kind === "text" ? { text: fromByteString(edit.text) } : {}),
    ...(kind === "name" ? { newName: edit.name } : {}),
  };
}

function toIgnored(finding: Finding, spots: ReadonlyMap<Place, Spot>): Omit<ReportIgnored, "reason" | "until" | "by"> {
  const at = finding.at === undefined ? undefined : spots.get(finding.at);
  const { rule, severity, domain, message, fingerprint } = finding;
  return { rule, severity, domain, message: message.text, ...(at === undefined ? {} : { at }), fingerprint };
}

function ruleInfo({ id, summary, consequence, severity, references }: AnyRule): RuleInfo {
  return { id, summary, consequence, severity, references };
}
