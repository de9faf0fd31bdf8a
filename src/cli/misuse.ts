import { nearest } from "../syntax/edit-distance.ts";
import { UsageError } from "./io.ts";

/** Names the bad word, the nearest known one, the accepted set. */
export function notAccepted(what: string, word: string, accepted: readonly string[]): UsageError {
  const close = nearest(word, accepted);
  const guess = close === undefined ? "" : `; did you mean "${close}"?`;
  const end = guess === "" ? ";" : "";
  return new UsageError(`${what} "${word}" is not known${guess}${end} accepted: ${accepted.join(", ")}`);
}

interface Known {
  readonly commands: readonly string[];
  readonly options: readonly string[];
}

/** The words of the argument parser in our own. */
export function misuse(message: string, known: Known): UsageError {
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message);
  if (unknown !== null) {
    const word = (unknown[1] as string).split(", ")[0] as string;
    const isOption = known.options.includes(nearest(word, known.options) ?? "") || word.length > 1;
    return isOption ? notAcceptedOption(word, known.options) : new UsageError(`"${word}" is not known`);
  }
  const command = /^Unknown command: (.*)$/s.exec(message);
  if (command !== null) return notAccepted("command", command[1] as string, known.commands);
  const choice = /Argument: (\S+), Given: "?(.*?)"?, Choices: (.*)$/s.exec(message);
  if (choice !== null) {
    const [, option, given, choices] = choice as unknown as [string, string, string, string];
    const accepted = [...choices.matchAll(/"([^"]*)"/g)].map((match) => match[1] as string);
    return notAccepted(`--${option}`, given, accepted);
  }
  if (message.startsWith("Not enough arguments following: ")) {
    return new UsageError(`--${message.slice("Not enough arguments following: ".length)} needs a value`);
  }
  return new UsageError(message.charAt(0).toLowerCase() + message.slice(1).replace(/\n\s*/g, " "));
}

function notAcceptedOption(word: string, options: readonly string[]): UsageError {
  const close = nearest(word, options);
  const guess = close === undefined ? "" : `; did you mean --${close}?`;
  return new UsageError(`option --${word} is not known${guess} (maildns <command> --help lists them)`);
}
