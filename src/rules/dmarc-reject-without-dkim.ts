import { couldAlign, hasMisplacedKey } from "../domain/alignment.ts";
import { mayHoldKey } from "../domain/dkim.ts";
import type { DmarcOutcome } from "../domain/dmarc.ts";
import { sendsBySpf, type Domain } from "../domain/domain.ts";
import { undeclaredSender } from "../domain/undeclared-senders.ts";
import type { World } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import { defineRule, rfc, type Context, type Messages } from "./define.ts";
import { firstPolicy, retagged } from "./shared/dmarc-records.ts";
import { dmarcLine, txtLine } from "./shared/lines.ts";

export default defineRule({
  id: "dmarc-reject-without-dkim",
  kind: "domain",
  set: "default",
  severity: "error",
  // Nothing is covered: names share one policy record, and a finding on it must not silence that of another name.
  covers: [],
  summary: "DMARC asks for reject and mail is not signed",
  consequence: "mail that is forwarded fails SPF, has no signature to pass with, and is refused",
  references: [rfc(9989, "7.4"), rfc(9989, "8")],
  smtp: ["550 5.7.26", "550 5.7.1", "550 5.7.509"],
  messages: {
    absent: ({ domain, from }: { domain: string; from: string }) =>
      `the DMARC policy for ${domain} is reject (from _dmarc.${from}), and by the configuration its mail is not signed with DKIM; whatever is forwarded fails SPF and is refused`,
    undeclared: ({ domain, from, where }: { domain: string; from: string; where: string }) =>
      `the DMARC policy for ${domain} is reject (from _dmarc.${from}), and no DKIM key that could align is declared at ${where}; whatever is forwarded fails SPF and is refused`,
  },
  docs: {
    why: "SPF breaks when mail is forwarded, by a mailing list or an alias; a DKIM signature survives. RFC 9989 section 7.4 therefore asks of every domain with p=reject that it signs and does not rely on SPF alone.",
    fix: "Switch DKIM on at the provider and publish its keys; hold quarantine until then.",
    bad: [
      "@ MX 10 in1-smtp.messagingengine.com.",
      "@ MX 20 in2-smtp.messagingengine.com.",
      "@ TXT v=spf1 include:spf.messagingengine.com -all",
      "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
    ],
    good: [
      "@ MX 10 in1-smtp.messagingengine.com.",
      "@ MX 20 in2-smtp.messagingengine.com.",
      "@ TXT v=spf1 include:spf.messagingengine.com -all",
      "fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.",
      "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
    ],
  },
  check(domain, context) {
    const { facts, name, zone } = domain;
    const outcome = reliesOnSpf(domain);
    if (outcome === undefined) return;
    const modes = outcome.text.dmarc;
    const configured = facts.dkim === "absent" && !domain.dkim.some(mayHoldKey);
    if (!configured) {
      const { dkim } = couldAlign(domain, modes, false);
      if (dkim || zone?.scope !== "whole" || facts.elsewhere?.includes("dkim") === true) return;
      // Where a key stands at a wrong name, dkim-wrong-name tells of it.
      if (hasMisplacedKey(domain.world, name)) return;
      // A key of the domain that the policy comes from would sign for this one too, and it is told so.
      if (outcome.inherited && modes.adkim === "r" && isTold(outcome.from, context)) return;
      const reason = modes.adkim === "r" ? undeclaredSender(domain.world, name) : undefined;
      if (reason !== undefined) {
        context.abstain(reason);
        return;
      }
    }
    const tag = modes.tag(outcome.tag);
    const at = {
      record: outcome.text.record,
      field: "text",
      ...(tag === undefined ? {} : { span: [tag.start, tag.end] as const }),
    } as const;
    const help = {
      text: "publish the DKIM keys of the provider that sends; until then",
      publish: [
        outcome.inherited
          ? dmarcLine(name, firstPolicy(domain).replace("p=none", "p=quarantine"))
          : txtLine(String(outcome.text.record.name), retagged(modes, { p: "quarantine" })),
      ],
    };
    if (configured) {
      context.report("absent", { domain: name, from: outcome.from }, { at, help });
      return;
    }
    const where = modes.adkim === "s" ? name : `${domain.dmarc.organizationalDomain ?? name} or below it`;
    context.report("undeclared", { domain: name, from: outcome.from, where }, { at, severity: "warning", help });
  },
});

const told = new WeakMap<World, Map<Name, boolean>>();

/** Whether the domain that a policy comes from has the same defect; asked once, as thousands of names may inherit it. */
function isTold(from: Name, { world, domain }: Pick<Context<Messages>, "world" | "domain">): boolean {
  let known = told.get(world);
  if (known === undefined) told.set(world, (known = new Map<Name, boolean>()));
  let is = known.get(from);
  if (is === undefined) known.set(from, (is = reliesOnSpf(domain(from)) !== undefined));
  return is;
}

/** The reject policy of a name that sends and has SPF to pass with; without even that, dmarc-enforced-without-auth and dmarc-psd speak. */
function reliesOnSpf(domain: Domain): Extract<DmarcOutcome, { state: "policy" }> | undefined {
  if (!domain.isFromDomain || domain.zone === undefined || domain.zone.private) return undefined;
  const { outcome } = domain.dmarc;
  if (outcome.state !== "policy" || outcome.effective !== "reject") return undefined;
  if (domain.spf.alternatives.length > 0 && !sendsBySpf(domain)) return undefined;
  const could = couldAlign(domain, outcome.text.dmarc, false);
  return could.spf || could.dkim || domain.facts.elsewhere?.includes("spf") === true ? outcome : undefined;
}
