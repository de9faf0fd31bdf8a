import type { SpfText } from "../domain/texts.ts";
import { HOST_LIMIT, LOOKUP_LIMIT } from "../domain/spf-evaluate.ts";
import { printSpfTree } from "../domain/spf-print.ts";
import { spendsAtMost } from "../domain/spf-spending.ts";
import { spfTreeOfText, type SpfTree } from "../domain/spf-tree.ts";
import type { Help } from "../model/finding.ts";
import { defineRule, rfc } from "./define.ts";
import { isIncludeOnly, termOf } from "./shared/spf-edits.ts";
import { failuresIn } from "./shared/spf-measured.ts";
import { quoted } from "./shared/wording.ts";

/** From here on the owner is told how many look-ups are left. */
const NEAR = LOOKUP_LIMIT - 1;

interface Count {
  readonly count: number;
  readonly atLeast: boolean;
}

export default defineRule({
  id: "spf-lookup-limit",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "error",
  covers: [],
  summary: "SPF needs more than 10 DNS look-ups",
  consequence:
    "receivers stop with permerror: senders that are named late never pass, and many receivers treat it as failed",
  references: [rfc(7208, "4.6.4")],
  smtp: ["550 5.7.26"],
  messages: {
    over: (values: Count) =>
      `the policy needs ${number(values)} DNS look-ups; the limit is ${LOOKUP_LIMIT}, and a receiver that reaches it stops with permerror`,
    measured: (values: Count & { declared: number; day: string }) =>
      `the policy needs ${number(values)} DNS look-ups, ${values.declared} of them by the records here and the rest inside its includes as measured on ${values.day}; the limit is ${LOOKUP_LIMIT}, and a receiver that reaches it stops with permerror`,
    near: (values: Count & { left: number; day: string | undefined }) =>
      `${number(values)} of ${LOOKUP_LIMIT} DNS look-ups are spent${values.day === undefined ? "" : ` (includes as measured on ${values.day})`}, ${values.left === 0 ? "none is" : `${values.left} is`} left; with one too many receivers stop with permerror`,
    mx: ({ term, count }: { term: string; count: number }) =>
      `${quoted(term)} asks for a name with ${count} MX records; receivers look at no more than ${HOST_LIMIT} and answer permerror`,
  },
  docs: {
    why: "Every include, a, mx, ptr, exists and redirect costs the receiver a DNS look-up, and so do those inside the included policies. After ten it must stop with permerror, and no sender that it has not found by then passes.",
    fix: "Take out the includes of services that no longer send, give rarely used ones a subdomain of their own, and write fixed addresses as ip4 and ip6, which cost nothing.",
    bad: [
      "@ TXT v=spf1 a mx a:a.example.net a:b.example.net a:c.example.net a:d.example.net a:e.example.net a:f.example.net a:g.example.net a:h.example.net a:i.example.net -all",
    ],
    good: ["@ TXT v=spf1 mx include:_spf.example.net ip4:192.0.2.0/24 -all"],
  },
  check(domain, context) {
    for (const texts of domain.spf.alternatives) {
      const [text] = texts;
      if (text === undefined || texts.length > 1) continue;
      if (spendsAtMost(domain.world, domain.name, text, NEAR - 1)) continue;
      const tree = spfTreeOfText(domain.world, domain.name, text);
      const { record } = text;
      for (const { term, tooManyMx } of tree.branches) {
        if (tooManyMx === undefined) continue;
        const place = { record, field: "text", span: [term.start, term.end] } as const;
        const help = { text: "name the hosts that send by a, ip4 or ip6 in its place" };
        context.report("mx", { term: termOf(text, term), count: tooManyMx }, { at: place, help });
      }
      const { declared, proven, known, isLowerBound, measured } = tree;
      const at = { record };
      const count = { count: known, atLeast: isLowerBound };
      if (proven > LOOKUP_LIMIT) {
        if (overBelow(tree, ({ proven }) => proven)) continue;
        const sure = { count: proven, atLeast: isLowerBound || known > proven };
        if (declared === proven) context.report("over", sure, { at, help: help(tree) });
        else context.report("measured", { ...sure, declared, day: measured ?? "" }, { at, help: help(tree) });
        continue;
      }
      for (const reason of failuresIn(tree)) context.abstain(reason);
      if (known > LOOKUP_LIMIT) {
        if (overBelow(tree, ({ known }) => known)) continue;
        const values = { ...count, declared, day: measured ?? "" };
        context.report("measured", values, { at, severity: "warning", help: help(tree) });
      } else if (known >= NEAR && !isIncludeOnly(domain.name)) {
        const values = { ...count, left: LOOKUP_LIMIT - known, day: measured };
        context.report("near", values, { at, severity: "info", help: help(tree) });
      }
    }
  },
});

function number({ count, atLeast }: Count): string {
  return `${atLeast ? "at least " : ""}${count}`;
}

/** A policy that is included here is over the limit alone: the defect is there, and it is reported there. */
function overBelow(tree: SpfTree, countOf: (tree: SpfTree) => number): boolean {
  return tree.branches.some(
    ({ tree: below }) => below?.isComplete === true && countOf(below) > LOOKUP_LIMIT && isJudged(below.text),
  );
}

function isJudged({ record }: SpfText): boolean {
  return record.source.context !== true;
}

function help(tree: SpfTree): Help {
  return {
    text: "take out what no longer sends, or write fixed addresses as ip4 and ip6; the look-ups are spent so:",
    drawing: printSpfTree(tree),
  };
}
