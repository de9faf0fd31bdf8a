import { recipesFor } from "../../generate/recipes.ts";
import type { Recipe, Variable } from "../../generate/recipe.ts";
import type { Language } from "../../generate/write/writer.ts";
import { panels } from "../../panels/panels.ts";
import { searchProviders } from "../../providers/details.ts";
import { visible } from "../../syntax/visible.ts";
import { UsageError, type Io } from "../io.ts";
import { parts, type Given } from "./given.ts";
import { canBe, PARKED } from "./request.ts";
import { words } from "./ask-words.ts";

/** A person at a terminal. */
export interface Person {
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly tell: (text: string) => void;
  readonly lang: Language;
}

export function personAt(io: Io, lang: Language): Person | undefined {
  return io.ask === undefined ? undefined : { ask: io.ask, tell: (text) => void io.stderr(`${visible(text)}\n`), lang };
}

/** How often somebody may answer what cannot be taken. */
const TRIES = 5;
/** Of a search for a provider. */
const SHOWN = 12;

/** Asks what a command line does not say that names no provider or no domain. */
export async function askForDomain(given: Given, person: Person): Promise<Given> {
  const text = words[person.lang];
  const provider = given.provider ?? (await askUntil(person, text.provider, (answer) => providerFor(answer, person)));
  const domain = given.domain ?? (await askUntil(person, text.domain, (answer) => domainIn(answer, person)));
  if (provider === PARKED || given.senders.length > 0) return { ...given, provider, domain };
  const senders = await askUntil(person, text.senders, (answer) => sendersIn(answer, person));
  return { ...given, provider, domain, senders };
}

/** The panel that records are typed into; `undefined` for none of them. */
export async function askForPanel(person: Person): Promise<string | undefined> {
  const text = words[person.lang];
  person.tell(text.panels);
  const titles = [...panels.map(({ title }) => title[person.lang]), text.otherPanel];
  for (const [index, title] of titles.entries()) person.tell(`  ${index + 1}  ${title}`);
  return askUntil(person, text.panel, (answer) => {
    const number = Number(answer);
    if (number === titles.length) return { taken: undefined };
    const panel = panels[number - 1] ?? panels.find(({ id }) => id === answer);
    if (panel !== undefined) return { taken: panel.id };
    person.tell(text.notANumber(titles.length));
    return undefined;
  });
}

/** Asks for a value of a provider; an empty answer leaves it out. `again`: with nothing but its name, after a wrong answer. */
export async function askForValue(
  { name, variable, recipe, required }: AskedValue,
  person: Person,
  again: boolean,
): Promise<string | undefined> {
  if (!again) describe(variable, recipe, required, person);
  const answer = await person.ask(`${name}: `);
  if (answer === undefined) throw ended(person);
  const value = answer.trim().replace(/^"(.*)"$/s, "$1");
  return value === "" ? undefined : value;
}

function describe(variable: Variable, recipe: Recipe, required: boolean, person: Person): void {
  const text = words[person.lang];
  const { label, where, example, options } = variable;
  person.tell("");
  person.tell(text.value(recipeName(recipe, person.lang), label[person.lang]));
  person.tell(text.where(where[person.lang]));
  person.tell(options === undefined ? text.example(shortened(example)) : text.options(options));
  if (!required) person.tell(text.mayWait);
}

export interface AskedValue {
  readonly name: string;
  readonly variable: Variable;
  readonly recipe: Recipe;
  /** Mail is lost without it. */
  readonly required: boolean;
}

/** The question stands on the last line still. */
function ended(person: Person): UsageError {
  person.tell("");
  return new UsageError(words[person.lang].ended);
}

function recipeName({ name, nameJa }: Recipe, lang: Language): string {
  return lang === "ja" ? (nameJa ?? name) : name;
}

function shortened(example: string): string {
  return example.length > 72 ? `${example.slice(0, 60)}…` : example;
}

/** Asks again until the answer can be taken. */
async function askUntil<T>(
  person: Person,
  question: string,
  take: (answer: string) => { readonly taken: T } | undefined,
): Promise<T> {
  const text = words[person.lang];
  for (let time = 0; time < TRIES; time++) {
    const answer = await person.ask(`${question} `);
    if (answer === undefined) throw ended(person);
    const result = take(answer.trim());
    if (result !== undefined) return result.taken;
  }
  throw new UsageError(text.gaveUp);
}

function providerFor(answer: string, person: Person): { readonly taken: string } | undefined {
  if (answer === "") return undefined;
  if (answer === PARKED || canBe("provider", answer)) return { taken: answer };
  const text = words[person.lang];
  const ids = new Set(recipesFor("provider").map(({ id }) => id));
  const found = searchProviders(answer.split(/\s+/));
  const usable = found.filter(({ id }) => ids.has(id));
  const [only, second] = usable;
  if (only !== undefined && second === undefined) {
    person.tell(text.taken(only.id, person.lang === "ja" ? (only.nameJa ?? only.name) : only.name));
    return { taken: only.id };
  }
  if (only === undefined) {
    const known = found[0];
    person.tell(known === undefined ? text.noProvider(answer) : text.onlyKnown(known.name));
    return undefined;
  }
  person.tell(text.several(answer));
  for (const { id, name, nameJa } of usable.slice(0, SHOWN)) {
    person.tell(`  ${id}  ${person.lang === "ja" ? (nameJa ?? name) : name}`);
  }
  if (usable.length > SHOWN) person.tell(text.more(usable.length - SHOWN));
  return undefined;
}

function domainIn(answer: string, person: Person): { readonly taken: string } | undefined {
  // What a browser's address bar or a mail address holds is meant well.
  const bare = answer
    .replace(/^https?:\/\//i, "")
    .replace(/\/.*$/, "")
    .replace(/^.*@/, "");
  if (/^[^\s.]+(?:\.[^\s.]+)+\.?$/.test(bare)) return { taken: bare };
  person.tell(words[person.lang].noDomain);
  return undefined;
}

function sendersIn(answer: string, person: Person): { readonly taken: readonly string[] } | undefined {
  const senders = parts(answer);
  const wrong = senders.find((sender) => !canBe("sender", sender.split("@")[0] ?? ""));
  if (wrong === undefined) return { taken: senders };
  const found = searchProviders([wrong]).filter(({ id }) => canBe("sender", id));
  const text = words[person.lang];
  person.tell(
    found.length === 0
      ? text.noSender(wrong)
      : text.severalSenders(
          wrong,
          found.slice(0, SHOWN).map(({ id }) => id),
        ),
  );
  return undefined;
}
