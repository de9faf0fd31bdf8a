import type { Finding } from "../model/finding.ts";
import { parentOf } from "../model/name.ts";
import type { Ignore } from "./settings.ts";

export interface IgnoredFinding {
  readonly finding: Finding;
  readonly ignore: Ignore;
  /** A comment beside the finding's record, or an entry of `ignores`. */
  readonly by: "comment" | "configuration";
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

/**
 * Takes the findings that the configuration accepts out of the list, then those that a comment does (`inline`). `today`
 * is an ISO date; without one, no ignore expires.
 */
export function suppress(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
  today: string | undefined,
  inline: (finding: Finding) => Ignore | undefined = () => undefined,
): Suppressed {
  const used = new Set<Ignore>();
  const expired = new Set<Ignore>();
  const byKey = indexed(ignores);
  const kept: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  for (const finding of findings) {
    let holding: { readonly ignore: Ignore; readonly index: number } | undefined;
    for (const key of byKey.size === 0 ? [] : keysOf(finding)) {
      for (const each of byKey.get(key) ?? NONE) {
        const isOver = hasExpired(each.ignore, today);
        (isOver ? expired : used).add(each.ignore);
        if (!isOver && (holding === undefined || each.index < holding.index)) holding = each;
      }
    }
    const comment = inline(finding);
    if (holding !== undefined) ignored.push({ finding, ignore: holding.ignore, by: "configuration" });
    else if (comment !== undefined) ignored.push({ finding, ignore: comment, by: "comment" });
    else kept.push(finding);
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

interface Numbered {
  readonly ignore: Ignore;
  readonly index: number;
}

const NONE: readonly Numbered[] = [];

/** Ignores by rule and domain as they are written, so that each finding is held against those alone that may match. */
function indexed(ignores: readonly Ignore[]): ReadonlyMap<string, readonly Numbered[]> {
  const byKey = new Map<string, Numbered[]>();
  for (const [index, ignore] of ignores.entries()) {
    const key = `${ignore.rule} ${ignore.domain}`;
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [{ ignore, index }]);
    else list.push({ ignore, index });
  }
  return byKey;
}

/** What an ignore of the finding can be written as: `*.example.com` is about the names below. */
function keysOf({ rule, domain }: Finding): string[] {
  const patterns = ["*", domain];
  for (let at = parentOf(domain); at !== undefined; at = parentOf(at)) patterns.push(`*.${at}`);
  return [rule, "*"].flatMap((each) => patterns.map((pattern) => `${each} ${pattern}`));
}
