import { spfTreeOfText, type SpfBranch, type SpfTree } from "../domain/spf-tree.ts";
import type { SpfText } from "../domain/texts.ts";
import type { Place } from "../model/finding.ts";
import { defineRule, rfc } from "./define.ts";
import { edited, isIncludeOnly, termOf } from "./shared/spf-edits.ts";
import { quoted } from "./shared/wording.ts";

/** One step round the loop. */
interface Step {
  readonly tree: SpfTree;
  readonly branch: SpfBranch;
}

export default defineRule({
  id: "spf-include-loop",
  kind: "domain",
  needs: "spf",
  set: "default",
  severity: "error",
  covers: ["spf-lookup-limit"],
  summary: "an SPF include or redirect leads back to the policy it stands in",
  consequence: "receivers go round until the look-ups are spent and stop with permerror",
  references: [rfc(7208, "4.6.4"), rfc(7208, "5.2")],
  smtp: ["550 5.7.26"],
  messages: {
    self: ({ term }: { term: string }) =>
      `${quoted(term)} leads to the policy it stands in: receivers go round until 10 look-ups are spent and stop with permerror`,
    loop: ({ term, path }: { term: string; path: readonly string[] }) =>
      `${quoted(term)} leads back here (${path.join(" -> ")}): receivers go round until 10 look-ups are spent and stop with permerror`,
  },
  docs: {
    why: "A receiver follows include and redirect for every message. Where they lead round in a circle it stops after ten look-ups with permerror, and whoever was not found before never passes.",
    fix: "Take out the term that leads back.",
    bad: ["@ TXT v=spf1 include:_spf.example.com -all", "_spf TXT v=spf1 ip4:192.0.2.1 include:example.com ~all"],
    good: ["@ TXT v=spf1 include:_spf.example.com -all", "_spf TXT v=spf1 ip4:192.0.2.1 ~all"],
  },
  check(domain, context) {
    const { world, name } = domain;
    for (const texts of domain.spf.alternatives) {
      const [text] = texts;
      if (text === undefined || texts.length > 1) continue;
      const leads = text.spf.lookupTerms.some(
        (term) =>
          (term.name === "include" || term.name === "redirect") &&
          (term.domain?.name === undefined || world.knows(term.domain.name)),
      );
      if (!leads) continue;
      const tree = spfTreeOfText(world, name, text);
      for (const branch of tree.branches) {
        const steps = wayBack(branch, tree, tree.name);
        if (steps === undefined || !isFirst(steps)) continue;
        const { term } = branch;
        const path = [...steps.map((step) => step.tree.name), name];
        const where = {
          at: placeOf(text, branch),
          related: steps.slice(1).map((step) => ({ ...placeOf(step.tree.text, step.branch), note: "leads on" })),
          help: {
            text: "take out the term that leads back",
            ...(term.name === "include" ? edited(text, { drop: [term] }) : {}),
          },
        };
        if (steps.length === 1) context.report("self", { term: termOf(text, term) }, where);
        else context.report("loop", { term: termOf(text, term), path }, where);
      }
    }
  },
});

function placeOf({ record }: SpfText, { term }: SpfBranch): Place {
  return { record, field: "text", span: [term.start, term.end] };
}

/** The steps from a term back to the policy at `home`. */
function wayBack(branch: SpfBranch, tree: SpfTree, home: string): Step[] | undefined {
  const step = { tree, branch };
  if (branch.state === "loop") return branch.target === home ? [step] : undefined;
  for (const next of branch.tree?.branches ?? []) {
    const rest = branch.tree === undefined ? undefined : wayBack(next, branch.tree, home);
    if (rest !== undefined) return [step, ...rest];
  }
  return undefined;
}

/**
 * A loop is reported once, at the first of its names. One that only others include comes first: what leads back from
 * there to a mail domain is most likely the slip. A policy of the context is not judged.
 */
function isFirst(steps: readonly Step[]): boolean {
  const [home, ...others] = steps.map(({ tree }) => tree);
  return others.every(({ name, text }) => text.record.source.context === true || rank(name) > rank(home?.name ?? ""));
}

function rank(name: string): string {
  return (isIncludeOnly(name) ? "0" : "1") + name;
}
