import type { LintResult } from "../engine/lint.ts";
import type { Finding, RecordEdit } from "../model/finding.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { Zone } from "../model/zone.ts";
import { keyOf } from "./round.ts";

/**
 * Whether zones that were read again hold exactly the records of those before with the edits made. Only zones with an edited
 * document are looked at. The answer says what is wrong, as the end of the sentence "not fixed: …".
 */
export function recordsDiffer(
  before: readonly Zone[],
  after: readonly Zone[],
  edits: ReadonlyMap<string, RecordEdit>,
): string | undefined {
  const paths = new Set([...edits.values()].map(({ record }) => record.source.document.path));
  const keys = new Set(before.filter(({ documents }) => documents.some(({ path }) => paths.has(path))).map(zoneKey));
  const wanted = listed(before, keys, edits);
  const got = listed(after, keys, undefined);
  return wanted.length === got.length && wanted.every((each, index) => each === got[index])
    ? undefined
    : "another record would change with it";
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
      if (edit?.kind !== "remove") found.push(`${key} ${zone.scope} ${canonical(record, edit)}`);
    }
  }
  return found.sort();
}

/** All that a record is; of a text not how it is cut into strings. */
function canonical(record: DnsRecord, edit: RecordEdit | undefined): string {
  const { type, data, ttl, vendor } = record;
  const name = edit?.kind === "name" ? edit.name : record.name;
  if (type !== "TXT" && type !== "SPF") return JSON.stringify([name, type, ttl, data, vendor]);
  const known = textOf(record);
  const text = edit?.kind === "text" ? edit.text : isKnown(known) ? known : data;
  return JSON.stringify([name, type, ttl, text, vendor]);
}

/**
 * Whether a second judgement has none of the fixed findings and no other than the first had, findings that a fixed one
 * had silenced left out (they were known, and may come to light). The answer says which, as the end of "not fixed: …".
 */
export function findingsDiffer(before: LintResult, after: LintResult, applied: readonly Finding[]): string | undefined {
  if (after.internalErrors.length > before.internalErrors.length) return "a rule fails on what it makes";
  if (after.refused.length > before.refused.length) return after.refused.at(-1)?.reason;
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
  for (const finding of applied) {
    count(finding, -1);
    known.delete(finding.rule);
  }
  for (const finding of all(after)) {
    if (count(finding, -1) >= 0 || known.has(finding.rule)) continue;
    const again = applied.some((each) => findingKey(each) === findingKey(finding));
    return again ? "the finding would stay" : `it would bring ${finding.rule}: ${finding.message.text}`;
  }
  return undefined;
}

function all({ findings, ignored }: LintResult): readonly Finding[] {
  return ignored.length === 0 ? findings : [...findings, ...ignored.map(({ finding }) => finding)];
}

function findingKey({ rule, domain, message }: Finding): string {
  return `${rule} ${message.id} ${domain}`;
}
