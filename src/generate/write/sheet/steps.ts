import { grouped } from "../../../model/grouped.ts";
import { rrtypeOf, type DnsRecord } from "../../../model/record.ts";
import { isKnown } from "../../../model/value.ts";
import type { Change, Deployment, Entry } from "../../deployment.ts";
import type { Purpose } from "../../planned.ts";

/** One thing to do in the panel. */
export interface Step {
  readonly kind: Change["kind"];
  readonly purpose: Purpose | undefined;
  readonly provider: string | undefined;
  /** What is there now, and what shall be: a record, or all of a record set where the panel keeps sets. */
  readonly before: readonly DnsRecord[];
  readonly after: readonly DnsRecord[];
}

/** Who sends is let in before mail moves, and mail moves before anything is refused. */
const ORDER: readonly Purpose[] = [
  "verification",
  "spf",
  "dkim",
  "return-path",
  "other",
  "mx",
  "tls-rpt",
  "mta-sts",
  "dmarc",
];

/** What is to be done, in the order to do it. */
export function stepsOf(deployment: Deployment, bySet: boolean): readonly Step[] {
  const steps = bySet ? setSteps(deployment) : deployment.changes.map(stepOf);
  const added = steps.filter(({ kind }) => kind === "add");
  return steps
    .map((step) => ({ step, rank: step.kind === "remove" ? rankOfRemoval(step, added) : rankOf(step) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ step }) => step);
}

function rankOf({ purpose, after }: Step): number {
  const at = purpose === undefined ? ORDER.length : ORDER.indexOf(purpose);
  // The address of a mail server has to be there when the MX names it.
  return 4 * at + (after.some(({ type }) => type === "MX") ? 1 : 0);
}

/** What is not needed any more goes last, but old MX records with the new ones, and what a new record cannot stand beside before it. */
function rankOfRemoval({ before }: Step, added: readonly Step[]): number {
  const hinders = added.find(({ after }) => after.some((record) => before.some(excludes(record))));
  if (hinders !== undefined) return rankOf(hinders) - 1;
  return before.some(({ type }) => type === "MX") ? 4 * ORDER.indexOf("mx") + 2 : 4 * ORDER.length;
}

/** Nothing else stands beside a CNAME (RFC 1034 3.6.2). */
function excludes(record: DnsRecord): (other: DnsRecord) => boolean {
  return (other) => other.name === record.name && (other.type === "CNAME") !== (record.type === "CNAME");
}

function stepOf(change: Change): Step {
  const entry = change.kind === "remove" ? undefined : change.entry;
  return {
    kind: change.kind,
    purpose: entry?.purpose,
    provider: entry?.provider,
    before: change.kind === "add" ? [] : [change.before],
    after: entry === undefined ? [] : [entry.record],
  };
}

function setSteps(deployment: Deployment): Step[] {
  return [...setsOf(deployment.changes)].map(([key, changes]) => {
    const { before, after } = setOf(deployment, key);
    const entry = changes.map(entryOf).find((each) => each !== undefined);
    return {
      kind: before.length === 0 ? "add" : after.length === 0 ? "remove" : "change",
      purpose: entry?.purpose,
      provider: entry?.provider,
      before,
      after,
    };
  });
}

/** Changes by the record set that they touch. */
export function setsOf(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  return grouped(changes, (change) => setKey(change.kind === "remove" ? change.before : change.entry.record));
}

/** The records of one name and type, as they are now and as they shall be. */
export function setOf(
  { entries, changes }: Deployment,
  key: string,
): { readonly before: readonly DnsRecord[]; readonly after: readonly DnsRecord[] } {
  const touched = new Set(changes.map(entryOf));
  const own = entries.filter(({ record }) => setKey(record) === key);
  const kept = own.filter((entry) => !touched.has(entry)).map(({ record }) => record);
  const gone = changes.flatMap((change) =>
    change.kind === "add" || setKey(change.before) !== key ? [] : change.before,
  );
  return { before: [...kept, ...gone], after: own.map(({ record }) => record) };
}

function setKey(record: DnsRecord): string {
  return `${rrtypeOf(record)} ${isKnown(record.name) ? record.name : ""}`;
}

function entryOf(change: Change): Entry | undefined {
  return change.kind === "remove" ? undefined : change.entry;
}
