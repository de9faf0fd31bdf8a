import { dmarcTexts, hasUnknownText, type DmarcText } from "../../domain/texts.ts";
import { looksMeantAsDmarc, parseDmarc, type DmarcRecord } from "../../syntax/dmarc.ts";
import { knownText } from "./declared.ts";
import { notes } from "./notes.ts";
import { shownText } from "./shown.ts";
import type { Step, Wanted } from "./step.ts";

/** The DMARC record: a declared one stays, but for the policy and the reports that were asked for. */
export function mergeDmarc(wanted: Wanted, step: Step): void {
  const { declared, ledger, request } = step;
  const { name } = wanted;
  const isElsewhere = declared.cutAt(name) !== undefined || !declared.answersFor(name);
  if (isElsewhere || declared.alias(name) !== undefined) return ledger.note(notes.dmarcElsewhere(name));
  const valid = dmarcTexts(declared.at(name));
  const meant = declared.txt(name).filter((record) => {
    const text = knownText(record);
    return text !== undefined && looksMeantAsDmarc(text) !== undefined;
  });
  const keepsPolicy = step.keepDmarc && !("parked" in request);
  if (valid.length + meant.length === 0) {
    if (hasUnknownText(declared.at(name))) return ledger.note(notes.dmarcHidden(name));
    return keepsPolicy ? mergeInherited(wanted, step) : ledger.add(wanted);
  }
  const base = valid.find(({ dmarc }) => dmarc.usable === "yes");
  const others = [...valid.map(({ record }) => record), ...meant].filter((record) => record !== base?.record);
  const [record, ...rest] = base === undefined ? others : [base.record, ...others];
  if (record === undefined) return;
  const text = base === undefined ? wanted.value : rewritten(base, wanted, keepsPolicy, step);
  const leaving = { provider: undefined, reason: `the policy of DMARC becomes "${shownText(text, 500)}"` };
  if (text === base?.text) ledger.keep(record, wanted);
  else ledger.change({ record, ...leaving }, { ...wanted, value: text });
  for (const each of rest) {
    if (ledger.options.holdsAll) ledger.giveWay([{ record: each, ...leaving }], []);
    else ledger.remove(each);
  }
  if (ledger.options.holdsAll) return;
  if (base === undefined) ledger.note(notes.brokenDmarc(name, knownText(record) ?? ""));
  if (rest.length > 0) ledger.note(notes.severalDmarc(name, rest.length + 1));
}

/** A record of its own where none is asked for would take the name out of the policy above it (RFC 9989 4.10.1). */
function mergeInherited(wanted: Wanted, { declared, ledger, request }: Step): void {
  const { outcome } = declared.domain.dmarc;
  if (outcome.state !== "policy") return ledger.add(wanted);
  if ((request.rua ?? []).length === 0) return ledger.note(notes.dmarcInherited(declared.name, outcome.from));
  ledger.add({ ...wanted, value: withTags(parseDmarc(wanted.value), outcome.policy, []) });
}

/** The declared text with the policy and the places for reports that were asked for; all else stays. */
function rewritten({ text, dmarc }: DmarcText, wanted: Wanted, keepsPolicy: boolean, step: Step): string {
  const plan = parseDmarc(wanted.value);
  const policy = keepsPolicy ? dmarc.p : plan.p;
  const given = (step.request.rua ?? []).length > 0 ? plan.rua.map((uri) => uri.text) : [];
  const has = new Set(dmarc.rua.map((uri) => uri.text.toLowerCase()));
  const reports = given.filter((uri) => !has.has(uri.toLowerCase()));
  if (policy === dmarc.p && reports.length === 0) return text;
  const removed = dmarc.tags.filter(({ kind }) => kind === "removed").map(({ name }) => name);
  if (removed.length > 0) step.ledger.note(notes.removedTags(wanted.name, removed));
  return withTags(dmarc, policy, reports);
}

function withTags({ tags }: DmarcRecord, policy: string, reports: readonly string[]): string {
  const words = tags
    .filter(({ kind }) => kind !== "removed" && kind !== "broken")
    .map(({ name, value }) => {
      if (name === "p") return `p=${policy}`;
      return name === "rua" && reports.length > 0 ? `rua=${[value, ...reports].join(",")}` : `${name}=${value}`;
    });
  const hasReports = tags.some(({ name }) => name === "rua");
  return [...words, ...(hasReports || reports.length === 0 ? [] : [`rua=${reports.join(",")}`])].join("; ");
}
