import { grouped } from "../../model/grouped.ts";
import { absolute, type Name } from "../../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { octal, octalEscape, presentation, presentText } from "../../syntax/presentation.ts";
import { nothingToDo } from "./batch.ts";
import { knownRecord, titleOf, type KnownRecord } from "./known.ts";
import { DEFAULT_TTL, LONGEST_VALUE, TYPES } from "./route53-set.ts";
import { recordSets, type RecordSet } from "./sets.ts";
import type { Writer } from "./writer.ts";
import { oneZone, type DeployedZone } from "./zones.ts";

type Action = "CREATE" | "UPSERT" | "DELETE";

interface Row {
  readonly Action: Action;
  readonly ResourceRecordSet: {
    readonly Name: string;
    readonly Type: string;
    readonly TTL: number;
    readonly ResourceRecords: readonly { readonly Value: string }[];
  };
}

const LONGEST_COMMENT = 256;

/**
 * A change batch of Route 53, for `aws route53 change-resource-record-sets --change-batch`: all of it is done, or nothing.
 *
 * The unit is a record set. One that is new, as far as is known, is a CREATE: it fails where the set is there after all, while
 * an UPSERT would drop the other values of it (whatever else stands in a TXT at the zone's name). One that was there is an UPSERT
 * of all that is in it afterwards; one of which nothing stays is a DELETE, which wants it exactly as it was.
 */
export const route53BatchWriter: Writer = {
  id: "route53-batch",
  write(deployments) {
    const one = oneZone(deployments, "a change batch of Route 53");
    if (!one.ok) return one;
    if (one.zone.changes.length === 0) return { ok: false, reasons: [nothingToDo(one.zone.origin)] };
    const reasons: string[] = [];
    const rows = touchedSets(one.zone).flatMap((touched) => rowOf(touched, one.zone.origin, reasons));
    if (reasons.length > 0) return { ok: false, reasons };
    const Comment = `maildns: mail of ${deployments.map(({ domain }) => domain).join(", ")}`.slice(0, LONGEST_COMMENT);
    // What makes room goes first.
    const Changes = [...rows.filter(isDelete), ...rows.filter((row) => !isDelete(row))];
    return { ok: true, text: `${JSON.stringify({ Comment, Changes }, null, 2)}\n` };
  },
};

function isDelete({ Action }: Row): boolean {
  return Action === "DELETE";
}

interface Touched {
  readonly action: Action;
  /** As it is afterwards; of a DELETE as it was. */
  readonly set: Pick<RecordSet, "ttl"> & { readonly records: readonly DnsRecord[] };
}

function touchedSets({ entries, changes }: DeployedZone): Touched[] {
  const byKey = grouped(changes, (change) => keyOf(change.kind === "remove" ? change.before : change.entry.record));
  const touched: Touched[] = [];
  for (const { ttl, entries: all } of recordSets(entries)) {
    const records = all.map(({ record }) => record);
    const [first] = records;
    const mine = first === undefined ? undefined : byKey.get(keyOf(first));
    if (first === undefined || mine === undefined) continue;
    byKey.delete(keyOf(first));
    const added = new Set(mine.flatMap((change) => (change.kind === "add" ? [presentation(change.entry.record)] : [])));
    const isNew = records.every((record) => added.has(presentation(record))) && added.size === mine.length;
    touched.push({ action: isNew ? "CREATE" : "UPSERT", set: { ttl, records } });
  }
  for (const gone of byKey.values()) {
    const records = gone.flatMap((change) => (change.kind === "remove" ? [change.before] : []));
    const [first] = records;
    if (first !== undefined) touched.push({ action: "DELETE", set: { ttl: first.ttl, records } });
  }
  return touched;
}

function keyOf(record: DnsRecord): string {
  const name = isKnown(record.name) ? record.name : null;
  return JSON.stringify([name, rrtypeOf(record), record.vendor?.routing]);
}

function rowOf({ action, set }: Touched, origin: Name, reasons: string[]): Row[] {
  const before = reasons.length;
  const values: { readonly Value: string }[] = [];
  let known: KnownRecord | undefined;
  for (const record of set.records) {
    const found = knownRecord(record, origin);
    const value = found.ok ? valueOf(found.known) : found;
    if (!value.ok) reasons.push(value.reason);
    else values.push({ Value: value.text });
    if (found.ok) known = found.known;
  }
  if (known === undefined || reasons.length > before) return [];
  if (action === "DELETE" && set.ttl === undefined) {
    reasons.push(
      `${titleOf(known.record)} cannot be removed: Route 53 wants the TTL that it has, and that is not known`,
    );
    return [];
  }
  const TTL = typeof set.ttl === "number" ? set.ttl : DEFAULT_TTL;
  const Name = octalName(known.name);
  return [{ Action: action, ResourceRecordSet: { Name, Type: known.type, TTL, ResourceRecords: values } }];
}

type ValueText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

function valueOf({ type, data, record }: KnownRecord): ValueText {
  const no = (why: string): ValueText => ({ ok: false, reason: `${titleOf(record)} ${why}` });
  if (!TYPES.includes(type)) return no(`cannot be written: Route 53 has no record sets of type ${type}`);
  if (record.vendor?.routing !== undefined) {
    return no("is one of several alternatives, whose routing (weight, region) is not known here");
  }
  if (record.vendor?.disabled === true) return no("is not published, which Route 53 cannot say");
  switch (data.kind) {
    case "mx":
      return { ok: true, text: `${data.preference} ${octalName(data.exchange)}` };
    case "text": {
      const text = octal(presentText(data.strings));
      if (text.length <= LONGEST_VALUE) return { ok: true, text };
      return no(`is ${text.length} characters long as Route 53 writes it; it takes ${LONGEST_VALUE}`);
    }
    case "target":
      return { ok: true, text: octalName(data.target) };
    case "address":
      return { ok: true, text: data.address };
    case "srv":
      return { ok: true, text: `${data.priority} ${data.weight} ${data.port} ${octalName(data.target)}` };
    case "fields":
      // Two backslashes in a row would hide the escape that they begin.
      return { ok: true, text: octal(data.fields.join(" ").replaceAll("\\\\", "\\092")) };
  }
}

/** All but letters, digits, `-`, `_` and the dots between labels as `\` and three octal digits. */
function octalName(name: Name): string {
  return absolute(
    name.replace(/\\([0-9]{3})|\\(.)|[^a-z0-9_.-]/g, (found, digits?: string, character?: string) =>
      octalEscape(digits === undefined ? (character ?? found).charCodeAt(0) : Number(digits)),
    ),
  );
}
