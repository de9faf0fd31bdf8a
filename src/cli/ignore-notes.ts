import type { LintResult } from "../engine/lint.ts";
import type { Ignore } from "../engine/settings.ts";
import { isAtOrBelow } from "../model/name.ts";
import type { Problem } from "../model/zone.ts";
import type { AnyRule } from "../rules/define.ts";
import type { Gathered } from "./gather.ts";

/**
 * Ignores that silence nothing or have ended. One whose rule did not run or whose domain lies in no declared zone may well
 * be of use in another run, so it is not called unused.
 */
export function ignoreNotes(result: LintResult, gathered: Gathered, rules: readonly AnyRule[]): Problem[] {
  if (gathered.failed) return [];
  const ran = new Set(rules.map(({ id }) => id));
  return result.ignoreProblems.flatMap(({ ignore, why }) => {
    const { rule, domain, until } = ignore;
    const what = `the ignore of ${rule} for ${domain}`;
    const at = ["ignores", gathered.settings.ignores.indexOf(ignore)];
    if (why === "expired") return gathered.configNote(at, `${what} ended on ${until ?? ""} and holds no longer`);
    if (rule !== "*" && !ran.has(rule)) return [];
    if (!touches(ignore, gathered)) return [];
    return gathered.configNote(at, `${what} matches no finding; remove it`);
  });
}

function touches({ domain }: Ignore, { zones }: Gathered): boolean {
  if (domain === "*") return true;
  const name = domain.startsWith("*.") ? domain.slice(2) : domain;
  return zones.some(({ origin }) => isAtOrBelow(name, origin) || (name !== domain && isAtOrBelow(origin, name)));
}
