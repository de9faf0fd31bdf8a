import { spawn } from "node:child_process";

export const root = new URL("..", import.meta.url).pathname;
/** What `npm run build` makes and a user runs. */
export const cli = `${root}dist/cli.js`;

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | null;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
}

/** Nothing of the developer's own environment that changes what is printed. */
export function plainEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR = "" } = process.env;
  return { PATH, HOME, TMPDIR, ...extra };
}

export function run(command: string, words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: options.cwd, env: plainEnv(options.env) });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (exit) => {
      resolve({ stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), exit });
    });
    child.stdin.end(options.stdin ?? "");
  });
}

/** One run of the built command. */
export function maildns(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(process.execPath, [cli, ...words], options);
}
