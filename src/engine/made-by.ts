import type { Place } from "../model/finding.ts";
import { rrtypeOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { presentData } from "../syntax/presentation.ts";

/** Longer values are cut: the message has said what is wrong with them. */
const MOST = 80;

/**
 * What a message adds where a record of the finding is declared nowhere, because a resource makes the DNS host publish
 * it: who looks for it among the records does not find it.
 */
export function madeNote(at: Place | undefined, related: readonly Place[]): string {
  const maker = at?.record.vendor?.madeBy ?? related.find(({ record }) => record.vendor?.madeBy)?.record.vendor?.madeBy;
  if (maker === undefined) return "";
  const records = new Set<DnsRecord>();
  for (const place of at === undefined ? related : [at, ...related]) {
    if (place.record.vendor?.madeBy === maker) records.add(place.record);
  }
  const [first, ...others] = records;
  if (first === undefined) return "";
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return ` (${maker} publishes ${recordText(first)}${more})`;
}

function recordText(record: DnsRecord): string {
  if (record.type === "MX" && isKnown(record.data.exchange)) return `the MX ${record.data.exchange}`;
  if (record.type === "TXT" && isKnown(record.data.strings)) {
    const text = presentData(record);
    return `the TXT ${text.length > MOST ? `${text.slice(0, MOST)}…` : text}`;
  }
  if ((record.type === "A" || record.type === "AAAA") && isKnown(record.data.address)) {
    return `the ${record.type} ${record.data.address}`;
  }
  const what = record.type === "UNKNOWN" ? "what stands" : `the ${rrtypeOf(record)}`;
  return isKnown(record.name) ? `${what} at ${record.name}` : what;
}
