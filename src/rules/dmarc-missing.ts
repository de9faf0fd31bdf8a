import type { Domain } from "../domain/domain.ts";
import { hasCommonSuffix, registrableDomain } from "../domain/organizational.ts";
import { dmarcTexts, isTxt } from "../domain/texts.ts";
import { isAtOrBelow, type Name } from "../model/name.ts";
import type { Help } from "../model/finding.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown, type Value } from "../model/value.ts";
import { looksMeantAsDmarc, treeWalkNames } from "../syntax/dmarc.ts";
import { defineRule, rfc } from "./define.ts";
import { firstPolicy } from "./shared/dmarc-records.ts";
import { cnameLine, dmarcLine, txtLine } from "./shared/lines.ts";
import { mailPlace } from "./shared/mail-record.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "dmarc-missing",
  kind: "domain",
  set: "default",
  severity: "error",
  covers: ["dmarc-stage-declared"],
  summary: "a mail domain has no DMARC policy",
  consequence: "anybody can send in its name, and Gmail, Yahoo and Microsoft refuse bulk mail from it",
  references: [
    rfc(9989, "4.10"),
    rfc(9989, "5.1"),
    { title: "Gmail: email sender guidelines", url: "https://support.google.com/a/answer/81126" },
  ],
  smtp: ["550 5.7.40", "550 5.7.515"],
  messages: {
    missing: ({ domain, asked }: { domain: string; asked: string }) =>
      `${domain} has no DMARC policy: nothing stands at ${asked}; large receivers ask for one, and anybody can send in its name`,
    dangling: ({ domain, alias, target }: { domain: string; alias: string; target: string }) =>
      `${domain} has no DMARC policy: the CNAME at ${alias} leads to ${quoted(target)}, where none stands; large receivers ask for one, and anybody can send in its name`,
    undeclared: ({ domain, where }: { domain: string; where: string }) =>
      `no DMARC policy for ${domain} is declared here (${where} is not in this document); without one, large receivers refuse its bulk mail`,
    program: ({ domain }: { domain: string }) =>
      `this stack declares the MX of ${domain} and no DMARC policy; without one, large receivers refuse its bulk mail and anybody can send in its name`,
  },
  docs: {
    why: "DMARC tells receivers what to do with mail that fails SPF and DKIM. Since 2024 Gmail and Yahoo, since 2025 Microsoft ask bulk senders for a policy and refuse mail without one (550 5.7.40 at Gmail, 550 5.7.515 at Microsoft).",
    fix: "Start with p=none and an address for reports: nothing changes for your mail, and the reports show who sends in your name.",
    bad: ["@ MX 1 smtp.google.com.", "@ TXT v=spf1 include:_spf.google.com -all"],
    good: [
      "@ MX 1 smtp.google.com.",
      "@ TXT v=spf1 include:_spf.google.com -all",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    ],
  },
  check(domain, context) {
    const { role, facts, name } = domain;
    if (facts.elsewhere?.includes("dmarc") === true || domain.zone?.private === true) return;
    const configured = facts.role === "mail" || facts.role === "send-only" || facts.mailbox !== undefined;
    if (!configured && (role === "none" || role === "unknown")) return;
    // what stands for unlisted names is no From domain of its own
    if (role === "inbound" || role === "return-path" || name.startsWith("*.")) return;
    const { outcome } = domain.dmarc;
    if (outcome.state === "policy") return;
    const mailbox = domain.isOrganizational && role === "mail" && domain.mx.length > 0;
    const severity = configured || mailbox ? "error" : "warning";
    const at = mailPlace(domain);
    const help = {
      text: "start with a policy that changes nothing and asks for reports",
      publish: [dmarcLine(name, firstPolicy(domain))],
    };
    switch (outcome.state) {
      case "unknown":
        context.abstain(outcome.reason);
        return;
      case "undeclared": {
        if (domain.mx.length === 0 && !configured) return;
        if (answeredAbove(domain, context.domain)) return;
        const program = outcome.zone.program === true;
        if (program) context.report("program", { domain: name }, { at, severity, help });
        else context.report("undeclared", { domain: name, where: outcome.name }, { at, severity: "warning", help });
        return;
      }
      case "none": {
        // Several records at one name and unusable ones have rules of their own.
        if (outcome.why !== "missing" || answeredAbove(domain, context.domain)) return;
        if (isMeant(domain)) return;
        const dangling = danglingAlias(domain);
        if (dangling !== undefined) {
          const { alias, owner, target } = dangling;
          const where = { at: { record: alias, field: "target" }, severity, help: dangling.help } as const;
          context.report("dangling", { domain: name, alias: owner, target }, where);
          return;
        }
        context.report("missing", { domain: name, asked: askedNames(name) }, { at, severity, help });
      }
    }
  },
});

/** The names below the public suffix that receivers ask for. */
function askedNames(name: Name): string {
  const organization = registrableDomain(name);
  const names = treeWalkNames(name).filter((each) => organization !== undefined && isAtOrBelow(each, organization));
  const asked = (names.length > 0 ? names : [name]).map((each) => `_dmarc.${each}`);
  return asked.length === 1 ? asked.join("") : `${asked.slice(0, -1).join(", ")} or ${asked.at(-1)}`;
}

/** A CNAME that leads nowhere is what is to be mended: a TXT record beside it would not be answered. */
function danglingAlias(domain: Domain): { alias: DnsRecord; owner: Name; target: Name; help: Help } | undefined {
  const { answer } = domain.dmarc.own;
  const alias = answer.via[0];
  if (answer.state !== "absent" || alias?.type !== "CNAME" || !isKnown(alias.data.target)) return undefined;
  const { target } = alias.data;
  const owner = String(alias.name);
  const origin = `.${answer.zone.origin}`;
  const meant =
    alias.source.publisher.relativeTargets && target.endsWith(origin) ? target.slice(0, -origin.length) : "";
  const help = hasCommonSuffix(meant)
    ? {
        text: `the zone is put behind a target without a dot at its end; if ${meant} is meant`,
        publish: [cnameLine(owner, meant)],
      }
    : { text: "publish a policy there, or in place of the CNAME", publish: [txtLine(target, firstPolicy(domain))] };
  return { alias, owner, target, help };
}

/** A record is there and misspelt, or stands at a wrong name: other rules tell of it. */
function isMeant({ name, world, dmarc }: Domain): boolean {
  const { answer } = dmarc.own;
  if (answer.state === "found" && answer.records.some((record) => isTxt(record) && isNearMiss(textOf(record))))
    return true;
  return [name, `dmarc.${name}`, `_dmarc.${name}.${name}`].some((each) => dmarcTexts(world.declared(each)).length > 0);
}

function isNearMiss(text: Value<string>): boolean {
  return isKnown(text) && looksMeantAsDmarc(text) !== undefined;
}

/** The organisation's own domain lacks the policy too and is told so: one defect, one finding. */
function answeredAbove(domain: Domain, view: (name: string) => Domain): boolean {
  const above = registrableDomain(domain.name);
  if (above === undefined || above === domain.name) return false;
  const organization = view(above);
  return (
    organization.zone !== undefined &&
    organization.mx.length > 0 &&
    organization.role === "mail" &&
    organization.dmarc.outcome.state !== "policy"
  );
}
