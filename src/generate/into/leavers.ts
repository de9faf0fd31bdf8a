import { providersOf, type Domain } from "../../domain/domain.ts";
import { registrableDomain } from "../../domain/organizational.ts";
import { isAtOrBelow, type Name } from "../../model/name.ts";
import type { DnsRecord, MxRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { provider, providersOfDkimTarget, providersOfSpfDomain, type Provider } from "../../providers/recognise.ts";
import type { SpfTerm } from "../../syntax/spf.ts";
import { publishableExtras } from "../classify.ts";
import { recipeOf } from "../recipes.ts";
import type { MailRequest } from "../request.ts";
import { matchTemplate } from "./match.ts";

/** The providers whose mail service ends with the plan, and what is theirs. A sending service never is one of them. */
export class Leavers {
  readonly #all: ReadonlySet<Provider>;
  readonly #staying: ReadonlySet<string>;

  constructor(found: Iterable<Provider>, request: MailRequest) {
    this.#staying = stayingIds(request);
    this.#all = new Set([...found].filter((each) => each.kind !== "sender" && !this.#stays(each)));
  }

  #stays({ id, family, sharesHostsWith }: Provider): boolean {
    return [id, ...sharesHostsWith].some((each) => this.#staying.has(each)) || this.#staying.has(family);
  }

  /** The one of them that is meant, where nobody who stays, and no sending service, may be meant as well. */
  among(found: readonly Provider[]): Provider | undefined {
    if (found.some((each) => each.kind === "sender" || this.#stays(each))) return undefined;
    return found.find((each) => this.#all.has(each));
  }

  /** Whose SPF term it is. */
  ofTerm(term: SpfTerm): Provider | undefined {
    return term.kind === "invalid" || term.domain === undefined
      ? undefined
      : this.among(providersOfSpfDomain(term.domain.text));
  }

  /** Whose DKIM record it is, by where it leads, or by a selector that is the provider's own; keys of others have no sign of it. */
  ofKey(record: DnsRecord, domain: Name): Provider | undefined {
    const { name } = record;
    const suffix = `._domainkey.${domain}`;
    if (!isKnown(name) || !name.endsWith(suffix)) return undefined;
    if (record.type === "CNAME") {
      return isKnown(record.data.target) ? this.among(providersOfDkimTarget(record.data.target)) : undefined;
    }
    const selector = name.slice(0, -suffix.length);
    const isShared = [...this.#staying].some((id) => documents(provider(id), selector));
    return isShared ? undefined : this.ofOtherKey(record, domain);
  }

  /** Whose key it is, where it is known to be none of those who stay: `default` is the selector of many. */
  ofOtherKey({ name, type }: DnsRecord, domain: Name): Provider | undefined {
    const suffix = `._domainkey.${domain}`;
    if (type !== "TXT" || !isKnown(name) || !name.endsWith(suffix)) return undefined;
    const selector = name.slice(0, -suffix.length);
    return [...this.#all].find((each) => documents(each, selector));
  }

  /** Whose record it is: by its data where it leads to a host of the provider, or as the provider tells its customers to publish it. */
  ofHost(record: DnsRecord, domain: Name): Provider | undefined {
    const { name } = record;
    if (!isKnown(name) || name === domain || !isAtOrBelow(name, domain)) return undefined;
    const target = record.type === "CNAME" || record.type === "SRV" ? record.data.target : undefined;
    if (target === undefined || !isKnown(target) || name.includes("._domainkey.")) return undefined;
    const owner = registrableDomain(target);
    const isClient = record.type === "SRV" || CLIENT_LABEL.test(name.slice(0, name.length - domain.length - 1));
    for (const each of this.#all) {
      if (isClient && owner !== undefined && each.mx?.registrableDomains.includes(owner) === true) return each;
      const recipe = recipeOf(each.id);
      const fits = recipe && publishableExtras(recipe).some((extra) => matchTemplate(extra, record, recipe, domain));
      if (fits === true) return each;
    }
    return undefined;
  }
}

/** Names by which mail clients find their settings. */
const CLIENT_LABEL = /^(?:autodiscover|autoconfig|_autodiscover\._tcp)$/;

function stayingIds(request: MailRequest): ReadonlySet<string> {
  if ("parked" in request) return new Set();
  const ids = [request.provider.id, request.gateway?.id, ...(request.senders ?? []).map(({ id }) => id)];
  return new Set(ids.filter((id) => id !== undefined).flatMap((id) => [id, provider(id)?.family ?? id]));
}

/** Whether a provider has its customers publish a key, and no alias, at a selector. */
function documents(each: Provider | undefined, selector: string): boolean {
  if (each === undefined) return false;
  const records = recipeOf(each.id)?.publish?.dkim?.records ?? [];
  if (records.some(({ name, type }) => type === "TXT" && name.toLowerCase() === `${selector}._domainkey`)) return true;
  return (
    each.dkim !== undefined &&
    each.dkim.form !== "CNAME" &&
    each.dkim.selectors.some((known) => known.toLowerCase() === selector)
  );
}

/**
 * The providers that a set of MX hosts speaks of. Where the hosts bear the domain's own name, the mailbox provider in SPF is
 * the one: many web hosts are known by that alone.
 */
export function receivers(records: readonly MxRecord[], domain: Domain): readonly Provider[] {
  const found = records.flatMap(providersOf);
  if (found.length > 0 || records.length === 0) return [...new Set(found)];
  const isOwn = records.every(({ data }) => isKnown(data.exchange) && isAtOrBelow(data.exchange, domain.name));
  return isOwn ? spfSenders(domain).filter(({ kind, confidence }) => kind === "mailbox" && confidence !== "low") : [];
}

/** The providers that the domain's SPF policy names. */
export function spfSenders(domain: Domain): readonly Provider[] {
  const terms = domain.spf.alternatives.flat().flatMap(({ spf }) => spf.terms);
  const domains = terms.flatMap((term) => (term.kind === "invalid" || term.domain === undefined ? [] : [term.domain]));
  return [...new Set(domains.flatMap(({ text }) => providersOfSpfDomain(text)))];
}
