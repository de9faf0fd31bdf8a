import { txtLine } from "../rules/shared/lines.ts";
import { codeBlock, prose } from "../syntax/markdown-text.ts";
import { visible } from "../syntax/visible.ts";
import type { DmarcPlan, PlannedStage } from "./dmarc-plan.ts";
import { textsIn } from "./dmarc-plan-texts.ts";

/** Longer texts are cut: nobody reads them. */
const LONGEST = 4000;

/** The marks that tell the two forms apart. */
interface Form {
  readonly title: (text: string) => readonly string[];
  readonly stage: (text: string) => readonly string[];
  readonly sentence: (text: string) => readonly string[];
  readonly record: (line: string) => readonly string[];
  readonly item: (text: string) => string;
}

const PLAIN: Form = {
  title: (text) => [visible(text, LONGEST)],
  stage: (text) => [visible(text, LONGEST)],
  sentence: (text) => [`   ${visible(text, LONGEST)}`],
  record: (line) => [`     ${visible(line, LONGEST)}`],
  item: (text) => `   [ ] ${visible(text, LONGEST)}`,
};

const MARKDOWN: Form = {
  title: (text) => [`# ${prose(text, LONGEST)}`],
  // Its number begins the heading, where it is no list.
  stage: (text) => [`## ${prose(text, LONGEST)}`],
  sentence: (text) => ["", prose(text, LONGEST)],
  record: (line) => ["", codeBlock([line], "dns", LONGEST)],
  item: (text) => `- [ ] ${prose(text, LONGEST)}`,
};

/** The plan for a terminal. */
export function dmarcPlanText(plan: DmarcPlan): string {
  return printed(plan, PLAIN);
}

/** The plan for a ticket or a wiki: conditions are a list to tick off. */
export function dmarcPlanMarkdown(plan: DmarcPlan): string {
  return printed(plan, MARKDOWN);
}

function printed(plan: DmarcPlan, form: Form): string {
  const { domain, target, lang, stages, notes } = plan;
  const lines = [
    ...form.title(textsIn[lang].title(domain, target)),
    ...notes.flatMap((note) => form.sentence(note)),
    ...stages.flatMap((stage, index) => ["", ...stageLines(stage, index + 1, plan, form)]),
  ];
  return `${lines.join("\n")}\n`;
}

function stageLines(
  { stage, from, state, owner, record, effect, next }: PlannedStage,
  number: number,
  plan: DmarcPlan,
  form: Form,
): string[] {
  const texts = textsIn[plan.lang];
  return [
    ...form.stage(`${number}. ${texts.stage[state](stage, from)}`),
    ...form.sentence(state === "ahead" ? texts.publish : texts.declared),
    ...form.record(txtLine(owner, record)),
    ...form.sentence(effect),
    ...(next === undefined
      ? form.sentence(texts.last)
      : [
          ...form.sentence(texts.next(next.stage, next.earliest)),
          ...(form === MARKDOWN ? [""] : []),
          ...next.conditions.map(({ text }) => form.item(text)),
          ...form.sentence(`${texts.otherwise.label} ${next.otherwise}`),
        ]),
  ];
}
