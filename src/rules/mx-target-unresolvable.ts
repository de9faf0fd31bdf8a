import { addressesOf, type HostAddresses } from "../domain/addresses.ts";
import type { World } from "../domain/world.ts";
import { ROOT, type Name } from "../model/name.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mx-target-unresolvable",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  covers: [],
  summary: "an MX names a host that has no address",
  consequence: "senders find no server to connect to; if no exchange resolves, all mail waits and comes back",
  references: [rfc(5321, "5.1")],
  smtp: ["451 4.4.4", "550 5.4.4"],
  messages: {
    none: ({ domain, hosts, many }: { domain: string; hosts: string; many: boolean }) =>
      `no MX of ${domain} has an address: ${hosts} ${many ? "have" : "has"} neither A nor AAAA record, so nobody can deliver mail`,
    some: ({ host }: { host: string }) =>
      `the exchange ${host} has neither A nor AAAA record; mail reaches the domain only through the other exchanges`,
    loop: ({ host, back }: { host: string; back: string }) =>
      `the exchange "${host}" is a CNAME that leads in a circle (${back}), so senders find no address for it`,
    unlisted: ({ host, publisher }: { host: string; publisher: string }) =>
      `the exchange "${host}" has no A, AAAA or CNAME record in this listing; unless a load balancer of ${publisher} answers for it, senders cannot resolve it`,
    ipv6: ({ domain, many }: { domain: string; many: boolean }) =>
      `${many ? "every exchange" : "the exchange"} of ${domain} has IPv6 addresses only; senders without IPv6, still a large part, cannot deliver`,
  },
  docs: {
    why: "Senders resolve the host that the MX names. A host without an A or AAAA record does not exist for them: after the last exchange fails, mail is queued for days and then bounces.",
    fix: "Publish the address of the mail host, or correct the exchange's name (a missing final dot in a zone file puts it below the zone).",
    bad: ["@ MX 10 mx"],
    good: ["@ MX 10 mx", "mx A 5.6.7.8"],
  },
  check(domain, context) {
    if (domain.zone?.private === true) return;
    for (const { records, isNull } of domain.mx) {
      if (isNull) continue;
      const hosts = records.flatMap((record) => judge(record, context.world));
      for (const { host, addresses } of hosts) {
        if (addresses.a !== "unknown" || addresses.reason === undefined) continue;
        if (context.world.zoneOf(host)?.zone.scope !== "whole" || isComputed(host, context.world)) continue;
        context.abstain(`whether ${host} has an address: ${addresses.reason}`);
      }
      const dead = hosts.filter(({ addresses }) => addresses.a === "none" && addresses.aaaa === "none");
      const plain = dead.filter(({ addresses, balanced }) => !addresses.loop && !balanced);
      const [first, ...rest] = plain;
      if (first !== undefined && plain.length === records.length) {
        const names = [...new Set(plain.map(described))];
        context.report(
          "none",
          { domain: domain.name, hosts: listed(names), many: names.length > 1 },
          {
            at: { record: first.record, field: "exchange" },
            related: rest.map(({ record }) => ({ record, field: "exchange", note: "has no address either" })),
            help: help(answering(first)),
          },
        );
        continue;
      }
      const severity = dead.length === records.length ? "error" : "warning";
      for (const { host, record, addresses, balanced } of dead) {
        const at = { record, field: "exchange" } as const;
        if (addresses.loop) {
          const back = addresses.via.map(({ name }) => String(name)).join(", ");
          const related = addresses.via.map((each) => ({ record: each, note: "leads on" }));
          context.report(
            "loop",
            { host, back },
            { at, severity, related, help: { text: "name the host itself, and end the circle" } },
          );
        } else if (balanced) {
          const publisher = context.world.zoneOf(host)?.zone.publisher.title ?? "the DNS host";
          context.report("unlisted", { host, publisher }, { at, severity: "warning", help: help(host) });
        } else {
          const text = described({ record, host, addresses, balanced });
          const target = answering({ record, host, addresses, balanced });
          context.report("some", { host: text }, { at, severity: "warning", help: help(target) });
        }
      }
      const [only] = hosts;
      const ipv6 = hosts.every(({ addresses }) => addresses.a === "none" && addresses.aaaa === "some");
      if (only === undefined || !ipv6 || hosts.length !== records.length) continue;
      context.report(
        "ipv6",
        { domain: domain.name, many: hosts.length > 1 },
        {
          at: { record: only.record, field: "exchange" },
          severity: "warning",
          related: only.addresses.records.map((record) => ({ record, note: "IPv6" })),
          help: { ...help(only.host), text: "publish an A record beside the AAAA" },
        },
      );
    }
  },
});

/** DNS hosts whose load balancers answer for names that no record listing shows. */
const BALANCING = new Set(["cloudflare"]);

interface Judged {
  readonly record: MxRecord;
  readonly host: string;
  readonly addresses: HostAddresses;
  /** A load balancer may answer for the host. */
  readonly balanced: boolean;
}

function judge(record: MxRecord, world: World): Judged[] {
  const host = record.data.exchange;
  if (!isKnown(host) || host === ROOT) return [];
  const balanced = BALANCING.has(world.zoneOf(host)?.zone.publisher.id ?? "");
  return [{ record, host, addresses: addressesOf(world, host), balanced }];
}

/** The name that would have to have the address: the end of the host's CNAME chain. */
function answering({ host, addresses }: Judged): Name {
  const last = addresses.via.at(-1);
  return last?.type === "CNAME" && isKnown(last.data.target) ? last.data.target : host;
}

function described(judged: Judged): string {
  const end = answering(judged);
  return end === judged.host ? quoted(end) : `${quoted(judged.host)} (a CNAME to ${end})`;
}

/** What the DNS host computes is there by intent: nothing that anybody must look into. */
function isComputed(host: string, world: World): boolean {
  return world
    .declared(host)
    .some(({ type, vendor }) => type === "ALIAS" || vendor?.proxied === true || vendor?.flattened === true);
}

function help(host: string): { text: string; publish: string[] } {
  return {
    text: "publish the host's address, or correct its name",
    publish: [`${host}. A <IPv4 address of the mail server>`],
  };
}
