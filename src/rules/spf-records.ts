import { providersOf, type Domain } from "../domain/domain.ts";
import { spfTree, type SpfText } from "../domain/texts.ts";
import type { World } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import { provider as providerById, type Provider } from "../providers/recognise.ts";
import { mendSpf, printTerm, type Qualifier, type SpfMechanism, type SpfRecord, type SpfTerm } from "../syntax/spf.ts";
import { quoteTxt, splitText } from "../syntax/txt.ts";

/** A line to publish: a TXT record in zone-file text, cut into strings of 255 bytes. */
export function txtLine(owner: Name, text: string): string {
  return `${owner}. TXT ${quoteTxt(splitText(text))}`;
}

/** Whether a name holds texts of other mail standards, so that SPF has no business there. */
export function isOtherPolicyName(name: Name): boolean {
  return /(?:^|\.)_(?:dmarc|domainkey|mta-sts|tls|report)\./.test(name);
}

/** The terms that receivers evaluate: those up to the first `all` (RFC 7208 5.1). */
export function liveTerms(spf: SpfRecord): readonly SpfTerm[] {
  return spf.all === undefined ? spf.terms : spf.terms.slice(0, spf.terms.indexOf(spf.all) + 1);
}

/** Mechanisms that let a sender pass or answer neutrally, `all` left out. */
export function liveMechanisms(spf: SpfRecord): SpfMechanism[] {
  return liveTerms(spf).filter((term): term is SpfMechanism => term.kind === "mechanism" && term.name !== "all");
}

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
  const recognised = primaryProviders(domain);
  const of = configured.length > 0 ? configured : recognised.slice(0, 1);
  const terms = [...new Set(of.flatMap((each) => termsOf(each, name)))];
  if (terms.length > 0) {
    const all = of[0]?.spf?.all;
    return { text: `v=spf1 ${terms.join(" ")} ${all === "-all" ? all : "~all"}`, of };
  }
  if (of.length > 0 || domain.mx.length === 0 || domain.mx.every(({ isNull }) => isNull)) return undefined;
  return { text: "v=spf1 mx ~all", of };
}

const WEAK: readonly Qualifier[] = ["-", "~", "?", "+"];

/**
 * One record with every authorisation of several, each once, in their order. Of their `all` the weakest that is still a
 * judgement; `undefined` where one of them cannot be mended.
 */
export function mergeSpf(texts: readonly SpfText[]): string | undefined {
  const words = new Map<string, string>();
  let weakest = 0;
  for (const { spf } of texts) {
    const mended = spf.errors.length === 0 ? spf : asMended(spf);
    if (mended === undefined) return undefined;
    for (const term of liveTerms(mended)) {
      if (term === mended.all || term.kind === "invalid") continue;
      if (term.kind === "modifier" && term.name !== "redirect" && term.name !== "exp") continue;
      const word = printTerm(mended, term);
      if (term.kind === "mechanism") add(words, word.replace(/^\+/, ""));
      else if (term.name === "exp") add(words, word, "exp=");
      else if (mended.all === undefined) add(words, `include:${term.value}`);
    }
    weakest = Math.max(weakest, mended.all === undefined ? 1 : WEAK.indexOf(mended.all.qualifier));
  }
  return ["v=spf1", ...words.values(), weakest === 0 ? "-all" : "~all"].join(" ");
}

function asMended(spf: SpfRecord): SpfRecord | undefined {
  const text = mendSpf(spf);
  return text === undefined ? undefined : spfTree(text);
}

function add(words: Map<string, string>, word: string, key = word.toLowerCase()): void {
  if (!words.has(key)) words.set(key, word);
}

const included = new WeakMap<World, ReadonlySet<Name>>();

/** The names that an include or redirect of the declared world leads to. */
export function includedNames(world: World): ReadonlySet<Name> {
  let names = included.get(world);
  if (names === undefined) {
    const found = new Set<Name>();
    for (const node of world.nodes.values()) {
      for (const record of node.records) {
        if (record.type !== "TXT" || !Array.isArray(record.data.strings)) continue;
        const text = record.data.strings.join("");
        if (!/^v=spf1 /i.test(text)) continue;
        for (const term of spfTree(text).terms) {
          if (term.kind === "invalid" || (term.name !== "include" && term.name !== "redirect")) continue;
          if (term.domain?.name !== undefined) found.add(term.domain.name);
        }
      }
    }
    included.set(world, (names = found));
  }
  return names;
}
