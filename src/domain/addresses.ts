import type { Name } from "../model/name.ts";
import type { AddressRecord, DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { ipVersion } from "../syntax/ip.ts";
import { oncePerSet } from "./once.ts";
import type { World } from "./world.ts";

/** The addresses of a host as the declared world knows them. */
export interface HostAddresses {
  /** `some`: there are, known or not; `none`: proved that there are none; `unknown`: cannot be told. */
  readonly a: "some" | "none" | "unknown";
  readonly aaaa: "some" | "none" | "unknown";
  readonly records: readonly AddressRecord[];
  /** CNAME and DNAME records on the way. */
  readonly via: readonly DnsRecord[];
  /** Its CNAME records lead in a circle. */
  readonly loop: boolean;
  /** Why it cannot be told; ends the sentence "not judged: …". */
  readonly reason: string | undefined;
}

/** Hosts kept of a world: the rules ask for those of one domain one after the other, and many domains share theirs. */
const REMEMBERED = 512;

const known = new WeakMap<World, Map<Name, HostAddresses>>();

/** Asks the declared world for a host's A and AAAA records. */
export function addressesOf(world: World, host: Name): HostAddresses {
  let hosts = known.get(world);
  if (hosts === undefined) known.set(world, (hosts = new Map()));
  let addresses = hosts.get(host);
  if (addresses === undefined) {
    addresses = ask(world, host);
    if (hosts.size >= REMEMBERED) hosts.clear();
    hosts.set(host, addresses);
  }
  return addresses;
}

function ask(world: World, host: Name): HostAddresses {
  let records: readonly AddressRecord[] = [];
  let reason: string | undefined;
  let loop = false;
  let via: readonly DnsRecord[] = [];
  const askFor = (type: "A" | "AAAA"): HostAddresses["a"] => {
    const answer = world.lookup(host, type);
    via = answer.via;
    if (answer.state === "found") {
      const own = answer.records as readonly AddressRecord[];
      records = records.length === 0 ? own : joined(records, own);
      return "some";
    }
    if (answer.state === "absent") return "none";
    if (answer.state === "unknown" && answer.loop === true) {
      loop = true;
      return "none";
    }
    reason = answer.state === "unknown" ? answer.reason : `${host} is not declared here`;
    return "unknown";
  };
  const a = askFor("A");
  const aaaa = askFor("AAAA");
  return { a, aaaa, records, via, loop, reason };
}

const joins = new WeakMap<
  readonly AddressRecord[],
  { readonly with: readonly AddressRecord[]; readonly all: readonly AddressRecord[] }
>();

/** The same two sets give the same array, so that work on it can be kept (`oncePerSet`). */
function joined(a: readonly AddressRecord[], aaaa: readonly AddressRecord[]): readonly AddressRecord[] {
  const kept = joins.get(a);
  if (kept?.with === aaaa) return kept.all;
  const all = [...a, ...aaaa];
  joins.set(a, { with: aaaa, all });
  return all;
}

/** The special-purpose blocks that the addresses lie in; `undefined` where one is not known, or is reachable. */
export const blocksOf = oncePerSet((records: readonly AddressRecord[]): readonly string[] | undefined => {
  const blocks = new Set<string>();
  for (const { data } of records) {
    const block = isKnown(data.address) ? unreachable(data.address) : undefined;
    if (block === undefined) return undefined;
    blocks.add(block);
  }
  return [...blocks];
});

/** The known addresses, as written. */
export const knownAddresses = oncePerSet((records: readonly AddressRecord[]): readonly string[] =>
  records.flatMap(({ data }) => (isKnown(data.address) ? [data.address] : [])),
);

/**
 * What makes an address unreachable from the Internet: the special-purpose block it lies in (RFC 6890, RFC 5737, RFC 3849,
 * RFC 9637); `undefined` for an ordinary one or for what is no address.
 */
export function unreachable(address: string): string | undefined {
  const version = ipVersion(address);
  if (version !== 6) return version === 4 ? unreachable4(address) : undefined;
  const text = address.toLowerCase();
  const mapped = /^(?:0{0,4}:){2,5}ffff:([0-9.]+)$/.exec(text)?.[1];
  if (mapped !== undefined) return unreachable4(mapped);
  if (/^[0:]*:0{0,3}1$/.test(text)) return "loopback";
  if (/^[0:]+$/.test(text)) return "this host";
  if (/^f[cd][0-9a-f]{2}:/.test(text)) return "unique local, RFC 4193";
  if (/^fe[89ab][0-9a-f]:/.test(text)) return "link-local";
  if (/^ff[0-9a-f]{2}:/.test(text)) return "multicast or reserved";
  if (/^2001:0?db8:/.test(text) || /^3fff:(?:0?[0-9a-f]{1,3}:|:)/.test(text)) return "documentation";
  return undefined;
}

function unreachable4(address: string): string | undefined {
  const [a = 0, b = 0, c = 0] = address.split(".").map(Number);
  if (a === 0) return "this host";
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)) return "private, RFC 1918";
  if (a === 127) return "loopback";
  if (a === 169 && b === 254) return "link-local";
  if (a === 100 && b >= 64 && b < 128) return "shared, RFC 6598";
  if (a === 198 && (b === 18 || b === 19)) return "benchmarking, RFC 2544";
  if (a === 192 && b === 0 && c === 2) return "documentation";
  if (a === 198 && b === 51 && c === 100) return "documentation";
  if (a === 203 && b === 0 && c === 113) return "documentation";
  return a >= 224 ? "multicast or reserved" : undefined;
}
