import type { DnsRecord } from "../model/record.ts";

/** From so many records on, keeping costs less than working out again. */
const LARGE = 16;

/**
 * What is worked out from a large record set is kept with it: thousands of names may lead to one set. Small sets are worked
 * out each time. The set must be the world's own array.
 */
export function oncePerSet<T, R extends DnsRecord = DnsRecord>(
  work: (records: readonly R[]) => T,
): (records: readonly R[]) => T {
  const known = new WeakMap<readonly R[], { readonly result: T }>();
  return (records) => {
    if (records.length < LARGE) return work(records);
    let kept = known.get(records);
    if (kept === undefined) known.set(records, (kept = { result: work(records) }));
    return kept.result;
  };
}
