import { looksMeantAsSpf, mendSpf, type SpfNearMissReason } from "../syntax/spf.ts";
import { spfTree } from "../domain/texts.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { isOtherPolicyName } from "./shared/spf-records.ts";
import { quoted } from "./shared/wording.ts";

const instead = (value: string): string => `begins with ${quoted(value)} instead of "v=spf1"`;
const REASONS: Record<SpfNearMissReason, (value: string) => string> = {
  "leading-space": () => "begins with a blank",
  "leading-quote": () => "begins with a quote that is part of the data",
  "leading-text": (value) => `has ${quoted(value.replace(/^ +| +$/g, ""))} before "v=spf1"`,
  "no-space": () => 'has no blank after "v=spf1"',
  separator: (value) => `has ${quoted(value)} where a blank follows "v=spf1"`,
  "stray-quote": () => 'has quotes as data after "v=spf1"',
  version: instead,
  spaced: instead,
  "no-v": instead,
  misspelt: instead,
  "no-version": () => 'has SPF terms without "v=spf1" before them',
};

export default defineRule({
  id: "spf-near-miss",
  kind: "record",
  types: ["TXT"],
  set: "default",
  severity: "error",
  covers: ["txt-quoting"],
  summary: "a text that was meant as SPF is none",
  consequence: "receivers see no SPF record in it: the domain is as if it had none",
  references: [rfc(7208, "4.5")],
  smtp: ["550 5.7.26"],
  messages: {
    near: ({ reason, value }: { reason: SpfNearMissReason; value: string }) =>
      `a text that was meant as SPF ${REASONS[reason](value)}; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank`,
    beside: ({ reason, value }: { reason: SpfNearMissReason; value: string }) =>
      `a text that was meant as SPF ${REASONS[reason](value)}; receivers ignore it and use the SPF record beside it, so what it says has no effect`,
  },
  docs: {
    why: "Receivers take a TXT record for SPF only if its text starts with exactly `v=spf1`, followed by a blank or nothing. A quote or a blank before it, or a typing error in it, and the domain has no SPF.",
    fix: "Publish the text with v=spf1 at its very beginning.",
    bad: ["@ TXT v=spf1a mx -all"],
    good: ["@ TXT v=spf1 a mx -all"],
  },
  check({ record, node, text, spf, dmarc }, context) {
    if (text === undefined || spf !== undefined || dmarc !== undefined || isOtherPolicyName(node.name)) return;
    const near = looksMeantAsSpf(text);
    if (near === undefined) return;
    const beside = context.domain(node.name).spf.alternatives.flat()[0];
    const values = { reason: near.reason, value: text.slice(near.start, near.end) };
    const at = { record, field: "text" as const, span: [near.start, near.end] as const };
    if (beside !== undefined) {
      context.report("beside", values, {
        at,
        severity: "warning",
        related: [{ record: beside.record, field: "text", note: "the record that receivers use" }],
        help: { text: "remove it; what it should authorise belongs into the SPF record" },
      });
      return;
    }
    const mended = mendSpf(spfTree(near.mended));
    const help = { text: "publish the record so" };
    context.report("near", values, {
      at,
      help: mended === undefined ? help : { ...help, publish: [txtLine(node.name, mended)] },
    });
  },
});
