import type { World } from "../domain/world.ts";
import { registrableDomain } from "../domain/organizational.ts";
import { parentOf, type Name } from "../model/name.ts";
import { dmarcLine, isPolicyName, isReportName, policyDomain } from "./dmarc-records.ts";
import { defineRule, rfc } from "./define.ts";

export default defineRule({
  id: "dmarc-wrong-name",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: [],
  summary: "a DMARC record stands at a name where nobody looks for it",
  consequence: "receivers ask for _dmarc.<domain> only: the policy has no effect",
  references: [rfc(9989, "4.5"), rfc(9989, "4.10")],
  smtp: ["550 5.7.26"],
  messages: {
    elsewhere: ({ name, wanted }: { name: string; wanted: string }) =>
      `a DMARC record stands at ${name}; receivers look for it at ${wanted} only, so it has no effect`,
    harmless: ({ name, wanted }: { name: string; wanted: string }) =>
      `a DMARC record stands at ${name}, where nobody looks for it; the policy that holds is found from ${wanted}`,
    spf: ({ name, domain }: { name: string; domain: string }) =>
      `the SPF record at ${name} has no effect there; receivers look for SPF at ${domain} and for DMARC at ${name}`,
  },
  docs: {
    why: "The policy of example.com is looked for at _dmarc.example.com and nowhere else.",
    fix: "Move the record to _dmarc.",
    bad: ["@ TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
    good: ["_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
  },
  check({ record, node, dmarc, spf }, context) {
    const { name } = node;
    if (spf !== undefined && isPolicyName(name)) {
      const domain = policyDomain(name);
      const covered = context.domain(domain).dmarc.outcome.state === "policy";
      context.report(
        "spf",
        { name, domain },
        {
          domain,
          severity: covered ? "warning" : "error",
          at: { record, field: "name" },
          help: { text: `remove it here; the SPF record belongs to ${domain}` },
        },
      );
      return;
    }
    if (dmarc === undefined || isPolicyName(name) || isReportName(name) || name.startsWith("*.")) return;
    if (isTarget(name, context.world)) return;
    const domain = meant(name);
    const { outcome } = context.domain(domain).dmarc;
    const wanted = `_dmarc.${domain}`;
    const sure = isPlain(name, domain, node.zone.zone.origin);
    const lost = outcome.state === "none" && sure;
    context.report(
      outcome.state === "policy" ? "harmless" : "elsewhere",
      { name, wanted },
      {
        domain,
        severity: lost ? "error" : "warning",
        at: { record, field: "name" },
        help:
          outcome.state === "policy"
            ? { text: "remove this record" }
            : { text: `move the record to ${wanted}`, publish: [dmarcLine(domain, dmarc.text)] },
      },
    );
  },
});

/** `dmarc.example.com`, `_dmarc_.example.com` and the like speak of what lies above. */
function meant(name: Name): Name {
  const first = name.split(".", 1)[0] as string;
  return /dmarc/.test(first) ? (parentOf(name) ?? name) : name;
}

/** Where there is no doubt what was meant: at the zone's or the organisation's apex, or below a label that says DMARC. */
function isPlain(name: Name, domain: Name, origin: Name): boolean {
  return name === origin || name !== domain || registrableDomain(name) === name;
}

/** Policies kept for others stand at names that a `_dmarc` CNAME leads to. */
function isTarget(name: Name, world: World): boolean {
  return targetsOf(world).has(name);
}

const targets = new WeakMap<World, ReadonlySet<Name>>();

function targetsOf(world: World): ReadonlySet<Name> {
  let set = targets.get(world);
  if (set === undefined) {
    const found = new Set<Name>();
    for (const node of world.nodes.values()) {
      if (!node.name.startsWith("_dmarc.")) continue;
      for (const { type, data } of node.records) {
        if (type === "CNAME" && typeof data.target === "string") found.add(data.target);
      }
    }
    targets.set(world, (set = found));
  }
  return set;
}
