import { selectorOf } from "../../domain/dkim.ts";
import type { World } from "../../domain/world.ts";
import type { Name } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import { holdsPrivateKey, parseDkim } from "../../syntax/dkim.ts";
import { txtSlip } from "../../syntax/txt.ts";

/** Whose key stands at a name. */
export interface KeyPlace {
  /** As signatures name it in `s=`; may hold dots, `*` is the wildcard. */
  readonly selector: string;
  readonly domain: Name;
}

/**
 * The selector and the domain whose key is looked for at a name: at `<selector>._domainkey`, or where the CNAME of a declared
 * selector leads (the first of them, where several share one). `undefined` where no key is looked for.
 */
export function keyPlace(name: Name, world: World): KeyPlace | undefined {
  return selectorOf(name) ?? (world.keyNodes.length === 0 ? undefined : targetsOf(world).get(name));
}

const targets = new WeakMap<World, ReadonlyMap<Name, KeyPlace>>();

function targetsOf(world: World): ReadonlyMap<Name, KeyPlace> {
  let found = targets.get(world);
  if (found !== undefined) return found;
  const map = new Map<Name, KeyPlace>();
  for (const { name, records } of world.keyNodes) {
    const place = selectorOf(name);
    if (place === undefined) continue;
    for (const { type, data } of records) {
      if (type !== "CNAME" || !isKnown(data.target)) continue;
      if (!map.has(data.target)) map.set(data.target, place);
      if (world.nodes.has(data.target)) continue;
      const answer = world.lookup(data.target, "TXT");
      const wildcard = answer.state === "found" && answer.wildcard ? answer.records[0]?.name : undefined;
      if (wildcard !== undefined && isKnown(wildcard) && !map.has(wildcard)) map.set(wildcard, place);
    }
  }
  targets.set(world, (found = map));
  return found;
}

/** Quotes or escapes that became part of the text are all that is wrong with it: `txt-quoting` says so. */
export function isSlipOnly(text: string): boolean {
  const slip = txtSlip(text);
  if (slip === undefined || holdsPrivateKey(text)) return false;
  return slip.kind === "cut-at-semicolon" || (slip.mended !== undefined && parseDkim(slip.mended).usable);
}

const HOST = /^(?=.{4,253}$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.){1,30}[A-Za-z]{2,24}\.?$/;

/** The host name that a text is and nothing else, without its final dot; `undefined` for other texts. */
export function hostIn(text: string): Name | undefined {
  const bare = text.trim().replace(/^"|"$/g, "").trim();
  if (!HOST.test(bare)) return undefined;
  return (bare.endsWith(".") ? bare.slice(0, -1) : bare).toLowerCase();
}
