import type { Name } from "../model/name.ts";
import { textOf } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { isSpf } from "../syntax/spf.ts";
import { authorises } from "./domain.ts";
import { registrableDomain } from "./organizational.ts";
import { hasUnknownText, isTxt, spfTexts } from "./texts.ts";
import type { Node, World } from "./world.ts";

/** What the names of one organisation could authenticate mail with, relaxed alignment taken (RFC 9989 4.4). */
export interface Organization {
  /** A name with an SPF policy that lets somebody send, or with a TXT whose text is not known. */
  readonly spf: boolean;
  /** A declared DKIM selector, or a delegation of them. */
  readonly dkim: boolean;
}

interface Names {
  /** Names that may hold an SPF policy. */
  readonly texts: Node[];
  spf: boolean | undefined;
  dkim: boolean;
}

const known = new WeakMap<World, ReadonlyMap<Name, Names>>();
const NOTHING: Organization = { spf: false, dkim: false };

/** The names of all organisations of a world are gone through once, when first asked; policies are read only where they count. */
export function organizationOf(world: World, name: Name): Organization {
  let all = known.get(world);
  if (all === undefined) known.set(world, (all = survey(world)));
  const names = all.get(registrableDomain(name) ?? name);
  if (names === undefined) return NOTHING;
  names.spf ??= names.texts.some(({ records }) => spfTexts(records).some(authorises) || hasUnknownText(records));
  return { spf: names.spf, dkim: names.dkim };
}

function survey(world: World): ReadonlyMap<Name, Names> {
  const all = new Map<Name, Names>();
  for (const node of world.nodes.values()) {
    const dkim = node.name.startsWith("_domainkey.") || node.name.includes("._domainkey.");
    if (!dkim && !mayHoldSpf(node)) continue;
    const owner = registrableDomain(node.name) ?? node.name;
    let names = all.get(owner);
    if (names === undefined) all.set(owner, (names = { texts: [], spf: undefined, dkim: false }));
    if (dkim) names.dkim = true;
    else names.texts.push(node);
  }
  return all;
}

function mayHoldSpf({ records }: Node): boolean {
  let may = false;
  for (const record of records) {
    if (record.type === "CNAME" || record.type === "UNKNOWN") return false;
    if (!isTxt(record)) continue;
    const text = textOf(record);
    if (!isKnown(text) || isSpf(text)) may = true;
  }
  return may;
}
