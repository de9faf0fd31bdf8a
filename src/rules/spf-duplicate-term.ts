import { nestedIncludes, repeatedTerms } from "../domain/spf-repeats.ts";
import type { SpfText } from "../domain/texts.ts";
import type { Help, Place } from "../model/finding.ts";
import type { SpfMechanism } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { retext, withoutTerms } from "./shared/safe-fix.ts";
import { edited, termOf } from "./shared/spf-edits.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-duplicate-term",
  kind: "record",
  types: ["TXT"],
  text: "spf",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "an SPF term stands there twice",
  consequence: "the second never decides anything, and an include or host costs its look-ups again",
  references: [rfc(7208, "4.6.2"), rfc(7208, "4.6.4")],
  smtp: [],
  messages: {
    twice: ({ term, first, others, costs }: { term: string; first: string; others: number; costs: boolean }) =>
      `${quoted(term)} ${first === term ? "is there twice" : `asks the same as ${quoted(first)}`}${others === 0 ? "" : `, and ${others} more ${others === 1 ? "term repeats" : "terms repeat"} another`}; the second never decides anything${costs ? " and costs its look-ups again" : ""}`,
    inside: ({ term, outer, lookups }: { term: string; outer: string; lookups: number }) =>
      `${quoted(term)} is inside ${quoted(outer)} already; here it adds nobody and costs ${lookups === 1 ? "a look-up" : `${lookups} look-ups`} of the ten`,
  },
  fixable: "document",
  docs: {
    why: "Terms are tried from left to right and the first that matches decides. The same term once more can decide nothing, but its look-ups count towards the limit of ten.",
    fix: "Take the second one out.",
    bad: ["@ TXT v=spf1 ip4:192.0.2.1 include:_spf.example.net ip4:192.0.2.1 -all"],
    good: ["@ TXT v=spf1 ip4:192.0.2.1 include:_spf.example.net -all"],
  },
  check({ spf: text, node, record }, context) {
    if (text === undefined) return;
    const place = (term: SpfMechanism, note?: string): Place => ({
      record,
      field: "text",
      span: [term.start, term.end],
      ...(note === undefined ? {} : { note }),
    });
    const repeated = repeatedTerms(text, node.name);
    const [first] = repeated;
    if (first !== undefined) {
      const [term, original] = first;
      const drop = repeated.map(([each]) => each);
      const values = {
        term: termOf(text, term),
        first: termOf(text, original),
        others: repeated.length - 1,
        costs: text.spf.lookupTerms.includes(term),
      };
      context.report("twice", values, {
        at: place(term),
        related: [place(original, "the first"), ...drop.slice(1, 10).map((each) => place(each, "repeated too"))],
        help: help(text, term, drop),
        ...(isMeantOtherwise(text, term) || text.spf.errors.length > 0
          ? {}
          : { fix: retext(text.record, withoutTerms(text.text, drop)) }),
      });
    }
    for (const [inner, outer] of nestedIncludes(context.world, node.name, text)) {
      const { term, known: lookups } = inner;
      if (term.kind !== "mechanism" || repeated.some(([each]) => each === term)) continue;
      const values = { term: termOf(text, term), outer: termOf(text, outer.term), lookups };
      const help = { text: "take it out", ...edited(text, { drop: [term] }) };
      context.report("inside", values, { at: place(term), help });
    }
  },
});

/** `~a` at the end was meant as `~all`. */
function isMeantOtherwise({ spf }: SpfText, { name, qualifier }: SpfMechanism): boolean {
  return name === "a" && qualifier !== "+" && spf.all === undefined && spf.redirect === undefined;
}

function help(text: SpfText, term: SpfMechanism, drop: SpfMechanism[]): Help {
  const { qualifier } = term;
  if (!isMeantOtherwise(text, term)) {
    return { text: "take out what is repeated", ...edited(text, { drop }) };
  }
  return {
    text: `write "${qualifier}all" if everybody else is meant`,
    ...edited(text, { drop, add: [`${qualifier}all`] }),
  };
}
