import type { Name } from "../model/name.ts";
import type { SpfMechanism, SpfTerm } from "../syntax/spf.ts";
import { fixedTarget } from "./spf-macro.ts";
import { spfTreeOfText, type SpfBranch, type SpfTree } from "./spf-tree.ts";
import type { SpfText } from "./texts.ts";
import type { World } from "./world.ts";

/** Each term that repeats an earlier one, with that one; terms after `all` are another rule's affair. */
export function repeatedTerms({ spf }: SpfText, owner: Name): [SpfMechanism, SpfMechanism][] {
  let seen: Map<string, SpfMechanism> | undefined;
  const found: [SpfMechanism, SpfMechanism][] = [];
  if (plainlyDiffer(spf.terms)) return found;
  for (const term of spf.terms) {
    if (term.kind !== "mechanism") continue;
    if (term.name === "all") break;
    const key = clientsOf(term, owner);
    const first = (seen ??= new Map<string, SpfMechanism>()).get(key);
    if (first === undefined) seen.set(key, term);
    else found.push([term, first]);
  }
  return found;
}

/** Whether a few terms are seen to differ at a glance: most records are judged by this alone. */
function plainlyDiffer(terms: readonly SpfTerm[]): boolean {
  if (terms.length > 12) return false;
  for (let i = 1; i < terms.length; i++) {
    const one = terms[i] as SpfTerm;
    if (one.kind !== "mechanism") continue;
    for (let j = 0; j < i; j++) {
      const other = terms[j] as SpfTerm;
      if (other.kind !== "mechanism" || other.name !== one.name) continue;
      if (one.ip4 !== undefined && one.cidr4 === undefined && other.cidr4 === undefined) {
        if (one.ip4 !== other.ip4) continue;
      } else if (one.domain?.name !== undefined && other.domain?.name !== undefined) {
        if (one.domain.name !== other.domain.name) continue;
      }
      return false;
    }
  }
  return true;
}

/** The same for terms that match the same clients, whatever their qualifiers. */
export function clientsOf(term: SpfMechanism, owner: Name): string {
  const { name, ip4, ip6, domain, cidr4, cidr6 } = term;
  const length4 = cidr4?.length ?? 32;
  const length6 = cidr6?.length ?? 128;
  if (ip4 !== undefined) return `4 ${Math.floor(ip4 / 2 ** (32 - length4))}/${length4}`;
  if (ip6 !== undefined) return `6 ${ip6 >> BigInt(128 - length6)}/${length6}`;
  const target = fixedTarget(domain, owner);
  const asked = target === undefined || target === "macro" ? `%${domain?.text ?? ""}` : target;
  return `${name} ${asked} ${length4} ${length6}`;
}

/** Own includes that another include of the record, declared here, contains: the inner and the outer one. */
export function nestedIncludes(world: World, name: Name, text: SpfText): [SpfBranch, SpfBranch][] {
  const includes = text.spf.lookupTerms.filter((term) => term.name === "include");
  if (includes.length < 2) return [];
  if (!includes.some(({ domain }) => domain?.name !== undefined && world.zoneOf(domain.name) !== undefined)) return [];
  // with an exception before it, an include may let pass what the other one would not
  if (!text.spf.terms.every((term) => term.kind !== "mechanism" || term.name === "all" || term.qualifier === "+"))
    return [];
  const { branches } = spfTreeOfText(world, name, text);
  const found: [SpfBranch, SpfBranch][] = [];
  const gone = new Set<SpfBranch>();
  for (const inner of branches) {
    if (inner.term.name !== "include" || inner.target === undefined) continue;
    const target = inner.target;
    const outer = branches.find(
      (each) =>
        each !== inner &&
        !gone.has(each) &&
        each.target !== target &&
        each.state === "declared" &&
        each.tree !== undefined &&
        passes(each.tree, target),
    );
    if (outer === undefined) continue;
    gone.add(inner);
    found.push([inner, outer]);
  }
  return found;
}

/** Whether a policy lets everybody pass whom the policy at `target` does. */
export function passes({ text, branches }: SpfTree, target: Name): boolean {
  const exception = text.spf.terms.find((term) => term.kind === "mechanism" && term.qualifier !== "+");
  return branches.some(
    (branch) =>
      (exception === undefined || branch.term.start < exception.start) &&
      (branch.target === target
        ? branch.term.name === "include" || branch.term.name === "redirect"
        : branch.state === "declared" && branch.tree !== undefined && passes(branch.tree, target)),
  );
}
