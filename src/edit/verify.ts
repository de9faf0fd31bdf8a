import type { LintResult } from "../engine/lint.ts";
import type { Finding, RecordEdit, Severity } from "../model/finding.ts";
import type { Name } from "../model/name.ts";
import { textOf, type DnsRecord, type Vendor } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { Zone } from "../model/zone.ts";
import { keyOf } from "./round.ts";

/** Why what was edited is not taken. */
export interface Objection {
  /** Ends the sentence "not fixed: …". */
  readonly reason: string;
  /** Whether it may be by the fix of this finding; where it is by none, that is not known. */
  readonly isBy: (finding: Finding) => boolean;
}

/**
 * Whether zones that were read again hold exactly the records of those before with the edits made. Only zones with an edited
 * document are looked at.
 */
export function recordsDiffer(
  before: readonly Zone[],
  after: readonly Zone[],
  edits: ReadonlyMap<string, RecordEdit>,
): Objection | undefined {
  const paths = new Set([...edits.values()].map(({ record }) => record.source.document.path));
  const keys = new Set(before.filter(({ documents }) => documents.some(({ path }) => paths.has(path))).map(zoneKey));
  const wanted = listed(before, keys, edits);
  const got = listed(after, keys, undefined);
  if (wanted.length === got.length && wanted.every((each, index) => each === got[index])) return undefined;
  const places = pathsOfDifferent(before, wanted, got);
  return {
    reason: "another record would change with it",
    isBy: ({ fix }) => fix?.edits.some(({ record }) => places.has(record.source.document.path)) === true,
  };
}

/** Documents of the zones that are not as they should be. */
function pathsOfDifferent(
  zones: readonly Zone[],
  wanted: readonly string[],
  got: readonly string[],
): ReadonlySet<string> {
  const [should, is] = [new Set(wanted), new Set(got)];
  const different = [...wanted.filter((each) => !is.has(each)), ...got.filter((each) => !should.has(each))];
  const keys = new Set(different.map((each) => each.slice(0, each.indexOf("\n"))));
  return new Set(
    zones
      .filter((zone) => keys.has(zoneKey(zone)))
      .flatMap(({ documents, records }) => [...documents, ...records.map(({ source }) => source.document)])
      .map(({ path }) => path),
  );
}

function zoneKey({ origin, publisher, private: isPrivate }: Zone): string {
  return `${origin} ${publisher.id} ${isPrivate}`;
}

function listed(
  zones: readonly Zone[],
  keys: ReadonlySet<string>,
  edits: ReadonlyMap<string, RecordEdit> | undefined,
): string[] {
  const found: string[] = [];
  for (const zone of zones) {
    const key = zoneKey(zone);
    if (!keys.has(key)) continue;
    for (const record of zone.records) {
      const edit = edits?.get(keyOf(record));
      if (edit?.kind !== "remove") found.push(`${key}\n${zone.scope} ${canonical(record, edit)}`);
    }
  }
  return found.sort();
}

/** All that a record is; of a text not how it is cut into strings. */
function canonical(record: DnsRecord, edit: RecordEdit | undefined): string {
  const { type, data, ttl } = record;
  const vendor = vendorAfter(record.vendor, edit);
  const name = edit?.kind === "name" ? edit.name : record.name;
  if (type !== "TXT" && type !== "SPF") return JSON.stringify([name, type, ttl, data, vendor]);
  const known = textOf(record);
  const text = edit?.kind === "text" ? edit.text : isKnown(known) ? known : data;
  return JSON.stringify([name, type, ttl, text, vendor]);
}

/** Not proxied, and said not to be, are one thing. */
function vendorAfter(vendor: Vendor | undefined, edit: RecordEdit | undefined): Vendor | undefined {
  if (vendor?.proxied === undefined || (vendor.proxied && edit?.kind !== "unproxy")) return vendor;
  const rest = { ...vendor, proxied: undefined };
  return Object.values(rest).every((each) => each === undefined) ? undefined : rest;
}

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/**
 * Whether a second judgement has none of the fixed findings and no other than the first had. Left out are findings that a
 * fixed one had silenced (they were known, and may come to light), and those that are less severe than what was fixed for the
 * same domain: a record that is read now is judged now.
 */
export function findingsDiffer(before: LintResult, after: LintResult, applied: readonly Finding[]): Objection[] {
  const unknown = (reason: string): Objection[] => [{ reason, isBy: () => false }];
  if (after.internalErrors.length > before.internalErrors.length) return unknown("a rule fails on what it makes");
  const refused = after.refused.at(-1);
  if (refused !== undefined && after.refused.length > before.refused.length) return unknown(refused.reason);
  const known = new Set(applied.flatMap(({ covered }) => covered ?? []));
  const moved = new Set(
    applied.flatMap(
      ({ fix }) => fix?.edits.filter(({ kind }) => kind === "name").map(({ record }) => keyOf(record)) ?? [],
    ),
  );
  // What is wrong with a record is so at its new name too.
  for (const { rule, at } of before.findings) if (at !== undefined && moved.has(keyOf(at.record))) known.add(rule);
  const left = new Map<string, number>();
  const count = (finding: Finding, by: number): number => {
    const key = findingKey(finding);
    const number = (left.get(key) ?? 0) + by;
    left.set(key, number);
    return number;
  };
  for (const finding of all(before)) count(finding, 1);
  const keys = new Set<string>();
  const worst = new Map<Name, number>();
  for (const finding of applied) {
    count(finding, -1);
    known.delete(finding.rule);
    keys.add(findingKey(finding));
    worst.set(finding.domain, Math.max(RANK[finding.severity], worst.get(finding.domain) ?? 0));
  }
  const found = new Map<Name, Objection>();
  for (const finding of all(after)) {
    if (count(finding, -1) >= 0 || known.has(finding.rule)) continue;
    const { domain, rule, message } = finding;
    const again = keys.has(findingKey(finding));
    if (found.has(domain) || (!again && RANK[finding.severity] < (worst.get(domain) ?? 0))) continue;
    const reason = again ? "the finding would stay" : `it would bring ${rule}: ${message.text}`;
    found.set(domain, { reason, isBy: (each) => each.domain === domain });
  }
  return [...found.values()];
}

function all({ findings, ignored }: LintResult): readonly Finding[] {
  return ignored.length === 0 ? findings : [...findings, ...ignored.map(({ finding }) => finding)];
}

function findingKey({ rule, domain, message }: Finding): string {
  return `${rule} ${message.id} ${domain}`;
}
