import { grouped } from "../../model/grouped.ts";
import { sendsBySpf } from "../../domain/domain.ts";
import type { World } from "../../domain/world.ts";
import { isAtOrBelow, parseName, ROOT, type Name } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import type { Zone } from "../../model/zone.ts";
import { isSpf } from "../../syntax/spf.ts";
import type { Change, Deployment } from "../deployment.ts";
import { isWhollyKnown, planMail, type PlanOptions } from "../plan.ts";
import type { Plan, PlannedRecord } from "../planned.ts";
import { argumentName, type Fault, type MailRequest } from "../request.ts";
import { Declared, knownText } from "./declared.ts";
import { staleDrafts, withoutDrafts } from "./drafts.ts";
import { mergeDmarc } from "./dmarc.ts";
import { completed, type Inferred } from "./infer.ts";
import { Leavers, receivers, spfSenders } from "./leavers.ts";
import { Ledger } from "./ledger.ts";
import { mergeMx, otherMx } from "./mx.ts";
import { obstacleTo } from "./obstacles.ts";
import { notes } from "./notes.ts";
import { mergeRecordSet } from "./record-sets.ts";
import { mergeSpf, overLimit, spfCosts } from "./spf.ts";
import type { Step, Wanted } from "./step.ts";
import { sweep } from "./sweep.ts";

export type { Inferred } from "./infer.ts";

export interface MergeOptions extends PlanOptions {
  /** What the plan leaves no room for is removed; else it is listed and stays, and what needs its place is held. */
  readonly replace: boolean;
  /** Seconds, of record sets that are new; what joins a set takes on its TTL. */
  readonly ttl: number | undefined;
  /** Of the zone that is merged into. */
  readonly origin: Name;
  /** Every declared zone; those of other origins are context. */
  readonly zones: readonly Zone[];
  /** A DMARC policy that is declared stays, whatever the plan says; false where one was asked for. */
  readonly keepDmarc: boolean;
}

export type Merged =
  | {
      readonly ok: true;
      readonly deployment: Deployment;
      /** Values of the request that the declared records told. */
      readonly inferred: readonly Inferred[];
    }
  /** Every fault that was found, at least one. */
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Merges the records that a mail domain needs into a declared zone. What is there and serves stays as it is; what the new provider
 * needs is added; what the old one had is told, and goes when replacing is asked for. Each of the two steps leaves a zone that
 * works: the MX of two providers never stand beside each other. Pure.
 */
export function mergeInto(request: MailRequest, options: MergeOptions): Merged {
  const name = typeof request.domain === "string" ? parseName(request.domain) : undefined;
  const zone = options.zones.findLast((each) => each.origin === options.origin && !each.private);
  if (name?.ok !== true || zone === undefined || !isAtOrBelow(name.name, zone.origin)) {
    const planned = planMail(request, options);
    const text = `must lie in the zone that is merged into, ${options.origin === ROOT ? "the root" : options.origin}, and that zone must be declared`;
    return { ok: false, faults: planned.ok ? [{ at: ["domain"], text }] : planned.faults };
  }
  const seen = new Declared(withoutDrafts(zone), options.zones, name.name);
  const { request: asked, inferred } = "parked" in request ? { request, inferred: [] } : completed(request, seen);
  const planned = planMail(asked, options);
  if (!planned.ok) return planned;
  const stale = staleDrafts(zone, planned.plan.records);
  const records = zone.records.filter((record) => !stale.has(record));
  const declared = new Declared({ ...zone, records }, options.zones, name.name);
  const step = stepFor(asked, planned.plan, declared, options);
  const { ledger } = step;
  mergePlan(planned.plan, step);
  const outcome = ledger.outcome();
  const after = declared.with(outcome.entries.map(({ record }) => record));
  const faults = [...ledger.faults, ...overLimits(outcome.changes, after, step, options.nameOf ?? argumentName)];
  if (faults.length > 0) return { ok: false, faults };
  const deployment: Deployment = {
    ...outcome,
    changes: [...outcome.changes, ...[...stale].map((before): Change => ({ kind: "remove", before }))],
    domain: declared.name,
    origin: zone.origin,
    scope: zone.scope,
    merged: true,
    pending: [...planned.plan.pending, ...planned.plan.drafted],
    spf: spfCosts(
      planned.plan.spf.map((cost) => cost.name),
      after,
    ),
    notes: [...planned.plan.notes, ...ledger.notes],
    served: planned.plan.served,
  };
  return { ok: true, deployment, inferred };
}

/** SPF policies that this merge, and not who declared them, has driven over the limit. */
function overLimits(
  changes: readonly Change[],
  after: World,
  step: Step,
  nameOf: (at: Fault["at"]) => string,
): readonly Fault[] {
  return changes.flatMap((change) => {
    if (change.kind === "remove") return [];
    const { record } = change.entry;
    if (!isKnown(record.name) || !isSpf(knownText(record) ?? "")) return [];
    return overLimit(record.name, after, step, nameOf) ?? [];
  });
}

function stepFor(request: MailRequest, { records }: Plan, declared: Declared, options: MergeOptions): Step {
  const { replace, ttl, keepDmarc } = options;
  const { domain, name } = declared;
  const parked = "parked" in request;
  const mx = declared.mx(name);
  const planned = records.filter(isWanted).filter((each) => each.type === "MX" && each.name === name);
  const leaving = [...receivers(otherMx(mx, planned), domain), ...(parked ? spfSenders(domain) : [])];
  const hasMail = mx.some(({ data }) => data.exchange !== ROOT) || sendsBySpf(domain);
  const ledger = new Ledger(declared, { replace, ttl, holdsAll: parked && hasMail && !replace });
  if (declared.zone.scope !== "whole") ledger.note(notes.notWhole(declared.zone.origin));
  const mxWaits = !replace && otherMx(mx, planned).length > 0;
  const isMute = mxWaits && mx.every(({ data }) => data.exchange === ROOT);
  return { declared, ledger, request, leavers: new Leavers(leaving, request), keepDmarc, mxWaits, isMute };
}

function mergePlan({ records }: Plan, step: Step): void {
  const { declared, ledger } = step;
  const possible: Wanted[] = [];
  for (const record of records) {
    if (!isWanted(record)) {
      ledger.fault(`has a record, "${record.role}", that is not known in full, and what is not known cannot be merged`);
      continue;
    }
    const obstacle = record.purpose === "dmarc" ? undefined : obstacleTo(record, declared);
    if (obstacle !== undefined) ledger.fault(obstacle);
    else possible.push(record);
  }
  for (const [name, here] of grouped(possible, (each) => each.name)) mergeName(name, here, step);
  sweep(step);
}

function mergeName(name: Name, planned: readonly Wanted[], step: Step): void {
  const rest = new Set(planned);
  const take = (isMeant: (wanted: Wanted) => boolean): readonly Wanted[] => {
    const taken = [...rest].filter(isMeant);
    for (const each of taken) rest.delete(each);
    return taken;
  };
  for (const each of take(({ purpose }) => purpose === "dmarc")) mergeDmarc(each, step);
  // Whatever is asked for beside an alias, the alias has to go first.
  if (step.declared.alias(name) === undefined) {
    const mx = take(({ type }) => type === "MX");
    if (mx.length > 0) mergeMx(name, mx, step);
    for (const each of take(({ type, value }) => type === "TXT" && isSpf(value))) mergeSpf(each, step);
  }
  if (rest.size > 0) mergeRecordSet(name, [...rest], step);
}

function isWanted(record: PlannedRecord): record is Wanted {
  return isWhollyKnown(record);
}
