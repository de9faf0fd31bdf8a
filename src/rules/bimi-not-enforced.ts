import type { DmarcOutcome } from "../domain/dmarc.ts";
import type { Domain } from "../domain/domain.ts";
import type { Place } from "../model/finding.ts";
import { defineRule } from "./define.ts";
import { bimiDraft } from "./shared/bimi-records.ts";

export default defineRule({
  id: "bimi-not-enforced",
  kind: "domain",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a BIMI record without DMARC at enforcement",
  consequence: "mail programs show no logo beside the domain's mail",
  references: [bimiDraft("7.1")],
  smtp: [],
  messages: {
    none: ({ domain }: { domain: string }) =>
      `${domain} has a BIMI record and no DMARC policy; receivers show a logo only where DMARC is quarantine or reject`,
    weak: ({ domain, from, why }: { domain: string; from: string; why: string }) =>
      `${domain} has a BIMI record, and the DMARC policy of _dmarc.${from} has ${why}; receivers show a logo only where it is quarantine or reject for all mail`,
  },
  docs: {
    why: "A logo is shown only for mail whose domain cannot be forged: DMARC must be quarantine or reject for the domain and for its organisational domain, for all mail and for subdomains too.",
    fix: "Bring DMARC to quarantine or reject first, step by step; the BIMI record may stay meanwhile.",
    bad: [
      "@ MX 1 smtp.google.com.",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
      "default._bimi TXT v=BIMI1; l=https://www.example.com/logo.svg",
    ],
    good: [
      "@ MX 1 smtp.google.com.",
      "_dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com",
      "default._bimi TXT v=BIMI1; l=https://www.example.com/logo.svg",
    ],
  },
  check(domain, context) {
    const { nodes, transportNodes } = context.world;
    if (transportNodes.length === 0 || !nodes.has(`default._bimi.${domain.name}`)) return;
    const { only } = domain.bimi;
    if (
      only === undefined ||
      !only.tree.usable ||
      only.tree.declined ||
      domain.facts.elsewhere?.includes("dmarc") === true
    )
      return;
    const at: Place = { record: only.record, field: "name" };
    const { outcome, organizationalDomain } = domain.dmarc;
    if (outcome.state === "unknown" || outcome.state === "undeclared") {
      const why = outcome.state === "unknown" ? outcome.reason : `${outcome.name} is not declared here`;
      context.abstain(`whether DMARC is enforced, which BIMI asks for: ${why}`);
      return;
    }
    const help = {
      text: "bring DMARC to quarantine or reject, step by step; until then the record has no effect and does no harm",
    };
    if (outcome.state === "none") {
      context.report("none", { domain: domain.name }, { at, help });
      return;
    }
    const weak = weakness(outcome) ?? above(domain, organizationalDomain, context.domain);
    if (weak === undefined) return;
    context.report(
      "weak",
      { domain: domain.name, from: weak.from, why: weak.why },
      { at, related: [{ record: weak.record, field: "text", note: "the policy" }], help },
    );
  },
});

interface Weakness {
  readonly from: string;
  readonly why: string;
  readonly record: Place["record"];
}

/** What of a policy keeps logos from being shown (7.1, steps 7 to 9); `t=y` asks for one level less (RFC 9989 4.7). */
function weakness(outcome: Extract<DmarcOutcome, { state: "policy" }>): Weakness | undefined {
  const { from, policy, tag, test, effective, text } = outcome;
  const { record, dmarc } = text;
  const say = (why: string): Weakness => ({ from, why, record });
  if (policy === "none") return say(`${tag}=none`);
  if (effective === "none") return say(`${tag}=${policy}; t=y, which asks for no action${test ? " yet" : ""}`);
  if (dmarc.sp === "none") return say("sp=none");
  const pct = /^[0-9]{1,3}$/.exec(dmarc.tag("pct")?.value ?? "")?.[0];
  if (policy === "quarantine" && pct !== undefined && Number(pct) < 100) return say(`p=quarantine; pct=${pct}`);
  return undefined;
}

/** The organisational domain's own policy counts as well. */
function above(domain: Domain, organization: string | undefined, view: (name: string) => Domain): Weakness | undefined {
  if (organization === undefined || organization === domain.name) return undefined;
  const { outcome } = view(organization).dmarc;
  return outcome.state === "policy" ? weakness(outcome) : undefined;
}
