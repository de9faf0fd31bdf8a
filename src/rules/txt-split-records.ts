import { holdsPrivateKey } from "../syntax/dkim.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { mailDomainOf } from "./shared/mail-record.ts";
import { besides, headOf, tornSpf, tornTags } from "./shared/torn-text.ts";
import { counted, quoted } from "./shared/wording.ts";

/** No torn value stands among more records than this. */
const MAX_RECORDS = 64;

export default defineRule({
  id: "txt-split-records",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: ["txt-quoting", "spf-near-miss", "spf-no-all", "dmarc-syntax", "mta-sts-syntax", "tls-rpt-syntax"],
  summary: "one long text is published as several TXT records",
  consequence:
    "receivers read each record alone and in any order: the first part is incomplete, the rest means nothing",
  references: [rfc(7208, "3.3"), rfc(6376, "3.6.2.2")],
  smtp: ["550 5.7.26"],
  messages: {
    split: ({ kind, name, count }: { kind: string; name: string; count: number }) =>
      `one ${kind} is torn into ${counted(count, "TXT record")} at ${name}; receivers read each record alone, so the first part is incomplete and the rest is lost`,
  },
  docs: {
    why: "A long text goes into one TXT record of several strings. Typed into several records it falls apart: DNS gives them in any order, and no receiver puts them together.",
    fix: "Publish one record; in a zone file its strings stand in quotes one after the other.",
    bad: ["@ TXT v=spf1 include:_spf.example.net", "@ TXT include:_spf.example.org -all"],
    good: ["@ TXT v=spf1 include:_spf.example.net include:_spf.example.org -all"],
  },
  check({ record, node, text }, context) {
    if (text === undefined || record.type !== "TXT" || node.records.length < 2 || node.records.length > MAX_RECORDS)
      return;
    const head = headOf(text, node.name);
    // the parts of a private key are not quoted
    if (head === undefined || holdsPrivateKey(text)) return;
    const others = besides(record, node.records);
    if (others.length === 0) return;
    const torn = head.kind === "SPF record" ? tornSpf(text, others) : tornTags(text, head, others);
    if (torn === undefined) return;
    context.report(
      "split",
      { kind: head.kind, name: node.name, count: torn.rest.length + 1 },
      {
        domain: mailDomainOf(node.name),
        at: { record, field: "text", note: "the first part" },
        related: torn.rest.map((part) => ({ record: part.record, field: "text", note: "a part of it" })),
        help: {
          text: `publish one record and remove ${torn.rest.map((part) => quoted(part.text.slice(0, 40))).join(", ")}`,
          ...(torn.whole === undefined ? {} : { publish: [txtLine(node.name, torn.whole)] }),
        },
      },
    );
  },
});
