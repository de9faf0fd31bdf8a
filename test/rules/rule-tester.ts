import { describe, expect, it } from "vitest";
import { lint, type LintResult } from "../../src/engine/lint.ts";
import { defaultSettings, type Settings } from "../../src/engine/settings.ts";
import { applyZoneSettings } from "../../src/engine/zone-settings.ts";
import type { DomainFacts } from "../../src/domain/facts.ts";
import type { Held } from "../../src/domain/stage.ts";
import type { Finding, Place, Severity } from "../../src/model/finding.ts";
import type { Measured, MeasuredName } from "../../src/model/measured.ts";
import { rrtypeOf, textOf, type DnsRecord } from "../../src/model/record.ts";
import { isKnown } from "../../src/model/value.ts";
import type { Zone } from "../../src/model/zone.ts";
import type { AnyRule } from "../../src/rules/define.ts";
import { splitText } from "../../src/syntax/txt.ts";
import { policyFile, zones } from "../zones.ts";

export interface Expected {
  readonly severity: Severity;
  readonly message: string;
  /** Default: `example.com`. */
  readonly domain?: string;
  /** `owner TYPE` of the record pointed at, and after `:` the text of the span (`example.com TXT: ipv4:192.0.2.1`). */
  readonly at: string | undefined;
  /** The records that the help says to publish. */
  readonly publish?: readonly string[];
}

export interface Row {
  readonly name?: string;
  readonly zone: string;
  /** The state before the change. */
  readonly before?: string;
  /** Default: 2026-12-01. */
  readonly today?: string;
  /** What git history would tell of every record whose stage is the same. */
  readonly history?: Held;
  readonly domains?: Readonly<Record<string, DomainFacts>>;
  readonly settings?: Partial<Settings>;
  /** What the DNS answered beyond the zones, by name, and the names that gave no answer, with why. */
  readonly measured?: Readonly<Record<string, MeasuredName>>;
  readonly failures?: Readonly<Record<string, string>>;
  /** MTA-STS policy files by domain. */
  readonly policies?: Readonly<Record<string, string>>;
  /** Not judged, by reason; default none. */
  readonly notJudged?: readonly string[];
}

export interface InvalidRow extends Row {
  readonly findings: readonly Expected[];
  /** The advice of this row is not tried out, because: … */
  readonly adviceNotTried?: string;
}

/** Runs one rule over tables: `valid` rows give no finding, `invalid` rows exactly those, and advice that is followed ends them. */
export function testRule(rule: AnyRule, rows: { valid: readonly Row[]; invalid: readonly InvalidRow[] }): void {
  describe(rule.id, () => {
    describe("valid", () => {
      for (const row of rows.valid) {
        it(title(row), () => {
          const result = run(rule, zones(row.zone), row);
          expect(result.findings.map((finding) => seen(finding))).toEqual([]);
          expect(result.notJudged.map(({ reason }) => reason)).toEqual(row.notJudged ?? []);
        });
      }
    });
    describe("invalid", () => {
      for (const row of rows.invalid) {
        it(title(row), () => {
          const declared = zones(row.zone);
          const result = run(rule, declared, row);
          expect(result.findings.map((finding, index) => seen(finding, row.findings[index]))).toEqual(row.findings);
          expect(result.notJudged.map(({ reason }) => reason)).toEqual(row.notJudged ?? []);
          if (row.adviceNotTried === undefined) follow(rule, row, declared, result.findings);
          for (const finding of result.findings) mend(rule, row, declared, result.findings, finding);
        });
      }
    });
  });
}

function title(row: Row): string {
  return (
    row.name ??
    row.zone
      .trim()
      .split("\n")
      .map((line) => line.trim())
      .join(" | ")
      .slice(0, 160)
  );
}

export function run(rule: AnyRule, declared: readonly Zone[], row: Row): LintResult {
  const settings: Settings = {
    ...defaultSettings,
    set: "preview",
    domains: new Map(Object.entries(row.domains ?? {})),
    ...row.settings,
  };
  const { before, history, today = "2026-12-01" } = row;
  const measured: Measured = {
    names: new Map(Object.entries(row.measured ?? {})),
    failures: new Map(Object.entries(row.failures ?? {})),
  };
  const result = lint({
    after: applyZoneSettings(declared, settings),
    ...(before === undefined ? {} : { before: applyZoneSettings(zones(before), settings) }),
    ...(history === undefined ? {} : { heldSince: () => history }),
    ...(row.measured === undefined && row.failures === undefined ? {} : { measured }),
    policies: Object.entries(row.policies ?? {}).map(([domain, text]) => policyFile(domain, text)),
    today,
    settings,
    rules: [rule],
  });
  for (const { error } of result.internalErrors) throw error;
  return result;
}

function seen(finding: Finding, expected?: Expected): Expected {
  const { severity, domain, message, at, help } = finding;
  return {
    severity,
    message: message.text,
    ...(expected?.domain !== undefined || domain !== "example.com" ? { domain } : {}),
    at: at === undefined ? undefined : placeText(at),
    ...(expected?.publish !== undefined ? { publish: help?.publish } : {}),
  };
}

function placeText(place: Place): string {
  const { record, field, span } = place;
  const owner = `${typeof record.name === "string" ? record.name : "?"} ${rrtypeOf(record)}`;
  if (span === undefined) return owner;
  return `${owner}: ${fieldText(record, field).slice(span[0], span[1])}`;
}

function fieldText(record: DnsRecord, field: Place["field"]): string {
  if (record.type === "TXT" || record.type === "SPF") {
    const text = textOf(record);
    return isKnown(text) ? text : "";
  }
  if (record.type === "MX" && field === "exchange") {
    return record.data.written?.exchange ?? String(record.data.exchange);
  }
  if (record.type === "TLSA" || record.type === "OTHER") return isKnown(record.data.text) ? record.data.text : "";
  return "";
}

/** What is published replaces the record sets (of TXT: the policy of the same kind) and the same finding is gone. */
function follow(rule: AnyRule, row: Row, declared: readonly Zone[], findings: readonly Finding[]): void {
  for (const finding of findings) {
    const publish = finding.help?.publish;
    if (publish === undefined || publish.some((line) => line.includes("<"))) continue;
    const advised = zones(`$ORIGIN .\n${publish.join("\n")}`).flatMap((zone) => zone.records);
    const keys = new Set(advised.map(setKey));
    const mended = declared.map((zone) => ({
      ...zone,
      records: [
        ...zone.records.filter(
          (record) => !keys.has(setKey(record)) && !(record.type === "TXT" && record === finding.at?.record),
        ),
        ...advised
          .filter((record) => String(record.name).endsWith(zone.origin))
          .map((record) => ({ ...record, source: zone.records[0]?.source ?? record.source })),
      ],
    }));
    const again = run(rule, mended, row).findings.filter(
      (each) =>
        each.domain === finding.domain && each.message.id === finding.message.id && each.severity === finding.severity,
    );
    expect(
      again.map((each) => each.message.text),
      `after publishing ${publish.join(" / ")}`,
    ).toEqual([]);
  }
}

/** A fix ends its finding and brings no other of its rule. */
function mend(
  rule: AnyRule,
  row: Row,
  declared: readonly Zone[],
  before: readonly Finding[],
  { fix, domain, message }: Finding,
): void {
  if (fix === undefined) return;
  expect(rule.fixable, "fixable in the rule's metadata").toBeDefined();
  const edits = new Map(fix.edits.map((edit) => [edit.record, edit]));
  const mended = declared.map((zone) => ({
    ...zone,
    records: zone.records.flatMap((record): DnsRecord[] => {
      const edit = edits.get(record);
      if (edit === undefined) return [record];
      if (edit.kind === "remove") return [];
      if (edit.kind === "name") return [{ ...record, name: edit.name }];
      if (edit.kind === "unproxy") return [{ ...record, vendor: { ...record.vendor, proxied: false } }];
      return [{ ...edit.record, data: { strings: splitText(edit.text) } }];
    }),
  }));
  const counted = (findings: readonly Finding[]): number =>
    findings.filter((each) => each.domain === domain && each.message.id === message.id).length;
  const after = run(rule, mended, row).findings;
  expect(counted(after), `after the fix of ${message.text}`).toBeLessThan(counted(before));
  expect(after.length).toBeLessThan(before.length);
}

function setKey(record: DnsRecord): string {
  let kind = rrtypeOf(record);
  if (record.type === "TXT") {
    const text = textOf(record);
    const policy = isKnown(text) ? /^v=[a-z0-9]+/i.exec(text) : null;
    kind += policy === null ? ` ${JSON.stringify(record.data.strings)}` : ` ${policy[0].toLowerCase()}`;
  }
  return `${String(record.name)} ${kind}`;
}
