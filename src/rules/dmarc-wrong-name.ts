import { registrableDomain } from "../domain/organizational.ts";
import { parentOf, type Name } from "../model/name.ts";
import { isPolicyName, isReportName, policyDomain } from "./shared/dmarc-records.ts";
import { nearest } from "../syntax/edit-distance.ts";
import { defineRule, rfc } from "./define.ts";
import { dmarcLine } from "./shared/lines.ts";

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
  smtp: ["550 5.7.40", "550 5.7.515"],
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
      const domain = name.slice("_dmarc.".length);
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
    if (dmarc === undefined || policyDomain(name, context.world) !== undefined || isReportName(name)) return;
    const domain = meant(name);
    if (domain === undefined) return;
    const { outcome } = context.domain(domain).dmarc;
    const wanted = `_dmarc.${domain}`;
    const sure = domain !== name || name === node.zone.zone.origin || registrableDomain(name) === name;
    const found = outcome.state === "policy";
    context.report(
      found ? "harmless" : "elsewhere",
      { name, wanted: found ? `_dmarc.${outcome.from}` : wanted },
      {
        domain,
        severity: outcome.state === "none" && sure ? "error" : "warning",
        at: { record, field: "name" },
        help: found
          ? { text: "remove this record" }
          : { text: `move the record to ${wanted}`, publish: [dmarcLine(domain, dmarc.text)] },
      },
    );
  },
});

/**
 * The domain that a misplaced record was meant for: the name itself, or what lies above a label like `dmarc` or `_dmarcs`.
 * Other names with an underscore are no slip: policies kept for `_dmarc` CNAMEs stand at them.
 */
function meant(name: Name): Name | undefined {
  if (name.startsWith("*.")) return undefined;
  const label = name.slice(0, Math.max(0, name.indexOf(".")));
  const word = label.replace(/[_-]/g, "");
  if (word.length <= 8 && isNearDmarc(word)) return parentOf(name);
  return name.startsWith("_") || name.includes("._") ? undefined : name;
}

function isNearDmarc(word: string): boolean {
  return word === "dmarc" || nearest(word, ["dmarc"], 1) !== undefined;
}
