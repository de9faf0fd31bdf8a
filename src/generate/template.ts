import { Unknown, type Value } from "../model/value.ts";

/** A text that may depend on values which are not known yet; `uses` names those. */
export interface Text {
  readonly value: Value<string>;
  readonly uses: readonly Unknown[];
}

const NOTHING: readonly Unknown[] = [];

export function textOf(value: Value<string>): Text {
  return { value, uses: value instanceof Unknown ? [value] : NOTHING };
}

/** The texts with something between them; not known as soon as one of them is not. */
export function joined(texts: readonly Text[], between: string): Text {
  const parts: string[] = [];
  const uses = new Set<Unknown>();
  for (const text of texts) {
    if (text.value instanceof Unknown) for (const each of text.uses) uses.add(each);
    else parts.push(text.value);
  }
  const [first] = uses;
  return { value: first ?? parts.join(between), uses: [...uses] };
}

/** Made of a known text; an unknown one stays as it is. */
export function mapped(text: Text, change: (value: string) => string): Text {
  return text.value instanceof Unknown ? text : { value: change(text.value), uses: text.uses };
}

/** `%{i}` is a macro of SPF, and no variable. */
export const VARIABLE = /(?<!%)\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** What every template may use without describing it. */
const OF_THE_DOMAIN: ReadonlySet<string> = new Set(["domain", "domainDashed"]);

/** The variables of a template that the customer has to give, each once. */
export function variablesIn(...templates: readonly string[]): string[] {
  const found = new Set<string>();
  for (const template of templates) {
    for (const [, name = ""] of template.matchAll(VARIABLE)) if (!OF_THE_DOMAIN.has(name)) found.add(name);
  }
  return [...found];
}

/** Fills a template; a list of names where `lookup` has nothing for them. */
export function fill(template: string, lookup: (variable: string) => Text): Text;
export function fill(template: string, lookup: (variable: string) => Text | undefined): Text | readonly string[];
export function fill(template: string, lookup: (variable: string) => Text | undefined): Text | readonly string[] {
  const texts: Text[] = [];
  const missing: string[] = [];
  let from = 0;
  for (const match of template.matchAll(VARIABLE)) {
    const name = match[1] as string;
    const text = lookup(name);
    if (text === undefined) missing.push(name);
    else texts.push(textOf(template.slice(from, match.index)), text);
    from = match.index + match[0].length;
  }
  if (missing.length > 0) return [...new Set(missing)];
  texts.push(textOf(template.slice(from)));
  return joined(texts, "");
}
