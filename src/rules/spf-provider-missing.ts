import type { SpfText } from "../domain/texts.ts";
import { registrableDomain } from "../domain/organizational.ts";
import type { Place } from "../model/finding.ts";
import { agree, providersOfSpfDomain, type Provider } from "../providers/recognise.ts";
import { editSpf, type SpfMechanism, type SpfRecord } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { termsOf } from "./shared/spf-advice.ts";
import { reaches, reachOf, type SpfReach } from "./shared/spf-reach.ts";
import { recognised, senders } from "./shared/spf-senders.ts";
import { listed, quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-provider-missing",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "error",
  covers: [],
  summary: "SPF does not authorise the provider that sends the domain's mail",
  consequence: "the domain's own mail fails SPF and goes to spam or is refused",
  references: [rfc(7208, "5.2"), rfc(7208, "8.4")],
  smtp: ["550 5.7.26", "550 5.7.23", "550 5.7.1"],
  messages: {
    configured: ({ domain, provider, terms }: { domain: string; provider: string; terms: string }) =>
      `${provider} sends the mail of ${domain} by the configuration, and the SPF record does not authorise it (${terms} is missing); that mail fails SPF`,
    unknown: ({
      domain,
      provider,
      terms,
      includes,
    }: {
      domain: string;
      provider: string;
      terms: string;
      includes: string;
    }) =>
      `${provider} sends the mail of ${domain} by the configuration, and the SPF record does not name it (${terms}); unless ${includes} covers it, that mail fails SPF`,
    recognised: ({ domain, provider, terms }: { domain: string; provider: string; terms: string }) =>
      `the MX of ${domain} is at ${provider}, and the SPF record does not authorise it (${terms} is missing); mail sent from there fails SPF`,
  },
  docs: {
    why: "After a move to another provider, or when a service is added, its servers have to be named in SPF. Mail they send otherwise fails SPF, and DMARC too unless DKIM passes.",
    fix: "Add the provider's term to the one SPF record, before all.",
    bad: [
      "@ MX 1 smtp.google.com.",
      "@ TXT v=spf1 include:spf.protection.outlook.com -all",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    ],
    good: [
      "@ MX 1 smtp.google.com.",
      "@ TXT v=spf1 include:_spf.google.com -all",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    ],
  },
  check(domain, context) {
    const { facts, name, policy } = domain;
    if (policy === undefined || policy.spf.errors.length > 0 || policy.spf.all?.qualifier === "+") return;
    if (facts.elsewhere?.includes("spf") === true || domain.zone?.private === true || !domain.isFromDomain) return;
    const configured = senders(domain);
    const wanted = configured.length > 0 ? configured : recognised(domain);
    if (wanted.length === 0) return;
    if (wanted.every((one) => names(policy.spf, one))) return;
    const reach = reachOf(domain, context.domain);
    if (reach === undefined) return;
    for (const one of wanted) {
      const [first] = one;
      if (first === undefined || authorised(reach, one, configured.length > 0)) continue;
      // a name below the organisation's that lists its own servers uses the MX for answers only
      if (configured.length === 0 && !domain.isOrganizational && reach.hosts.some(isListed)) continue;
      if (reach.unreadable.length > 0) {
        context.abstain(`${listed(reach.unreadable)} in the SPF record of ${name} does not show who may send`);
        return;
      }
      const terms = termsOf(first, name);
      const at = placeOf(policy);
      const help = {
        text: `add what ${first.name} asks for`,
        ...(terms.length === 0 ? {} : { publish: [txtLine(name, editSpf(policy.spf, { add: terms }))] }),
      };
      const values = { domain: name, provider: first.name, terms: listed(terms.map(quoted)) };
      if (configured.length > 0) {
        const includes = listed(reach.unknown.map(quoted));
        if (includes === "") context.report("configured", values, { at, help });
        else context.report("unknown", { ...values, includes }, { at, severity: "warning", help });
      } else if (reach.unknown.length > 0) {
        context.abstain(
          `${first.name} sends for ${name} perhaps by ${listed(reach.unknown.map(quoted))}, an include that is not declared here`,
        );
      } else {
        const related = domain.mx.flatMap(({ records }) =>
          records.map((record): Place => ({ record, field: "exchange", note: first.name })),
        );
        context.report("recognised", values, { at, severity: "warning", related, help });
      }
    }
  },
});

/** The usual case, found without a walk: a term of the record itself names the provider. */
function names({ terms, all }: SpfRecord, wanted: readonly Provider[]): boolean {
  for (const term of terms) {
    if (term === all) return false;
    if (term.kind !== "mechanism" || term.domain === undefined || term.qualifier === "-") continue;
    if (agree(providersOfSpfDomain(term.domain.text), wanted)) return true;
  }
  return false;
}

/** An include that the catalogue does not list, below a domain of the provider's. */
function belongsTo(target: string, wanted: readonly Provider[]): boolean {
  const owner = registrableDomain(target.toLowerCase());
  return owner !== undefined && wanted.some(({ mx }) => mx?.registrableDomains.includes(owner) === true);
}

/** Their MX hosts only receive: what they send leaves from elsewhere, so `mx` does not cover it. */
const RECEIVE_ONLY_MX = new Set(["google-workspace", "microsoft-365", "godaddy-m365"]);

function authorised(reach: SpfReach, wanted: readonly Provider[], configured: boolean): boolean {
  if (reaches(reach, wanted) || reach.unknown.some((target) => belongsTo(target, wanted))) return true;
  // mail that leaves through a filter shows the filter's servers
  if ([...reach.providers].some(({ kind }) => kind === "gateway")) return true;
  const own = reach.hosts.some(({ name, domain }) => name === "mx" && domain === undefined);
  if (own && !wanted.every(({ id }) => RECEIVE_ONLY_MX.has(id))) return true;
  // providers whose servers are named one by one
  const asks = wanted.flatMap(({ spf }) => [...(spf?.recommended ?? []), ...(spf?.mechanisms ?? [])]);
  const plain = asks.every((term) => !/^\+?(?:include:|redirect=|exists:)/.test(term));
  return (plain || !configured) && reach.hosts.length > 0 && asks.some((term) => /^\+?(?:a|mx|ip4)\b/.test(term));
}

function isListed({ name, domain }: SpfMechanism): boolean {
  return name === "ip4" || name === "ip6" || domain !== undefined;
}

function placeOf({ record, spf }: SpfText): Place {
  const anchor = spf.all ?? spf.redirect;
  return { record, field: "text", ...(anchor === undefined ? {} : { span: [anchor.start, anchor.end] as const }) };
}
