import type { Name } from "../model/name.ts";
import { includeCost } from "../providers/recognise.ts";
import { HOST_LIMIT } from "./spf-evaluate.ts";
import type { SpfText } from "./texts.ts";
import type { World } from "./world.ts";

/**
 * Whether a policy surely spends at most `most` look-ups, found without drawing its tree: nothing it includes is
 * declared here or measured.
 */
export function spendsAtMost(world: World, name: Name, { spf }: SpfText, most: number): boolean {
  let spent = spf.lookupTerms.length;
  for (const term of spf.lookupTerms) {
    if (term.name === "include" || term.name === "redirect") {
      const target = term.domain?.name;
      if (target === undefined || world.knows(target) || world.measured?.failures.has(target) === true) return false;
      spent += (includeCost(target)?.lookups ?? 1) - 1;
    } else if (term.name === "mx") {
      const target = term.domain === undefined ? name : term.domain.name;
      if (target !== undefined && mayHaveMore(world, target)) return false;
    }
  }
  return spent <= most;
}

/** Whether a name may have more MX records than receivers put up with. */
function mayHaveMore(world: World, name: Name): boolean {
  if ((world.nodes.get(name)?.records.length ?? 0) > HOST_LIMIT) return true;
  return (world.measured?.names.get(name)?.mx ?? 0) > HOST_LIMIT;
}
