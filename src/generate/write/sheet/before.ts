import type { DnsRecord } from "../../../model/record.ts";
import { notesFor } from "../../../panels/typed.ts";
import { foreign, type Block, type Text } from "./block.ts";
import type { Context } from "./context.ts";

/** What to check and do first. */
export function beforeBlocks(context: Context): Block[] {
  const { deployment, texts, panel } = context;
  const { domain, origin, merged, changes, leaving } = deployment;
  const items: Text[] = [];
  if (!context.hasNoMail) {
    const holder = context.providerNames((purpose) => purpose === "mx");
    items.push(texts.mailboxes(holder), texts.verified(holder));
    // Nobody thinks of these when mailboxes are made.
    for (const { address } of context.dmarc?.rua ?? []) if (address !== undefined) items.push(texts.reports(address));
  }
  items.push(texts.screenshot, texts.copyPaste(origin));
  if (panel === undefined) items.push(texts.maybeDot);
  if (!merged) items.push(texts.oldMx(domain), texts.oldSpf);
  if (!merged || leaving.length > 0 || changes.some(({ kind }) => kind !== "add")) items.push(texts.lowerTtl);
  return [
    { kind: "heading", level: 2, text: [texts.beforeTitle] },
    { kind: "items", items: [...items, ...panelNotes(context)], ticked: true },
  ];
}

/** What is peculiar to the panel, as far as these records meet it. */
function panelNotes(context: Context): Text[] {
  const { deployment, panel, lang } = context;
  if (panel === undefined) return [];
  const records: readonly DnsRecord[] = [
    ...deployment.changes.map((change) => (change.kind === "remove" ? change.before : change.entry.record)),
    ...deployment.held.map(({ record }) => record),
  ];
  const met = new Set(records.flatMap((record) => notesFor(panel, context.typed(record))));
  return panel.notes
    .filter((note) => met.has(note) && note.over === undefined && note.beside !== true)
    .map((note) => [foreign(note[lang])]);
}
