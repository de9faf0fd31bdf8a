import type { FoundPolicy } from "../domain/dmarc.ts";
import { stageOf } from "../domain/stage.ts";
import type { DmarcStage } from "../domain/facts.ts";
import type { DmarcPolicy } from "../syntax/dmarc.ts";
import { defineRule, rfc } from "./define.ts";
import { firstPolicy, retagged } from "./shared/dmarc-records.ts";
import { policyPlace, stageText } from "./shared/dmarc-stage-words.ts";
import { dmarcLine, txtLine } from "./shared/lines.ts";
import { mailPlace } from "./shared/mail-record.ts";

export default defineRule({
  id: "dmarc-stage-declared",
  kind: "domain",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "the DMARC record does not show the stage that the configuration declares",
  consequence:
    "either receivers do with forged mail what nobody wanted, or the plan for the next stage counts from a wrong day",
  references: [rfc(9989, "5.1"), rfc(9989, "4.10")],
  smtp: [],
  messages: {
    other: ({ domain, declared, shown, from }: Record<"domain" | "declared" | "shown" | "from", string>) =>
      `the configuration declares the DMARC stage of ${domain} as ${declared}, and ${from} asks receivers for ${shown}`,
    none: ({ domain, declared }: Record<"domain" | "declared", string>) =>
      `the configuration declares the DMARC stage of ${domain} as ${declared}, and there is no policy for it`,
  },
  docs: {
    why: "The stage in the configuration is what the team believes to hold. Where the record says something else, a change was never published, was taken back, or was made without the configuration.",
    fix: "Publish the record of the declared stage, or set stage and since in the configuration to what holds.",
    bad: [],
    good: ["_dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"],
  },
  check(domain, context) {
    const { name, facts } = domain;
    const plan = facts.dmarc;
    if (plan?.stage === undefined || domain.zone === undefined || domain.zone.private) return;
    if (facts.elsewhere?.includes("dmarc") === true) return;
    const { outcome } = domain.dmarc;
    const declared = `"${plan.stage}"${plan.since === undefined ? "" : ` since ${plan.since}`}`;
    if (outcome.state === "unknown") {
      context.abstain(outcome.reason);
    } else if (outcome.state === "undeclared") {
      context.abstain(`${outcome.name} is not declared here, so whether it shows the declared stage is not known`);
    } else if (outcome.state === "none") {
      // Several records and unusable ones have rules of their own.
      if (outcome.why !== "missing") return;
      const publish = [dmarcLine(name, withStage(firstPolicy(domain), plan.stage))];
      const help = { text: "publish the declared stage, or correct the configuration", publish };
      context.report("none", { domain: name, declared }, { at: mailPlace(domain), help });
    } else if (!shows(outcome, plan.stage)) {
      // A change away from the declared stage is judged as a change; the configuration follows it.
      const before = context.before(name)?.dmarc.outcome;
      if (before?.state === "policy" && shows(before, plan.stage)) return;
      const publish = outcome.inherited
        ? [dmarcLine(name, withStage(firstPolicy(domain), plan.stage))]
        : [txtLine(String(outcome.text.record.name), retagged(outcome.text.dmarc, tagsOf(plan.stage)))];
      context.report(
        "other",
        { domain: name, declared, shown: stageText(outcome), from: `_dmarc.${outcome.from}` },
        {
          at: policyPlace(outcome),
          help: { text: "publish the declared stage, or correct the configuration", publish },
        },
      );
    }
  },
});

/** Whether a policy is the declared stage; of a plain one it counts what receivers are asked for. */
function shows(found: FoundPolicy, stage: DmarcStage): boolean {
  return stage.endsWith("-test") ? stageOf(found) === stage : found.effective === stage;
}

function tagsOf(stage: DmarcStage): { p: DmarcPolicy; t: string | undefined } {
  const [p, test] = stage.split("-") as [DmarcPolicy, string | undefined];
  return { p, t: test === undefined ? undefined : "y" };
}

function withStage(text: string, stage: DmarcStage): string {
  const { p, t } = tagsOf(stage);
  return text.replace("p=none", t === undefined ? `p=${p}` : `p=${p}; t=${t}`);
}
