import { panelOf, panels } from "../../panels/panels.ts";
import { withoutPrivateKeys } from "../../syntax/dkim.ts";
import type { Writer } from "./writer.ts";
import { checkBlocks, noteBlocks, pendingBlocks, servedBlocks } from "./sheet/after.ts";
import { beforeBlocks } from "./sheet/before.ts";
import type { Block } from "./sheet/block.ts";
import { cacheBlocks } from "./sheet/caches.ts";
import { Context } from "./sheet/context.ts";
import { markdown } from "./sheet/markdown.ts";
import { plain } from "./sheet/plain.ts";
import { recordBlocks, switchBlocks } from "./sheet/records.ts";

/** What a person needs who types the records into a DNS panel: in the panel's own words, with what comes before and after. */
export const sheetWriter: Writer = {
  id: "sheet",
  write(deployments, { lang, panel: id, style }) {
    const panel = id === undefined ? undefined : panelOf(id);
    if (id !== undefined && panel === undefined) {
      const known = panels.map((each) => each.id).join(", ");
      return { ok: false, reasons: [`${JSON.stringify(id)} is no panel that is known; accepted: ${known}`] };
    }
    const sheets = deployments.map((deployment) => blocksOf(new Context(deployment, lang, panel)));
    const print = style === "plain" ? plain : markdown;
    const text = sheets.map(print).join(style === "plain" ? "\n\n" : "\n---\n\n");
    // A record that goes may hold one that somebody has published: it is known by its name.
    return { ok: true, text: withoutPrivateKeys(text) };
  },
};

function blocksOf(context: Context): Block[] {
  return [
    ...titleBlocks(context),
    ...beforeBlocks(context),
    ...noteBlocks(context),
    ...recordBlocks(context),
    ...switchBlocks(context),
    ...pendingBlocks(context),
    ...servedBlocks(context),
    ...checkBlocks(context),
    ...cacheBlocks(context),
  ];
}

function titleBlocks(context: Context): Block[] {
  const { texts, deployment, panel, lang } = context;
  const what = context.hasNoMail ? texts.noMail : texts.providers(context.providerNames());
  const where =
    panel === undefined ? [texts.noPanel] : [texts.panel(panel.title[lang], panel.date), texts.path(panel.where[lang])];
  return [
    { kind: "heading", level: 1, text: texts.title(deployment.domain) },
    { kind: "items", items: [what, ...where] },
  ];
}
