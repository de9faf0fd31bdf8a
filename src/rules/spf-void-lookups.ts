import { DECLARED, findsNothing } from "../domain/measured.ts";
import { VOID_LIMIT } from "../domain/spf-evaluate.ts";
import { spfTreeOfText, type SpfBranch, type SpfTree } from "../domain/spf-tree.ts";
import type { SpfText } from "../domain/texts.ts";
import type { World } from "../domain/world.ts";
import type { Name } from "../model/name.ts";
import { defineRule, rfc } from "./define.ts";
import { edited, termOf } from "./shared/spf-edits.ts";
import { listed, quoted } from "./shared/wording.ts";

/** A term that finds nothing, and the policy it stands in. */
interface VoidTerm {
  readonly branch: SpfBranch;
  readonly text: SpfText;
  /** The term of the judged policy that it is or that leads to it. */
  readonly own: SpfBranch;
  /** The day on which that was measured; `DECLARED` where the zones prove it. */
  readonly day: string;
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
    voids: ({ terms, count, day }: { terms: readonly string[]; count: number; day: string | undefined }) =>
      `${listed(terms)} find nothing ${day === undefined ? "in the declared zones" : `(measured on ${day})`}; ${count} look-ups are void, and receivers stop with permerror after ${VOID_LIMIT}`,
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
      // the oldest of the days
      const [day] = voids.flatMap((each) => (each.day === DECLARED ? [] : [each.day])).sort();
      context.report(
        "voids",
        { terms, count: voids.length, day },
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

/** Whether there are enough terms that the declared world, or what was measured, could prove void. */
function mayBeVoid(world: World, name: Name, { spf }: SpfText): boolean {
  let possible = 0;
  for (const term of spf.lookupTerms) {
    const target = term.domain === undefined ? name : term.domain.name;
    if (target !== undefined && !world.knows(target)) continue;
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
  const own = branches.flatMap((branch): VoidTerm[] => {
    const day = voidSince(world, branch);
    return day === undefined ? [] : [{ branch, text, own: branch, day }];
  });
  if (own.length > VOID_LIMIT) return own;
  const found: VoidTerm[] = [];
  for (const branch of branches) {
    found.push(...own.filter((each) => each.branch === branch));
    if (branch.tree === undefined) continue;
    const below = voidTerms(world, branch.tree);
    const { isComplete, text: theirs } = branch.tree;
    if (below.length > VOID_LIMIT && isComplete && theirs.record.source.context !== true) return [];
    for (const each of below) found.push({ ...each, own: branch });
  }
  return found;
}

/** An include without a policy is permerror at once and not counted here. */
function voidSince(world: World, { state, target, term }: SpfBranch): string | undefined {
  return state === "host" && target !== undefined ? findsNothing(world, term, target) : undefined;
}
