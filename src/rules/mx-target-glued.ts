import { addressesOf } from "../domain/addresses.ts";
import { hasCommonSuffix, registrableDomain } from "../domain/organizational.ts";
import { isAtOrBelow, ROOT, type Name } from "../model/name.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { mxHostRole, providersOfMxHost } from "../providers/recognise.ts";
import type { World } from "../domain/world.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine } from "./shared/lines.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "mx-target-glued",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  covers: [
    "mx-target-unresolvable",
    "mx-target-alias",
    "mx-target-wrong-host",
    "mx-single-provider",
    "mx-primary-lowest-preference",
  ],
  summary: "the zone's name is glued to an MX host",
  consequence: "senders look for a host that does not exist and cannot deliver",
  references: [rfc(1035, "5.1")],
  smtp: ["550 5.4.4", "451 4.4.4"],
  messages: {
    dot: ({ host, meant, origin }: { host: string; meant: string; origin: string }) =>
      `the exchange ${quoted(host)} is ${quoted(meant)} with the zone ${origin} behind it: its final dot is missing, so senders look for a host that does not exist`,
    typed: ({ host, meant, origin }: { host: string; meant: string; origin: string }) =>
      `the exchange ${quoted(host)} is ${quoted(meant)} with the zone ${origin} behind it, so senders look for a host that does not exist`,
  },
  docs: {
    why: "In a zone file a name without its final dot is taken below the zone: `aspmx.l.google.com` becomes `aspmx.l.google.com.example.com`, which nobody answers for.",
    fix: "End the host's full name with a dot, or write only the part before the zone.",
    bad: ["@ MX 1 smtp.google.com"],
    good: ["@ MX 1 smtp.google.com."],
  },
  check(domain, context) {
    for (const { records } of domain.mx) {
      for (const record of records) {
        const host = record.data.exchange;
        if (!isKnown(host) || host === ROOT) continue;
        const origin = gluedOrigin(host, record, context.world);
        if (origin === undefined) continue;
        const meant = host.slice(0, host.length - origin.length - 1);
        const id = record.source.publisher.relativeTargets ? "dot" : "typed";
        context.report(
          id,
          { host, meant, origin },
          {
            at: { record, field: "exchange" },
            help: { text: `name ${meant} itself`, publish: [mxLine(domain.name, record.data.preference, meant)] },
          },
        );
      }
    }
  },
});

/** The zone that was put behind the host, if what stands before it is surely a whole name. */
function gluedOrigin(host: Name, record: MxRecord, world: World): Name | undefined {
  const own = world.zoneOf(typeof record.name === "string" ? record.name : ROOT)?.zone;
  if (own === undefined || own.origin === ROOT || !isAtOrBelow(host, own.origin) || host === own.origin)
    return undefined;
  const left = host.slice(0, host.length - own.origin.length - 1);
  if (left === "" || !left.includes(".")) return undefined;
  // a wildcard's address is no sign that the host is meant
  if (world.declared(host).length > 0) return undefined;
  if (isAtOrBelow(left, own.origin)) return own.origin;
  if (providersOfMxHost(left).length > 0 || mxHostRole(left) !== undefined) return own.origin;
  const found = addressesOf(world, host);
  const missing = found.a === "none" && found.aaaa === "none";
  return missing && registrableDomain(left) !== undefined && registrableDomain(left) !== left && hasCommonSuffix(left)
    ? own.origin
    : undefined;
}
