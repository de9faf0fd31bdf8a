import type { Name } from "../model/name.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { isDkim } from "../syntax/dkim.ts";
import { isSpf } from "../syntax/spf.ts";
import { mayHoldKey, REVOKED } from "./dkim.ts";
import { discoverDmarc } from "./dmarc.ts";
import { authorises, sendsBySpf, type Domain } from "./domain.ts";
import { registrableDomain } from "./organizational.ts";
import { hasUnknownText, isTxt, spfTexts } from "./texts.ts";
import type { Node, World } from "./world.ts";

/** What the names of one organisation could authenticate mail with, relaxed alignment taken (RFC 9989 4.4). */
export interface Organization {
  /** A name with an SPF policy that lets somebody send, or with a TXT whose text is not known. */
  readonly spf: boolean;
  /** A declared DKIM key, or a delegation of them. */
  readonly dkim: boolean;
}

interface Names {
  /** Names that may hold an SPF policy. */
  readonly texts: Node[];
  readonly keys: Node[];
  spf: boolean | undefined;
  dkim: boolean | undefined;
  /** A key record stands where nobody looks for it: whoever publishes it means to sign. */
  misplaced: boolean;
  /** By organisational domain; worked out where a `psd` tag parts the organisation. */
  parts: ReadonlyMap<Name | undefined, Organization> | undefined;
}

const known = new WeakMap<World, ReadonlyMap<Name, Names>>();
const NOTHING: Organization = { spf: false, dkim: false };

/** The names of all organisations of a world are gone through once, when first asked; records are read only where they count. */
export function organizationOf(world: World, name: Name): Organization {
  const names = namesOf(world, name);
  if (names === undefined) return NOTHING;
  names.spf ??= names.texts.some(sends);
  names.dkim ??= names.keys.some(mayHoldKey);
  return { spf: names.spf, dkim: names.dkim };
}

/** Whether a key record of the organisation stands at a name without `_domainkey`, so that its place is the defect. */
export function hasMisplacedKey(world: World, name: Name): boolean {
  return namesOf(world, name)?.misplaced === true;
}

function namesOf(world: World, name: Name): Names | undefined {
  let all = known.get(world);
  if (all === undefined) known.set(world, (all = survey(world)));
  return all.get(registrableDomain(name) ?? name);
}

function survey(world: World): ReadonlyMap<Name, Names> {
  const all = new Map<Name, Names>();
  for (const node of world.nodes.values()) {
    const dkim = node.name.startsWith("_domainkey.") || node.name.includes("._domainkey.");
    const spf = !dkim && mayHoldSpf(node);
    const misplaced = (!dkim || node.name.startsWith("_domainkey.")) && node.records.some(isKeyText);
    if (!dkim && !spf && !misplaced) continue;
    const owner = registrableDomain(node.name) ?? node.name;
    let names = all.get(owner);
    if (names === undefined) {
      names = { texts: [], keys: [], spf: undefined, dkim: undefined, misplaced: false, parts: undefined };
      all.set(owner, names);
    }
    if (dkim) names.keys.push(node);
    if (spf) names.texts.push(node);
    if (misplaced) names.misplaced = true;
  }
  return all;
}

function isKeyText(record: DnsRecord): boolean {
  if (!isTxt(record)) return false;
  const text = textOf(record);
  return isKnown(text) && isDkim(text) && !REVOKED.test(text);
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

function sends({ records }: Node): boolean {
  return spfTexts(records).some(authorises) || hasUnknownText(records);
}

/** The part of an organisation that has this organisational domain by the tree walk (RFC 9989 4.10.2). */
function partOf(world: World, name: Name, organization: Name): Organization {
  const names = namesOf(world, name);
  if (names === undefined) return NOTHING;
  names.parts ??= partsOf(world, names);
  const [own, unsure] = [names.parts.get(organization) ?? NOTHING, names.parts.get(undefined) ?? NOTHING];
  return { spf: own.spf || unsure.spf, dkim: own.dkim || unsure.dkim };
}

function partsOf(world: World, { texts, keys }: Names): ReadonlyMap<Name | undefined, Organization> {
  const parts = new Map<Name | undefined, { spf: boolean; dkim: boolean }>();
  const note = (name: Name, kind: "spf" | "dkim"): void => {
    const { organizationalDomain } = discoverDmarc(world, name);
    const part = parts.get(organizationalDomain);
    if (part === undefined) parts.set(organizationalDomain, { spf: kind === "spf", dkim: kind === "dkim" });
    else part[kind] = true;
  };
  for (const node of texts) if (sends(node)) note(node.name, "spf");
  for (const node of keys) if (mayHoldKey(node)) note(keyOwner(node.name), "dkim");
  return parts;
}

/** The domain that a key signs for: what stands behind `_domainkey` (RFC 6376 3.6.2.1). */
function keyOwner(name: Name): Name {
  const at = name.startsWith("_domainkey.") ? 0 : name.indexOf("._domainkey.") + 1;
  return name.slice(at + "_domainkey.".length);
}

export interface AlignmentModes {
  readonly aspf: "r" | "s";
  readonly adkim: "r" | "s";
}

/**
 * Whether mail from a domain could align by SPF or by DKIM; true too where that is not known. `across`: as if no `psd` tag
 * parted the organisation; else the boundary that the tree walk finds counts.
 */
export function couldAlign(domain: Domain, { aspf, adkim }: AlignmentModes, across: boolean): Organization {
  const spf = ownSpf(domain);
  const dkim = ownKey(domain);
  if ((spf || aspf === "s") && (dkim || adkim === "s")) return { spf, dkim };
  const others = across ? organizationOf(domain.world, domain.name) : within(domain);
  return { spf: spf || (aspf === "r" && others.spf), dkim: dkim || (adkim === "r" && others.dkim) };
}

/** Whether all mail of a name that sends would fail an enforced policy: nothing that is declared, or may be elsewhere, could align. */
export function nothingAligns(domain: Domain, modes: AlignmentModes): boolean {
  const { elsewhere } = domain.facts;
  if (!domain.isFromDomain || domain.zone?.scope !== "whole" || domain.zone.private) return false;
  if (elsewhere?.includes("spf") === true || elsewhere?.includes("dkim") === true) return false;
  const could = couldAlign(domain, modes, true);
  return !could.spf && !could.dkim;
}

function within(domain: Domain): Organization {
  const { boundary, organizationalDomain } = domain.dmarc;
  if (boundary === undefined || organizationalDomain === undefined) return organizationOf(domain.world, domain.name);
  return partOf(domain.world, domain.name, organizationalDomain);
}

function ownSpf(domain: Domain): boolean {
  const { answer, open } = domain.spf;
  return open || sendsBySpf(domain) || (answer.state !== "absent" && answer.state !== "found");
}

function ownKey({ dkim, world, name }: Domain): boolean {
  if (dkim.some(mayHoldKey)) return true;
  const answer = world.lookup(`_domainkey.${name}`, "TXT");
  if (answer.state !== "found") return answer.state !== "absent";
  // a wildcard above answers for every selector
  return answer.wildcard && spfTexts(answer.records).length < answer.records.length;
}
