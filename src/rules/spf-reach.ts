import type { Domain } from "../domain/domain.ts";
import type { Name } from "../model/name.ts";
import { agree, providersOfSpfDomain, type Provider } from "../providers/recognise.ts";
import type { SpfMechanism, SpfModifier } from "../syntax/spf.ts";
import { liveTerms } from "./spf-records.ts";

/** Whom a policy lets send, as far as its terms and the includes of the declared world tell. */
export interface SpfReach {
  /** By the domains that its terms name. */
  readonly providers: ReadonlySet<Provider>;
  /** Domains of includes and redirects that lead outside the declared world and that nobody knows. */
  readonly unknown: readonly string[];
  /** Terms whose senders cannot be read: macros, hosted and flattened policies. */
  readonly unreadable: readonly string[];
  /** `a`, `mx` and addresses, that is hosts that only the owner knows; `mx` says which. */
  readonly hosts: readonly SpfMechanism[];
}

/** Receivers stop at ten look-ups; whatever lies behind more is not reached (RFC 7208 4.6.4). */
const MAX_POLICIES = 32;

/** Walks a domain's one policy and what it includes in the declared world. */
export function reachOf(domain: Domain, view: (name: Name) => Domain): SpfReach | undefined {
  const policy = domain.policy;
  if (policy === undefined) return undefined;
  const providers = new Set<Provider>();
  const unknown: string[] = [];
  const unreadable: string[] = [];
  const hosts: SpfMechanism[] = [];
  const seen = new Set<Name>([domain.name]);
  const pending = [policy.spf];
  for (let tree = pending.pop(); tree !== undefined; tree = pending.pop()) {
    for (const term of liveTerms(tree)) {
      if (term.kind === "invalid" || (term.kind === "mechanism" && term.qualifier === "-")) continue;
      if (term.kind === "modifier" && (term.name !== "redirect" || tree.all !== undefined)) continue;
      const target = term.domain;
      const found = target === undefined ? [] : providersOfSpfDomain(target.text);
      if (found.some(({ id }) => id === FLATTENERS)) {
        unreadable.push(tree.text.slice(term.start, term.end));
        continue;
      }
      for (const each of found) providers.add(each);
      if (found.length > 0 || term.name === "all") continue;
      if (target !== undefined && !target.literal) {
        unreadable.push(tree.text.slice(term.start, term.end));
      } else if (!leadsOn(term)) {
        if (term.kind === "mechanism") hosts.push(term);
      } else if (target?.name !== undefined && !seen.has(target.name)) {
        seen.add(target.name);
        const next = view(target.name);
        if (next.policy !== undefined && seen.size <= MAX_POLICIES) pending.push(next.policy.spf);
        else if (next.spf.answer.state !== "absent") unknown.push(target.text);
      }
    }
  }
  return { providers, unknown, unreadable, hosts };
}

const FLATTENERS = "spf-flatteners";

function leadsOn(term: SpfMechanism | SpfModifier): boolean {
  return term.name === "include" || term.name === "redirect";
}

/** Whether one of them is authorised, by a name of its own or of its family. */
export function reaches({ providers }: SpfReach, wanted: readonly Provider[]): boolean {
  return agree([...providers], wanted);
}
