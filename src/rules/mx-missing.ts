import { addressesOf } from "../domain/addresses.ts";
import type { Domain } from "../domain/domain.ts";
import { registrableDomain } from "../domain/organizational.ts";
import type { Help } from "../model/finding.ts";
import { isKnown } from "../model/value.ts";
import { provider, providersOfSpfDomain, type Provider } from "../providers/recognise.ts";
import { defineRule, rfc } from "./define.ts";
import { presentSet, setLines } from "./shared/mx-sets.ts";

export default defineRule({
  id: "mx-missing",
  kind: "domain",
  set: "default",
  severity: "error",
  covers: [],
  summary: "a mail domain has no MX",
  consequence: "senders find no server for the domain, and its mail comes back",
  references: [rfc(5321, "5.1")],
  smtp: ["550 5.1.2", "550 5.4.4"],
  messages: {
    hosted: ({ domain, provider }: { domain: string; provider: string }) =>
      `${domain} is configured to take its mail at ${provider} and has no MX; senders do not find it`,
    nothing: ({ domain }: { domain: string }) =>
      `${domain} is configured as a mail domain and has neither an MX nor an address; senders find no server`,
    traces: ({ domain, provider }: { domain: string; provider: string }) =>
      `${domain} has no MX, while its SPF and its autodiscover record speak of ${provider}; if its mailboxes are there, no mail reaches them`,
  },
  docs: {
    why: "Without an MX, senders try the domain's own address (RFC 5321 section 5.1), which is usually a web server, and the mail comes back.",
    fix: "Publish the provider's MX records.",
    bad: [],
    good: ["@ MX 1 smtp.google.com."],
  },
  check(domain, context) {
    const { role } = domain.facts;
    if (domain.facts.elsewhere?.includes("mx") === true || role === "send-only" || role === "none") return;
    const configured =
      domain.facts.mailbox !== undefined || domain.facts.role === "mail" || domain.facts.role === "receive-only";
    const answer = domain.mxAnswer;
    if (answer.state === "found") return;
    const at = context.world.declared(domain.name)[0];
    const place = at === undefined ? undefined : { record: at, field: "name" as const };
    if (answer.state !== "absent") {
      if (configured)
        context.abstain(answer.state === "unknown" ? answer.reason : `the MX of ${domain.name} is not declared here`);
      return;
    }
    const hosted =
      domain.facts.mailbox === undefined ? undefined : provider(domain.facts.gateway ?? domain.facts.mailbox);
    if (hosted !== undefined) {
      context.report(
        "hosted",
        { domain: domain.name, provider: hosted.name },
        { at: place, help: help(hosted, domain.name) },
      );
      return;
    }
    if (configured) {
      const own = addressesOf(context.world, domain.name);
      if (own.a === "none" && own.aaaa === "none") {
        context.report(
          "nothing",
          { domain: domain.name },
          { at: place, help: { text: "publish the MX of the mail provider" } },
        );
      }
      return;
    }
    if (domain.facts.role !== undefined) return;
    const traced = autodiscovered(domain);
    if (traced !== undefined && domain.policy !== undefined) {
      context.report(
        "traces",
        { domain: domain.name, provider: traced.name },
        {
          at: { record: domain.policy.record },
          severity: "warning",
          help: help(traced, domain.name),
        },
      );
    }
  },
});

/** The mailbox provider that both SPF and the autodiscover CNAME name. */
function autodiscovered(domain: Domain): Provider | undefined {
  const cname = domain.world.declared(`autodiscover.${domain.name}`, "CNAME")[0];
  if (cname?.type !== "CNAME" || !isKnown(cname.data.target)) return undefined;
  const owner = registrableDomain(cname.data.target);
  if (owner === undefined) return undefined;
  for (const term of domain.policy?.spf.terms ?? []) {
    if (term.kind === "invalid" || term.domain === undefined) continue;
    const found = providersOfSpfDomain(term.domain.text).find(
      (each) => each.kind === "mailbox" && each.mx?.registrableDomains.includes(owner) === true,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function help(of: Provider, owner: string): Help {
  const set = presentSet(of);
  if (set === undefined) return { text: `publish the MX records of ${of.name}` };
  const template = set.records.some(({ host }) => host.includes("{"));
  return {
    text: template ? `publish the MX that the console of ${of.name} shows` : `publish the MX of ${of.name}`,
    publish: setLines(owner, set),
  };
}
