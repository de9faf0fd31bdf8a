import { isDate } from "../model/dates.ts";
import { asking } from "./terminal.ts";

/** The process as commands see it, so that they can be run in another one's place. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal that results go to; 100 where it is none. */
  readonly columns: number;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Results only. */
  readonly stdout: (text: string) => void;
  /** The same for results that need not be UTF-8. */
  readonly stdoutBytes?: (bytes: Uint8Array) => void;
  /** All else. */
  readonly stderr: (text: string) => void;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Asks whoever sits at the terminal; `undefined` where the line is left with Ctrl-D. Absent where nobody sits there. */
  readonly ask?: (question: string) => Promise<string | undefined>;
  /** ISO date of today, which `until` of ignores is held against. */
  readonly today: () => string;
}

/** 0 nothing at or above `--fail-on`, 1 findings, 2 usage, configuration or unreadable input, 3 internal error. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Something the user can mend: printed without a stack, exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The words of a command line that would have worked. */
  readonly attempt: readonly string[] | undefined;

  constructor(message: string, attempt?: readonly string[]) {
    super(message);
    this.attempt = attempt;
  }
}

/** The process as it would be on the day that `--today` names. */
export function onDay(io: Io, day: unknown): Io {
  if (typeof day !== "string") return io;
  if (!isDate(day)) throw new UsageError(`--today is "${day}"; it must be a date such as 2026-12-31`);
  return { ...io, today: () => day };
}

export function processIo(): Io {
  const attended = process.stdin.isTTY === true && process.stderr.isTTY === true;
  return {
    ...(attended ? { ask: asking(process.stdin, process.stderr) } : {}),
    cwd: process.cwd(),
    env: process.env,
    columns: process.stdout.columns ?? 100,
    stdoutIsTerminal: process.stdout.isTTY === true,
    stderrIsTerminal: process.stderr.isTTY === true,
    stdout: (text) => void process.stdout.write(text),
    stdoutBytes: (bytes) => void process.stdout.write(bytes),
    stderr: (text) => void process.stderr.write(text),
    readStdin: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    today: () => new Date().toISOString().slice(0, 10),
  };
}

export type ColorChoice = "auto" | "always" | "never";

/** `--color` decides; `auto` asks NO_COLOR, FORCE_COLOR and the terminal (no-color.org, force-color.org). */
export function wantsColor(choice: ColorChoice, io: Io, toFile: boolean): boolean {
  if (choice !== "auto") return choice === "always";
  if (toFile) return false;
  if ((io.env["NO_COLOR"] ?? "") !== "") return false;
  const forced = io.env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return io.stdoutIsTerminal && io.env["TERM"] !== "dumb";
}
