import type { Name } from "../model/name.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { World } from "./world.ts";

/** One declared selector: everything at `<selector>._domainkey.<domain>`. */
export interface DkimSelector {
  /** May hold dots (`s1.news`). `*` is the wildcard; the empty text is `_domainkey` itself (a delegation of all keys). */
  readonly selector: string;
  readonly name: Name;
  readonly records: readonly DnsRecord[];
}

const NONE: readonly DkimSelector[] = [];

/** The selectors that the declared world shows for a domain, in order of name. */
export function dkimSelectors(world: World, domain: Name): readonly DkimSelector[] {
  const nodes = world.domainKeys(domain);
  if (nodes.length === 0) return NONE;
  const suffix = `_domainkey.${domain}`;
  return nodes
    .map(({ name, records }) => ({ selector: name === suffix ? "" : name.slice(0, -suffix.length - 1), name, records }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `p=` and nothing behind it (RFC 6376 3.6.1): the key is revoked. */
export const REVOKED = /(?:^|;)[ \t]*p[ \t]*=[ \t]*(?:;|$)/;

/**
 * Whether mail may be signed by what stands at a name below `_domainkey`: a key, an alias or a delegation, or something that is
 * not known. Revoked keys (`*._domainkey` of a parked domain) and the policies of older standards are no keys.
 */
export function mayHoldKey({ name, records }: Pick<DkimSelector, "name" | "records">): boolean {
  const policy = name.startsWith("_domainkey.") || name.startsWith("_adsp.");
  return records.some((record) => {
    if (record.type !== "TXT") return record.type !== "A" && record.type !== "AAAA";
    if (policy) return false;
    const text = textOf(record);
    return !isKnown(text) || !REVOKED.test(text);
  });
}

/**
 * The selector and the domain of a key's name (RFC 6376 3.6.2.1). `undefined` for other names, for `_domainkey` itself and for what
 * stands below it and is no selector: `_adsp` (RFC 5617) and other underscore labels.
 */
export function selectorOf(name: Name): { readonly selector: string; readonly domain: Name } | undefined {
  const at = name.indexOf("._domainkey.");
  if (at < 1 || name.charCodeAt(0) === 0x5f) return undefined;
  return { selector: name.slice(0, at), domain: name.slice(at + "._domainkey.".length) };
}
