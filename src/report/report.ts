import type { Severity } from "../model/finding.ts";
import type { SourceDocument } from "../model/source.ts";

/**
 * A place in a document. Lines and columns are 1-based, columns count UTF-16 code units, `endColumn` is exclusive
 * (so `column === endColumn` is an empty span).
 */
export interface Spot {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What is to be seen there, short. */
  readonly note?: string;
  /** Source lines for the frame, those of the span at least; without them the place is named only. */
  readonly lines?: readonly SourceLine[];
}

export interface SourceLine {
  readonly number: number;
  /** Without its line end. */
  readonly text: string;
}

export interface ReportHelp {
  readonly text: string;
  /** The record set to publish, a line of zone-file text each. */
  readonly publish?: readonly string[];
  /** What the text speaks of, drawn: single lines, columns aligned by blanks. */
  readonly drawing?: readonly string[];
}

/** All texts are single lines: a writer shows a line break in them as an escape. */
export interface ReportFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly domain: string;
  readonly message: string;
  /** What it does to mail, from the rule. */
  readonly consequence: string;
  readonly help?: ReportHelp;
  /** Absent: about a domain that no record names. */
  readonly at?: Spot;
  readonly related: readonly Spot[];
  readonly fingerprint: string;
  /** Rules that found the same defect and are silenced by this finding (`covers`). */
  readonly covered?: readonly string[];
  /** What `--fix` would change. */
  readonly fix?: readonly ReportEdit[];
}

/** One change of a declared record that a fix makes. */
export interface ReportEdit {
  readonly kind: "remove" | "text" | "name" | "unproxy";
  readonly path: string;
  readonly line?: number;
  readonly name: string;
  readonly type: string;
  /** Of `text`: the whole new text. */
  readonly text?: string;
  /** Of `name`: where the record belongs. */
  readonly newName?: string;
}

/** A finding that the configuration ignores, or a comment beside its record. */
export interface ReportIgnored {
  readonly rule: string;
  readonly severity: Severity;
  readonly domain: string;
  readonly message: string;
  readonly at?: Spot;
  readonly fingerprint: string;
  /** The configuration's own words, or the comment's. */
  readonly reason: string;
  /** A comment beside the record at `at` says so; absent: an entry of the configuration. */
  readonly by?: "comment";
  /** Last day, `YYYY-MM-DD`. */
  readonly until?: string;
}

export interface ReportNotJudged {
  readonly domain: string;
  readonly rule: string;
  readonly reason: string;
}

/** What could not be read, or should be known, of a document or the configuration. */
export interface ReportProblem {
  readonly level: "error" | "note";
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly reason: string;
}

/** One line of what was judged. */
export interface ReportDomain {
  readonly domain: string;
  readonly role: string;
  readonly summary: string;
  /** Path of the document that it is declared in. */
  readonly document?: string;
}

/** A rule's metadata as the writers need it. */
export interface RuleInfo {
  readonly id: string;
  readonly summary: string;
  readonly consequence: string;
  readonly severity: Severity;
  readonly references: readonly { readonly title: string; readonly url: string }[];
  /** The rule's page. */
  readonly url?: string;
}

export interface ReportSummary {
  readonly documents: number;
  /** Single resource records. */
  readonly records: number;
  readonly zones: number;
  readonly domains: number;
  readonly findings: { readonly error: number; readonly warning: number; readonly info: number };
  /** Pairs of domain and rule. */
  readonly notJudged: number;
  readonly ignored: number;
  /** Of the ignored findings, those that a comment beside a record has ignored. */
  readonly ignoredByComment?: number;
  /** Files of a folder that are no DNS documents. */
  readonly skipped: number;
  /** Findings that `--fix` can mend; absent where there are none. */
  readonly fixable?: number;
}

/** The located result: plain data, all that a writer may look at. */
export interface Report {
  readonly version: string;
  readonly summary: ReportSummary;
  readonly documents: readonly SourceDocument[];
  readonly findings: readonly ReportFinding[];
  readonly notJudged: readonly ReportNotJudged[];
  readonly ignored: readonly ReportIgnored[];
  readonly problems: readonly ReportProblem[];
  readonly domains: readonly ReportDomain[];
  readonly rules: readonly RuleInfo[];
}

export interface WriteOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Text only: findings at `error`, the documents that could not be read, and the summary line. */
  readonly quiet: boolean;
}

/** Pure: the same report gives the same text, which ends with a line end. */
export type Writer = (report: Report, options: WriteOptions) => string;
