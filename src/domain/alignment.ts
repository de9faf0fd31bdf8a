import type { Name } from "../model/name.ts";
import { authorises } from "./domain.ts";
import { registrableDomain } from "./organizational.ts";
import { hasUnknownText, spfTexts } from "./texts.ts";
import type { World } from "./world.ts";

/** What the names of one organisation could authenticate mail with, relaxed alignment taken (RFC 9989 4.4). */
export interface Organization {
  /** A name with an SPF policy that lets somebody send, or with a TXT whose text is not known. */
  readonly spf: boolean;
  /** A declared DKIM selector, or a delegation of them. */
  readonly dkim: boolean;
}

const known = new WeakMap<World, ReadonlyMap<Name, Organization>>();
const NOTHING: Organization = { spf: false, dkim: false };

/** Worked out for all organisations of a world at once, when first asked. */
export function organizationOf(world: World, name: Name): Organization {
  let all = known.get(world);
  if (all === undefined) known.set(world, (all = survey(world)));
  return all.get(registrableDomain(name) ?? name) ?? NOTHING;
}

function survey(world: World): ReadonlyMap<Name, Organization> {
  const all = new Map<Name, { spf: boolean; dkim: boolean }>();
  for (const node of world.nodes.values()) {
    const dkim = node.name.startsWith("_domainkey.") || node.name.includes("._domainkey.");
    const spf =
      !dkim &&
      (node.records.some(({ type }) => type === "CNAME" || type === "UNKNOWN")
        ? false
        : spfTexts(node.records).some(authorises) || hasUnknownText(node.records));
    if (!dkim && !spf) continue;
    const owner = registrableDomain(node.name) ?? node.name;
    const entry = all.get(owner) ?? { spf: false, dkim: false };
    entry.dkim ||= dkim;
    entry.spf ||= spf;
    all.set(owner, entry);
  }
  return all;
}
