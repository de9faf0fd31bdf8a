import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

export interface Run {
  /** From start to exit. */
  readonly seconds: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

const LONGEST_OUTPUT = 1 << 30;

/** Runs a command to its end; what it prints is piped, never shown. */
export function run([program, ...args]: Command): Run {
  const start = performance.now();
  const child = spawnSync(program, args, { encoding: "utf8", maxBuffer: LONGEST_OUTPUT });
  const seconds = (performance.now() - start) / 1000;
  if (child.error !== undefined) throw child.error;
  if (child.signal !== null) throw new Error(`${program} was ended by ${child.signal}`);
  if (child.stderr.includes("internal error")) throw new Error(child.stderr);
  return { seconds, stdout: child.stdout, stderr: child.stderr, status: child.status };
}

/** The program's path, as a shell would find it. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
