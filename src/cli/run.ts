import { existsSync } from "node:fs";
import { resolve } from "node:path";
import yargs, { type Argv } from "yargs";
import { visible, withoutCommands } from "../syntax/visible.ts";
import { commands, type CommandModule, type Offered } from "./commands.ts";
import { UsageError, type ExitCode, type Io } from "./io.ts";
import { commandLine, misuse, repeated, unknownCommand, type Known } from "./misuse.ts";
import { version } from "../model/version.ts";
import { plainWords, sheltered, wordsOf } from "./words.ts";

const HELP: readonly string[] = ["--help", "-h"];
const ALONE: readonly string[] = [...HELP, "--version", "completion"];
/** The parser takes any word of a flag but `true` for "no". */
const FLAG_WORDS: readonly string[] = ["true", "false"];
const COMPLETIONS = "--get-yargs-completions";

/** Runs one command line (without node and script) and gives the exit code. Never rejects. */
export async function runCli(words: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(words, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`maildns: ${visible(error.message)}\n`);
      if (error.attempt !== undefined) io.stderr(`  try: ${visible(commandLine(error.attempt))}\n`);
      return 2;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const lines = text.split("\n").map((line) => visible(line));
    io.stderr(withoutCommands(`maildns: internal error, which is a defect of maildns: ${lines.join("\n")}\n`));
    return 3;
  }
}

async function dispatch(words: readonly string[], io: Io): Promise<ExitCode> {
  // The parser would print the script.
  if (words[0] === "completion" && words.length === 2 && HELP.includes(words[1] ?? "")) return dispatch(["--help"], io);
  let code: ExitCode = 0;
  const known = knownOf(words, io);
  const parser = parserOf(words, io, known);
  const completing = words.includes(COMPLETIONS);
  const offered = completing ? await offeredIds() : undefined;
  for (const command of commands) {
    parser.command(
      command.usage,
      command.summary,
      (builder) => {
        command.build(builder, offered);
        return builder;
      },
      async (values) => {
        code = await run(command, values, io, known);
      },
    );
  }
  const [first] = words;
  if (first === undefined) {
    io.stderr(`${await parser.getHelp()}\n`);
    return 2;
  }
  if (known.command === undefined && !completing && !ALONE.includes(first)) throw unknownCommand(first, known);
  if (first === "completion") {
    if (words.length > 1) throw new UsageError(`completion does not take the word "${words[1]}"`, ["completion"]);
    parser.showCompletionScript();
    return 0;
  }
  await parser.parseAsync();
  return code;
}

async function offeredIds(): Promise<Offered> {
  const { rules } = await import("../rules/index.ts");
  const { generatable } = await import("../generate/recipes.ts");
  const { panels } = await import("../panels/panels.ts");
  const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);
  return { rules: ids(rules), providers: ids(generatable()), panels: ids(panels) };
}

function parserOf(words: readonly string[], io: Io, known: Known): Argv {
  return yargs(sheltered(words))
    .scriptName("maildns")
    .usage("$0 <command> [options]\n\nStops a DNS change from breaking mail before it is deployed.")
    .parserConfiguration({
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "dot-notation": false,
      "camel-case-expansion": false,
      "boolean-negation": false,
      // `--only <rule> zone.json`: the document is no second rule.
      "greedy-arrays": false,
    })
    .locale("en")
    .detectLocale(false)
    .exitProcess(false)
    .strict()
    .version(version)
    .alias("help", "h")
    .wrap(Math.min(100, io.columns))
    .completion(
      "completion",
      "print a script that completes commands, options and rules in bash, zsh or fish ($SHELL)",
      (current: string, values: Record<string, unknown>, complete: Complete, done: (found: string[]) => void) => {
        complete((error, found) => {
          if (error !== null) throw error;
          done(offered(current, wordsOf(values["_"]), found ?? []));
        });
      },
    )
    .epilogue(
      "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, configuration or unreadable input, 3 internal error.",
    )
    .fail((message, error) => {
      // The parser's own errors carry a message too; other ones are a command's.
      throw error === undefined || error.name === "YError" ? misuse(message ?? error?.message ?? "", known) : error;
    });
}

type Complete = (then: (error: Error | null, found: string[] | undefined) => void) => unknown;

/** Where a document may stand and nothing is typed yet the shell offers files, which it does where we offer nothing. */
function offered(current: string, words: readonly string[], found: string[]): string[] {
  const takesPaths = words.includes("lint") || words.includes("show");
  if (takesPaths && current === "" && found.every((each) => each.startsWith("-"))) return [];
  // The parser spells the short form of an option with two dashes.
  return found.filter((each) => each.startsWith(current) && !/^--.$/.test(each));
}

function knownOf(words: readonly string[], io: Io): Known {
  const command = commands.find(({ name }) => name === words[0]);
  const options = Object.entries(command?.options ?? {}).map(([name, { alias, choices, example }]) => {
    return [name, { ...(alias === undefined ? {} : { alias }), value: example ?? choices?.[0] }] as const;
  });
  return {
    words,
    command: command?.name,
    commands: [...commands.map(({ name }) => name), "completion"],
    options: new Map(options),
    isPath: (word) => existsSync(resolve(io.cwd, word)),
  };
}

async function run(command: CommandModule, given: Record<string, unknown>, io: Io, known: Known): Promise<ExitCode> {
  const values = plainWords(given);
  for (const [name, { array, type, alias }] of Object.entries(command.options)) {
    const value = values[name];
    if (type === "boolean") refuseValue(name, alias, known);
    else if (array !== true && Array.isArray(value)) throw repeated(name, value.map(String), known);
  }
  const { handle } = await command.load();
  return handle(values, io, known.words);
}

function refuseValue(name: string, alias: string | undefined, { words }: Known): void {
  const flags = [`--${name}=`, `-${alias ?? name}=`];
  const given = words.find((word) => flags.some((flag) => word.startsWith(flag)));
  if (given === undefined || FLAG_WORDS.includes(given.slice(given.indexOf("=") + 1))) return;
  const attempt = words.map((word) => (word === given ? `--${name}` : word));
  throw new UsageError(`--${name} takes no value, and is given as "${given}"`, attempt);
}
