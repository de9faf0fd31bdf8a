import { nearest } from "../syntax/edit-distance.ts";
import { UsageError } from "./io.ts";

/** What the words of a command line are held against. */
export interface Known {
  /** As typed, without node and script. */
  readonly words: readonly string[];
  readonly command: string | undefined;
  readonly commands: readonly string[];
  /** The command's options by name; `value` is one that it takes, as an example. */
  readonly options: ReadonlyMap<string, { readonly alias?: string; readonly value: string | undefined }>;
  /** Whether the word names a file or folder. */
  readonly isPath: (word: string) => boolean;
}

/** Longer sets are not printed; `listedBy` names the command that does. */
const MAX_LISTED = 16;

/** Names the bad word, the nearest known one, the accepted set. */
export function notAccepted(
  what: string,
  word: string,
  accepted: readonly string[],
  listedBy: string | undefined,
  words: readonly string[] = [],
): UsageError {
  const close = nearestOf(word, accepted);
  const guess = close === undefined ? "" : `; did you mean "${close}"?`;
  const rest =
    accepted.length > MAX_LISTED && listedBy !== undefined
      ? `${listedBy} lists them`
      : `accepted: ${accepted.join(", ")}`;
  const attempt = close === undefined ? undefined : replaced(words, word, close);
  return new UsageError(`${what} "${word}" is not known${guess === "" ? ";" : guess} ${rest}`, attempt);
}

/** The argument parser's words in our own, with the command line that would have worked. */
export function misuse(message: string, known: Known): UsageError {
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message);
  if (unknown !== null) return unknownWord((unknown[1] as string).split(", ")[0] as string, known);
  const choice = /Argument: (\S+), Given: "?(.*?)"?, Choices: (.*)$/s.exec(message);
  if (choice !== null) {
    const [, option, given, choices] = choice as unknown as [string, string, string, string];
    if (given.includes('", "')) return repeated(option, given.split('", "'), known);
    const accepted = [...choices.matchAll(/"([^"]*)"/g)].map((match) => match[1] as string);
    return notAccepted(`--${option}`, given, accepted, undefined, known.words);
  }
  const missing = /^Not enough arguments following: (.*)$/s.exec(message);
  if (missing !== null) return noValue(missing[1] as string, known);
  return new UsageError(message.charAt(0).toLowerCase() + message.slice(1).replace(/\n\s*/g, " "));
}

/** A first word that is no command: perhaps a document whose command was left out. */
export function unknownCommand(word: string, known: Known): UsageError {
  if (known.isPath(word) || word === "-") {
    return new UsageError(
      `"${word}" is a document, and a command comes first; accepted: ${known.commands.join(", ")}`,
      ["lint", ...known.words],
    );
  }
  if (!word.startsWith("-")) return notAccepted("command", word, known.commands, undefined, known.words);
  const command = known.words.find((each) => known.commands.includes(each));
  return new UsageError(
    `a command comes first, then its options; accepted: ${known.commands.join(", ")}`,
    command === undefined ? ["lint", ...known.words] : [command, ...known.words.filter((each) => each !== command)],
  );
}

/** One value where several were given. */
export function repeated(option: string, values: readonly string[], known: Known): UsageError {
  return new UsageError(
    `--${option} takes one value and is given ${values.length}: ${values.map((value) => `"${value}"`).join(", ")}`,
    withoutRepeats(known.words, spellings(option, known)),
  );
}

function unknownWord(word: string, known: Known): UsageError {
  const { command, words, options } = known;
  const typed = words.find((each) => each.startsWith("-") && named(each) === word);
  const of = command ?? "the command";
  if (typed === undefined) {
    const last = words.includes(word) ? words.filter((each) => each !== word) : undefined;
    return new UsageError(`${of} does not take the word "${word}"`, last);
  }
  const dashed = typed.split("=")[0] as string;
  if (dashed === "--no-color") {
    const attempt = words.flatMap((each) => (each === typed ? ["--color", "never"] : [each]));
    return new UsageError(`${of} has no option --no-color; --color takes auto, always, never`, attempt);
  }
  const names = [...options.keys()];
  const close = word.length === 1 ? undefined : nearestOf(word, names);
  const guess = close === undefined ? ";" : `; did you mean --${close}?`;
  const accepted = names.length === 0 ? "it has none" : `accepted: ${names.map((name) => `--${name}`).join(", ")}`;
  return new UsageError(
    `${of} has no option ${dashed}${guess} ${accepted}`,
    close === undefined ? undefined : replaced(words, dashed, `--${close}`),
  );
}

/** An option as the parser names it, which spells one name otherwise. */
function named(word: string): string {
  const name = word.replace(/^--?/, "").split("=")[0] as string;
  return name === "__proto__" ? "___proto___" : name;
}

function noValue(name: string, known: Known): UsageError {
  const option = [...known.options].find(([key, { alias }]) => key === name || alias === name)?.[0] ?? name;
  const value = known.options.get(option)?.value;
  if (value === undefined) return new UsageError(`--${option} needs a value`);
  const own = spellings(option, known);
  const attempt = known.words.flatMap((word) =>
    own.includes(word.replace(/=$/, "")) ? [`--${option}`, value] : [word],
  );
  return new UsageError(`--${option} needs a value, as in --${option} ${value}`, attempt);
}

function spellings(option: string, known: Known): readonly string[] {
  const alias = known.options.get(option)?.alias;
  return alias === undefined ? [`--${option}`] : [`--${option}`, `-${alias}`];
}

/** The option's last occurrence only. */
function withoutRepeats(words: readonly string[], own: readonly string[]): string[] {
  const kept: string[] = [];
  let seen = false;
  for (let index = words.length - 1; index >= 0; index--) {
    const word = words[index] as string;
    const [dashed] = word.split("=") as [string];
    if (own.includes(dashed)) {
      if (seen) {
        if (dashed === word) kept.shift();
        continue;
      }
      seen = true;
    }
    kept.unshift(word);
  }
  return kept;
}

/** By spelling, else the one accepted word that begins with it. */
function nearestOf(word: string, accepted: readonly string[]): string | undefined {
  const close = nearest(word, accepted);
  if (close !== undefined || word.length < 3) return close;
  const begun = accepted.filter((each) => each.startsWith(word.toLowerCase()));
  return begun.length === 1 ? begun[0] : undefined;
}

function replaced(words: readonly string[], bad: string, good: string): string[] | undefined {
  let found = false;
  const result = words.map((word) => {
    if (found) return word;
    const start =
      word === bad || word.startsWith(`${bad}=`) ? 0 : word.endsWith(`=${bad}`) ? word.length - bad.length : -1;
    if (start < 0) return word;
    found = true;
    return word.slice(0, start) + good + word.slice(start + bad.length);
  });
  return found ? result : undefined;
}

/** Words as a shell takes them. */
export function commandLine(words: readonly string[]): string {
  const quoted = words.map((word) => {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  });
  return ["maildns", ...quoted].join(" ");
}
