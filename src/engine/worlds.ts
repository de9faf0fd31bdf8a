import { World } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import type { Zone } from "../model/zone.ts";

/** A world, and the zones that are judged in it; `undefined`: all of them. */
export interface JudgedWorld {
  readonly world: World;
  readonly only: ReadonlySet<Zone> | undefined;
}

/**
 * The worlds that zones make. Usually one. Private zones are seen inside their network only, over the public ones: they
 * are judged in a world that has both. A zone declared twice (at two DNS hosts, say) cannot be two things at once: each
 * further declaration gives a world of its own, in which it takes the first one's place and which is judged for that zone
 * alone.
 */
export function buildWorlds(zones: readonly Zone[]): readonly JudgedWorld[] {
  const open = declaredOnce(zones.filter((zone) => !zone.private));
  const inner = declaredOnce(zones.filter((zone) => zone.private));
  const worlds: JudgedWorld[] = [];
  if (open.first.size > 0 || inner.first.size === 0) worlds.push(judged(open.first, undefined));
  for (const zone of open.others) worlds.push(judged(replacing(open.first, [zone]), new Set([zone])));
  if (inner.first.size === 0) return worlds;
  const both = replacing(open.first, inner.first.values());
  worlds.push(judged(both, open.first.size === 0 ? undefined : new Set(inner.first.values())));
  for (const zone of inner.others) worlds.push(judged(replacing(both, [zone]), new Set([zone])));
  return worlds;
}

type ByOrigin = ReadonlyMap<Name, Zone>;

function declaredOnce(zones: readonly Zone[]): { readonly first: ByOrigin; readonly others: readonly Zone[] } {
  const first = new Map<Name, Zone>();
  const others: Zone[] = [];
  for (const zone of zones) {
    if (first.has(zone.origin)) others.push(zone);
    else first.set(zone.origin, zone);
  }
  return { first, others };
}

function replacing(zones: ByOrigin, others: Iterable<Zone>): ByOrigin {
  const replaced = new Map(zones);
  for (const zone of others) replaced.set(zone.origin, zone);
  return replaced;
}

function judged(zones: ByOrigin, only: ReadonlySet<Zone> | undefined): JudgedWorld {
  return { world: new World([...zones.values()]), only };
}
