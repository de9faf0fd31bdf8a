import { addressesOf, type HostAddresses } from "../domain/addresses.ts";
import { ROOT } from "../model/name.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { counted, listed } from "./wording.ts";

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
    none: ({ domain, hosts }: { domain: string; hosts: string }) =>
      `no MX of ${domain} has an address: ${hosts} is declared with no A, AAAA or CNAME record, so nobody can deliver mail`,
    some: ({ host }: { host: string }) =>
      `the exchange "${host}" has no A, AAAA or CNAME record in its zone; mail reaches the domain only through the other exchanges`,
    unlisted: ({ host }: { host: string }) =>
      `the exchange "${host}" has no A, AAAA or CNAME record in this listing; unless a load balancer answers for it, senders cannot resolve it`,
    ipv6: ({ domain, count }: { domain: string; count: number }) =>
      `${count === 1 ? "the exchange" : "every exchange"} of ${domain} has IPv6 addresses only; senders without IPv6, still a large part, cannot deliver`,
  },
  docs: {
    why: "Senders resolve the host that the MX names. A host without an A or AAAA record does not exist for them: after the last exchange fails, mail is queued for days and then bounces.",
    fix: "Publish the address of the mail host, or correct the exchange's name (a missing final dot in a zone file puts it below the zone).",
    bad: ["@ MX 10 mx"],
    good: ["@ MX 10 mx", "mx A 5.6.7.8"],
  },
  check(domain, context) {
    for (const { records, isNull } of domain.mx) {
      if (isNull) continue;
      const hosts = records.flatMap((record) => judge(record, (name) => addressesOf(context.world, name)));
      const dead = hosts.filter(({ addresses }) => addresses.a === "none" && addresses.aaaa === "none");
      for (const { host, addresses } of hosts) {
        if (
          addresses.a === "unknown" &&
          addresses.reason !== undefined &&
          context.world.zoneOf(host)?.zone.scope === "whole"
        ) {
          context.abstain(`whether ${host} has an address: ${addresses.reason}`);
        }
      }
      const [first] = dead;
      if (first !== undefined) {
        const listing = first.record.source.publisher.id === "cloudflare";
        if (dead.length === records.length && !listing) {
          context.report(
            "none",
            { domain: domain.name, hosts: listed(dead.map(({ host }) => host)) },
            {
              at: { record: first.record, field: "exchange" },
              related: dead
                .slice(1)
                .map(({ record }) => ({ record, field: "exchange", note: "has no address either" })),
              help: help(first.host),
            },
          );
        } else {
          for (const { host, record } of dead) {
            context.report(
              listing ? "unlisted" : "some",
              { host },
              { at: { record, field: "exchange" }, severity: "warning", help: help(host) },
            );
          }
        }
        continue;
      }
      const v6only = hosts.filter(({ addresses }) => addresses.a === "none" && addresses.aaaa === "some");
      const only = v6only[0];
      if (only !== undefined && v6only.length === records.length) {
        context.report(
          "ipv6",
          { domain: domain.name, count: v6only.length },
          {
            at: { record: only.record, field: "exchange" },
            severity: "warning",
            help: {
              text: `publish an A record beside ${counted(only.addresses.records.length, "the AAAA record", "the AAAA records").slice(2)} of ${only.host}`,
            },
          },
        );
      }
    }
  },
});

interface Judged {
  readonly record: MxRecord;
  readonly host: string;
  readonly addresses: HostAddresses;
}

function judge(record: MxRecord, ask: (name: string) => HostAddresses): Judged[] {
  const host = record.data.exchange;
  return isKnown(host) && host !== ROOT ? [{ record, host, addresses: ask(host) }] : [];
}

function help(host: string): { text: string; publish: string[] } {
  return {
    text: "publish the host's address, or correct its name",
    publish: [`${host}. A <IPv4 address of the mail server>`],
  };
}
