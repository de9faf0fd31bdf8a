import type { SpfTerm } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { deadTerms, withoutDead } from "./shared/spf-records.ts";
import { listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-after-all",
  kind: "record",
  types: ["TXT"],
  text: "spf",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "an SPF record has terms that all keeps from effect",
  consequence: "the servers they name are not authorised, and their mail fails SPF",
  references: [rfc(7208, "5.1"), rfc(7208, "6.1")],
  smtp: ["550 5.7.26"],
  messages: {
    after: ({ terms, all }: { terms: string; all: string }) =>
      `${terms} after ${quoted(all)}: receivers stop at "all", so nothing after it has any effect`,
    redirect: ({ redirect, all }: { redirect: string; all: string }) =>
      `${quoted(redirect)} stands in a record with ${quoted(all)}: receivers ignore redirect where there is an "all"`,
  },
  docs: {
    why: "Terms are tried from left to right and all matches everybody, so what follows it is never reached, and a redirect in the same record is ignored (RFC 7208 sections 5.1 and 6.1).",
    fix: "Move the terms before all. Keep either redirect or all.",
    bad: ["@ TXT v=spf1 mx ~all include:_spf.example.net"],
    good: ["@ TXT v=spf1 mx include:_spf.example.net ~all"],
  },
  check({ record, node, spf }, context) {
    const tree = spf?.spf;
    const all = tree?.all;
    if (tree === undefined || all === undefined || tree.errors.length > 0) return;
    if (tree.redirect === undefined && tree.terms.at(-1) === all) return;
    const { after, redirect } = deadTerms(tree);
    const word = ({ start, end }: SpfTerm): string => tree.text.slice(start, end);
    const [first] = after;
    const last = after.at(-1);
    if (first === undefined && redirect === undefined) return;
    if (first === undefined && redirect === undefined) return;
    const { text, moved } = withoutDead(tree);
    const publish = [txtLine(node.name, text)];
    if (first !== undefined && last !== undefined) {
      const words = after.map((term) => quoted(word(term)));
      context.report(
        "after",
        { terms: `${listed(words)} ${words.length === 1 ? "stands" : "stand"}`, all: word(all) },
        {
          at: { record, field: "text", span: [first.start, last.end] },
          help: { text: moved === 0 ? "take it out" : "move what is to be authorised before all", publish },
        },
      );
    } else if (redirect !== undefined) {
      context.report(
        "redirect",
        { redirect: word(redirect), all: word(all) },
        {
          at: { record, field: "text", span: [redirect.start, redirect.end] },
          help: { text: "keep one of the two; without redirect the record means the same as now", publish },
        },
      );
    }
  },
});
