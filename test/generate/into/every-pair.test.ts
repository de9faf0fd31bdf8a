import { expect, test } from "vitest";
import { isDrifted } from "../../../src/generate/into/difference.ts";
import type { Deployment } from "../../../src/generate/deployment.ts";
import { faultText } from "../../../src/generate/request.ts";
import type { Zone } from "../../../src/model/zone.ts";
import { presentation } from "../../../src/syntax/presentation.ts";
import { idsFor, part, request } from "../examples.ts";
import { found, merge, zoneAfter, zoneWith } from "./pairs.ts";

const ids = idsFor("provider");

/** All ordered pairs are judged by `npm run fuzz`; else each provider moves to the next one in the list, and to one far off. */
const distances = process.env["FUZZ_RUNS"] === undefined ? [1, 29] : ids.slice(1).map((_, index) => index + 1);

/** Merges a provider into a zone, with the values of its examples, and expects that doing so once more changes nothing. */
function merged(id: string, zone: Zone, replace: boolean): Deployment {
  const asked = request({ provider: part(id) });
  const first = merge(asked, [zone], { replace });
  if (!first.ok) throw new Error(first.faults.map(faultText).join("; "));
  const roles = [...first.deployment.entries, ...first.deployment.held].map(({ role }) => role);
  expect(new Set(roles).size).toBe(roles.length);
  const again = merge(asked, [zoneAfter(zone, first.deployment)], { replace });
  expect(again.ok && again.deployment.changes).toEqual([]);
  expect(again.ok && waiting(again.deployment)).toEqual(waiting(first.deployment));
  return first.deployment;
}

function waiting({ leaving, held }: Deployment): string[] {
  return [...leaving, ...held].map(({ record }) => presentation(record));
}

test.each(distances)("from every provider to the one %i places on in the list", (distance) => {
  for (const [index, old] of ids.entries()) {
    const next = ids[(index + distance) % ids.length] as string;
    const name = `${old} > ${next}`;
    const before = zoneWith(old);
    const prepared = merged(next, before, false);
    const between = zoneAfter(before, prepared);
    const replaced = merged(next, between, true);
    const after = zoneAfter(between, replaced);
    const atOnce = zoneAfter(before, merged(next, before, true));
    expect(isDrifted(merged(next, after, false)), name).toBe(false);
    expect(found(between, ["error", "warning"], before), name).toEqual([]);
    expect(found(after, ["error", "warning"], between), name).toEqual([]);
    expect(found(atOnce, ["error", "warning"], before), name).toEqual([]);
  }
});
