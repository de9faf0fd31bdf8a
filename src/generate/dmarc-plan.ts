import { addDays } from "../model/dates.ts";
import type { Name } from "../model/name.ts";
import { retagged } from "../rules/shared/dmarc-records.ts";
import { isDmarc, parseDmarc } from "../syntax/dmarc.ts";
import { textsIn, type ConditionId, type DmarcPlanTexts } from "./dmarc-plan-texts.ts";
import { reportUri } from "./policies.ts";
import { STAGES, type Stage } from "./request.ts";
import type { Language } from "./write/writer.ts";

/** How long a stage is held at least, in days: "at least a month" (RFC 9989 7.4), and what the linter asks for. */
export const STAGE_DAYS = 30;

export interface DmarcPlanRequest {
  readonly domain: Name;
  /** Where reports go: addresses, with or without `mailto:`. None: where they go today, else to the postmaster. */
  readonly rua: readonly string[];
  /** The stage that is declared today; `undefined`: no policy. */
  readonly from: Stage | undefined;
  /** ISO date since when it is held; taken to be `start` where that is not known. */
  readonly since?: string | undefined;
  /** Today's record, whose other tags are kept. */
  readonly current?: string | undefined;
  /** ISO date on which the plan begins. */
  readonly start: string;
  /** Least days of a stage; `STAGE_DAYS` unless given. */
  readonly days?: number | undefined;
  readonly target: Exclude<Stage, "none">;
  /** Whether users may post to mailing lists; they may unless it is said that they do not. */
  readonly lists?: boolean | undefined;
  /** Whether DKIM keys are declared; not known unless given. */
  readonly dkim?: boolean | undefined;
  /** The services that send for the domain, as people call them. */
  readonly senders?: readonly string[] | undefined;
  readonly lang: Language;
}

/** Something that must hold before the next stage. */
export interface Condition {
  readonly id: ConditionId;
  readonly text: string;
}

/** `held` today, `undated` since a day that is not known, or still `ahead`. */
export type StageState = "held" | "undated" | "ahead";

export interface PlannedStage {
  readonly stage: Stage;
  /** The first day on which it may be published; of today's stage, the day from which its time counts. */
  readonly from: string;
  readonly state: StageState;
  readonly owner: Name;
  /** The text of the TXT record. */
  readonly record: string;
  /** What receivers do at this stage. */
  readonly effect: string;
  /** `undefined`: it is the last one. */
  readonly next:
    | {
        readonly stage: Stage;
        /** The first day for it, if every condition holds. */
        readonly earliest: string;
        readonly conditions: readonly Condition[];
        /** What to do where one does not. */
        readonly otherwise: string;
      }
    | undefined;
}

/** The way of a domain to an enforced policy, as data; its texts are in the language asked for. */
export interface DmarcPlan {
  readonly domain: Name;
  readonly target: Stage;
  readonly days: number;
  readonly lang: Language;
  readonly stages: readonly PlannedStage[];
  readonly notes: readonly string[];
}

/**
 * The stages that lead to the target, none left out, each held long enough for the reports to show what fails (RFC 9989 5.1,
 * 7.4). No half steps by `t=y`: a receiver that only knows RFC 7489 reads past that tag and enforces the whole policy. Pure.
 */
export function planDmarc(request: DmarcPlanRequest): DmarcPlan {
  const { domain, from, since, start, days = STAGE_DAYS, target, lang } = request;
  const texts = textsIn[lang];
  const ahead = stagesTo(from, target);
  const stages: PlannedStage[] = [];
  let day = from === undefined ? start : (since ?? start);
  for (const [index, stage] of ahead.entries()) {
    const following = ahead[index + 1];
    const held = addDays(day, days);
    const earliest = held < start ? start : held;
    stages.push({
      stage,
      from: day,
      state: stage !== from ? "ahead" : since === undefined ? "undated" : "held",
      owner: `_dmarc.${domain}`,
      record: recordOf(stage, request),
      effect: texts.effects[stage],
      next: following && {
        stage: following,
        earliest,
        conditions: conditionsFor(following, request, texts),
        otherwise: stage === "none" ? texts.otherwise.none : texts.otherwise.quarantine,
      },
    });
    day = earliest;
  }
  return { domain, target, days, lang, stages, notes: notesOn(request, days, texts) };
}

/** Today's stage and those behind it, to the target. */
function stagesTo(from: Stage | undefined, target: Stage): readonly Stage[] {
  const first = from === undefined ? 0 : STAGES.indexOf(from);
  return STAGES.slice(first, Math.max(first, STAGES.indexOf(target)) + 1);
}

function recordOf(stage: Stage, { domain, rua, current }: DmarcPlanRequest): string {
  const declared = parseDmarc(current !== undefined && isDmarc(current) ? current : "v=DMARC1; p=none");
  const keeps = rua.length === 0 && declared.rua.some(({ valid }) => valid);
  const to = (rua.length > 0 ? rua : [`postmaster@${domain}`]).map(reportUri).join(",");
  return retagged(declared, { p: stage, t: undefined, ...(keeps ? {} : { rua: to }) });
}

function conditionsFor(next: Stage, request: DmarcPlanRequest, texts: DmarcPlanTexts): Condition[] {
  const { domain, senders = [], lists = true } = request;
  const uris = parseDmarc(recordOf("none", request)).rua.filter(({ valid }) => valid);
  const to = uris.map(({ text }) => text.replace(/^mailto:/i, "")).join(", ");
  const { conditions } = texts;
  const all: Partial<Record<ConditionId, string>> = {
    reports: conditions.reports(to),
    sources: conditions.sources(domain),
    senders: conditions.senders(senders),
    mended: conditions.mended,
    unknown: conditions.unknown,
    cycle: conditions.cycle,
    forwarded: conditions.forwarded,
    ...(next === "reject" ? { spam: conditions.spam, "dkim-alone": conditions["dkim-alone"] } : {}),
    ...(next === "reject" && lists ? { lists: conditions.lists(domain) } : {}),
  };
  return Object.entries(all).map(([id, text]) => ({ id: id as ConditionId, text }));
}

function notesOn(
  { from, target, lists = true, dkim }: DmarcPlanRequest,
  days: number,
  { notes }: DmarcPlanTexts,
): string[] {
  const all: string[] = [];
  if (from !== undefined && STAGES.indexOf(from) >= STAGES.indexOf(target)) all.push(notes.there(from, target));
  if (dkim === false) all.push(notes.noDkim);
  if (target === "reject" && from !== "reject" && lists) all.push(notes.lists);
  if (days < STAGE_DAYS) all.push(notes.short(days, STAGE_DAYS));
  return all;
}
