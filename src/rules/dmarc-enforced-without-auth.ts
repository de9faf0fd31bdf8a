import { nothingAligns } from "../domain/alignment.ts";
import { undeclaredSender } from "../domain/undeclared-senders.ts";
import { defineRule, rfc } from "./define.ts";
import { firstPolicy, retagged } from "./shared/dmarc-records.ts";
import { dmarcLine, txtLine } from "./shared/lines.ts";

export default defineRule({
  id: "dmarc-enforced-without-auth",
  kind: "domain",
  set: "default",
  severity: "error",
  covers: [],
  summary: "DMARC is enforced and nothing can pass it",
  consequence: "all mail of the domain fails DMARC: it goes to spam or is refused",
  references: [rfc(9989, "4.4"), rfc(9989, "7.4")],
  smtp: ["550 5.7.26", "550 5.7.1"],
  messages: {
    enforced: ({ domain, policy, from }: { domain: string; policy: string; from: string }) =>
      `the DMARC policy for ${domain} is ${policy} (from _dmarc.${from}), while it has neither an SPF record nor a DKIM key that could align; all of its mail fails`,
  },
  docs: {
    why: "Mail passes DMARC if SPF or DKIM passes for the From domain. With neither published, quarantine and reject hit every message the domain sends.",
    fix: "Publish the SPF record and the DKIM keys of the provider that sends; until then keep p=none.",
    bad: ["@ MX 1 smtp.google.com.", "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
    good: [
      "@ MX 1 smtp.google.com.",
      "@ TXT v=spf1 include:_spf.google.com -all",
      "google._domainkey CNAME google.example.net.",
      "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
    ],
  },
  check(domain, context) {
    const { outcome } = domain.dmarc;
    if (outcome.state !== "policy" || outcome.effective === "none") return;
    const { adkim, aspf } = outcome.text.dmarc;
    if (!nothingAligns(domain, outcome.text.dmarc)) return;
    const elsewhere = adkim === "r" || aspf === "r" ? undeclaredSender(domain.world, domain.name) : undefined;
    if (elsewhere !== undefined) {
      context.abstain(elsewhere);
      return;
    }
    const tag = outcome.text.dmarc.tag(outcome.tag);
    const at = domain.mx[0]?.records[0];
    context.report(
      "enforced",
      { domain: domain.name, policy: outcome.effective, from: outcome.from },
      {
        at: {
          record: outcome.text.record,
          field: "text",
          ...(tag === undefined ? {} : { span: [tag.start, tag.end] as const }),
        },
        related: at === undefined ? [] : [{ record: at, note: "the domain takes mail, so it sends too" }],
        help: {
          text: "publish SPF and DKIM of the provider that sends; until then",
          publish: [
            outcome.inherited
              ? dmarcLine(domain.name, firstPolicy(domain))
              : txtLine(String(outcome.text.record.name), retagged(outcome.text.dmarc, { p: "none" })),
          ],
        },
      },
    );
  },
});
