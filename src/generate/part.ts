import { placeholder, placeholderHost } from "../model/draft.ts";
import { parseName } from "../model/name.ts";
import { isHostName } from "../model/name.ts";
import { isKnown, isUnknown, type Value } from "../model/value.ts";
import { holdsPrivateKey } from "../syntax/dkim.ts";
import { nearest } from "../syntax/edit-distance.ts";
import { acceptedVariables, classify, obstacle } from "./classify.ts";
import type { Pending } from "./planned.ts";
import type { Recipe, Use, Variable } from "./recipe.ts";
import { recipeOf, recipesFor } from "./recipes.ts";
import type { Fault, PartRequest } from "./request.ts";
import { fill, joined, mapped, textOf, type Text } from "./template.ts";

/** What planning keeps while it goes. */
export interface Drafting {
  readonly faults: Fault[];
  /** Values must not stand in messages: they may be secret. */
  readonly hideValues: boolean;
  readonly nameOf: (at: Fault["at"]) => string;
  /** How a sender is moved below the domain where the request comes from. */
  readonly belowOf: (id: string) => string;
  /** The command that lists the catalogue, where there is one. */
  readonly listedBy: string | undefined;
  /** Records in which placeholders stand for missing values, and those values; `undefined`: no placeholder is written. */
  readonly drafted: Pending[] | undefined;
  /** The mail domain, in canonical form where it is known. */
  readonly domain: Text;
}

/** An entry of the catalogue in its place in a domain, with its values. */
export interface Part {
  readonly recipe: Recipe;
  readonly use: Use;
  /** The place of the argument. */
  readonly path: readonly (string | number)[];
  /** What the roles of its records begin with. */
  readonly prefix: string;
  /** Labels between it and the mail domain; empty for none. */
  readonly below: string;
  /** The domain that its records hang from. */
  readonly domain: Text;
  /** Values that were given, by name; not those of defaults. */
  readonly given: Readonly<Record<string, Value<string>>>;
}

/** Checks a part of a request; `undefined` where nothing can be made of it, which a fault then says. */
export function partOf(
  request: PartRequest,
  use: Use,
  path: readonly (string | number)[],
  { prefix, below = "" }: { readonly prefix: string; readonly below?: string },
  drafting: Drafting,
): Part | undefined {
  const recipe = request.recipe ?? recipeOf(request.id);
  const fault = (text: string): void => void drafting.faults.push({ at: [...path, "id"], text });
  if (recipe === undefined) {
    const ids = recipesFor(use).map(({ id }) => id);
    const near = nearest(request.id, ids);
    const meant = near === undefined ? "" : `; nearest: "${near}"`;
    const accepted =
      drafting.listedBy === undefined ? `accepted: ${ids.join(", ")}` : `${drafting.listedBy} lists them`;
    fault(`is ${JSON.stringify(request.id)}, which is no ${use} of the catalogue${meant}; ${accepted}`);
    return undefined;
  }
  const reason = obstacle(recipe, use);
  if (reason !== undefined && classify(recipe).uses.length > 0) {
    fault(`is "${recipe.id}", which cannot be the ${use} of a domain: ${reason}`);
    return undefined;
  }
  if (reason !== undefined) {
    const see =
      recipe.documented === undefined ? "" : ` (${recipe.name} documents its records at ${recipe.documented})`;
    fault(`is "${recipe.id}", for which no records can be written: ${classify(recipe).reason ?? reason}${see}`);
    return undefined;
  }
  const domain = below === "" ? drafting.domain : joined([textOf(below), drafting.domain], ".");
  const given = checkedValues(recipe, request.values ?? {}, path, drafting);
  return { recipe, use, path, prefix, below, domain, given };
}

/** The labels that a sender stands below the domain, in canonical form; `undefined` with a fault where they are none. */
export function labelsBelow(
  at: string | undefined,
  path: readonly (string | number)[],
  faults: Fault[],
): string | undefined {
  if (at === undefined || at === "@" || at === "") return "";
  const result = parseName(at);
  if (result.ok && !at.endsWith(".") && isHostName(result.name)) return result.name;
  const text = `is ${JSON.stringify(at)}, which is no label below the domain, as "mg" for mg.example.com`;
  faults.push({ at: [...path, "at"], text });
  return undefined;
}

/** No value of a record is longer. */
const LONGEST = 4096;

function checkedValues(
  recipe: Recipe,
  values: Readonly<Record<string, Value<string> | undefined>>,
  path: readonly (string | number)[],
  drafting: Drafting,
): Record<string, Value<string>> {
  const accepted = acceptedVariables(recipe);
  const given: Record<string, Value<string>> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const fault = (text: string): void => void drafting.faults.push({ at: [...path, "values", name], text });
    const variable = accepted.includes(name) ? recipe.publish?.variables?.[name] : undefined;
    if (variable === undefined) {
      const list = accepted.length === 0 ? "they need none" : `accepted: ${accepted.join(", ")}`;
      fault(`is no value that the records of ${recipe.name} need; ${list}`);
    } else if (isUnknown(value)) {
      given[name] = value;
    } else if (typeof value !== "string") {
      fault(`must be a text: ${describe(variable)}`);
    } else if (value.length > LONGEST || !new RegExp(variable.pattern).test(value)) {
      const isSecret = drafting.hideValues || holdsPrivateKey(value);
      const shown = isSecret || value.length > 120 ? "" : `is ${JSON.stringify(value)}, which `;
      fault(`${shown}is not what ${recipe.name} gives: ${describe(variable)}${hint(value, variable)}`);
    } else {
      given[name] = value;
    }
  }
  return given;
}

/** What a value is, what it looks like and where it is found. */
export function describe({ label, where, example, options }: Variable): string {
  const sample = example.length > 100 ? `${example.slice(0, 60)}…` : example;
  const looks = options === undefined ? `such as "${sample}"` : `one of ${options.join(", ")}`;
  return `${label.en}, ${looks}; found at: ${where.en}`;
}

/** What would make a value fit that was nearly right. */
function hint(value: string, { pattern }: Variable): string {
  if (value.length > LONGEST) return "";
  const fits = (changed: string): boolean => changed !== value && new RegExp(pattern).test(changed);
  if (fits(value.trim())) return "; without the blanks around it, it would fit";
  if (fits(value.replace(/\.$/, ""))) return "; without its final dot it would fit";
  if (fits(value.replace(/^"(.*)"$/s, "$1"))) return "; without the quotes around it, it would fit";
  if (fits(value.toLowerCase())) return "; in lower case it would fit";
  return "";
}

/** A value of a part: given, following from another one, or its default. */
export function lookUp(part: Part, name: string): Text | undefined {
  if (name === "domain") return part.domain;
  if (name === "domainDashed") return mapped(part.domain, (domain) => domain.replaceAll(".", "-"));
  const variables = part.recipe.publish?.variables ?? {};
  const value = Object.hasOwn(part.given, name) ? part.given[name] : undefined;
  if (value !== undefined) return textOf(value);
  for (const [other, chosen] of Object.entries(part.given)) {
    const sets = variables[other]?.sets;
    if (sets === undefined || !Object.values(sets).some((each) => Object.hasOwn(each, name))) continue;
    if (!isKnown(chosen)) return textOf(chosen);
    const follows = Object.hasOwn(sets, chosen) ? sets[chosen]?.[name] : undefined;
    if (follows !== undefined) return textOf(follows);
  }
  const own = variables[name]?.default;
  return own === undefined ? undefined : textOf(own);
}

/** A template with the values of a part; the names of those that are missing where it cannot be filled. */
export function fillFor(part: Part, template: string): Text | readonly string[] {
  return fill(template, (name) => lookUp(part, name));
}

/** Names that senders are called by are their owner's choice: in a label there is room for so many letters of them. */
const LONGEST_PREFIX = 20;

/**
 * A template with placeholders in the place of what is missing. Where a host ends in one (`host`), it ends in a name below
 * which nothing exists.
 */
export function draftFor(part: Part, template: string, host: boolean): Text {
  const prefix = part.prefix.slice(0, LONGEST_PREFIX);
  return fill(template, (name) => {
    const isEnd = host && template.endsWith(`{${name}}`);
    return lookUp(part, name) ?? textOf((isEnd ? placeholderHost : placeholder)(prefix + name));
  });
}

/** Says of values that mail cannot do without that they are missing. */
export function demand(part: Part, missing: readonly string[], faults: Fault[]): void {
  for (const name of missing) {
    const variable = part.recipe.publish?.variables?.[name];
    const at = [...part.path, "values", name];
    if (variable === undefined || faults.some((fault) => fault.at.join(".") === at.join("."))) continue;
    faults.push({
      at,
      text: `is missing; the records of ${part.recipe.name} need it: ${describe(variable)}`,
      missing: true,
    });
  }
}
