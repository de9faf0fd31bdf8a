import { World } from "../domain/world.ts";
import type { Measured } from "../model/measured.ts";
import type { Name } from "../model/name.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import type { Zone } from "../model/zone.ts";

/** A world, and the zones that are judged in it; `undefined`: all of them. */
export interface JudgedWorld {
  readonly world: World;
  readonly only: ReadonlySet<Zone> | undefined;
}

const NO_POLICIES: readonly PolicyFile[] = [];

/**
 * The worlds that zones make. Usually one. Private zones are seen inside their network only, over the public ones: they
 * are judged in a world that has both. A zone declared twice (at two DNS hosts, say) cannot be two things at once: the
 * second declarations of all zones make a world of their own, in which they take the first ones' place and which is judged
 * for them alone; so do the third ones. There are as many worlds as one zone has declarations, however many zones there are.
 * What was measured holds in all of them, and policy files are seen in all.
 */
export function buildWorlds(
  zones: readonly Zone[],
  measured?: Measured,
  policies: readonly PolicyFile[] = NO_POLICIES,
): readonly JudgedWorld[] {
  const judged = (origins: ByOrigin, only: ReadonlySet<Zone> | undefined): JudgedWorld => {
    return { world: new World([...origins.values()], measured, policies), only };
  };
  const open = declaredOnce(zones.filter((zone) => !zone.private));
  const inner = declaredOnce(zones.filter((zone) => zone.private));
  const worlds: JudgedWorld[] = [];
  if (open.first.size > 0 || inner.first.size === 0) worlds.push(judged(open.first, undefined));
  for (const round of open.others) worlds.push(judged(replacing(open.first, round), new Set(round)));
  if (inner.first.size === 0) return worlds;
  const both = replacing(open.first, inner.first.values());
  worlds.push(judged(both, open.first.size === 0 ? undefined : new Set(inner.first.values())));
  for (const round of inner.others) worlds.push(judged(replacing(both, round), new Set(round)));
  return worlds;
}

type ByOrigin = ReadonlyMap<Name, Zone>;

/** The first declaration of each zone, all second ones, all third ones, and so on. */
function declaredOnce(zones: readonly Zone[]): { readonly first: ByOrigin; readonly others: readonly Zone[][] } {
  const first = new Map<Name, Zone>();
  const times = new Map<Name, number>();
  const others: Zone[][] = [];
  for (const zone of zones) {
    if (!first.has(zone.origin)) {
      first.set(zone.origin, zone);
      continue;
    }
    const round = times.get(zone.origin) ?? 0;
    times.set(zone.origin, round + 1);
    const list = others[round];
    if (list === undefined) others.push([zone]);
    else list.push(zone);
  }
  return { first, others };
}

function replacing(zones: ByOrigin, others: Iterable<Zone>): ByOrigin {
  const replaced = new Map(zones);
  for (const zone of others) replaced.set(zone.origin, zone);
  return replaced;
}
