import { lint } from "../../engine/lint.ts";
import type { Deployment } from "../../generate/deployment.ts";
import type { Note } from "../../generate/planned.ts";
import { zoneOf } from "../../generate/zone.ts";
import type { Finding } from "../../model/finding.ts";
import type { Zone } from "../../model/zone.ts";
import { plural } from "../../syntax/visible.ts";
import type { DeclaredWorld } from "./into.ts";

/** A policy may hold for a thousand names below. */
const MOST = 10;

/**
 * What the rules say of what comes out and did not say before: a value of somebody else's, a name below that a policy now holds
 * for; and what they still refuse in the records that were asked for, which a merge has no answer to.
 * `world` is what is declared, where the records were merged into it; else nothing is known of the rest of the zone, and only
 * what surely loses mail is told.
 */
export function judged({ origin, scope, entries, served }: Deployment, world: DeclaredWorld | undefined): Note[] {
  const { zones = [], settings } = world ?? {};
  const lintHere = (after: readonly Zone[]): readonly Finding[] =>
    lint({ after, ...(settings && { settings }) }).findings;
  const declared = zones.findLast((zone) => zone.origin === origin && !zone.private);
  const records = entries.map(({ record }) => record);
  const after: Zone = declared === undefined ? { ...zoneOf([], origin, scope), records } : { ...declared, records };
  const severities = declared === undefined ? ["error"] : ["error", "warning"];
  const all = lintHere([...zones.filter((zone) => zone !== declared), after]);
  const found = all.filter(({ severity }) => severities.includes(severity));
  if (found.length === 0) return [];
  const known = new Set(zones.length === 0 ? [] : lintHere(zones).map(keyOf));
  // Where the policy of MTA-STS has to be served is told with the policy.
  const isTold = ({ rule }: Finding): boolean => served.length > 0 && rule === "mta-sts-no-policy-host";
  const asked = new Set(entries.filter(({ purpose }) => purpose !== undefined).map(({ record }) => record));
  const stays = (finding: Finding): boolean => known.has(keyOf(finding));
  const concernsPlan = ({ at }: Finding): boolean => at !== undefined && asked.has(at.record);
  const told = found.filter((finding) => {
    return !isTold(finding) && (!stays(finding) || (finding.severity === "error" && concernsPlan(finding)));
  });
  const notes = told.slice(0, MOST).map((finding): Note => {
    const verdict = finding.severity === "error" ? "refuses" : "warns of";
    const still = stays(finding) ? "still " : "";
    return { en: `maildns lint ${still}${verdict} what comes out (${finding.rule}): ${finding.message.text}` };
  });
  const more = told.length - notes.length;
  return more === 0 ? notes : [...notes, { en: `maildns lint has ${plural(more, "more finding")} on what comes out` }];
}

function keyOf({ rule, domain }: Finding): string {
  return `${rule} ${domain}`;
}
