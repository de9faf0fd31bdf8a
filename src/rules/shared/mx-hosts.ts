import { providersOf, type Domain } from "../../domain/domain.ts";
import { ROOT } from "../../model/name.ts";
import type { MxRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { agree, mxHostRole, providersOfSpfDomain, type MxHostRole, type Provider } from "../../providers/recognise.ts";

/** One exchange and whose it may be. */
export interface Host {
  readonly record: MxRecord;
  readonly name: string;
  readonly providers: readonly Provider[];
  /** What it does in place of taking people's mail. */
  readonly role: MxHostRole | undefined;
}

/** Hosts that mail is meant to be delivered to: no null MX, no placeholder, no configured backup, nothing unknown. */
export function receivingHosts(records: readonly MxRecord[], domain: Domain): Host[] {
  const hosts: Host[] = [];
  for (const record of records) {
    const name = record.data.exchange;
    if (!isKnown(name) || name === ROOT || domain.facts.backupMx?.includes(name) === true) continue;
    const role = mxHostRole(name);
    if (role === "placeholder" || role === "retired" || role === "submission") continue;
    hosts.push({ record, name, providers: providersOf(record), role });
  }
  return hosts;
}

export type HostKind = "mailbox" | "gateway" | "forwarder" | "sender" | "inbound" | "return-path" | "unrecognised";

/** What the host is to mail: its own role first, else its providers' kind; a mailbox only where every one of them is. */
export function kindOf({ role, providers }: Host): HostKind {
  if (role === "inbound" || role === "return-path") return role;
  const [first] = providers;
  if (first === undefined) return "unrecognised";
  if (providers.every(({ kind }) => kind === "mailbox")) return "mailbox";
  return (providers.find(({ kind }) => kind !== "mailbox") ?? first).kind;
}

const KIND_TEXT: Record<HostKind, string> = {
  mailbox: "mail provider",
  gateway: "mail filter",
  forwarder: "forwarding service",
  sender: "sending service",
  inbound: "inbound parse service",
  "return-path": "bounce host",
  unrecognised: "host",
};

export function kindText(host: Host): string {
  return KIND_TEXT[kindOf(host)];
}

/** The provider's name; several share some hosts, and the first is named. */
export function ownerOf({ providers, name }: Host): string {
  return providers[0]?.name ?? name;
}

const RANK: Record<HostKind, number> = {
  mailbox: 2,
  gateway: 1,
  forwarder: 0,
  sender: 0,
  inbound: 0,
  "return-path": 0,
  unrecognised: 0,
};

export function rankOf(host: Host): number {
  return RANK[kindOf(host)];
}

/** Two hosts that may not stand together, the worst pair: two mailboxes before a gateway and a mailbox, that before the rest. */
export function worstClash(hosts: readonly Host[]): readonly [Host, Host] | undefined {
  let worst: readonly [Host, Host] | undefined;
  let highest = -1;
  for (let index = 0; index < hosts.length; index++) {
    const first = hosts[index] as Host;
    for (let other = index + 1; other < hosts.length; other++) {
      const second = hosts[other] as Host;
      if (agree(first.providers, second.providers)) continue;
      const rank = rankOf(first) + rankOf(second);
      if (rank > highest) {
        worst = [first, second];
        highest = rank;
      }
    }
    if (highest === 4) break;
  }
  return worst;
}

/** Whether the domain's SPF policy lets one of the providers send. */
export function authorised(domain: Domain, providers: readonly Provider[]): boolean {
  const terms = domain.policy?.spf.terms ?? [];
  return terms.some(
    (term) =>
      term.kind !== "invalid" && term.domain !== undefined && agree(providersOfSpfDomain(term.domain.text), providers),
  );
}

/** Whether the hosts belong together and are not all there are. */
export function isOneOf(hosts: readonly Host[], all: readonly Host[]): boolean {
  const [first, ...others] = hosts;
  return (
    first !== undefined && hosts.length < all.length && others.every((host) => agree(host.providers, first.providers))
  );
}

/** All hosts of the provider that senders try first. */
export function primaryHosts(known: readonly Host[]): readonly Host[] {
  const numbers = known.map(({ record }) => record.data.preference);
  const lowest = numbers.reduce<number>(
    (least, number) => (typeof number === "number" ? Math.min(least, number) : least),
    Infinity,
  );
  const first = known.filter((_, index) => numbers[index] === lowest);
  const [primary, ...others] = first;
  if (primary === undefined || others.some(({ providers }) => !agree(providers, primary.providers))) return [];
  return known.filter(({ providers }) => agree(providers, primary.providers));
}
