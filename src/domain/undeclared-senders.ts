import type { Name } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { registrableDomain } from "./organizational.ts";
import { answersAddresses } from "./answer.ts";
import type { Node, World } from "./world.ts";

/** Names that are aliases for the web and for clients; nobody sends from them. */
const NO_SENDER =
  /^(?:www[0-9]*|m|cdn|static|assets|img|images|ftp|autodiscover|autoconfig|lyncdiscover|sip|msoid|enterprise(?:registration|enrollment)|mta-sts)$/;

const known = new WeakMap<World, ReadonlyMap<Name, string>>();

/**
 * Why an organisation may authenticate mail through something that is not declared, relaxed alignment taken (RFC 9989 4.4):
 * a name of it that leads outside or is not known. Ends the sentence "not judged: …"; `undefined` where there is no such name.
 */
export function undeclaredSender(world: World, name: Name): string | undefined {
  const organization = registrableDomain(name) ?? name;
  const zone = world.zoneOf(organization)?.zone;
  if (zone === undefined) return `${organization} is in no declared zone`;
  if (zone.scope !== "whole" || zone.private) return `${organization} is not declared whole`;
  let all = known.get(world);
  if (all === undefined) known.set(world, (all = survey(world)));
  return all.get(organization);
}

function survey(world: World): ReadonlyMap<Name, string> {
  const all = new Map<Name, string>();
  const note = (name: Name, reason: string): void => {
    const organization = registrableDomain(name) ?? name;
    if (!all.has(organization)) all.set(organization, reason);
  };
  for (const { zone, hasUnnamed } of world.zones.values()) {
    if (hasUnnamed) note(zone.origin, `a record of ${zone.origin} has a name that is not known yet`);
    if (zone.scope !== "whole") note(zone.origin, `${zone.origin} is not declared whole`);
  }
  for (const node of world.nodes.values()) {
    const reason = leadsOutside(node, world);
    if (reason !== undefined) note(node.name, reason);
  }
  return all;
}

function leadsOutside(node: Node, world: World): string | undefined {
  const { name, zone, records } = node;
  for (const record of records) {
    if (record.type === "UNKNOWN") return `a record at ${name} is declared whose type is not known`;
    if (record.type === "OTHER" && record.data.rrtype === "LUA")
      return `the DNS host computes what it answers for ${name}`;
    if (record.type === "DNAME" || (record.type === "NS" && name !== zone.zone.origin)) {
      return `${name} is answered from elsewhere`;
    }
    if (record.type !== "CNAME" || name.startsWith("_") || name.includes("._") || answersAddresses(record, node))
      continue;
    const label = name.slice(0, name.indexOf("."));
    if (NO_SENDER.test(label)) continue;
    const { target } = record.data;
    if (!isKnown(target) || world.zoneOf(target) === undefined)
      return `${name} is an alias for a name that is not declared here`;
  }
  return undefined;
}
