import type { Finding } from "../model/finding.ts";

/** By document, then record, then rule, domain and place in the record: the order a person reads the file in. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(compare);
}

function compare(a: Finding, b: Finding): number {
  return (
    order(a.at?.record.source.document.path ?? "", b.at?.record.source.document.path ?? "") ||
    (a.at?.record.at ?? -1) - (b.at?.record.at ?? -1) ||
    order(a.rule, b.rule) ||
    order(a.domain, b.domain) ||
    (a.at?.span?.[0] ?? -1) - (b.at?.span?.[0] ?? -1) ||
    order(a.message.text, b.message.text)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
