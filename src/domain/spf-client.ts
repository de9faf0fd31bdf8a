import type { Name } from "../model/name.ts";
import { parseIp4, parseIp6 } from "../syntax/ip.ts";

/** The connecting client's address; an IPv4-mapped IPv6 address is IPv4 (RFC 7208 5). Both are `undefined` for what is no address. */
export class Client {
  readonly ip4: number | undefined;
  readonly ip6: bigint | undefined;

  constructor(ip: string) {
    const ip4 = parseIp4(ip);
    const ip6 = parseIp6(ip);
    const mapped = ip6 !== undefined && ip6 >> 32n === 0xffffn;
    this.ip4 = ip4 >= 0 ? ip4 : mapped ? Number(ip6 & 0xffffffffn) : undefined;
    this.ip6 = mapped ? undefined : ip6;
  }

  /** The macro `v` (7.2). */
  get family(): "in-addr" | "ip6" {
    return this.ip4 === undefined ? "ip6" : "in-addr";
  }

  /** The macro `i` (7.2): a dotted quad, or the dotted nibbles of IPv6. */
  dotted(): string {
    const { ip4, ip6 } = this;
    if (ip4 !== undefined) return [24, 16, 8, 0].map((shift) => (ip4 >>> shift) & 255).join(".");
    return [...(ip6 ?? 0n).toString(16).padStart(32, "0")].join(".");
  }

  /** Where the client's PTR records stand. */
  reverse(): Name {
    return `${this.dotted().split(".").reverse().join(".")}.${this.family}.arpa`;
  }

  /** Whether the client is IPv4 and lies in a network; -1 for what is no network. */
  in4(network: number, length: number): boolean {
    if (this.ip4 === undefined || network < 0) return false;
    const size = 2 ** (32 - length);
    return Math.floor(this.ip4 / size) === Math.floor(network / size);
  }

  /** Whether the client is IPv6 and lies in a network. */
  in6(network: bigint | undefined, length: number): boolean {
    if (this.ip6 === undefined || network === undefined) return false;
    const bits = BigInt(128 - length);
    return this.ip6 >> bits === network >> bits;
  }
}
