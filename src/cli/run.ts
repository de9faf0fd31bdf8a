import yargs from "yargs";
import { UsageError, type ExitCode, type Io } from "./io.ts";
import { misuse } from "./misuse.ts";
import { version } from "./version.ts";
import { allOptions, commands, type CommandModule } from "./commands.ts";

/** Runs one command line (without node and script) and gives the exit code. Never throws. */
export async function runCli(words: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(words, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`maildns: ${error.message}\n`);
      return 2;
    }
    io.stderr(`maildns: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 3;
  }
}

async function dispatch(words: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const known = { commands: commands.map(({ name }) => name), options: allOptions };
  const parser = yargs([...words])
    .scriptName("maildns")
    .usage("$0 <command> [options]\n\nStops a DNS change from breaking mail before it is deployed.")
    .parserConfiguration({
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "dot-notation": false,
      "camel-case-expansion": false,
      "boolean-negation": false,
    })
    .locale("en")
    .detectLocale(false)
    .exitProcess(false)
    .strict()
    .version(version)
    .alias("help", "h")
    .wrap(Math.min(100, io.columns))
    .completion("completion", "print a script that completes commands and options in bash or zsh")
    .epilogue(
      "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, configuration or unreadable input, 3 internal error.",
    )
    .fail((message, error) => {
      throw error ?? misuse(message, known);
    });
  for (const command of commands) {
    parser.command(
      command.usage,
      command.summary,
      (builder) => {
        command.build(builder);
        return builder;
      },
      async (values) => {
        code = await run(command, values, io);
      },
    );
  }
  if (words.length === 0) {
    io.stderr(`${await parser.getHelp()}\n`);
    return 2;
  }
  const [first] = words;
  if (first !== undefined && !first.startsWith("-") && first !== "completion" && !known.commands.includes(first)) {
    throw misuse(`Unknown command: ${first}`, known);
  }
  await parser.parseAsync();
  return code;
}

async function run(command: CommandModule, values: Record<string, unknown>, io: Io): Promise<ExitCode> {
  for (const name of command.single) {
    if (Array.isArray(values[name])) throw new UsageError(`--${name} is given more than once`);
  }
  const { handle } = await command.load();
  return handle(values, io);
}
