import { addressesOf } from "../domain/addresses.ts";
import { VOID_LIMIT } from "../domain/spf-evaluate.ts";
import { spfTreeOfText, type SpfBranch, type SpfTree } from "../domain/spf-tree.ts";
import type { SpfText } from "../domain/texts.ts";
import type { World } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import { defineRule, rfc } from "./define.ts";
import { edited, termOf } from "./spf-lines.ts";
import { listed, quoted } from "./wording.ts";

/** A term that finds nothing, and the policy it stands in. */
interface VoidTerm {
  readonly branch: SpfBranch;
  readonly text: SpfText;
  /** The term of the judged policy that it is or that leads to it. */
  readonly own: SpfBranch;
}

export default defineRule({
  id: "spf-void-lookups",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "more than two SPF terms ask for names that do not exist",
  consequence: "receivers stop with permerror after two look-ups that find nothing",
  references: [rfc(7208, "4.6.4")],
  smtp: ["550 5.7.26"],
  messages: {
    voids: ({ terms, count }: { terms: readonly string[]; count: number }) =>
      `${listed(terms)} find nothing in the declared zones; ${count} look-ups are void, and receivers stop with permerror after ${VOID_LIMIT}`,
  },
  docs: {
    why: "A receiver that asks for a name without such records gets a void answer. RFC 7208 lets it give up with permerror after two of them, because such policies are used to attack name servers.",
    fix: "Take out the terms whose hosts are gone, or declare their addresses.",
    bad: ["@ TXT v=spf1 a:old1.example.com a:old2.example.com a:old3.example.com -all"],
    good: ["@ TXT v=spf1 a:mail.example.com -all", "mail A 192.0.2.1"],
  },
  check(domain, context) {
    const { world, name } = domain;
    for (const texts of domain.spf.alternatives) {
      const [text] = texts;
      if (text === undefined || texts.length > 1 || !mayBeVoid(world, name, text)) continue;
      const voids = voidTerms(world, spfTreeOfText(world, name, text));
      const third = voids[VOID_LIMIT];
      if (third === undefined) continue;
      const { term } = third.own;
      const own = voids.filter((each) => each.text === text).map(({ branch }) => branch.term);
      const terms = [...new Set(voids.map((each) => quoted(termOf(each.text, each.branch.term))))];
      context.report(
        "voids",
        { terms, count: voids.length },
        {
          at: { record: text.record, field: "text", span: [term.start, term.end] },
          related: voids
            .filter((each) => each !== third)
            .slice(0, 10)
            .map(({ branch, text: { record } }) => ({
              record,
              field: "text",
              span: [branch.term.start, branch.term.end],
              note: "finds nothing",
            })),
          help: {
            text: "take out the terms whose hosts are gone",
            ...(voids.length - own.length <= VOID_LIMIT ? edited(text, { drop: own }) : {}),
          },
        },
      );
    }
  },
});

/** Whether there are enough terms that the declared world could prove void. */
function mayBeVoid(world: World, name: Name, { spf }: SpfText): boolean {
  let possible = 0;
  for (const term of spf.lookupTerms) {
    const target = term.domain === undefined ? name : term.domain.name;
    if (target !== undefined && world.zoneOf(target) === undefined) continue;
    if (term.name === "include" || term.name === "redirect") return true;
    if (++possible > VOID_LIMIT) return true;
  }
  return false;
}

/**
 * The void terms of a policy; with those of the policies it includes where its own are not too many already. None where an
 * included policy has too many alone and is reported itself.
 */
function voidTerms(world: World, tree: SpfTree): VoidTerm[] {
  const { text, branches } = tree;
  const own = branches.filter((branch) => isVoid(world, branch));
  if (own.length > VOID_LIMIT) return own.map((branch) => ({ branch, text, own: branch }));
  const found: VoidTerm[] = [];
  for (const branch of branches) {
    if (own.includes(branch)) found.push({ branch, text, own: branch });
    if (branch.tree === undefined) continue;
    const below = voidTerms(world, branch.tree);
    const { isComplete, text: theirs } = branch.tree;
    if (below.length > VOID_LIMIT && isComplete && theirs.record.source.context !== true) return [];
    for (const each of below) found.push({ ...each, own: branch });
  }
  return found;
}

/** An include without a policy is permerror at once and not counted here. */
function isVoid(world: World, { state, target, term }: SpfBranch): boolean {
  if (state !== "host" || target === undefined) return false;
  if (term.name === "mx") return world.lookup(target, "MX").state === "absent";
  const { a, aaaa, loop } = addressesOf(world, target);
  // a circle of CNAME records is an error and not a void answer
  if (loop) return false;
  if (term.name === "exists") return a === "none";
  // void to every client, over IPv4 and over IPv6
  return term.name === "a" && a === "none" && aaaa === "none";
}
