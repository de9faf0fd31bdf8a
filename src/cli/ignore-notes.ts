import type { LintResult } from "../engine/lint.ts";
import type { Ignore } from "../engine/settings.ts";
import type { Place } from "../model/finding.ts";
import { parentOf, type Name } from "../model/name.ts";
import type { Problem } from "../model/zone.ts";
import type { Spot } from "../report/report.ts";
import type { AnyRule } from "../rules/define.ts";
import type { Gathered } from "./gather.ts";

/**
 * Ignores that silence nothing or have ended. One whose rule did not run or whose domain lies in no declared zone may well
 * be of use in another run, so it is not called unused.
 */
export function ignoreNotes(result: LintResult, gathered: Gathered, rules: readonly AnyRule[]): Problem[] {
  if (gathered.failed) return [];
  const position = new Map(gathered.settings.ignores.map((ignore, index) => [ignore, index]));
  const touches = touching(gathered);
  const ran = new Set(rules.map(({ id }) => id));
  return result.ignoreProblems.flatMap(({ ignore, why }) => {
    const { rule, domain, until } = ignore;
    const what = `the ignore of ${rule} for ${domain}`;
    const at = ["ignores", position.get(ignore) ?? 0];
    if (why === "expired") return gathered.configNote(at, `${what} ended on ${until ?? ""} and holds no longer`);
    if (rule !== "*" && !ran.has(rule)) return [];
    if (!touches(ignore)) return [];
    return gathered.configNote(at, `${what} matches no finding; remove it`);
  });
}

/** Whether an ignore is about names of the declared zones. */
function touching({ zones }: Gathered): (ignore: Ignore) => boolean {
  const origins = new Set<Name>();
  const above = new Set<Name>();
  for (const { origin } of zones) {
    origins.add(origin);
    for (let at = parentOf(origin); at !== undefined && !above.has(at); at = parentOf(at)) above.add(at);
  }
  return ({ domain }) => {
    if (domain === "*") return true;
    const name = domain.startsWith("*.") ? domain.slice(2) : domain;
    if (name !== domain && above.has(name)) return true;
    for (let at: Name | undefined = name; at !== undefined; at = parentOf(at)) if (origins.has(at)) return true;
    return false;
  };
}

/** Where the comments stand that ask for an ignore without effect, for `inlineNotes`. */
export function inlinePlaces({ inlineProblems }: LintResult): Place[] {
  return inlineProblems.map(({ record }) => ({ record }));
}

/** What has become of such comments; `places` are those of `inlinePlaces`. */
export function inlineNotes(
  { inlineProblems }: LintResult,
  places: readonly Place[],
  spots: ReadonlyMap<Place, Spot>,
): Problem[] {
  return inlineProblems.map(({ record, text }, index) => {
    const place = places[index];
    const spot = place === undefined ? undefined : spots.get(place);
    const where = spot === undefined ? {} : { line: spot.line };
    return { level: "note", path: record.source.document.path, ...where, reason: text };
  });
}
