import { fixedTarget } from "../domain/spf-macro.ts";
import { oncePerSet } from "../domain/once.ts";
import { spfPolicyOf } from "../domain/spf-policy.ts";
import { spfTreeOfText } from "../domain/spf-tree.ts";
import type { Place } from "../model/finding.ts";
import { textOf } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { looksMeantAsSpf } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { edited, termOf } from "./shared/spf-edits.ts";
import { failuresIn, measuredBreaks } from "./shared/spf-measured.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-include-broken",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "error",
  covers: [],
  summary: "an SPF include or redirect leads to a name without SPF",
  consequence: "receivers stop with permerror: senders that are named later never pass",
  references: [rfc(7208, "5.2"), rfc(7208, "6.1")],
  smtp: ["550 5.7.26"],
  messages: {
    missing: ({ term, target }: { term: string; target: string }) =>
      `${quoted(term)} leads to ${target}, which does not exist in the declared zone; receivers stop there with permerror`,
    noPolicy: ({ term, target }: { term: string; target: string }) =>
      `${quoted(term)} leads to ${target}, where no SPF record is declared; receivers stop there with permerror`,
    measured: ({ term, what, day }: { term: string; what: string; day: string }) =>
      `${quoted(term)} leads to ${what} (measured on ${day}); receivers stop there with permerror`,
  },
  docs: {
    why: "An include or redirect to a name that has no SPF record is a permanent error: the receiver stops, and neither this term nor any after it lets a sender pass.",
    fix: "Publish the SPF record at that name, or take the term out.",
    bad: ["@ TXT v=spf1 include:_spf.example.com -all"],
    good: ["@ TXT v=spf1 include:_spf.example.com -all", "_spf TXT v=spf1 ip4:192.0.2.1 ~all"],
  },
  check(domain, context) {
    const { world, name } = domain;
    for (const texts of domain.spf.alternatives) {
      const [text] = texts;
      if (text === undefined || texts.length > 1) continue;
      for (const { branch, what, day, isSure } of measuredBreaks(world, name, text)) {
        const { term } = branch;
        context.report(
          "measured",
          { term: termOf(text, term), what, day },
          {
            at: { record: text.record, field: "text", span: [term.start, term.end] },
            ...(isSure ? {} : { severity: "warning" }),
            help: {
              text: "take the term out, or ask whoever publishes that record to mend it",
              ...(term.name === "redirect" ? {} : edited(text, { drop: [term] })),
            },
          },
        );
      }
      if (world.measured !== undefined)
        for (const reason of failuresIn(spfTreeOfText(world, name, text))) context.abstain(reason);
      for (const term of text.spf.lookupTerms) {
        if (term.name !== "include" && term.name !== "redirect") continue;
        const target = fixedTarget(term.domain, name);
        if (target === undefined || target === "macro") continue;
        if (world.zoneOf(target) === undefined) continue;
        const policy = spfPolicyOf(world, target);
        if (policy.state !== "none" || policy.day !== undefined) continue;
        if (context.domain(target).facts.elsewhere?.includes("spf") === true) continue;
        const values = { term: termOf(text, term), target };
        const redirect = term.name === "redirect";
        const answer = world.lookup(target, "TXT");
        const exists = answer.state !== "absent" || answer.exists || answer.via.length > 0;
        context.report(exists ? "noPolicy" : "missing", values, {
          at: { record: text.record, field: "text", span: [term.start, term.end] },
          related: [...answer.via.map((record) => ({ record, note: "leads on" })), ...meantAsSpf(policy.records)],
          help: {
            text: `publish an SPF record at ${target}, or take the term out`,
            ...(redirect ? {} : edited(text, { drop: [term] })),
          },
        });
      }
    }
  },
});

const meantAsSpf = oncePerSet((records): readonly Place[] => {
  const places: Place[] = [];
  for (const record of records) {
    const text = record.type === "TXT" ? textOf(record) : undefined;
    if (text === undefined || !isKnown(text) || looksMeantAsSpf(text) === undefined) continue;
    places.push({ record, field: "text", note: "meant as SPF, but receivers see none in it" });
  }
  return places;
});
