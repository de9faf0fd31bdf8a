import { providersOfSpfDomain, type Provider } from "../providers/recognise.ts";
import { editSpf, type SpfRecord } from "../syntax/spf.ts";
import type { Domain } from "../domain/domain.ts";
import { defineRule, rfc } from "./define.ts";
import { isPolicyName } from "./shared/dmarc-records.ts";
import { txtLine } from "./shared/lines.ts";
import { includedNames } from "./shared/spf-records.ts";

export default defineRule({
  id: "spf-no-all",
  kind: "record",
  types: ["TXT"],
  text: "spf",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "an SPF record says nothing about servers it does not list",
  consequence: "forged mail gets the neutral result, as if there were no SPF",
  references: [rfc(7208, "4.7"), rfc(7208, "5.1")],
  smtp: [],
  messages: {
    none: () =>
      'the SPF record ends without "all" or "redirect="; mail from servers it does not list gets the result neutral, as if there were no SPF',
    documented: ({ provider }: { provider: string }) =>
      `the SPF record ends in "?all", as ${provider} tells its customers; mail from servers it does not list gets the result neutral, as if there were no SPF`,
    neutral: () =>
      'the SPF record ends in "?all"; mail from servers it does not list gets the result neutral, as if there were no SPF',
  },
  docs: {
    why: "The terms before all say who may send. What holds for everybody else is said by all alone: without it, and with ?all, receivers learn nothing (RFC 7208 section 4.7).",
    fix: "End the record with ~all, or with -all once every sender is listed.",
    bad: [
      "@ MX 10 mx.example.net.",
      "@ TXT v=spf1 include:_spf.example.net",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    ],
    good: [
      "@ MX 10 mx.example.net.",
      "@ TXT v=spf1 include:_spf.example.net ~all",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    ],
  },
  check({ record, node, spf }, context) {
    if (spf === undefined || isPolicyName(node.name)) return;
    const tree = spf.spf;
    const { all, redirect, errors } = tree;
    // a misspelt all is told of as such
    if (errors.length > 0 || (all !== undefined ? all.qualifier !== "?" : redirect !== undefined)) return;
    const domain = context.domain(node.name);
    if (isPart(domain)) return;
    const text = editSpf(tree, all === undefined ? { add: ["~all"] } : { add: ["~all"], drop: [all] });
    const help = { text: "end it with ~all", publish: [txtLine(node.name, text)] };
    if (all === undefined) {
      const last = tree.terms.at(-1);
      const span = last === undefined ? ([0, spf.text.length] as const) : ([last.start, last.end] as const);
      context.report("none", {}, { at: { record, field: "text", span }, help });
    } else {
      const at = { record, field: "text", span: [all.start, all.end] } as const;
      const provider = documentedBy(tree);
      if (provider === undefined) context.report("neutral", {}, { at, help });
      else context.report("documented", { provider: provider.name }, { at, severity: "info", help });
    }
  },
});

/** The provider whose own words the record ends in: it includes nobody but such as tell their customers to write `?all`. */
function documentedBy({ terms }: SpfRecord): Provider | undefined {
  let first: Provider | undefined;
  for (const term of terms) {
    if (term.kind !== "mechanism" || term.name !== "include" || term.domain === undefined) continue;
    const found = providersOfSpfDomain(term.domain.text).find(({ spf }) => spf?.all === "?all");
    if (found === undefined) return undefined;
    first ??= found;
  }
  return first;
}

/** A record that others include needs no `all`: theirs holds (RFC 7208 5.2). */
function isPart(domain: Domain): boolean {
  const { name, facts } = domain;
  if (domain.mx.length > 0 || facts.role === "mail" || facts.role === "send-only" || facts.mailbox !== undefined)
    return false;
  return name.startsWith("_") || !domain.isOrganizational || includedNames(domain.world).has(name);
}
