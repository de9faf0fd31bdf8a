import type { Name } from "../model/name.ts";

/**
 * Top-level names that the public DNS does not hold, so that whoever asks for them asks the network the question comes from
 * (RFC 6761, RFC 6762 appendix G, RFC 7686, RFC 8375, RFC 9476, ICANN on "internal").
 */
const INNER = new Set([
  "alt",
  "arpa",
  "corp",
  "home",
  "internal",
  "intranet",
  "invalid",
  "lan",
  "local",
  "localdomain",
  "localhost",
  "onion",
  "private",
  "test",
]);

/** The longest name in text, without its final dot (RFC 1035 2.3.4). */
const LONGEST = 253;

/**
 * Whether a name may be asked for: one that could stand in the public DNS. Not single labels, addresses, escapes, wildcards,
 * nor what is only answered inside networks: the names come from documents that anybody may have written.
 */
export function isPublicName(name: Name): boolean {
  if (name.length > LONGEST || !/^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(name))
    return false;
  const top = name.slice(name.lastIndexOf(".") + 1);
  return top.length <= 63 && !INNER.has(top);
}
