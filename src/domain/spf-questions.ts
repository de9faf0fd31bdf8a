import type { Question } from "../model/measured.ts";
import type { Name } from "../model/name.ts";
import { fixedTarget } from "./spf-macro.ts";
import { isTxt, spfTexts, spfTree, type SpfText } from "./texts.ts";
import type { World } from "./world.ts";

/**
 * What the DNS would have to be asked to count the look-ups of the declared SPF policies (RFC 7208 4.6.4), each question
 * once. Policies of private zones and of the context ask for nothing themselves; targets with macros are never asked for.
 */
export function openQuestions(world: World): Question[] {
  const walk = new Walk(world);
  for (const { name, zone, records } of world.nodes.values()) {
    if (zone.zone.private) continue;
    if (!records.some(isTxt)) continue;
    const own = records.filter(({ source }) => source.context !== true);
    for (const { spf } of spfTexts(own)) walk.policy(name, spf);
  }
  return walk.questions();
}

/** What a policy that the DNS answered with asks for in turn, beyond the declared zones. */
export function furtherQuestions(world: World, name: Name, texts: readonly string[]): Question[] {
  const walk = new Walk(world);
  for (const text of texts) walk.policy(name, spfTree(text));
  return walk.questions();
}

class Walk {
  readonly #world: World;
  readonly #found = new Map<string, Question>();
  /** Declared names whose policy is gone through. */
  readonly #done = new Set<Name>();
  readonly #pending: { readonly name: Name; readonly spf: SpfText["spf"] }[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  policy(name: Name, spf: SpfText["spf"]): void {
    this.#pending.push({ name, spf });
  }

  questions(): Question[] {
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      for (const term of next.spf.lookupTerms) {
        const target = fixedTarget(term.domain, next.name);
        if (target === undefined || target === "macro") continue;
        if (term.name === "include" || term.name === "redirect") this.#ask(target, "TXT");
        else if (term.name === "mx") this.#ask(target, "MX");
        else if (term.name === "a" || term.name === "exists") this.#ask(target, "A");
        if (term.name === "a") this.#ask(target, "AAAA");
      }
    }
    return [...this.#found.values()];
  }

  #ask(target: Name, type: Question["type"]): void {
    const answer = this.#world.lookup(target, type);
    if (answer.state === "found") {
      if (type !== "TXT" || this.#done.has(target)) return;
      this.#done.add(target);
      for (const { spf } of spfTexts(answer.records)) this.policy(target, spf);
    } else if (answer.state !== "absent" && answer.outside !== undefined) {
      const question = { name: answer.outside, type };
      this.#found.set(`${type} ${question.name}`, question);
    }
  }
}
