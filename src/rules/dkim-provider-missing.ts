import { hasMisplacedKey } from "../domain/alignment.ts";
import { dkimSelectors } from "../domain/dkim.ts";
import type { Domain } from "../domain/domain.ts";
import { isKnown } from "../model/value.ts";
import { agree, provider as providerById, providersOfDkimTarget, type Provider } from "../providers/recognise.ts";
import { defineRule, rfc } from "./define.ts";
import { cnameLine } from "./shared/lines.ts";
import { mailPlace } from "./shared/mail-record.ts";
import { listed } from "./shared/wording.ts";

export default defineRule({
  id: "dkim-provider-missing",
  kind: "domain",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "the DKIM keys of the configured provider are not declared",
  consequence: "the provider's mail is not signed as the domain's, and DMARC has SPF alone to go by",
  references: [rfc(6376, "3.6.2.1"), rfc(9989, "4.4.1")],
  smtp: ["550 5.7.26"],
  messages: {
    none: ({ domain, provider }: { domain: string; provider: string }) =>
      `${provider} sends the mail of ${domain} by the configuration, and no DKIM key of it is declared here; its mail is not signed as ${domain}`,
    some: ({ domain, provider, selectors }: { domain: string; provider: string; selectors: string }) =>
      `${provider} asks for more DKIM selectors than ${domain} declares (missing: ${selectors}); when it changes to such a key, its mail fails DKIM`,
  },
  docs: {
    why: "A provider signs mail as a domain once it finds its keys there. Without them it signs as itself or not at all, so that a forwarded message, for which SPF fails, fails DMARC.",
    fix: "Copy the DKIM records from the provider's console; their selectors and targets often belong to one account and cannot be guessed.",
    bad: [],
    good: ["fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com."],
  },
  check(domain, context) {
    const { facts, name, zone, world } = domain;
    if (facts.mailbox === undefined && facts.senders === undefined) return;
    const wanted = [facts.mailbox, ...(facts.senders ?? [])].flatMap((id) => {
      const found = id === undefined ? undefined : providerById(id);
      return found?.dkim === undefined ? [] : [found];
    });
    if (wanted.length === 0 || facts.dkim === "absent" || facts.elsewhere?.includes("dkim") === true) return;
    if (!domain.isFromDomain || zone === undefined || zone.private || name.startsWith("*.")) return;
    const answer = world.lookup(`_domainkey.${name}`, "TXT");
    if (answer.state === "unknown" || answer.via.length > 0) {
      const reason = answer.state === "unknown" ? answer.reason : `_domainkey.${name} leads to another name`;
      context.abstain(reason);
      return;
    }
    const selectors = selectorsOf(domain);
    if (selectors === undefined) {
      context.abstain(`a DKIM record of ${name} leads to a name that is not known yet, or answers for every selector`);
      return;
    }
    if (zone.scope !== "whole" && domain.mx.length === 0 && selectors.size === 0) {
      context.abstain(`neither MX nor DKIM of ${name} is declared here`);
      return;
    }
    for (const one of wanted) {
      const missing = missingOf(one, selectors);
      // Where a key stands at a wrong name, dkim-wrong-name tells of it.
      if (missing === undefined || (missing.length === 0 && hasMisplacedKey(world, name))) continue;
      const values = { domain: name, provider: one.name, selectors: listed(missing) };
      const where = { at: mailPlace(domain), help: helpOf(one, domain, missing) };
      if (missing.length === 0) context.report("none", values, where);
      else context.report("some", values, where);
    }
  },
});

/** Where each declared selector leads: the providers of its CNAME, or `key` for a key in place. `undefined`: not known. */
function selectorsOf({ world, name }: Domain): ReadonlyMap<string, readonly Provider[] | "key"> | undefined {
  const found = new Map<string, readonly Provider[] | "key">();
  for (const { selector, records } of dkimSelectors(world, name)) {
    if (selector === "" || selector.startsWith("_")) continue;
    for (const record of records) {
      if (record.type === "CNAME") {
        const { target } = record.data;
        if (!isKnown(target) || selector.startsWith("*")) return undefined;
        found.set(selector, providersOfDkimTarget(target));
      } else if (record.type === "UNKNOWN" || record.type === "NS") return undefined;
      else if (record.type === "TXT" && !selector.startsWith("*")) found.set(selector, "key");
    }
  }
  return found;
}

/** The selectors that a provider asks for and nobody declares, empty where none of it is known; `undefined`: nothing is missing. */
function missingOf(
  one: Provider,
  selectors: ReadonlyMap<string, readonly Provider[] | "key">,
): readonly string[] | undefined {
  const dkim = one.dkim;
  if (dkim === undefined) return undefined;
  const fixed = dkim.selectors.every((selector) => !selector.includes("{"));
  const asCname = dkim.form === "CNAME";
  const led = [...selectors.values()].some((each) => each !== "key" && agree(each, [one]));
  const named = fixed && dkim.selectors.some((selector) => selectors.has(selector));
  // whose a key in place is, or an alias to an unknown name, nobody can tell
  const open = [...selectors.values()].some((each) => (each === "key" ? !asCname || !fixed : each.length === 0));
  if (!led && !named) return open ? undefined : [];
  const all =
    dkim.selectors.length === dkim.cnameTargets.length || dkim.cnameTargets.some((each) => each.includes("{selector}"));
  if (!fixed || !asCname || !all || one.confidence !== "high" || !named) return undefined;
  const missing = dkim.selectors.filter((selector) => !selectors.has(selector));
  return missing.length === 0 ? undefined : missing;
}

/** The records, where the provider's form needs nothing that only its console knows. */
function helpOf(
  { name: provider, dkim }: Provider,
  { name }: Domain,
  missing: readonly string[],
): { text: string; publish?: string[] } {
  const text = `take the DKIM records from the console of ${provider}`;
  const selectors = missing.length > 0 ? missing : (dkim?.selectors ?? []);
  const publish = selectors.flatMap((selector) => {
    const index = dkim?.selectors.indexOf(selector) ?? -1;
    const targets = dkim?.cnameTargets ?? [];
    const template =
      targets.length === dkim?.selectors.length ? targets[index] : targets.length === 1 ? targets[0] : undefined;
    const target = template
      ?.replaceAll("{selector}", selector)
      .replaceAll("{domain}", name)
      .replaceAll("{domainDashed}", name.replaceAll(".", "-"));
    if (target === undefined || /[{} ]/.test(target) || !target.includes(".") || selector.includes("{")) return [];
    return [cnameLine(`${selector}._domainkey.${name}`, target.toLowerCase())];
  });
  if (publish.length < selectors.length || publish.length === 0) return { text };
  return { text: `publish what ${provider} asks for, and compare it with its console`, publish };
}
