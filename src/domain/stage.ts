import { dayOf } from "../model/dates.ts";
import type { TxtRecord } from "../model/record.ts";
import { isDmarc } from "../syntax/dmarc.ts";
import { policyFor, type FoundPolicy } from "./dmarc.ts";
import type { Domain } from "./domain.ts";
import type { DmarcPlan, DmarcStage, DomainFacts } from "./facts.ts";
import type { Name } from "../model/name.ts";
import { dmarcTree } from "./texts.ts";

/** Since when something holds, and who says so. */
export interface Held {
  /** ISO date. */
  readonly since: string;
  /** Ends "held since …, by …". */
  readonly source: string;
  /** The beginning itself is not known: it may lie earlier. */
  readonly atLeast?: boolean;
}

/**
 * What the history of the documents tells of a record: since when a text for which `same` holds stands at its name.
 * `undefined` where nothing is known.
 */
export type HeldSince = (record: TxtRecord, same: (text: string) => boolean) => Held | undefined;

export const noHistory: HeldSince = () => undefined;

/** Stages that somebody declares for a name, and who it is. */
export type PlansOf = (name: Name) => readonly { readonly plan: DmarcPlan; readonly source: string }[];

/** The stage that facts declare, if any. */
export function planOf({ dmarc }: DomainFacts, source: string): ReturnType<PlansOf> {
  return dmarc === undefined ? [] : [{ plan: dmarc, source }];
}

/** The stage that a policy is, as the configuration names it. */
export function stageOf({ policy, test }: Pick<FoundPolicy, "policy" | "test">): DmarcStage {
  return test && policy !== "none" ? `${policy}-test` : policy;
}

/**
 * Since when the policy that holds for a domain is the same: by the record's own modification time, else by the history of
 * the documents, else by the configuration, where the stage it declares is this one. The history counts what receivers are
 * asked for, so that another report address is no new beginning.
 */
export function heldStage(domain: Domain, found: FoundPolicy, history: HeldSince, plansOf: PlansOf): Held | undefined {
  const { record } = found.text;
  const modified = dayOf(record.vendor?.modified);
  if (modified !== undefined) {
    return { since: modified, source: `the record's modification time (${record.source.publisher.title})` };
  }
  const told = history(record, (text) => asksFor(text, found, domain.name) === found.effective);
  if (told !== undefined && told.atLeast !== true) return told;
  const stage = stageOf(found);
  const plans = [...plansOf(domain.name), ...plansOf(found.from)];
  const { plan, source = "" } = plans.find((each) => each.plan.since !== undefined && each.plan.stage === stage) ?? {};
  if (plan?.since === undefined || (told !== undefined && told.since <= plan.since)) return told;
  return { since: plan.since, source };
}

/** What another text at the same place would ask receivers for. */
function asksFor(text: string, found: FoundPolicy, name: string): string | undefined {
  if (!isDmarc(text)) return undefined;
  const outcome = policyFor({ record: found.text.record, text, dmarc: dmarcTree(text) }, found.from, name);
  return outcome.state === "policy" ? outcome.effective : undefined;
}
