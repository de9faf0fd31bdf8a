import type { Domain } from "../../domain/domain.ts";
import type { Name } from "../../model/name.ts";
import { agree, providersOfSpfDomain, type Provider } from "../../providers/recognise.ts";
import type { SpfMechanism, SpfModifier, SpfRecord } from "../../syntax/spf.ts";
import { spfPolicyOf } from "../../domain/spf-policy.ts";
import { liveTerms } from "./spf-records.ts";

/** Whom a policy lets send, as far as its terms and the includes of the declared world tell. */
export interface SpfReach {
  /** By the domains that its terms name. */
  readonly providers: ReadonlySet<Provider>;
  /** Domains of includes and redirects that lead outside the declared world and whose senders nobody knows. */
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
  const unknown = new Set<string>();
  const unreadable: string[] = [];
  const hosts: SpfMechanism[] = [];
  const seen = new Set<Name>([domain.name]);
  const pending: { readonly tree: SpfRecord; readonly measured?: string }[] = [{ tree: policy.spf }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { tree, measured } = next;
    for (const term of liveTerms(tree)) {
      if (term.kind === "invalid" || (term.kind === "mechanism" && term.qualifier === "-")) continue;
      if (term.kind === "modifier" && (term.name !== "redirect" || tree.all !== undefined)) continue;
      const target = term.domain;
      const found = target === undefined ? [] : providersOfSpfDomain(target.text);
      const isOpen = found.some(({ id }) => id === FLATTENERS) || (found.length === 0 && target?.literal === false);
      if (isOpen) {
        if (measured === undefined) unreadable.push(tree.text.slice(term.start, term.end));
        else unknown.add(measured);
        continue;
      }
      for (const each of found) providers.add(each);
      if (found.length > 0 || term.name === "all") continue;
      if (!leadsOn(term)) {
        // what servers another's policy lists is not known by their addresses
        if (measured !== undefined) unknown.add(measured);
        else if (term.kind === "mechanism") hosts.push(term);
      } else if (target?.name !== undefined && !seen.has(target.name)) {
        seen.add(target.name);
        const outer = view(target.name);
        const answered = outer.policy === undefined ? spfPolicyOf(domain.world, target.name) : undefined;
        if (seen.size > MAX_POLICIES) unknown.add(target.text);
        else if (outer.policy !== undefined) pending.push({ tree: outer.policy.spf });
        else if (answered?.state === "found" && answered.day !== undefined)
          pending.push({ tree: answered.texts[0].spf, measured: target.text });
        else if (outer.spf.answer.state !== "absent" && !(answered?.state === "none" && answered.day !== undefined))
          unknown.add(target.text);
      }
    }
  }
  return { providers, unknown: [...unknown], unreadable, hosts };
}

const FLATTENERS = "spf-flatteners";

function leadsOn(term: SpfMechanism | SpfModifier): boolean {
  return term.name === "include" || term.name === "redirect";
}

/** Whether one of them is authorised, by a name of its own or of its family. */
export function reaches({ providers }: SpfReach, wanted: readonly Provider[]): boolean {
  return agree([...providers], wanted);
}
