import { code, listed, type Block, type Text } from "./block.ts";
import type { Context } from "./context.ts";

/** Records whose values nobody has given yet. */
export function pendingBlocks(context: Context): Block[] {
  const { deployment, texts, lang } = context;
  if (deployment.pending.length === 0) return [];
  const items = deployment.pending.map(({ recipe, type, owner, missing }) => {
    const values = missing.map((name): Text => {
      const variable = recipe.publish?.variables?.[name];
      return variable === undefined ? [code(name)] : texts.pendingValue(variable.label[lang], variable.where[lang]);
    });
    return texts.pendingRecord(type, code(owner), context.providerName(recipe.id), listed(values, texts.and));
  });
  return [
    { kind: "heading", level: 2, text: [texts.pendingTitle] },
    { kind: "text", text: texts.pendingText },
    { kind: "items", items, ticked: true },
  ];
}

/** Files that a web server hands out. */
export function servedBlocks({ deployment, texts }: Context): Block[] {
  return deployment.served.flatMap(({ url, text }): Block[] => [
    { kind: "heading", level: 2, text: [texts.servedTitle] },
    { kind: "text", text: texts.servedText(url) },
    { kind: "lines", lines: text.replace(/\r?\n$/, "").split(/\r?\n/) },
  ]);
}

/** How it is seen that mail works. */
export function checkBlocks(context: Context): Block[] {
  const { deployment, texts } = context;
  const { domain } = deployment;
  // With t=y it stands half a step lower than it says (RFC 9989 4.7).
  const stage = context.dmarc?.t === "y" ? undefined : context.dmarc?.p;
  const title: Block = { kind: "heading", level: 2, text: [texts.afterTitle] };
  if (context.hasNoMail)
    return [title, { kind: "items", items: [texts.parkedCheck(domain), texts.lint], ticked: true }];
  const checks = [texts.lookUp(domain), texts.testIn(domain), texts.testHeaders, texts.lint];
  const signs = [texts.bounceUser, texts.bounceAuth, ...(stage === undefined ? [] : [texts.stages[stage]])];
  return [title, { kind: "items", items: checks, ticked: true }, { kind: "items", items: signs }];
}

export function noteBlocks({ deployment, texts, lang }: Context): Block[] {
  if (deployment.notes.length === 0) return [];
  return [
    { kind: "heading", level: 2, text: [texts.notesTitle] },
    { kind: "items", items: deployment.notes.map((note) => texts.sentence(note[lang] ?? note.en)) },
  ];
}
