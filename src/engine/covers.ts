import type { Finding, Severity } from "../model/finding.ts";
import type { DnsRecord } from "../model/record.ts";
import type { RuleRun } from "./collect.ts";

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/**
 * One defect, one finding: a finding is dropped where another rule that covers its rule has one that points at the same
 * record (or, where neither points at a record, speaks of the same domain), and is no less severe.
 */
export function applyCovers(findings: readonly Finding[], runs: readonly RuleRun[]): readonly Finding[] {
  const covers = new Map(runs.map(({ rule }) => [rule.id, new Set(rule.covers)]));
  if (![...covers.values()].some((set) => set.size > 0)) return findings;
  const covering = new Map<DnsRecord | string, Finding[]>();
  for (const finding of findings) {
    if ((covers.get(finding.rule)?.size ?? 0) === 0) continue;
    for (const place of placesOf(finding)) {
      const list = covering.get(place);
      if (list === undefined) covering.set(place, [finding]);
      else list.push(finding);
    }
  }
  return findings.filter((finding) => {
    const key = finding.at?.record ?? finding.domain;
    return !covering
      .get(key)
      ?.some(
        (other) =>
          other !== finding &&
          RANK[other.severity] >= RANK[finding.severity] &&
          covers.get(other.rule)?.has(finding.rule) === true,
      );
  });
}

function placesOf(finding: Finding): (DnsRecord | string)[] {
  if (finding.at === undefined) return [finding.domain];
  return [finding.at.record, ...finding.related.map((place) => place.record)];
}
