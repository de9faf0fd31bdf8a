import { isAtOrBelow, type Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import type { Recipe, RecordTemplate, TemplateType } from "../recipe.ts";
import { VARIABLE } from "../template.ts";
import { knownText } from "./declared.ts";

/** What a template is held against: a record's name below the domain, and its data as templates write it. */
export interface Candidate {
  readonly type: TemplateType | "SPF term";
  readonly name: string;
  readonly value: string;
  /** Of MX. */
  readonly preference?: number;
}

/** A template with the values of its variables that are settled. */
export interface Sought {
  readonly type: Candidate["type"];
  readonly name: string;
  readonly value: string;
  /** The variable that the preference of an MX is. */
  readonly preference?: string;
}

/** Values by the names of their variables. */
export type Bindings = Readonly<Record<string, string>>;

/** No value of a record that a template makes is longer; and patterns are not made for longer texts. */
const LONGEST = 1024;

/** A record as a candidate for the templates of a part at a domain; `undefined` for what no template makes. */
export function candidateOf(record: DnsRecord, domain: Name): Candidate | undefined {
  if (!isKnown(record.name) || !isAtOrBelow(record.name, domain)) return undefined;
  const name = record.name === domain ? "@" : record.name.slice(0, -domain.length - 1);
  const value = valueOf(record);
  // Two blanks in a row are in no such value, and make patterns slow.
  if (value === undefined || value.length > LONGEST || /\s\s/.test(value)) return undefined;
  const { preference } = record.type === "MX" ? record.data : {};
  return {
    type: record.type as TemplateType,
    name,
    value,
    ...(typeof preference === "number" ? { preference } : {}),
  };
}

function valueOf(record: DnsRecord): string | undefined {
  switch (record.type) {
    case "TXT":
      return knownText(record);
    case "CNAME":
    case "NS":
      return isKnown(record.data.target) ? record.data.target : undefined;
    case "MX":
      return isKnown(record.data.exchange) ? record.data.exchange : undefined;
    case "A":
    case "AAAA":
      return isKnown(record.data.address) ? record.data.address : undefined;
    case "SRV": {
      const { priority, weight, port, target } = record.data;
      const fields = [priority, weight, port, target];
      return fields.every(isKnown) ? fields.join(" ") : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a record is what a template makes with some values. */
export function matchTemplate(template: RecordTemplate, record: DnsRecord, recipe: Recipe, domain: Name): boolean {
  if (template.type !== record.type) return false;
  const candidate = candidateOf(record, domain);
  return candidate !== undefined && match(template, candidate, recipe, domain, {}) !== undefined;
}

/**
 * The values that make a candidate of a template; `undefined` where none do. A value must be what its variable's pattern says,
 * from its first character to its last, and the same wherever it stands.
 */
export function match(
  { type, name, value, preference }: Sought,
  candidate: Candidate,
  recipe: Recipe,
  domain: Name,
  settled: Bindings,
): Bindings | undefined {
  if (candidate.type !== type) return undefined;
  const writer = new PatternWriter(recipe, domain, settled);
  const names = writer.pattern(name);
  const values = writer.pattern(value);
  const source = `^${names}\n${values}\n${preference === undefined ? "\\d*" : writer.pattern(`{${preference}}`)}$`;
  const text = `${candidate.name}\n${candidate.value}\n${candidate.preference ?? ""}`;
  // Names have no case, and the values of variables are looked at once more.
  const found = new RegExp(source, "i").exec(text);
  if (found === null) return undefined;
  const bindings = { ...found.groups };
  const fits = Object.entries(bindings).every(([variable, bound]) =>
    new RegExp(patternOf(recipe, variable)).test(bound),
  );
  return fits ? bindings : undefined;
}

/** What tells templates of one form: their variables' patterns in place of the variables. */
export function formOf(
  { type, name, value, preference }: Sought,
  recipe: Recipe,
  domain: Name,
  settled: Bindings,
): string {
  const written = [name, value, preference === undefined ? "" : `{${preference}}`].map((template) =>
    template.replace(
      VARIABLE,
      (_, variable: string) => textFor(variable, domain, settled) ?? patternOf(recipe, variable),
    ),
  );
  return [type, ...written].join("\n");
}

function textFor(variable: string, domain: Name, settled: Bindings): string | undefined {
  if (variable === "domain") return domain;
  if (variable === "domainDashed") return domain.replaceAll(".", "-");
  return Object.hasOwn(settled, variable) ? settled[variable] : undefined;
}

function patternOf({ publish }: Recipe, variable: string): string {
  const variables = publish?.variables ?? {};
  return (Object.hasOwn(variables, variable) ? variables[variable]?.pattern : undefined) ?? "^[^\\n]+$";
}

/** Makes regular expressions of templates; a variable that stands twice stands for the same text. */
class PatternWriter {
  readonly #recipe: Recipe;
  readonly #domain: Name;
  readonly #settled: Bindings;
  readonly #seen = new Set<string>();

  constructor(recipe: Recipe, domain: Name, settled: Bindings) {
    this.#recipe = recipe;
    this.#domain = domain;
    this.#settled = settled;
  }

  pattern(template: string): string {
    let from = 0;
    let source = "";
    for (const found of template.matchAll(VARIABLE)) {
      source += literally(template.slice(from, found.index)) + this.#variable(found[1] as string);
      from = found.index + found[0].length;
    }
    return source + literally(template.slice(from));
  }

  #variable(variable: string): string {
    const text = textFor(variable, this.#domain, this.#settled);
    if (text !== undefined) return literally(text);
    if (this.#seen.has(variable)) return `\\k<${variable}>`;
    this.#seen.add(variable);
    const inner = patternOf(this.#recipe, variable).replace(/^\^/, "").replace(/\$$/, "");
    return `(?<${variable}>${inner})`;
  }
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
