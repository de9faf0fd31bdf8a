import { isAtOrBelow } from "../../../model/name.ts";
import { textOf, type DnsRecord } from "../../../model/record.ts";
import { isKnown } from "../../../model/value.ts";
import { isSpf } from "../../../syntax/spf.ts";
import { notesFor } from "../../../panels/typed.ts";
import { foreign, listed, type Block, type Text } from "./block.ts";
import { isNullMx, type Context } from "./context.ts";
import type { Step } from "./steps.ts";

/** What whoever enters these records has to see right there. */
export function warnings({ kind, purpose, after }: Step, context: Context): Block[] {
  const texts = kind === "remove" ? [] : after.flatMap((record) => recordWarnings(record, context));
  if (kind === "add" && !context.deployment.merged) {
    texts.push(...after.flatMap((record) => otherSpf(record, context)));
    if (purpose === "dmarc") texts.push(...after.map((record) => context.texts.oldDmarc(context.nameOf(record))));
  }
  return texts.map((text) => ({ kind: "warning", text }));
}

function recordWarnings(record: DnsRecord, context: Context): Text[] {
  const { texts, panel, screen, lang, deployment } = context;
  const { origin } = deployment;
  const typed = context.typed(record);
  const found: Text[] = [];
  if (isKnown(record.name) && !isAtOrBelow(record.name, origin)) found.push(texts.outside(origin));
  if (isNullMx(record)) found.push(texts.nullMx);
  if (record.type === "SRV" && screen.form.srvInValue === undefined) found.push(texts.unknownFields);
  if (screen.form.quotes !== true && /[^\x20-\x7e]|##/.test(typed.value)) found.push(texts.cannotType);
  for (const note of panel === undefined ? [] : notesFor(panel, typed)) {
    const { over, then, beside } = note;
    if (beside === true) found.push([foreign(note[lang])]);
    if (over === undefined || typed.value.length <= over) continue;
    const sentences = [foreign(note[lang]), ...(then === undefined ? [] : [foreign(then[lang])])];
    found.push(listed([texts.over(typed.value.length), ...sentences.map((each) => [each])], texts.between));
  }
  return found;
}

/** An SPF record that may be there already, where nothing is known of the zone: a second one makes both invalid (RFC 7208 4.5). */
function otherSpf(record: DnsRecord, context: Context): Text[] {
  const text = record.type === "TXT" ? textOf(record) : undefined;
  if (text === undefined || !isKnown(text) || !isSpf(text)) return [];
  const terms = text.replace(/^v=spf1 */, "").replace(/ *[?~+-]?all$/, "");
  return terms === "" ? [] : [context.texts.spfMerge(context.nameOf(record), terms)];
}
