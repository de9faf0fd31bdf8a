import { isAtOrBelow } from "../../model/name.ts";
import type { Declared } from "./declared.ts";
import { shown } from "./shown.ts";
import type { Wanted } from "./step.ts";

/** Why a planned record cannot stand in the zone whatever makes way, as the text of a fault; `undefined` where it can. */
export function obstacleTo(wanted: Wanted, declared: Declared): string | undefined {
  const { name, type, purpose } = wanted;
  const { origin } = declared.zone;
  if (!isAtOrBelow(name, origin)) return `needs ${type} ${name}, which lies outside the zone ${origin}`;
  if (!declared.answersFor(name)) {
    const other = String(declared.world.zoneOf(name)?.zone.origin);
    return `needs ${type} ${name}, which lies in the zone ${other}, declared as well: whatever ${origin} holds there is never answered; merge into that zone`;
  }
  const cut = declared.cutAt(name);
  if (cut !== undefined && !(type === "NS" && cut.name === name)) {
    return `needs ${type} ${name}, and ${shown(cut, 300)} hands that name on: whatever the zone holds there is never answered; publish the record where it leads`;
  }
  const alias = purpose === "mx" || purpose === "spf" ? declared.alias(name) : undefined;
  if (alias !== undefined && (type === "MX" || type === "TXT")) {
    return `needs ${type} ${name}, and ${shown(alias, 300)} leaves no room beside it (RFC 1034 3.6.2): resolvers follow the alias and see nothing else; take the alias away, or give its addresses in its place`;
  }
  return undefined;
}
