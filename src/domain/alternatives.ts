import type { DnsRecord } from "../model/record.ts";

/**
 * Records with different routing ids at one name and type are alternatives, of which a resolver sees one: each is judged
 * alone. Without routing ids there is one alternative, all of them together.
 */
export function alternatives<R extends DnsRecord>(records: readonly R[]): readonly (readonly R[])[] {
  if (records.length === 0) return [];
  if (!records.some((record) => record.vendor?.routing !== undefined)) return [records];
  const byRouting = new Map<string, R[]>();
  for (const record of records) {
    const routing = record.vendor?.routing ?? "";
    const group = byRouting.get(routing);
    if (group === undefined) byRouting.set(routing, [record]);
    else group.push(record);
  }
  return [...byRouting.values()];
}
