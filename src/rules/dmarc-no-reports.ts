import { defineRule, rfc } from "./define.ts";
import { reportUri, retagged } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";

export default defineRule({
  id: "dmarc-no-reports",
  kind: "domain",
  needs: "dmarc",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "the DMARC record asks for no reports",
  consequence: "nobody sees when own mail fails, or who sends in the domain's name",
  references: [rfc(9989, "4.7"), rfc(9989, "5.1.4")],
  smtp: [],
  messages: {
    none: ({ domain, policy }: { domain: string; policy: string }) =>
      `the DMARC record of ${domain} (p=${policy}) has no rua tag, so no receiver reports; ${policy === "none" ? "without reports the policy does nothing at all" : "own mail that fails is lost unseen"}`,
  },
  docs: {
    why: "Aggregate reports are the only way to see which of your own senders fail before, and after, the policy is enforced.",
    fix: "Add an address that somebody reads, or a report service.",
    bad: ["@ MX 1 smtp.google.com.", "_dmarc TXT v=DMARC1; p=none"],
    good: ["@ MX 1 smtp.google.com.", "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
  },
  check(domain, context) {
    const { outcome } = domain.dmarc;
    if (outcome.state !== "policy" || outcome.inherited) return;
    const tree = outcome.text.dmarc;
    if (!domain.isFromDomain || tree.tag("rua") !== undefined) return;
    context.report(
      "none",
      { domain: domain.name, policy: tree.p },
      {
        at: { record: outcome.text.record, field: "text" },
        help: {
          text: "add an address that somebody reads",
          publish: [txtLine(String(outcome.text.record.name), retagged(tree, { rua: reportUri(domain) }))],
        },
      },
    );
  },
});
