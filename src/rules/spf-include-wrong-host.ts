import type { SpfText } from "../domain/texts.ts";
import type { Help } from "../model/finding.ts";
import { hasNoSpf, nearestSpfDomain, type Provider } from "../providers/recognise.ts";
import type { SpfMechanism, SpfModifier } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { edited, termOf } from "./shared/spf-edits.ts";
import { quoted } from "./shared/wording.ts";

type Leading = SpfMechanism | SpfModifier;

export default defineRule({
  id: "spf-include-wrong-host",
  kind: "record",
  types: ["TXT"],
  text: "spf",
  set: "default",
  severity: "error",
  covers: [],
  summary: "an SPF include names a host of the provider that holds no SPF",
  consequence: "receivers stop with permerror: senders that are named later never pass",
  references: [rfc(7208, "5.2"), rfc(7208, "6.1")],
  smtp: ["550 5.7.26"],
  messages: {
    noSpf: ({ term, provider }: { term: string; provider: string }) =>
      `${quoted(term)} names a mail server of ${provider} and not its SPF record; there is no SPF at that name, and receivers stop with permerror`,
    near: ({ term, nearest }: { term: string; nearest: string }) =>
      `${quoted(term)} is one character away from the documented ${quoted(nearest)}; if it holds no SPF record, receivers stop with permerror`,
  },
  docs: {
    why: "Providers publish their senders at a name of its own, which is not that of their mail servers. An include of a name without SPF is a permanent error, and no sender named after it passes.",
    fix: "Name the provider's SPF record, as its setup page gives it.",
    bad: ["@ TXT v=spf1 include:smtp.gmail.com ~all"],
    good: ["@ TXT v=spf1 include:_spf.google.com ~all"],
  },
  check({ spf: text }, context) {
    if (text === undefined) return;
    for (const term of text.spf.lookupTerms) {
      if (term.name !== "include" && term.name !== "redirect") continue;
      const target = term.domain?.name;
      // what is declared here is judged by what stands there
      if (target === undefined || context.world.zoneOf(target) !== undefined) continue;
      const at = { record: text.record, field: "text", span: [term.start, term.end] } as const;
      const provider = hasNoSpf(target);
      if (provider !== undefined) {
        const values = { term: termOf(text, term), provider: provider.name };
        context.report("noSpf", values, { at, help: documented(text, term, provider) });
        continue;
      }
      const nearest = nearestSpfDomain(target);
      if (nearest === undefined) continue;
      const values = { term: termOf(text, term), nearest };
      context.report("near", values, { at, severity: "warning", help: meant(text, term, nearest) });
    }
  },
});

/** The record with the provider's own terms in place of the wrong one. */
function documented(text: SpfText, term: Leading, provider: Provider): Help {
  const terms = (provider.spf?.mechanisms ?? []).filter((each) => !/[{}<>%]/.test(each));
  const [include] = terms;
  if (include === undefined) return { text: `name the SPF record that ${provider.name} gives to its customers` };
  if (term.name === "redirect") return { text: `${provider.name} gives its customers ${quoted(include)}` };
  const present = new Set(text.spf.terms.map((each) => termOf(text, each).toLowerCase()));
  const add = terms.filter((each) => !present.has(each));
  return {
    text: add.length === 0 ? "the right one is there already: take it out" : `name the SPF record of ${provider.name}`,
    ...edited(text, { drop: [term], add }),
  };
}

function meant(text: SpfText, term: Leading, nearest: string): Help {
  if (term.name === "redirect") return { text: `if ${quoted(nearest)} is meant, name it` };
  const add = text.spf.lookupTerms.some(({ domain }) => domain?.name === nearest) ? [] : [`include:${nearest}`];
  return { text: `if ${quoted(nearest)} is meant, name it`, ...edited(text, { drop: [term], add }) };
}
