import type { Deployment } from "../../generate/deployment.ts";
import { planDmarc, type DmarcPlanRequest } from "../../generate/dmarc-plan.ts";
import { dmarcPlanMarkdown, dmarcPlanText } from "../../generate/dmarc-plan-print.ts";
import { recipeOf } from "../../generate/recipes.ts";
import { STAGES, type MailRequest } from "../../generate/request.ts";
import { dayOf } from "../../model/dates.ts";
import { textOf, type DnsRecord, type TxtRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { isDmarc, parseDmarc } from "../../syntax/dmarc.ts";
import { UsageError, type Io } from "../io.ts";
import { writeResult } from "../write.ts";
import type { Given } from "./given.ts";
import type { GenerateSettings } from "./settings.ts";

/** Prints the way of a domain from today's DMARC policy, if one is declared, to an enforced one. */
export async function writePlan(
  request: MailRequest,
  deployment: Deployment,
  { dmarc, rua }: Given,
  settings: GenerateSettings,
  io: Io,
): Promise<void> {
  if ("parked" in request)
    throw new UsageError("a domain without mail is parked with p=reject at once: it needs no plan");
  const { domain, entries, changes } = deployment;
  const target = dmarc === "quarantine" ? "quarantine" : "reject";
  if (dmarc === "none")
    throw new UsageError("--dmarc none is where a plan begins; --dmarc-plan leads to quarantine or reject");
  const { lang, style } = settings.writing;
  const made = new Set(changes.flatMap((change) => (change.kind === "remove" ? [] : [change.entry])));
  const kept = entries.filter((entry) => !made.has(entry)).map(({ record }) => record);
  const declared = [...kept, ...changes.flatMap((change) => (change.kind === "add" ? [] : [change.before]))];
  const plan = planDmarc({
    domain,
    rua,
    ...heldNow(declared, domain),
    start: io.today(),
    target,
    dkim: entries.some(({ purpose }) => purpose === "dkim"),
    senders: (request.senders ?? []).map(({ id, recipe }) => (recipe ?? recipeOf(id))?.name ?? id),
    lang,
  });
  const isJson = settings.formatGiven && settings.format !== "domain-connect" && settings.format.id === "json";
  const print = style === "markdown" ? dmarcPlanMarkdown : dmarcPlanText;
  await writeResult(isJson ? `${JSON.stringify(plan, undefined, 2)}\n` : print(plan), settings.output, io);
}

/** The declared policy of a domain, and since when it is declared. */
function heldNow(declared: readonly DnsRecord[], domain: string): Pick<DmarcPlanRequest, "from" | "since" | "current"> {
  const records = declared.filter(
    (record): record is TxtRecord => record.type === "TXT" && record.name === `_dmarc.${domain}`,
  );
  const [record] = records;
  const text = record === undefined ? undefined : textOf(record);
  if (record === undefined || records.length > 1 || text === undefined || !isKnown(text) || !isDmarc(text)) {
    return { from: undefined };
  }
  const { usable, p, t } = parseDmarc(text);
  if (usable === "no") return { from: undefined };
  return {
    // A stage in test counts as the one below it (RFC 9989 4.7 t).
    from: usable === "as-none" ? "none" : t === "y" ? STAGES[Math.max(0, STAGES.indexOf(p) - 1)] : p,
    since: dayOf(record.vendor?.modified),
    current: text,
  };
}
