import { textOf } from "../model/record.ts";
import { spfTexts } from "../domain/texts.ts";
import { defineRule, rfc } from "./define.ts";
import { asTxtHelp } from "./shared/spf-advice.ts";

export default defineRule({
  id: "spf-type",
  kind: "record",
  types: ["SPF"],
  set: "default",
  severity: "warning",
  covers: [],
  summary: "an SPF policy stands in a record of type SPF alone",
  consequence: "receivers ask for TXT only: it is as if there were no SPF",
  references: [rfc(7208, "3.1"), rfc(6686, "6")],
  smtp: ["550 5.7.26", "550 5.7.23"],
  messages: {
    alone: ({ name }: { name: string }) =>
      `the SPF policy of ${name} stands in a record of type SPF (99) and not in a TXT; receivers ask for TXT only, so mail from ${name} has no SPF`,
  },
  docs: {
    why: "The record type SPF was an experiment that RFC 7208 ended in 2014. Receivers ask for TXT and never see the other one.",
    fix: "Publish the same text as TXT. The record of type SPF may go.",
    bad: ["news SPF v=spf1 ip4:192.0.2.1 -all"],
    good: ["news TXT v=spf1 ip4:192.0.2.1 -all"],
  },
  check({ record, node, text }, context) {
    if (record.type !== "SPF" || node.records.find(({ type }) => type === "SPF") !== record) return;
    const answer = context.world.lookup(node.name, "TXT");
    if (answer.state === "unknown") {
      context.abstain(answer.reason);
      return;
    }
    if (answer.state === "found") {
      const open = answer.records.some((each) => each.type === "TXT" && typeof textOf(each) !== "string");
      if (open) context.abstain(`the text of a TXT record of ${node.name} is not known`);
      if (open || spfTexts(answer.records).length > 0) return;
    }
    if (node.zone.zone.scope !== "whole") {
      context.abstain(`the TXT records of ${node.name} may be declared elsewhere`);
      return;
    }
    context.report(
      "alone",
      { name: node.name },
      {
        at: { record, field: "type" },
        help: asTxtHelp(node.name, text),
      },
    );
  },
});
