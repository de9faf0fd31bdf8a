import { getDomain, getPublicSuffix } from "tldts";
import { ROOT, type Name } from "../model/name.ts";

/** Entries by private owners (uk.com, github.io) count as suffixes too: what stands below one belongs to somebody else. */
const options = { allowPrivateDomains: true, validateHostname: false, detectIp: false, extractHostname: false };

/** The registrable domain of a name by the public suffix list; `undefined` for a public suffix or a name without one. */
export function registrableDomain(name: Name): Name | undefined {
  return getDomain(name, options) ?? undefined;
}

/** The longest public suffix the name ends with; the root for the root. */
export function publicSuffix(name: Name): Name {
  return name === ROOT ? ROOT : (getPublicSuffix(name, options) ?? ROOT);
}
