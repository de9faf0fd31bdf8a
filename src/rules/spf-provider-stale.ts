import type { Domain } from "../domain/domain.ts";
import { registrableDomain } from "../domain/organizational.ts";
import type { Name } from "../model/name.ts";
import { isKnown } from "../model/value.ts";
import { agree, providersOfDkimTarget, providersOfSpfDomain, type Provider } from "../providers/recognise.ts";
import { editSpf, type SpfTerm } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";
import { kindOf, receivingHosts } from "./shared/mx-hosts.ts";
import { liveMechanisms } from "./shared/spf-records.ts";
import { quoted } from "./shared/wording.ts";

export default defineRule({
  id: "spf-provider-stale",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "info",
  covers: [],
  summary: "SPF lets a mailbox provider send that nothing else speaks of",
  consequence: "every customer of that provider may be able to send in the domain's name, and look-ups are spent on it",
  references: [rfc(7208, "4.6.4"), rfc(7208, "11.4")],
  smtp: [],
  messages: {
    stale: ({ domain, provider, term, mailbox }: { domain: string; provider: string; term: string; mailbox: string }) =>
      `${quoted(term)} in the SPF record of ${domain} lets ${provider} send, while its mail is at ${mailbox} and no MX, DKIM record or configuration speaks of ${provider}; it may be left from a move`,
  },
  docs: {
    why: "After a move the old provider's term often stays behind. Its servers may still send in the domain's name, for whoever has an account there, and the term counts against the ten look-ups.",
    fix: "Remove the term once nothing sends from there; or name the provider as a sender in the configuration.",
    bad: ["@ MX 1 smtp.google.com.", "@ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all"],
    good: ["@ MX 1 smtp.google.com.", "@ TXT v=spf1 include:_spf.google.com -all"],
  },
  check(domain, context) {
    const { policy, zone } = domain;
    if (policy === undefined || policy.spf.errors.length > 0 || domain.mx.length === 0 || !domain.isFromDomain) return;
    if (zone?.scope !== "whole" || zone.private) return;
    const terms = liveMechanisms(policy.spf).filter(({ qualifier }) => qualifier === "+");
    const seen = new Set<Provider | undefined>();
    let here: readonly Provider[] | undefined;
    for (const term of terms) {
      const found = mailboxes(term);
      if (found === undefined) continue;
      here ??= mailboxesOf(domain);
      const [mailbox] = here;
      if (mailbox === undefined) return;
      const [first] = found;
      if (seen.has(first)) continue;
      seen.add(first);
      if (agree(found, here) || isSpokenOf(domain, found, here, context.domain)) continue;
      const text = policy.text.slice(term.start, term.end);
      context.report(
        "stale",
        { domain: domain.name, provider: first?.name ?? text, term: text, mailbox: mailbox.name },
        {
          at: { record: policy.record, field: "text", span: [term.start, term.end] },
          help: {
            text: "remove the term once nothing sends from there",
            // a record without any sender is nobody's advice: the provider of the MX is missing then
            ...(terms.length > 1 ? { publish: [txtLine(domain.name, editSpf(policy.spf, { drop: [term] }))] } : {}),
          },
        },
      );
    }
  },
});

/** Whose term it is, where only mailbox providers come into question and they are surely known by it. */
function mailboxes(term: SpfTerm): readonly Provider[] | undefined {
  if (term.kind === "invalid" || term.domain === undefined) return undefined;
  const found = providersOfSpfDomain(term.domain.text);
  return found.length > 0 && found.every(({ kind, confidence }) => kind === "mailbox" && confidence !== "low")
    ? found
    : undefined;
}

/** The providers of the MX; none where a filter, or a host that nobody knows, may have any mailbox behind it. */
function mailboxesOf(domain: Domain): readonly Provider[] {
  const hosts = domain.mx.flatMap(({ records }) => receivingHosts(records, domain));
  const all = domain.mx.reduce((sum, { records }) => sum + records.length, 0);
  if (hosts.length < all || !hosts.every((host) => kindOf(host) === "mailbox")) return [];
  return [...new Set(hosts.flatMap(({ providers }) => providers))];
}

function isSpokenOf(
  domain: Domain,
  found: readonly Provider[],
  here: readonly Provider[],
  view: (name: Name) => Domain,
): boolean {
  const { facts, world, name } = domain;
  const configured = [facts.mailbox, facts.gateway, ...(facts.senders ?? [])];
  if (found.some(({ id, sharesHostsWith }) => [id, ...sharesHostsWith].some((each) => configured.includes(each)))) {
    return true;
  }
  const target = world.declared(`autodiscover.${name}`, "CNAME").find(({ type }) => type === "CNAME");
  if (target?.type === "CNAME" && isKnown(target.data.target)) {
    const owner = registrableDomain(target.data.target);
    if (found.some(({ mx }) => owner !== undefined && mx?.registrableDomains.includes(owner) === true)) return true;
  }
  if (domain.dkim.some(({ selector, records }) => records.some((record) => signs(record, selector, found, here)))) {
    return true;
  }
  const organization = registrableDomain(name);
  return organization !== undefined && organization !== name && agree(found, mailboxesOf(view(organization)));
}

/** A key may be the provider's: by where it leads, by its selector, or because nobody can tell whose a TXT key is. */
function signs(
  record: Domain["dkim"][number]["records"][number],
  selector: string,
  found: readonly Provider[],
  here: readonly Provider[],
): boolean {
  if (found.some(({ dkim }) => dkim?.selectors.includes(selector) === true)) return true;
  if (record.type === "CNAME") {
    const { target } = record.data;
    return !isKnown(target) || agree(providersOfDkimTarget(target), found);
  }
  if (record.type !== "TXT") return true;
  const own = here.some(({ dkim }) => dkim?.selectors.includes(selector) === true);
  return !own && found.some(({ dkim }) => dkim?.form !== "CNAME");
}
