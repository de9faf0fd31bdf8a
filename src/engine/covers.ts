import type { Finding, Fix, Severity } from "../model/finding.ts";
import type { DnsRecord } from "../model/record.ts";
import type { RuleRun } from "./collect.ts";

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/**
 * One defect, one finding: a finding is dropped where another rule that covers its rule has one that points at the same
 * record (or, where neither points at a record, speaks of the same domain) and is no less severe. The one that stays
 * names the rules that it silenced, and takes over a fix at its own record where it has none.
 */
export function applyCovers(findings: readonly Finding[], runs: readonly RuleRun[]): readonly Finding[] {
  const covers = new Map(runs.flatMap(({ rule }) => (rule.covers.length > 0 ? [[rule.id, new Set(rule.covers)]] : [])));
  const covering = new Map<DnsRecord | string, Finding[]>();
  for (const finding of findings) {
    if (!covers.has(finding.rule)) continue;
    for (const place of placesOf(finding)) {
      const list = covering.get(place);
      if (list === undefined) covering.set(place, [finding]);
      else if (!list.some((other) => other.rule === finding.rule && other.severity === finding.severity)) {
        // A second one of its kind covers nothing more, and thousands may meet in one place.
        list.push(finding);
      }
    }
  }
  if (covering.size === 0) return findings;
  const silenced = new Map<Finding, Set<string>>();
  const fixes = new Map<Finding, Fix>();
  const kept = findings.filter((finding) => {
    const coverer = covering
      .get(finding.at?.record ?? finding.domain)
      ?.find(
        (other) => covers.get(other.rule)?.has(finding.rule) === true && RANK[other.severity] >= RANK[finding.severity],
      );
    if (coverer === undefined) return true;
    const { fix, at } = finding;
    if (fix !== undefined && !fixes.has(coverer) && at?.record === coverer.at?.record) {
      fixes.set(coverer, { by: finding.rule, ...fix });
    }
    const rules = silenced.get(coverer);
    if (rules === undefined) silenced.set(coverer, new Set([finding.rule]));
    else rules.add(finding.rule);
    return false;
  });
  return kept.map((finding) => {
    const covered = silenced.get(finding);
    if (covered === undefined) return finding;
    const fix = finding.fix ?? fixes.get(finding);
    return { ...finding, covered: [...covered].sort(), ...(fix === undefined ? {} : { fix }) };
  });
}

function placesOf(finding: Finding): (DnsRecord | string)[] {
  if (finding.at === undefined) return [finding.domain];
  return [finding.at.record, ...finding.related.map((place) => place.record)];
}
