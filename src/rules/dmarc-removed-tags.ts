import { defineRule, rfc } from "./define.ts";
import { policyDomain, retagged } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { retext, withoutTags } from "./shared/safe-fix.ts";
import { listed } from "./shared/wording.ts";

const REMOVED = ["pct", "rf", "ri"] as const;

export default defineRule({
  id: "dmarc-removed-tags",
  kind: "record",
  types: ["TXT"],
  text: "dmarc",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a DMARC record holds tags that RFC 9989 has removed",
  consequence: "receivers that follow it ignore them; a pct below 100 no longer spares any mail",
  references: [rfc(9989, "C.5.2"), rfc(9989, "4.7")],
  smtp: [],
  messages: {
    sampled: ({ pct, policy }: { pct: string; policy: string }) =>
      `the DMARC record has pct=${pct} beside p=${policy}; RFC 9989 (May 2026) has removed pct, so receivers that follow it apply ${policy} to all mail`,
    removed: ({ tags }: { tags: string }) =>
      `the DMARC record holds ${tags}, removed by RFC 9989 (May 2026); receivers that follow it take no notice`,
  },
  fixable: "document",
  docs: {
    why: "RFC 9989 replaced RFC 7489 in May 2026. It has no pct, rf and ri. `p=reject; pct=10` now means reject for all mail; the tag for a half step is t=y, which asks for one level lower.",
    fix: "Remove the tags. Where pct was meant as a half step, use t=y.",
    bad: ["_dmarc TXT v=DMARC1; p=reject; pct=10; rua=mailto:dmarc@example.com"],
    good: ["_dmarc TXT v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com"],
  },
  check({ record, node, dmarc }, context) {
    if (dmarc === undefined) return;
    const tree = dmarc.dmarc;
    const removed = tree.tags.filter(({ kind }) => kind === "removed");
    const domain = removed.length === 0 ? undefined : policyDomain(node.name, context.world);
    if (domain === undefined) return;
    const found = REMOVED.flatMap((name) => tree.tag(name) ?? []);
    const [first] = found;
    if (first === undefined) return;
    const pct = tree.tag("pct");
    const sampled = pct !== undefined && isBelowAll(pct.value) && tree.p !== "none" && tree.t === "n";
    // Receivers that still follow RFC 7489 go by a pct under 100 where a policy asks for something.
    const asks = tree.p !== "none" || tree.sp !== "none";
    const isSafe = !asks || removed.every(({ name, value }) => name !== "pct" || !isBelowAll(value));
    const at = sampled ? pct : first;
    const where = {
      domain,
      at: { record, field: "text", span: [at.start, at.end] },
      help: {
        text: sampled ? "for a half step use t=y, which asks for one level lower" : "publish the record without them",
        publish: [txtLine(node.name, retagged(tree, sampled ? { t: "y" } : {}))],
      },
      ...(isSafe ? { fix: retext(dmarc.record, withoutTags(tree, removed)) } : {}),
    } as const;
    if (sampled) context.report("sampled", { pct: pct.value, policy: tree.p }, where);
    else context.report("removed", { tags: listed(found.map(({ name, value }) => `${name}=${value}`)) }, where);
  },
});

/** Readers of RFC 7489 (6.4: one to three digits) take "050" for 50. */
function isBelowAll(pct: string): boolean {
  return /^[0-9]{1,3}$/.test(pct) && Number(pct) < 100;
}
