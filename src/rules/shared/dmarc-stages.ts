import type { DmarcOutcome, FoundPolicy } from "../../domain/dmarc.ts";
import type { Domain } from "../../domain/domain.ts";
import { heldStage, type Held } from "../../domain/stage.ts";
import type { World } from "../../domain/world.ts";
import type { Name } from "../../model/name.ts";
import { textOf, type DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { isSpf } from "../../syntax/spf.ts";
import type { Change } from "../define.ts";
import { isPolicyName } from "./dmarc-records.ts";

/** What receivers are asked to do with mail of a domain, before and after. */
export interface StageChange {
  readonly before: Domain;
  readonly after: Domain;
  /** `undefined`: there is no policy. */
  readonly from: FoundPolicy | undefined;
  readonly to: FoundPolicy | undefined;
  /** Further names for which the same two records make the same change. */
  readonly others: readonly Name[];
}

export interface StageChanges {
  readonly changes: readonly StageChange[];
  /** Names for which one of the two states is not known, and why. */
  readonly open: readonly { readonly domain: Name; readonly which: "before" | "after"; readonly reason: string }[];
}

const known = new WeakMap<Change, StageChanges>();

/** Every mail domain, and every name with a policy of its own, for which something else is asked of receivers than before. */
export function stageChanges(change: Change): StageChanges {
  let found = known.get(change);
  if (found === undefined) known.set(change, (found = compare(change)));
  return found;
}

type Open = StageChanges["open"][number];

function compare(change: Change): StageChanges {
  const changes = new Map<string, StageChange & { readonly others: Name[] }>();
  const open: Open[] = [];
  const numbers = new Map<DnsRecord, number>();
  const number = (found: FoundPolicy | undefined): number => {
    if (found === undefined) return -1;
    const { record } = found.text;
    const given = numbers.get(record) ?? numbers.size;
    numbers.set(record, given);
    return given;
  };
  for (const name of namesOf(change)) {
    // A zone that only one of the states has is new, or no longer this document's affair.
    if (change.before.zoneOf(name) === undefined || change.after.zoneOf(name) === undefined) continue;
    const before = change.domainBefore(name);
    const states = policies(before, change.domainAfter(name));
    if (states === undefined) continue;
    if ("reason" in states) {
      open.push({ domain: name, ...states });
      continue;
    }
    const { from, to } = states;
    if (from?.effective === to?.effective) continue;
    const key = [number(from), number(to), from?.effective, to?.effective].join(" ");
    const same = changes.get(key);
    if (same !== undefined && from?.inherited !== false && to?.inherited !== false) same.others.push(name);
    else {
      const fresh = { before, after: change.domainAfter(name), from, to, others: [] };
      changes.set(same === undefined ? key : `${key} ${name}`, fresh);
    }
  }
  return { changes: [...changes.values()], open };
}

/** The names to compare; those with records of their own first, so that others join them. */
function namesOf({ before, after }: Change): ReadonlySet<Name> {
  const names = new Set<Name>();
  for (const world of [before, after]) {
    for (const { name } of world.policyNodes) if (isPolicyName(name)) names.add(name.slice("_dmarc.".length));
  }
  for (const node of before.nodes.values()) {
    if (!node.name.startsWith("*.") && node.records.some(isMail)) names.add(node.name);
  }
  return names;
}

function isMail(record: DnsRecord): boolean {
  if (record.type === "MX") return true;
  if (record.type !== "TXT") return false;
  const text = textOf(record);
  return isKnown(text) && isSpf(text);
}

type Policies = Pick<StageChange, "from" | "to"> | Omit<Open, "domain"> | undefined;

function policies(before: Domain, after: Domain): Policies {
  const [from, to] = [before.dmarc.outcome, after.dmarc.outcome];
  // Several records at one name and broken ones have rules of their own.
  if (to.state === "none" && to.why !== "missing") return undefined;
  if (to.state === "policy" && to.text.dmarc.usable !== "yes") return undefined;
  if (to.state === "unknown" || to.state === "undeclared") {
    if (from.state !== "policy" || isElsewhere(after)) return undefined;
    // What the same documents declared before is gone with them.
    const removed = to.state === "undeclared" && !from.inherited && from.text.record.source.context !== true;
    return removed ? { from, to: undefined } : { which: "after", reason: openReason(to) };
  }
  if (from.state === "unknown" || from.state === "undeclared") {
    if (to.state !== "policy" || to.effective === "none" || isElsewhere(before)) return undefined;
    return stoodThere(to, before.world) ? undefined : { which: "before", reason: openReason(from) };
  }
  return { from: from.state === "policy" ? from : undefined, to: to.state === "policy" ? to : undefined };
}

function isElsewhere({ facts }: Domain): boolean {
  return facts.elsewhere?.includes("dmarc") === true;
}

/** The record is the same as before; only what stands above it was not known then. */
function stoodThere({ text: { record, text } }: FoundPolicy, before: World): boolean {
  const name = isKnown(record.name) ? record.name : "";
  return before.declared(name, "TXT").some((each) => each.type === "TXT" && textOf(each) === text);
}

function openReason(outcome: DmarcOutcome): string {
  if (outcome.state === "undeclared") return `${outcome.name} is not declared there`;
  return outcome.state === "unknown" ? outcome.reason : "";
}

/**
 * Whether mail left in the name of a domain before the change. `unknown` where neither MX nor SPF are declared; that a
 * domain is on its way to reject shows that it is not parked.
 */
export function sentBefore({ before, from }: Pick<StageChange, "before" | "from">): boolean | "unknown" {
  const { role, facts, name, world } = before;
  if (role === "unknown") {
    if (facts.dmarc !== undefined) return true;
    return from !== undefined && !from.inherited && from.effective !== "reject" ? true : "unknown";
  }
  if (!before.isFromDomain) return false;
  return facts.role === undefined || world.nodes.has(name) || world.nodes.has(`_dmarc.${name}`);
}

/** Since when the stage before the change is held. */
export function heldBefore(change: Change, { before, from }: Pick<StageChange, "before" | "from">): Held | undefined {
  if (from === undefined) return undefined;
  return heldStage(before, from, change.heldSince, change.plansOf);
}
