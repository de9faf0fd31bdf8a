import type { DnsRecord } from "../../model/record.ts";

/** The one resource that makes the DNS host publish all these records; `undefined` where any of them is declared. */
export function makerOf(records: readonly DnsRecord[]): string | undefined {
  const maker = records[0]?.vendor?.madeBy;
  return records.every(({ vendor }) => vendor?.madeBy === maker) ? maker : undefined;
}
