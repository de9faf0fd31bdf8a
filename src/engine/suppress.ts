import type { Finding } from "../model/finding.ts";
import { isAtOrBelow } from "../model/name.ts";
import type { Ignore } from "./settings.ts";

export interface IgnoredFinding {
  readonly finding: Finding;
  readonly ignore: Ignore;
}

/** An ignore that silences nothing, or no longer holds. */
export interface IgnoreProblem {
  readonly ignore: Ignore;
  readonly why: "unused" | "expired";
}

export interface Suppressed {
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  readonly problems: readonly IgnoreProblem[];
}

/** Takes the findings that the configuration accepts out of the list. `today` is an ISO date; without one, no ignore expires. */
export function suppress(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
  today: string | undefined,
): Suppressed {
  if (ignores.length === 0) return { findings, ignored: [], problems: [] };
  const used = new Set<Ignore>();
  const expired = new Set<Ignore>();
  const kept: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  for (const finding of findings) {
    const matching = ignores.filter((ignore) => matches(ignore, finding));
    const holding = matching.find((ignore) => !hasExpired(ignore, today));
    for (const ignore of matching) (hasExpired(ignore, today) ? expired : used).add(ignore);
    if (holding === undefined) kept.push(finding);
    else ignored.push({ finding, ignore: holding });
  }
  const problems: IgnoreProblem[] = [];
  for (const ignore of ignores) {
    if (expired.has(ignore) || hasExpired(ignore, today)) problems.push({ ignore, why: "expired" });
    else if (!used.has(ignore)) problems.push({ ignore, why: "unused" });
  }
  return { findings: kept, ignored, problems };
}

function hasExpired(ignore: Ignore, today: string | undefined): boolean {
  return ignore.until !== undefined && today !== undefined && today > ignore.until;
}

function matches(ignore: Ignore, finding: Finding): boolean {
  return (ignore.rule === "*" || ignore.rule === finding.rule) && matchesName(ignore.domain, finding.domain);
}

function matchesName(pattern: string, domain: string): boolean {
  if (pattern === "*" || pattern === domain) return true;
  return pattern.startsWith("*.") && domain !== pattern.slice(2) && isAtOrBelow(domain, pattern.slice(2));
}
