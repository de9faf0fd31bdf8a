import { rrtypeOf, type DnsRecord } from "../../../model/record.ts";
import { isKnown } from "../../../model/value.ts";
import type { Change } from "../../deployment.ts";
import { code, type Block, type Text } from "./block.ts";
import type { Context } from "./context.ts";
import { fieldBlocks } from "./fields.ts";
import { isLines, lineBlocks } from "./lines.ts";
import { stepsOf, type Step } from "./steps.ts";
import { warnings } from "./warnings.ts";

const KINDS: readonly Change["kind"][] = ["add", "change", "remove"];

/** The records, in the order to enter them. */
export function recordBlocks(context: Context): Block[] {
  const { deployment, texts, screen } = context;
  const { merged } = deployment;
  const steps = stepsOf(deployment, screen.form.sets === true);
  const lines = steps.filter((step) => isLines(step, context));
  const fields = steps.filter((step) => !lines.includes(step));
  const blocks: Block[] = [{ kind: "heading", level: 2, text: [texts.recordsTitle] }];
  if (steps.length === 0) return [...blocks, { kind: "text", text: texts.nothing }];
  if (merged) blocks.push({ kind: "text", text: summary(steps, context) });
  const lastMx = steps.findLast(({ kind, purpose }) => kind === "add" && purpose === "mx");
  const movesMail = fields.some(({ kind, purpose }) => kind !== "remove" && purpose === "mx");
  if (movesMail && !context.hasNoMail) blocks.push({ kind: "text", text: texts.inOrder });
  blocks.push(...lines.flatMap((step) => warnings(step, context)));
  if (!merged && lastMx !== undefined && lines.includes(lastMx)) blocks.push({ kind: "warning", text: texts.mxLines });
  blocks.push(...lineBlocks(lines, context));
  if (lines.length > 0) blocks.push({ kind: "text", text: texts.saveLines });
  for (const [index, step] of fields.entries()) {
    blocks.push(...stepBlocks(step, index + 1, context));
    // Whoever keeps sets has put the new value in the place of the old one.
    if (step === lastMx && !merged && screen.form.sets !== true) blocks.push(...oldMx(step, context));
  }
  return blocks;
}

function summary(steps: readonly Step[], { deployment, texts }: Context): Text {
  const { entries, changes, leaving } = deployment;
  const touched = new Set<DnsRecord>(leaving.map(({ record }) => record));
  for (const change of changes) if (change.kind !== "remove") touched.add(change.entry.record);
  const kept = entries.filter(({ record }) => !touched.has(record)).length;
  const [add = 0, change = 0, remove = 0] = KINDS.map((kind) => steps.filter((step) => step.kind === kind).length);
  return texts.summary(add, change, remove, kept);
}

/** Whoever enters new MX records takes the old ones away. */
function oldMx({ after }: Step, context: Context): Block[] {
  return after.map((record) => ({ kind: "warning", text: context.texts.mxNow(context.nameOf(record)) }));
}

function stepBlocks(step: Step, number: number, context: Context): Block[] {
  const { texts, screen, deployment } = context;
  const title = titleOf(step, context);
  const text = deployment.merged ? texts.titled(texts.kinds[step.kind], title) : title;
  const blocks: Block[] = [
    { kind: "heading", level: 3, text: [`(${number}) `, ...text] },
    ...noteOf(step, context).map((text): Block => ({ kind: "text", text })),
    ...fieldBlocks(step, context),
  ];
  if (screen.form.lines !== undefined) blocks.push({ kind: "text", text: texts.noLine });
  return [...blocks, ...warnings(step, context)];
}

/** How a whole record set is entered, where the panel keeps sets. */
function noteOf({ kind, after }: Step, { texts, screen, deployment }: Context): Text[] {
  if (screen.form.sets !== true) return [];
  if (kind === "change") return after.length > 1 ? [texts.wholeSet] : [];
  if (kind === "remove" || deployment.merged) return [];
  if (after.some(({ type }) => type === "MX")) return [texts.newMxSet];
  return after.some(({ type }) => type === "TXT") ? [texts.newSet] : [];
}

function titleOf({ kind, purpose, provider, before, after }: Step, context: Context): Text {
  const { texts } = context;
  const [record] = kind === "remove" ? before : after;
  if (record === undefined) return [];
  const name = context.nameOf(record);
  if (purpose === undefined) return texts.ofType(rrtypeOf(record), name);
  if (purpose === "dmarc" && isKnown(record.name)) {
    return texts.purpose.dmarc(code(record.name.replace(/^_dmarc\./, "")), []);
  }
  const what = purpose === "mx" && record.type !== "MX" ? "mx-address" : purpose;
  return texts.purpose[what](name, context.providerName(provider));
}

/** Records that wait for each other: what goes, and what must not stand beside it. */
export function switchBlocks(context: Context): Block[] {
  const { deployment, texts, screen } = context;
  const { leaving, held } = deployment;
  if (leaving.length + held.length === 0) return [];
  const blocks: Block[] = [{ kind: "heading", level: 2, text: [texts.switchTitle] }];
  const title = held.length > 0 ? texts.leavingTitle : texts.leavingLater;
  if (held.length > 0) blocks.push({ kind: "text", text: texts.switchText });
  if (leaving.length > 0) blocks.push({ kind: "heading", level: 3, text: title });
  for (const { record, provider, reason } of leaving) {
    const from = provider === undefined ? [] : texts.aside(provider);
    const what = [...texts.ofType(rrtypeOf(record), context.nameOf(record)), ...from];
    blocks.push({ kind: "heading", level: 4, text: what }, ...singleBlocks(record, "remove", context));
    blocks.push({ kind: "text", text: texts.reason(reason) });
  }
  if (held.length > 0) blocks.push({ kind: "heading", level: 3, text: texts.heldTitle });
  for (const { record, purpose, provider } of held) {
    const step: Step = { kind: "add", purpose, provider, before: [], after: [record] };
    blocks.push({ kind: "heading", level: 4, text: titleOf(step, context) }, ...singleBlocks(record, "add", context));
  }
  if (screen.form.lines !== undefined) blocks.push({ kind: "text", text: texts.saveLines });
  return blocks;
}

/** A record by itself, which in a panel of sets is one line of many. */
function singleBlocks(record: DnsRecord, kind: "add" | "remove", context: Context): Block[] {
  const { texts, screen } = context;
  const [before, after] = kind === "remove" ? [[record], []] : [[], [record]];
  const step: Step = { kind, purpose: undefined, provider: undefined, before, after };
  const blocks = isLines(step, context) ? lineBlocks([step], context) : fieldBlocks(step, context);
  const note: Block[] = screen.form.sets === true ? [{ kind: "text", text: texts.oneOfSet }] : [];
  return [...blocks, ...note, ...warnings(step, context)];
}
