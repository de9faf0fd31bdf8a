import { nothingAligns } from "../domain/alignment.ts";
import { undeclaredSender } from "../domain/undeclared-senders.ts";
import { defineRule, rfc } from "./define.ts";
import { retagged } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";

export default defineRule({
  id: "dmarc-monitoring-only",
  kind: "domain",
  needs: "dmarc",
  set: "default",
  severity: "info",
  covers: [],
  summary: "the DMARC policy only watches",
  consequence: "forged mail is delivered as before; the reports show what the next stage would do",
  references: [rfc(9989, "5.1"), rfc(9989, "7.4")],
  smtp: [],
  messages: {
    none: ({ domain }: { domain: string }) =>
      `the DMARC policy of ${domain} is "none": receivers report and deliver everything; once the reports show that your own mail passes, quarantine is next`,
  },
  docs: {
    why: "p=none is the right first stage: it changes nothing and brings reports. It protects nobody, so it should not be the last one.",
    fix: "Read the reports for a month. When all of your own senders pass SPF or DKIM in alignment, go to quarantine, and after as long again to reject.",
    bad: ["_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
    good: ["_dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"],
  },
  check(domain, context) {
    const { outcome } = domain.dmarc;
    if (outcome.state !== "policy" || outcome.inherited || outcome.text.dmarc.usable !== "yes") return;
    if (domain.role === "inbound" || domain.role === "return-path") return;
    const tree = outcome.text.dmarc;
    const tag = tree.tag("p");
    if (tree.p !== "none" || tag === undefined || !tree.rua.some(({ valid }) => valid)) return;
    // sp and np as weak as p would keep the door open beside it
    const next = retagged(tree, { p: "quarantine", sp: undefined, np: undefined, t: undefined });
    const lost = nothingAligns(domain, tree) && undeclaredSender(domain.world, domain.name) === undefined;
    const owner = String(outcome.text.record.name);
    context.report(
      "none",
      { domain: domain.name },
      {
        at: { record: outcome.text.record, field: "text", span: [tag.start, tag.end] },
        help: lost
          ? { text: "publish SPF and DKIM of whoever sends first: as it is, all of its mail would fail the next stage" }
          : { text: "the next stage, once the reports are clean", publish: [txtLine(owner, next)] },
      },
    );
  },
});
