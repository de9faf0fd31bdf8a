import type { Domain } from "../../domain/domain.ts";
import { registrableDomain } from "../../domain/organizational.ts";
import type { World } from "../../domain/world.ts";
import { parentOf, ROOT, type Name } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import { mendDmarc, parseDmarc, type DmarcPolicy, type DmarcRecord } from "../../syntax/dmarc.ts";

/** Whether a name is where a domain's DMARC policy stands (and not where somebody else's reports are authorised). */
export function isPolicyName(name: Name): boolean {
  return name.startsWith("_dmarc.") && !isReportName(name);
}

/** `<domain>._report._dmarc.<host>`: says that the host takes reports of the domain (RFC 9990 4). */
export function isReportName(name: Name): boolean {
  return name.includes("._report._dmarc.") || name.startsWith("_report._dmarc.");
}

/**
 * The domain whose policy stands at a name: at its `_dmarc`, or where the `_dmarc` CNAME of a declared domain leads (the
 * first of them, where several share one). `undefined` where no policy is looked for.
 */
export function policyDomain(name: Name, world: World): Name | undefined {
  if (isPolicyName(name)) return name.slice("_dmarc.".length);
  return isReportName(name) ? undefined : targetsOf(world).get(name);
}

const targets = new WeakMap<World, ReadonlyMap<Name, Name>>();

function targetsOf(world: World): ReadonlyMap<Name, Name> {
  let found = targets.get(world);
  if (found !== undefined) return found;
  const map = new Map<Name, Name>();
  for (const { name, records } of world.policyNodes) {
    if (!isPolicyName(name)) continue;
    for (const { type, data } of records) {
      if (type !== "CNAME" || !isKnown(data.target) || isPolicyName(data.target) || map.has(data.target)) continue;
      map.set(data.target, name.slice("_dmarc.".length));
    }
  }
  targets.set(world, (found = map));
  return found;
}

const STRENGTH: Record<DmarcPolicy, number> = { none: 0, quarantine: 1, reject: 2 };

export function isWeaker(policy: DmarcPolicy, than: DmarcPolicy): boolean {
  return STRENGTH[policy] < STRENGTH[than];
}

/** The record a domain starts with: nothing changes for its mail, and reports show who sends in its name (RFC 9989 5.1.4). */
export function firstPolicy(domain: Domain): string {
  return `v=DMARC1; p=none; rua=${reportUri(domain)}`;
}

/** Where reports can be sent: at the domain, or, where it takes no mail, at the nearest name above it that does. */
export function reportUri({ name, world }: Domain): string {
  const organization = registrableDomain(name);
  for (let at: Name | undefined = name; at !== undefined; at = at === organization ? undefined : parentOf(at)) {
    const answer = world.lookup(at, "MX");
    // what is not known of the domain itself is left open; above it only what is seen counts
    const takes =
      answer.state === "found"
        ? answer.records.some(({ type, data }) => type === "MX" && data.exchange !== ROOT)
        : at === name && answer.state !== "absent";
    if (takes) return `mailto:dmarc@${at}`;
  }
  return `mailto:dmarc@${name}`;
}

/**
 * The record with some tags set to other values, or left out (`undefined`). What receivers take no notice of goes as well:
 * removed tags, broken ones, the first of two.
 */
export function retagged(tree: DmarcRecord, changes: Partial<Record<string, string | undefined>>): string {
  const tags = new Map<string, string | undefined>();
  const set = new Map(Object.entries(changes));
  for (const { name, value, kind } of tree.tags) {
    if (kind === "active" || kind === "unknown") tags.set(name, set.has(name) ? set.get(name) : value);
    if (name === "v" && tree.tag("p") === undefined) tags.set("p", set.get("p"));
  }
  for (const [name, value] of set) if (!tags.has(name)) tags.set(name, value);
  return [...tags].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join("; ");
}

/** The record with every slip mended; where nobody can tell what was meant, the tag is left out, and p is none. */
export function repaired(tree: DmarcRecord): string {
  const good = parseDmarc(mendDmarc(tree) ?? tree.text);
  const changes: Partial<Record<string, string | undefined>> = {};
  for (const { name, effect, code } of good.errors) {
    if (effect === "policy" || effect === "default" || code === "unknown-tag") changes[name] = undefined;
  }
  if ("p" in changes || good.tag("p") === undefined) changes.p = "none";
  return retagged(good, changes);
}
