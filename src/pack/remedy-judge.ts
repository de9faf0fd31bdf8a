import { zoneOfId } from "../engine/zone-settings.ts";
import type { Judge } from "../edit/pulumi/remedies.ts";
import { pick, type ResourceState } from "../input/pulumi/peek.ts";
import { unpackAt } from "../input/pulumi/read.ts";
import { resourceOf } from "../input/pulumi/resources.ts";
import { ROOT } from "../model/name.ts";
import type { Zone } from "../model/zone.ts";
import { rules } from "../rules/index.ts";
import type { Configuration } from "./configuration.ts";
import { lintZones, read } from "./judge.ts";
import { withPolicyConfig, type PackConfig } from "./levels.ts";
import { NAMELESS } from "./nameless.ts";

/**
 * Reads and judges resources that are to be mended, in a preview as in an update. A zone that the last one names by an id
 * which nobody knows is taken for the only one that is declared, as long as no other id is named; else its name is not known.
 */
export function remedyJudge(configuration: Configuration, config: PackConfig, today: string): Judge {
  const settings = withPolicyConfig(configuration.settings, config);
  const ids = new Set<string>();
  return {
    read: (states) => {
      const last = states.at(-1);
      if (last === undefined) return [];
      const id = zoneId(last);
      if (id !== undefined && zoneOfId(id, settings) === undefined) ids.add(id);
      const declared = read(states.filter(isZone), { complete: false }, settings).zones.filter((zone) => !zone.private);
      const only = declared.length === 1 && ids.size <= 1 ? declared[0]?.origin : undefined;
      const { zones } = read(states, { complete: false, ...(only === undefined ? {} : { origin: only }) }, settings);
      return isNamed(zones, last) ? zones : read([last], { complete: false, origin: NAMELESS }, settings).zones;
    },
    lint: (zones, ids) => {
      const by = ids === undefined ? rules : rules.filter(({ id }) => ids.includes(id));
      return lintZones(zones, { complete: false, by, today }, configuration, settings);
    },
  };
}

function isNamed(zones: readonly Zone[], { index }: ResourceState): boolean {
  return zones.every(
    ({ origin, records }) => origin !== ROOT || records.every(({ at }) => unpackAt(at).index !== index),
  );
}

function isZone({ type }: ResourceState): boolean {
  return resourceOf(type)?.kind === "zone";
}

/** What a record calls its zone, in words that nobody but its host may know. */
function zoneId(state: ResourceState): string | undefined {
  const row = resourceOf(state.type);
  const isId = row !== undefined && row.kind !== "zone" && row.zoneBy !== "name";
  const id = isId ? pick(state, row.zone) : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
