import { getDomain, getPublicSuffix } from "tldts";
import { ROOT, type Name } from "../model/name.ts";

/** Entries by private owners (uk.com, github.io) count as suffixes too: what stands below one belongs to somebody else. */
const options = { allowPrivateDomains: true, validateHostname: false, detectIp: false, extractHostname: false };

/** Rule after rule asks for the same name. */
let latest: { readonly name: Name; readonly domain: Name | undefined } | undefined;

/** The registrable domain of a name by the public suffix list; `undefined` for a public suffix or a name without one. */
export function registrableDomain(name: Name): Name | undefined {
  if (latest?.name !== name) latest = { name, domain: getDomain(name, options) ?? undefined };
  return latest.domain;
}

/** The longest public suffix the name ends with; the root for the root. */
export function publicSuffix(name: Name): Name {
  return name === ROOT ? ROOT : (getPublicSuffix(name, options) ?? ROOT);
}

/**
 * Whether a name ends in a top-level domain that hosts are commonly named in, below another label. What may be a relative name
 * (`mail.ph`, `contact.justice`) is not told from a whole one by any suffix that exists.
 */
export function hasCommonSuffix(name: Name): boolean {
  return /\.(?:com|net|org|jp|de|uk|fr|nl|ch|at|eu|io|co|us|cloud|email)$/.test(name);
}
