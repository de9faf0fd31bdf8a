import { isIPv4, isIPv6 } from "node:net";
import type { Name } from "../model/name.ts";
import type { AddressRecord, DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { World } from "./world.ts";

/** The addresses of a host as the declared world knows them. */
export interface HostAddresses {
  /** `some`: there are, known or not; `none`: proved that there are none; `unknown`: cannot be told. */
  readonly a: "some" | "none" | "unknown";
  readonly aaaa: "some" | "none" | "unknown";
  readonly records: readonly AddressRecord[];
  /** CNAME and DNAME records on the way. */
  readonly via: readonly DnsRecord[];
  /** Why it cannot be told; ends the sentence "not judged: …". */
  readonly reason: string | undefined;
}

/** Asks the declared world for a host's A and AAAA records. */
export function addressesOf(world: World, host: Name): HostAddresses {
  const records: AddressRecord[] = [];
  let reason: string | undefined;
  let via: readonly DnsRecord[] = [];
  const ask = (type: "A" | "AAAA"): HostAddresses["a"] => {
    const answer = world.lookup(host, type);
    via = answer.via;
    if (answer.state === "found") {
      for (const record of answer.records) if (record.type === type) records.push(record);
      return "some";
    }
    if (answer.state === "absent") return computed(world, host) ? "unknown" : "none";
    reason = answer.state === "unknown" ? answer.reason : `${host} is not declared here`;
    return "unknown";
  };
  const a = ask("A");
  const aaaa = ask("AAAA");
  return { a, aaaa, records, via, reason };
}

/** Types by which a DNS host answers with addresses of its own making. */
const COMPUTED = new Set(["LUA", "ANAME", "LB", "POOL", "SUPERZONE"]);

function computed(world: World, host: Name): boolean {
  return world.declared(host).some((record) => record.type === "OTHER" && COMPUTED.has(record.data.rrtype));
}

/** The known addresses, as written. */
export function knownAddresses(records: readonly AddressRecord[]): string[] {
  return records.flatMap(({ data }) => (isKnown(data.address) ? [data.address] : []));
}

/**
 * What makes an address unreachable from the Internet: the special-purpose block it lies in (RFC 6890, RFC 5737, RFC 3849);
 * `undefined` for an ordinary one or for what is no address.
 */
export function unreachable(address: string): string | undefined {
  if (isIPv4(address)) {
    const [a, b, c] = address.split(".").map(Number) as [number, number, number, number];
    if (a === 0) return "this host";
    if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)) return "private, RFC 1918";
    if (a === 127) return "loopback";
    if (a === 169 && b === 254) return "link-local";
    if (a === 100 && b >= 64 && b < 128) return "shared, RFC 6598";
    if (
      (a === 192 && b === 0 && c === 2) ||
      (a === 198 && b === 51 && c === 100) ||
      (a === 203 && b === 0 && c === 113)
    ) {
      return "documentation";
    }
    return a >= 224 ? "multicast or reserved" : undefined;
  }
  if (!isIPv6(address)) return undefined;
  const text = address.toLowerCase();
  if (text === "::1") return "loopback";
  if (/^f[cd]/.test(text)) return "unique local, RFC 4193";
  if (/^fe[89ab]/.test(text)) return "link-local";
  if (/^2001:0?db8:/.test(text)) return "documentation";
  return undefined;
}
