import type { FoundPolicy } from "../../domain/dmarc.ts";
import type { Held } from "../../domain/stage.ts";
import { addDays, daysBetween } from "../../model/dates.ts";
import type { Place } from "../../model/finding.ts";
import type { Name } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import type { DmarcPolicy } from "../../syntax/dmarc.ts";
import { firstPolicy, reportUri, retagged } from "./dmarc-records.ts";
import { dmarcLine, txtLine } from "./lines.ts";
import { mailPlace } from "./mail-record.ts";
import type { StageChange } from "./dmarc-stages.ts";
import { counted } from "./wording.ts";

/** How long a stage has been held. */
export interface Age {
  readonly held: Held;
  readonly days: number;
  /** The day from which on it is held long enough. */
  readonly earliest: string;
}

/** `undefined` where the beginning or today is not known. */
export function ageOf(held: Held | undefined, today: string | undefined, needed: number): Age | undefined {
  if (held === undefined || today === undefined) return undefined;
  return { held, days: Math.max(0, daysBetween(held.since, today)), earliest: addDays(held.since, needed) };
}

/** `"none" has been held since 2026-11-01 (21 days) by git history (commit abc1234)` */
export function heldText(from: FoundPolicy, age: Age | undefined): string {
  if (age === undefined) return `since when ${stageText(from)} has held is not known`;
  const least = age.held.atLeast === true ? "at least " : "";
  return `${stageText(from)} has been held since ${least}${age.held.since} (${counted(age.days, "day")}) by ${age.held.source}`;
}

/** What tells the age of a stage, where nothing does. */
export function agelessReason(name: Name, found: FoundPolicy): string {
  const key = `domains[${JSON.stringify(name)}].dmarc`;
  return `since when ${stageText(found)} has held is not known; the record's modification time, git history (--before-ref) or ${key} {stage, since} of the configuration would tell`;
}

/** A stage as messages write it: what receivers are asked for. */
export function stageText(found: FoundPolicy | undefined): string {
  if (found === undefined) return "no policy";
  const { test, policy, effective } = found;
  return test && policy !== "none" ? `"${effective}" ("${policy}" with t=y)` : `"${effective}"`;
}

/** `; so do news.example.com and 2 more names, which inherit it` */
export function othersText(others: readonly Name[]): string {
  const [first, ...more] = others;
  if (first === undefined) return "";
  if (more.length === 0) return `; so does ${first}, which inherits it`;
  return `; so do ${first} and ${counted(more.length, "more name")}, which inherit it`;
}

/** The tag that decides, in the record it stands in. */
export function policyPlace({ text, tag }: FoundPolicy, note?: string): Place {
  const found = text.dmarc.tag(tag);
  return {
    record: text.record,
    field: "text",
    ...(found === undefined ? {} : { span: [found.start, found.end] as const }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The places of a change: where the policy stands now, and beside it where it stood. */
export function placesOf({ after, from, to }: StageChange): { at: Place | undefined; related: Place[] } {
  const related = from === undefined ? [] : [policyPlace(from, "before the change")];
  if (to !== undefined) return { at: policyPlace(to), related };
  const at = mailPlace(after);
  return at === undefined ? { at: related[0], related: [] } : { at, related };
}

/** The record to publish in the new one's place, so that the stage is the one given. */
export function stageLine({ after, from, to }: StageChange, policy: DmarcPolicy): string {
  const base = from !== undefined && (to === undefined || isSameName(from, to) || !from.inherited) ? from : to;
  if (base === undefined || (from === undefined && base.inherited)) return dmarcLine(after.name, firstPolicy(after));
  const { text, tag } = base;
  // sp and np as they were would keep another stage for subdomains beside it.
  const rest = tag === "p" ? { sp: undefined, np: undefined } : {};
  const rua = text.dmarc.rua.some(({ valid }) => valid) ? {} : { rua: reportUri(after) };
  return txtLine(ownerOf(base), retagged(text.dmarc, { [tag]: policy, t: undefined, ...rest, ...rua }));
}

/** The record as it was before. */
export function lineBefore(from: FoundPolicy): string {
  return txtLine(ownerOf(from), retagged(from.text.dmarc, {}));
}

function isSameName(from: FoundPolicy, to: FoundPolicy): boolean {
  return from.text.record.name === to.text.record.name;
}

function ownerOf({ text: { record }, from }: FoundPolicy): Name {
  return isKnown(record.name) ? record.name : `_dmarc.${from}`;
}
