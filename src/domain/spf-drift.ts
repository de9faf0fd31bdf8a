import type { Name } from "../model/name.ts";
import { includeCost, type IncludeCost } from "../providers/recognise.ts";
import { spfTreeOf } from "./spf-tree.ts";
import type { World } from "./world.ts";

/** An include whose measured look-ups are not those that the catalogue counts; both with the include's own. */
export interface CostDrift {
  readonly name: Name;
  readonly catalogue: IncludeCost;
  readonly lookups: number;
  /** ISO date of the oldest answer that is counted. */
  readonly day: string;
}

/** Where the catalogue's dated costs are out of date, by name. Only what was measured to the last include is compared. */
export function costDrift(world: World): CostDrift[] {
  const drift: CostDrift[] = [];
  for (const [name, { spf, date }] of world.measured?.names ?? []) {
    const catalogue = spf === undefined || world.zoneOf(name) !== undefined ? undefined : includeCost(name);
    if (catalogue === undefined) continue;
    const tree = spfTreeOf(world, name);
    if (tree === undefined || tree.isLowerBound || tree.known !== tree.proven) continue;
    const lookups = tree.proven + 1;
    if (lookups !== catalogue.lookups) drift.push({ name, catalogue, lookups, day: tree.measured ?? date });
  }
  return drift.sort((a, b) => (a.name < b.name ? -1 : 1));
}
