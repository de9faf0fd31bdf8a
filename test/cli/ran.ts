import type { Io } from "../../src/cli/io.ts";
import { runCli } from "../../src/cli/run.ts";

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process; nobody sits at a terminal, and nothing is on standard input, unless `io` says so. */
export async function ran(words: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const exit = await runCli(words, {
    cwd: "/",
    env: {},
    columns: 100,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    readStdin: async () => new Uint8Array(),
    today: () => "2026-11-30",
    ...io,
  });
  return { exit, out, err };
}
