import type { DmarcOutcome } from "../domain/dmarc.ts";
import { mendDmarc } from "../syntax/dmarc.ts";
import { defineRule, rfc } from "./define.ts";
import { isWeaker } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { counted } from "./shared/wording.ts";

export default defineRule({
  id: "dmarc-multiple",
  kind: "domain",
  needs: "dmarc",
  set: "default",
  severity: "error",
  covers: ["dmarc-syntax"],
  summary: "several DMARC records stand at one name",
  consequence: "receivers discard all of them: the domain is as if it had no policy of its own",
  references: [rfc(9989, "4.10")],
  smtp: ["550 5.7.40", "550 5.7.515"],
  messages: {
    discarded: ({ domain, count, left }: { domain: string; count: number; left: string }) =>
      `_dmarc.${domain} holds ${counted(count, "DMARC record")}; receivers discard them all, so ${left}`,
  },
  fixable: "document",
  docs: {
    why: "Discovery takes exactly one record a name. With two, receivers throw both away and go on to the parent domain, whose policy, if there is one, then holds.",
    fix: "Keep one record. Report addresses of several services go into one rua tag, with commas between them.",
    bad: [
      "_dmarc TXT v=DMARC1; p=reject; rua=mailto:a@example.com",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:b@example.net",
    ],
    good: ["_dmarc TXT v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@example.net"],
  },
  check(domain, context) {
    const { texts, answer } = domain.dmarc.own;
    if (texts.length < 2 || answer.state !== "found") return;
    const strongest = texts.reduce((a, b) => (isWeaker(a.dmarc.p, b.dmarc.p) ? b : a));
    const { outcome } = domain.dmarc;
    const holds = outcome.state === "policy" ? outcome.effective : undefined;
    // What holds in their place is not known above what is declared: no error then.
    const unknown = outcome.state === "unknown" || outcome.state === "undeclared";
    const harmless = unknown || (holds !== undefined && !isWeaker(holds, strongest.dmarc.p));
    const [first, ...others] = texts;
    const last = others.at(-1) ?? first;
    if (last === undefined) return;
    const uris = [
      ...new Set(texts.flatMap(({ dmarc }) => dmarc.rua.filter(({ valid }) => valid).map(({ text }) => text))),
    ];
    const one = mendDmarc(strongest.dmarc);
    const same = texts.every(({ text, record }) => text === strongest.text && record.vendor?.routing === undefined);
    context.report(
      "discarded",
      { domain: domain.name, count: texts.length, left: left(outcome) },
      {
        at: { record: last.record, field: "text" },
        severity: harmless ? "warning" : "error",
        related: texts
          .filter((text) => text !== last)
          .map(({ record }) => ({ record, field: "text", note: "another one" })),
        ...(same ? { fix: { edits: texts.slice(1).map(({ record }) => ({ kind: "remove", record })) } } : {}),
        help: {
          text: "keep one record, with all report addresses in it",
          ...(one === undefined ? {} : { publish: [txtLine(String(last.record.name), withReports(one, uris))] }),
        },
      },
    );
  },
});

function left(outcome: DmarcOutcome): string {
  if (outcome.state === "policy")
    return `the policy of _dmarc.${outcome.from} holds (${outcome.tag}=${outcome.policy})`;
  if (outcome.state === "none") return "no policy holds";
  return "a policy of the domain above holds, if there is one";
}

function withReports(text: string, uris: readonly string[]): string {
  if (uris.length === 0) return text;
  const tags = text.split("; ").filter((tag) => !tag.startsWith("rua="));
  return [...tags, `rua=${uris.join(",")}`].join("; ");
}
