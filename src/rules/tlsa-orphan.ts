import { addressesOf } from "../domain/addresses.ts";
import type { World } from "../domain/world.ts";
import { ROOT, type Name } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";

export default defineRule({
  id: "tlsa-orphan",
  kind: "world",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a TLSA record for port 25 stands at a host that no MX names",
  consequence: "no sender looks at it: the hosts that mail goes to are not protected by it",
  references: [rfc(7672, "2.2"), rfc(7672, "3.1")],
  smtp: [],
  messages: {
    orphan: ({ host, origin }: { host: string; origin: string }) =>
      `a TLSA record for port 25 stands at ${host}, and no MX of ${origin} or of another declared domain names that host; senders look only at the hosts that an MX names`,
    gone: ({ host, origin }: { host: string; origin: string }) =>
      `a TLSA record for port 25 stands at ${host}, which has no address and which no MX of ${origin} or of another declared domain names; no sender looks at it`,
  },
  docs: {
    why: "Senders look up TLSA records at _25._tcp.<host> for the hosts that the MX names. After a move to other hosts the old record is left behind, and the new hosts often have none.",
    fix: "Publish the TLSA records of the hosts that the MX names, and remove the old ones.",
    bad: [
      "@ MX 10 mx",
      "mx A 5.6.7.8",
      "_25._tcp.old TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ],
    good: [
      "@ MX 10 mx",
      "mx A 5.6.7.8",
      "_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com",
    ],
  },
  check(world, context) {
    const candidates = world.transportNodes.filter(
      ({ name, records }) =>
        name.startsWith("_25._tcp.") && records.some(({ type, source }) => type === "TLSA" && source.context !== true),
    );
    if (candidates.length === 0) return;
    const { hosts, unknown, zones } = mailHosts(world);
    for (const { name, zone, records } of candidates) {
      const host = name.slice("_25._tcp.".length);
      const { origin } = zone.zone;
      // A zone of mail hosts serves domains that are declared elsewhere; in one with an MX the hosts are its own.
      if (zone.zone.scope !== "whole" || zone.zone.private || zone.hasUnnamed || unknown || !zones.has(origin))
        continue;
      if (hosts.has(host) || host.startsWith("*.") || isImplicitMx(world, host, origin)) continue;
      const record = records.find(({ type }) => type === "TLSA");
      if (record === undefined) continue;
      const found = addressesOf(world, host);
      const gone = found.a === "none" && found.aaaa === "none";
      context.report(
        gone ? "gone" : "orphan",
        { host, origin },
        {
          domain: host,
          at: { record, field: "name" },
          severity: gone ? "warning" : "info",
          help: {
            text: `remove it, or publish it at _25._tcp of the hosts that the MX names; leave it if domains declared elsewhere name ${host}`,
          },
        },
      );
    }
  },
});

interface MailHosts {
  /** Named by an MX, or where the CNAME of one that is leads (RFC 7672 2.2.2). */
  readonly hosts: ReadonlySet<Name>;
  /** An exchange is not known: it may be any host. */
  readonly unknown: boolean;
  /** Zones with an MX. */
  readonly zones: ReadonlySet<Name>;
}

function mailHosts(world: World): MailHosts {
  const hosts = new Set<Name>();
  const zones = new Set<Name>();
  let unknown = false;
  for (const { records, zone } of world.nodes.values()) {
    for (const record of records) {
      if (record.type !== "MX") continue;
      const { exchange } = record.data;
      if (!isKnown(exchange)) unknown = true;
      else if (exchange !== ROOT && !hosts.has(exchange)) {
        zones.add(zone.zone.origin);
        hosts.add(exchange);
        if (world.zoneOf(exchange) === undefined) continue;
        for (const alias of addressesOf(world, exchange).via) {
          if (alias.type === "CNAME" && isKnown(alias.data.target)) hosts.add(alias.data.target);
        }
      } else if (exchange !== ROOT) zones.add(zone.zone.origin);
    }
  }
  return { hosts, unknown, zones };
}

/** Mail to the zone's own name goes to the name itself where it has no MX (RFC 5321 5.1). */
function isImplicitMx(world: World, host: Name, origin: Name): boolean {
  return host === origin && world.lookup(host, "MX").state !== "found";
}
