import { World } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import type { Zone } from "../model/zone.ts";

/**
 * The worlds that zones make. Usually one. A zone declared twice (at two DNS hosts, public and private) cannot be two
 * things at once: each further declaration gives a world of its own, in which it takes the first one's place and which
 * is judged for that zone alone.
 */
export function buildWorlds(zones: readonly Zone[]): readonly { world: World; only: Zone | undefined }[] {
  const first = new Map<Name, Zone>();
  const others: Zone[] = [];
  for (const zone of [...zones].sort((a, b) => Number(a.private) - Number(b.private))) {
    if (first.has(zone.origin)) others.push(zone);
    else first.set(zone.origin, zone);
  }
  const worlds: { world: World; only: Zone | undefined }[] = [
    { world: new World([...first.values()]), only: undefined },
  ];
  for (const zone of others) {
    const replaced = new Map(first).set(zone.origin, zone);
    worlds.push({ world: new World([...replaced.values()]), only: zone });
  }
  return worlds;
}
