import { providersOf, type Domain } from "../domain/domain.ts";
import { registrableDomain } from "../domain/organizational.ts";
import { agree, providersOfSpfDomain, type Provider } from "../providers/recognise.ts";
import { defineRule } from "./define.ts";

export default defineRule({
  id: "mx-orphan-subdomain",
  kind: "domain",
  needs: "mx",
  set: "strict",
  severity: "warning",
  covers: [],
  summary: "a subdomain's MX names a provider that its organisation has left",
  consequence: "mail to the subdomain goes to an account that may be closed, or taken over by somebody else",
  references: [],
  smtp: ["550 5.1.1"],
  messages: {
    orphan: ({
      name,
      left,
      organization,
      present,
    }: {
      name: string;
      left: string;
      organization: string;
      present: string;
    }) =>
      `the MX of ${name} points at ${left}, while ${organization} takes its mail at ${present} and does not name ${left} in its SPF record; a closed account there loses the subdomain's mail`,
  },
  docs: {
    why: "After a move, subdomains are forgotten. Their MX still name the old provider, where the account is closed or open to whoever claims the name next.",
    fix: "Point the subdomain at the present provider, or remove its MX.",
    bad: ["@ MX 1 smtp.google.com.", "@ TXT v=spf1 include:_spf.google.com -all", "shop MX 10 mx01.lolipop.jp."],
    good: ["@ MX 1 smtp.google.com.", "shop MX 1 smtp.google.com.", "google._domainkey CNAME google.example.net."],
  },
  check(domain, context) {
    const organization = registrableDomain(domain.name);
    if (organization === undefined || organization === domain.name || domain.facts.mailbox !== undefined) return;
    if (domain.role === "inbound" || domain.role === "return-path") return;
    const apex = context.domain(organization);
    const present = providers(apex);
    const [first] = present;
    if (first === undefined || !apex.spf.alternatives.length) return;
    // a filter does not say where the mailboxes are
    if (present.some(({ kind }) => kind !== "mailbox")) return;
    for (const { records } of domain.mx) {
      for (const record of records) {
        const found = providersOf(record);
        const [left] = found;
        if (left === undefined || left.kind !== "mailbox" || agree(found, present) || authorises(apex, found)) continue;
        context.report(
          "orphan",
          { name: domain.name, left: left.name, organization, present: first.name },
          {
            at: { record, field: "exchange" },
            help: {
              text: `point it at ${first.name}, or remove the MX; if it is meant so, configure "mailbox": "${left.id}" for ${domain.name}`,
            },
          },
        );
        return;
      }
    }
  },
});

function providers(domain: Domain): readonly Provider[] {
  return domain.mx.flatMap(({ records }) => records.flatMap((record) => [...providersOf(record)]));
}

function authorises(domain: Domain, found: readonly Provider[]): boolean {
  return (domain.policy?.spf.terms ?? []).some(
    (term) =>
      term.kind !== "invalid" && term.domain !== undefined && agree(providersOfSpfDomain(term.domain.text), found),
  );
}
