import type { Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import type { Change } from "../deployment.ts";
import { cloudflareRecord } from "./cloudflare-record.ts";
import { nothingToDo } from "./batch.ts";
import { knownRecord, titleOf } from "./known.ts";
import { isMap, type Properties } from "./properties.ts";
import type { Writer } from "./writer.ts";
import { oneZone } from "./zones.ts";

/** A row of the batch. */
type Row = Readonly<Record<string, unknown>>;
type Rowed = { readonly ok: true; readonly row: Row } | { readonly ok: false; readonly reason: string };

/**
 * The body of Cloudflare's `POST /zones/{zone_id}/dns_records/batch`, which does all of it or nothing: what goes is deleted
 * first, what changes is patched, so that comments and tags stay, and what is new is posted.
 */
export const cloudflareBatchWriter: Writer = {
  id: "cloudflare-batch",
  write(deployments) {
    const one = oneZone(deployments, "a batch of Cloudflare");
    if (!one.ok) return one;
    const { origin, changes } = one.zone;
    if (changes.length === 0) return { ok: false, reasons: [nothingToDo(origin)] };
    const reasons: string[] = [];
    const rowsOf = (kind: Change["kind"]): readonly Row[] =>
      changes.flatMap((change) => {
        if (change.kind !== kind) return [];
        const rowed = rowOf(change, origin);
        if (rowed.ok) return [rowed.row];
        reasons.push(rowed.reason);
        return [];
      });
    const parts = { deletes: rowsOf("remove"), patches: rowsOf("change"), posts: rowsOf("add") };
    if (reasons.length > 0) return { ok: false, reasons };
    const filled = Object.entries(parts).filter(([, rows]) => rows.length > 0);
    return { ok: true, text: `${JSON.stringify(Object.fromEntries(filled), null, 2)}\n` };
  },
};

function rowOf(change: Change, origin: Name): Rowed {
  if (change.kind === "add") return fieldsOf(change.entry.record, origin);
  const id = change.before.vendor?.id;
  if (id === undefined) {
    const what = change.kind === "remove" ? "removed" : "changed";
    return no(
      `${titleOf(change.before)} is to be ${what}, which a batch of Cloudflare does by the record's id, and that is not known: give --into a listing of Cloudflare's API (GET /zones/{zone_id}/dns_records)`,
    );
  }
  if (change.kind === "remove") return { ok: true, row: { id } };
  const fields = fieldsOf(change.entry.record, origin);
  if (!fields.ok) return fields;
  const { ttl, ...rest } = fields.row;
  // What is not in a patch stays: a TTL that was automatic would become 300 seconds.
  const isKept = change.before.ttl === change.entry.record.ttl || change.entry.record.ttl === undefined;
  return { ok: true, row: { id, ...rest, ...(isKept ? {} : { ttl }) } };
}

function no(reason: string): Rowed {
  return { ok: false, reason };
}

/** A record's own fields; names are absolute without their final dot. */
function fieldsOf(record: DnsRecord, origin: Name): Rowed {
  const found = knownRecord(record, origin);
  if (!found.ok) return found;
  const title = titleOf(record);
  if (record.vendor?.routing !== undefined) {
    return no(`${title} is one of several alternatives, which records of Cloudflare are not`);
  }
  if (record.vendor?.disabled === true) return no(`${title} is not published, which a record of Cloudflare cannot say`);
  const properties = cloudflareRecord(found.known, origin);
  return typeof properties === "string" ? no(`${title} ${properties}`) : { ok: true, row: inApiCase(properties) };
}

/** `matching_type` for `matchingType`, at every level. */
function inApiCase(properties: Properties): Row {
  const pairs = Object.entries(properties).map(([key, value]) => [
    key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
    isMap(value) ? inApiCase(value) : value,
  ]);
  return Object.fromEntries(pairs) as Row;
}
