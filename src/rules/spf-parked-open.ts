import { mayHoldKey } from "../domain/dkim.ts";
import { registrableDomain } from "../domain/organizational.ts";
import { sendsBySpf, type Domain } from "../domain/domain.ts";
import type { Name } from "../model/name.ts";
import { isHostName } from "../model/name.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { isRefusal } from "./shared/spf-records.ts";

export default defineRule({
  id: "spf-parked-open",
  kind: "world",
  set: "default",
  severity: "warning",
  // At the configured domain itself parked-domain-open asks for all three records at once, and covers this rule.
  covers: [],
  summary: "a name of a domain without mail does not say that nobody sends from it",
  consequence: "receivers that do not look at DMARC take forged mail from the name",
  references: [rfc(7208, "10.1.2")],
  smtp: [],
  messages: {
    open: ({ name, zone }: { name: string; zone: string }) =>
      `${zone} is configured as a domain without mail, and no SPF record "v=spf1 -all" at ${name} says that nobody sends from it; others can send in its name`,
  },
  docs: {
    why: "SPF is not inherited: whoever forges mail can put any name with an address behind the @. RFC 7208 section 10.1.2 therefore asks for v=spf1 -all at each name that sends nothing.",
    fix: "Publish v=spf1 -all at the name.",
    bad: [],
    good: ["@ MX 0 .", "@ TXT v=spf1 -all", "www A 192.0.2.80", "www TXT v=spf1 -all", "_dmarc TXT v=DMARC1; p=reject"],
  },
  check(world, context) {
    for (const { zone } of world.zones.values()) {
      if (zone.scope !== "whole" || zone.private || context.domain(zone.origin).facts.role !== "none") continue;
      const seen = new Set<Name>();
      for (const { name } of zone.records) {
        if (typeof name !== "string" || seen.has(name) || world.nodes.get(name)?.zone.zone !== zone) continue;
        seen.add(name);
        if (name !== zone.origin && !mayBeFrom(name)) continue;
        const [record] = world
          .declared(name)
          .filter(({ type }) => type === "A" || type === "AAAA" || name === zone.origin);
        if (record === undefined) continue;
        const domain = context.domain(name);
        if (hasMail(domain) || !lacksRefusal(domain)) continue;
        context.report(
          "open",
          { name, zone: zone.origin },
          {
            domain: name,
            at: { record: domain.policy?.record ?? domain.mx[0]?.records[0] ?? record, field: "name" },
            help: { text: "say that nobody sends from it", publish: [txtLine(name, "v=spf1 -all")] },
          },
        );
      }
    }
  },
});

/** What stands behind an "@": a host name, or the wildcard for those that do not exist. */
function mayBeFrom(name: Name): boolean {
  return isHostName(name.startsWith("*.") ? name.slice(2) : name) && registrableDomain(name) !== undefined;
}

/** Something speaks of mail at the name: the configuration, an MX, senders, keys. */
function hasMail(domain: Domain): boolean {
  const { facts, mx, dkim, role, mxAnswer } = domain;
  if (facts.role !== undefined && facts.role !== "none") return true;
  if (mx.some(({ isNull }) => !isNull) || mxAnswer.state === "unknown" || dkim.some(mayHoldKey)) return true;
  return role !== "none" || sendsBySpf(domain);
}

function lacksRefusal({ spf, facts }: Domain): boolean {
  if (spf.open || facts.elsewhere?.includes("spf") === true) return false;
  if (spf.answer.state !== "absent" && spf.answer.state !== "found") return false;
  const texts = spf.alternatives.flat();
  return texts.length === 0 || !texts.every(isRefusal);
}
