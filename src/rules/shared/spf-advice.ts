import { providersOf, type Domain } from "../../domain/domain.ts";
import type { Help } from "../../model/finding.ts";
import type { Name } from "../../model/name.ts";
import { provider as providerById, type Provider } from "../../providers/recognise.ts";
import { spfTree } from "../../domain/texts.ts";
import { isSpf, mendSpf } from "../../syntax/spf.ts";
import { txtLine } from "./lines.ts";
import { listed } from "./wording.ts";

/** The providers of the hosts that senders try first. */
export function primaryProviders(domain: Domain): readonly Provider[] {
  return [...new Set(domain.mx.flatMap(({ primary }) => primary.flatMap(providersOf)))];
}

/**
 * The terms a provider asks for, as far as they are known; `redirect=` becomes an include, so that other senders have room beside it.
 * Values that only the customer knows stand in angle brackets.
 */
export function termsOf(provider: Provider, domain: Name): readonly string[] {
  const spf = provider.spf;
  const terms = spf?.recommended ?? (spf?.mechanisms.length === 1 ? spf.mechanisms : []);
  return terms.map((term) =>
    term
      .replace(/^redirect=/, "include:")
      .replace("{domain}", domain)
      .replace(/(?<!%)\{(\w+)\}/g, "<$1>"),
  );
}

/** The record that a domain starts with: the terms of its configured or recognised providers, else its own MX hosts. */
export function firstSpf(domain: Domain): { readonly text: string; readonly of: readonly Provider[] } | undefined {
  const { facts, name } = domain;
  const configured = [facts.mailbox, facts.gateway, ...(facts.senders ?? [])].flatMap((id) => {
    const found = id === undefined ? undefined : providerById(id);
    return found === undefined ? [] : [found];
  });
  const recognised = facts.mailbox === undefined && facts.gateway === undefined ? primaryProviders(domain) : [];
  const of = [...new Set([...recognised.slice(0, 1), ...configured])];
  const terms = [...new Set(of.flatMap((each) => termsOf(each, name)))];
  if (terms.length > 0) {
    const all = of[0]?.spf?.all;
    return { text: `v=spf1 ${terms.join(" ")} ${all === "-all" ? all : "~all"}`, of };
  }
  if (of.length > 0 || domain.mx.length === 0 || domain.mx.every(({ isNull }) => isNull)) return undefined;
  return { text: "v=spf1 mx ~all", of };
}

/** Help for a domain that has no policy yet. */
export function firstSpfHelp(domain: Domain): Help {
  const first = firstSpf(domain);
  if (first === undefined) {
    return { text: "publish a TXT record v=spf1 with the servers that send, and ~all; v=spf1 -all if none does" };
  }
  const of = listed(first.of.map((each) => each.name));
  const filter = first.of.length > 0 && first.of.every(({ kind }) => kind === "gateway");
  const more = filter ? "add the mailbox provider behind it and what else sends" : "add what else sends";
  const text = of === "" ? `authorise the MX hosts; ${more}` : `publish what ${of} asks for; ${more}`;
  return { text, publish: [txtLine(domain.name, first.text)] };
}

/** Help for a policy in a record of type SPF: the same one as TXT, its slips mended. */
export function asTxtHelp(owner: Name, text: string | undefined): Help {
  if (text === undefined || !isSpf(text)) return { text: "publish the same text as TXT" };
  const tree = spfTree(text);
  if (tree.errors.length === 0) return { text: "publish the same text as TXT", publish: [txtLine(owner, text)] };
  const mended = mendSpf(tree);
  if (mended === undefined) return { text: "publish a policy as TXT; the text of this one breaks the grammar" };
  return { text: "publish it as TXT, with its slip mended", publish: [txtLine(owner, mended)] };
}
