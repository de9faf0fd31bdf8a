import type { Argv } from "yargs";
import type { ExitCode, Io } from "./io.ts";
import type { Option } from "./option-groups.ts";
import { optionsOf } from "./options.ts";

/** What completion offers where one of these is named; checked later, by the command. */
export interface Offered {
  readonly rules: readonly string[];
  readonly providers: readonly string[];
  readonly panels: readonly string[];
}

export interface CommandModule {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Declares words and options; `offered` is given for completion alone. */
  readonly build: (parser: Argv, offered?: Offered) => void;
  readonly options: Readonly<Record<string, Option>>;
  /** Loaded when the command is called, so that each start pays for one command. */
  readonly load: () => Promise<{
    readonly handle: (values: Record<string, unknown>, io: Io, words: readonly string[]) => Promise<ExitCode>;
  }>;
}

/** Words and options that take ids. */
const OFFERS: Readonly<Record<string, keyof Offered>> = {
  rule: "rules",
  only: "rules",
  skip: "rules",
  provider: "providers",
  gateway: "providers",
  sender: "providers",
  panel: "panels",
};

/** `words`: the words that follow the command, as the parser spells them, with what they are. */
function define(
  name: string,
  words: Readonly<Record<string, string>>,
  summary: string,
  load: CommandModule["load"],
): CommandModule {
  const options = optionsOf[name] ?? {};
  return {
    name,
    usage: [name, ...Object.keys(words)].join(" "),
    summary,
    options,
    load,
    build: (parser, offered) => {
      const choicesOf = (key: string): readonly string[] | undefined => {
        const kind = OFFERS[key];
        return kind === undefined ? undefined : offered?.[kind];
      };
      for (const [spelling, describe] of Object.entries(words)) {
        const word = spelling.replace(/[^\w]/g, "");
        parser.positional(word, { type: "string", describe, choices: choicesOf(word) });
      }
      for (const [key, { example: _example, ...option }] of Object.entries(options)) {
        const choices = option.choices ?? choicesOf(key);
        parser.option(key, { ...option, choices, requiresArg: option.type === "string" });
      }
    },
  };
}

const DOCUMENTS = { "[paths..]": "files, folders, or - for standard input" };

export const commands: readonly CommandModule[] = [
  define(
    "lint",
    DOCUMENTS,
    "judge DNS documents: what breaks mail, and the record that mends it",
    () => import("./lint.ts"),
  ),
  define(
    "show",
    DOCUMENTS,
    "draw each domain: where mail goes, the SPF tree, DKIM selectors, the DMARC stage",
    () => import("./show.ts"),
  ),
  define(
    "generate",
    {
      "[provider]": "who holds the mailboxes (maildns providers lists them), or parked: a domain without mail",
      "[domain]": "the mail domain",
    },
    "write the records that a provider needs, in the form you deploy with",
    () => import("./generate.ts"),
  ),
  define("rules", {}, "list the rules", () => import("./rules.ts")),
  define(
    "providers",
    { "[words..]": "words to search for" },
    "list or search the mail providers that are recognised",
    () => import("./providers.ts"),
  ),
  define(
    "explain",
    { "[rule]": "the rule's id (maildns rules lists them)" },
    "explain a rule",
    () => import("./explain.ts"),
  ),
];
