import { defineRule, rfc } from "./define.ts";
import { policyDomain, retagged } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";

const LOWER = { none: "none", quarantine: "none", reject: "quarantine" } as const;

export default defineRule({
  id: "dmarc-test-mode",
  kind: "record",
  types: ["TXT"],
  text: "dmarc",
  set: "default",
  severity: "info",
  covers: [],
  summary: "the DMARC policy is in test mode",
  consequence: "receivers are asked for one level lower than the policy says",
  references: [rfc(9989, "4.7")],
  smtp: [],
  messages: {
    lower: ({ policy, effective }: { policy: string; effective: string }) =>
      `t=y asks receivers to treat p=${policy} as ${effective} while you read the reports; remove it to make ${policy} hold`,
    nothing: () => `t=y beside p=none changes nothing: there is no level below none`,
  },
  docs: {
    why: "t=y is the half step between two stages: quarantine is treated as none, reject as quarantine. It took the place of pct=0.",
    fix: "Remove t=y when the reports are clean.",
    bad: ["_dmarc TXT v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com"],
    good: ["_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
  },
  check({ record, node, dmarc }, context) {
    const tag = dmarc?.dmarc.tag("t");
    const domain = policyDomain(node.name, context.world);
    if (dmarc === undefined || domain === undefined || tag === undefined || dmarc.dmarc.t !== "y") return;
    const policy = dmarc.dmarc.p;
    const where = {
      domain,
      at: { record, field: "text", span: [tag.start, tag.end] },
      help: {
        text: policy === "none" ? "leave it out" : "once the reports are clean",
        publish: [txtLine(node.name, retagged(dmarc.dmarc, { t: undefined }))],
      },
    } as const;
    if (policy === "none") context.report("nothing", {}, where);
    else context.report("lower", { policy, effective: LOWER[policy] }, where);
  },
});
