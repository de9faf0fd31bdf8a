import { editSpf } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { liveMechanisms } from "./shared/spf-records.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-ptr",
  kind: "record",
  types: ["TXT"],
  text: "spf",
  set: "default",
  severity: "warning",
  covers: [],
  summary: 'an SPF record uses "ptr" or the macro "%{p}"',
  consequence: "the result is slow and unreliable; some receivers ignore the term or the record",
  references: [rfc(7208, "5.5"), rfc(7208, "7.3")],
  smtp: [],
  messages: {
    ptr: ({ term }: { term: string }) =>
      `${quoted(term)} authorises hosts by their reverse names, which RFC 7208 says not to use: it is slow, depends on the DNS of others, and some receivers never match it`,
    macro: ({ term }: { term: string }) =>
      `"%{p}" in ${quoted(term)} stands for the sender's reverse name, which RFC 7208 says not to use: it is slow, depends on the DNS of others, and is "unknown" where that does not answer`,
  },
  docs: {
    why: "For ptr, the receiver looks up the reverse name of the sender and its addresses for every message. It puts load on the reverse zones and fails when they do not answer, so RFC 7208 section 5.5 says not to publish it.",
    fix: "Name the servers by ip4:, ip6:, a: or the provider's include, and take ptr out.",
    bad: ["@ TXT v=spf1 mx ptr -all"],
    good: ["@ TXT v=spf1 mx ip4:192.0.2.1 -all"],
  },
  check({ record, node, spf }, context) {
    if (spf === undefined) return;
    const terms = liveMechanisms(spf.spf);
    const found = terms.filter(({ name }) => name === "ptr");
    const [first] = found;
    if (first === undefined) {
      const { redirect, all } = spf.spf;
      const asking = all === undefined && redirect !== undefined ? [...terms, redirect] : terms;
      const macro = asking.find(({ domain }) => domain?.macros.some(({ letter }) => letter === "p") === true);
      if (macro === undefined) return;
      context.report(
        "macro",
        { term: spf.text.slice(macro.start, macro.end) },
        {
          at: { record, field: "text", span: [macro.start, macro.end] },
          help: { text: "tell the servers apart by their address, %{i} or %{ir}, or name them by ip4:, ip6: or a:" },
        },
      );
      return;
    }
    const text = "authorise those servers by ip4:, ip6:, a: or an include, and take ptr out";
    const rest = terms.length > found.length && spf.spf.errors.length === 0;
    context.report(
      "ptr",
      { term: spf.text.slice(first.start, first.end) },
      {
        at: { record, field: "text", span: [first.start, first.end] },
        related: found.slice(1).map(({ start, end }) => ({ record, field: "text", span: [start, end] as const })),
        help: rest ? { text, publish: [txtLine(node.name, editSpf(spf.spf, { drop: found }))] } : { text },
      },
    );
  },
});
