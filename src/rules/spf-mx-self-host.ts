import type { Domain } from "../domain/domain.ts";
import { isKnown } from "../model/value.ts";
import { agree, providersOfSpfDomain, type Provider } from "../providers/recognise.ts";
import { editSpf } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { liveMechanisms } from "./shared/spf-records.ts";
import { recognised } from "./shared/spf-senders.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-mx-self-host",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "info",
  covers: [],
  summary: 'SPF names "mx" while the MX are a provider\'s inbound hosts',
  consequence: "look-ups are spent on machines that send nothing for the domain",
  references: [rfc(7208, "5.4"), rfc(7208, "4.6.4")],
  smtp: [],
  messages: {
    spent: ({ term, provider, by }: { term: string; provider: string; by: string }) =>
      `${quoted(term)} authorises the hosts at ${provider} that take the domain's mail; what sends there is authorised by ${quoted(by)} already, so a look-up of the ten is spent for nothing`,
  },
  docs: {
    why: "The mechanism mx is meant for a server that both receives and sends. At a large provider other machines send, and its include names them; mx costs a look-up for the MX and one for each host behind it.",
    fix: 'Remove "mx" and keep the provider\'s include.',
    bad: ["@ MX 1 smtp.google.com.", "@ TXT v=spf1 mx include:_spf.google.com -all"],
    good: ["@ MX 1 smtp.google.com.", "@ TXT v=spf1 include:_spf.google.com -all"],
  },
  check(domain, context) {
    const { policy } = domain;
    if (policy === undefined || policy.spf.errors.length > 0 || domain.zone?.private === true) return;
    const terms = liveMechanisms(policy.spf);
    const all = terms.filter((term) => term.name === "mx" && (term.domain?.name ?? domain.name) === domain.name);
    const [own] = all;
    if (own === undefined || own.domain?.literal === false) return;
    const [providers = []] = domain.mx.length === 1 && allKnown(domain) ? recognised(domain) : [];
    const [provider] = providers;
    if (provider === undefined || !providers.every(sendsByInclude)) return;
    const by = terms.find(
      ({ name, qualifier, domain: target }) =>
        name === "include" &&
        qualifier === "+" &&
        target !== undefined &&
        agree(providersOfSpfDomain(target.text), providers),
    );
    if (by === undefined) return;
    const written = (term: { start: number; end: number }): string => policy.text.slice(term.start, term.end);
    context.report(
      "spent",
      { term: written(own), provider: provider.name, by: written(by) },
      {
        at: { record: policy.record, field: "text", span: [own.start, own.end] },
        help: {
          text: "take it out",
          publish: [txtLine(domain.name, editSpf(policy.spf, { drop: all }))],
        },
      },
    );
  },
});

function allKnown({ mx }: Domain): boolean {
  return mx.every(({ records }) => records.every(({ data }) => isKnown(data.exchange)));
}

/** Nothing that the provider tells its customers to publish names hosts, MX or addresses. */
function sendsByInclude({ spf }: Provider): boolean {
  const asks = [...(spf?.recommended ?? []), ...(spf?.mechanisms ?? [])];
  return asks.length > 0 && asks.every((term) => /^\+?(?:include:|redirect=)/.test(term));
}
