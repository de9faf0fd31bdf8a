import { addressesOf } from "../domain/addresses.ts";
import { couldAlign } from "../domain/alignment.ts";
import { sendsBySpf, type Domain } from "../domain/domain.ts";
import { undeclaredSender } from "../domain/undeclared-senders.ts";
import { textOf } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { defineRule, rfc } from "./define.ts";
import { mailPlace } from "./shared/mail-record.ts";
import { includedNames } from "./shared/spf-records.ts";

export default defineRule({
  id: "sender-requirements",
  kind: "domain",
  set: "strict",
  severity: "warning",
  // What other rules find by themselves (no SPF, no DMARC, broken records) is not said again here.
  covers: [],
  summary: "the records do not meet what Gmail, Yahoo and Outlook.com ask of bulk senders",
  consequence: "bulk mail is slowed down, put into spam or refused",
  references: [
    { title: "Gmail: email sender guidelines", url: "https://support.google.com/a/answer/81126" },
    { title: "Yahoo: sender best practices", url: "https://senders.yahooinc.com/best-practices/" },
    {
      title: "Outlook: requirements for high-volume senders",
      url: "https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/strengthening-email-ecosystem-outlook%E2%80%99s-new-requirements-for-high%E2%80%90volume-senders/4399730",
    },
    rfc(8301, "3.2"),
  ],
  smtp: ["550 5.7.30", "550 5.7.26", "550 5.7.515"],
  messages: {
    unmet: ({ domain, unmet }: { domain: string; unmet: string }) =>
      `${domain} does not meet what Gmail, Yahoo and Outlook.com ask of bulk senders: ${unmet}`,
  },
  docs: {
    why: "Whoever sends about 5,000 messages a day to Gmail (since 2024) or Outlook.com (since 2025), or bulk mail to Yahoo, needs SPF and DKIM, a DMARC policy that passes by one of them, and a sender address that takes answers.",
    fix: "Publish what is missing. DNS does not show the rest: whether mail is signed in the domain's name, reverse DNS of the servers, TLS, one-click unsubscribe, volume and spam rate.",
    bad: [
      "@ MX 10 in1-smtp.messagingengine.com.",
      "@ MX 20 in2-smtp.messagingengine.com.",
      "@ TXT v=spf1 include:spf.messagingengine.com ~all",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    ],
    good: [
      "@ MX 10 in1-smtp.messagingengine.com.",
      "@ MX 20 in2-smtp.messagingengine.com.",
      "@ TXT v=spf1 include:spf.messagingengine.com ~all",
      "fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    ],
  },
  check(domain, context) {
    const { facts, name, zone, world, dmarc } = domain;
    if (!domain.isFromDomain || zone?.scope !== "whole" || zone.private || name.startsWith("*.")) return;
    const configured = facts.role !== undefined || facts.mailbox !== undefined;
    if ((!configured && !domain.isOrganizational) || includedNames(world).has(name)) return;
    // receive-only, and what sends nothing
    if (domain.spf.alternatives.length > 0 && !sendsBySpf(domain)) return;
    const policy = dmarc.outcome.state === "policy" ? dmarc.outcome : undefined;
    const unmet: string[] = [];
    const could = couldAlign(domain, { aspf: "r", adkim: policy?.text.dmarc.adkim ?? "r" }, false);
    // With reject, or with SPF missing as well, rules of their own say more.
    const said =
      policy !== undefined && (policy.effective === "reject" || (policy.effective === "quarantine" && !could.spf));
    if (!could.dkim && !said && facts.elsewhere?.includes("dkim") !== true) {
      const reason = undeclaredSender(world, name);
      if (reason === undefined) unmet.push("no DKIM key is declared that could align with it");
      else context.abstain(reason);
    } else if (signsByEd25519Alone(domain)) {
      unmet.push("its only DKIM keys are Ed25519, which not all of them verify");
    }
    if (cannotBeAnswered(domain)) unmet.push("it has neither an MX nor an address, so that nobody can answer it");
    if (unmet.length === 0) return;
    context.report(
      "unmet",
      { domain: name, unmet: unmet.join("; ") },
      {
        at: mailPlace(domain),
        help: {
          text: "publish what is missing; DNS does not show whether mail is signed in the domain's name, nor reverse DNS, TLS, one-click unsubscribe, volume and spam rate",
        },
      },
    );
  },
});

/** Every key of the name is a known Ed25519 key (RFC 8463); receivers that cannot verify them take mail for unsigned. */
function signsByEd25519Alone({ dkim }: Domain): boolean {
  const records = dkim.filter(({ selector }) => selector !== "").flatMap((each) => each.records);
  return (
    records.length > 0 &&
    records.every((record) => {
      if (record.type !== "TXT") return false;
      const text = textOf(record);
      return isKnown(text) && /;[ \t]*k[ \t]*=[ \t]*ed25519[ \t]*(?:;|$)/.test(text);
    })
  );
}

/** Receivers that check the sender's domain refuse mail from one that does not take any (RFC 5321 5.1). */
function cannotBeAnswered({ mxAnswer, world, name, facts }: Domain): boolean {
  if (mxAnswer.state !== "absent" || facts.elsewhere?.includes("mx") === true || facts.mailbox !== undefined)
    return false;
  const { a, aaaa } = addressesOf(world, name);
  return a === "none" && aaaa === "none";
}
