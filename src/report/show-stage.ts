import type { FoundPolicy } from "../domain/dmarc.ts";
import type { Domain } from "../domain/domain.ts";
import { heldStage, noHistory, type PlansOf } from "../domain/stage.ts";
import { addDays, daysBetween } from "../model/dates.ts";
import type { DmarcPolicy } from "../syntax/dmarc.ts";
import type { Row } from "./show.ts";
import { visible } from "../syntax/visible.ts";

/** What the age of a stage is counted with. */
export interface StageClock {
  /** ISO date. */
  readonly today: string;
  /** How long a stage is to be held. */
  readonly days: number;
  readonly plansOf: PlansOf;
}

const STAGES: readonly DmarcPolicy[] = ["none", "quarantine", "reject"];

/** `none > [quarantine] > reject`; in the half step `none > [quarantine, t=y] > reject`. */
export function ladder({ policy, test }: FoundPolicy): string {
  const mark = test && policy !== "none" ? ", t=y" : "";
  return STAGES.map((stage) => (stage === policy ? `[${stage}${mark}]` : stage)).join(" > ");
}

/** Since when the stage holds, and what the next one needs; nothing for a name that sends no mail, which may say reject at once. */
export function drawStage(domain: Domain, found: FoundPolicy, { today, days, plansOf }: StageClock): Row[] {
  if (domain.role === "none" || domain.role === "inbound" || domain.role === "return-path") return [];
  const held = heldStage(domain, found, noHistory, plansOf);
  const rows: Row[] = [];
  if (held === undefined) {
    const key = `domains[${JSON.stringify(found.from)}].dmarc`;
    rows.push(["since when is not known", visible(`${key} {stage, since} of the configuration would tell`)]);
  } else {
    const age = Math.max(0, daysBetween(held.since, today));
    rows.push([`since ${held.since} (${age} ${age === 1 ? "day" : "days"})`, visible(`by ${held.source}`)]);
  }
  const next = STAGES[STAGES.indexOf(found.effective) + 1];
  if (next === undefined) return rows;
  const target = plansOf(domain.name).find(({ plan }) => plan.target !== undefined)?.plan.target;
  if (target === found.effective) return [...rows, [`the target of the configuration`]];
  const earliest = held === undefined ? undefined : addDays(held.since, days);
  let when = `, ${days} days after "${found.effective}" began`;
  if (earliest !== undefined) when = earliest > today ? `, from ${earliest} on` : ", from now on";
  const half = found.test && next === found.policy ? " without t=y" : "";
  return [...rows, [`next: ${next}${half}${when}`, visible(needs(domain, found, next))]];
}

function needs(domain: Domain, found: FoundPolicy, next: DmarcPolicy): string {
  const parts: string[] = [];
  const reports = found.text.dmarc.rua.some(({ valid }) => valid);
  parts.push(reports ? "reports that show your own mail pass" : "reports (rua), which are not asked for");
  if (next === "reject") {
    const selectors = domain.dkim.map(({ selector }) => selector).filter((selector) => selector !== "");
    const shown = selectors.slice(0, 3).join(", ");
    const more = selectors.length > 3 ? ` and ${selectors.length - 3} more` : "";
    parts.push(
      `aligned DKIM (${selectors.length === 0 ? "no selector is declared here" : `declared: ${shown}${more}`})`,
    );
  }
  return `needs ${parts.join(" and ")}`;
}
