import { join } from "node:path";
import { run, type Command } from "./process.ts";
import type { Work } from "./work.ts";
import type { Outcome } from "./measure.ts";

/** Where a benchmark finds what it runs and puts what it makes. */
export interface Place {
  readonly root: string;
  /** Emptied when all is done. */
  readonly temporary: string;
  /** `work.ts`, compiled. */
  readonly work: string;
}

export interface Benchmark {
  readonly id: string;
  readonly title: string;
  readonly run: (place: Place) => Promise<Outcome[]> | Outcome[];
}

/** The command-line tool as built. */
export function maildns({ root }: Place, ...args: string[]): Command {
  return [process.execPath, join(root, "dist", "cli.js"), ...args];
}

export function workCommand({ root, work }: Place, task: "parse" | "read" | "judge", path: string): Command {
  return [process.execPath, work, task, path, join(root, "dist", "index.js")];
}

/** One child process that does one task and says what it took. */
export function workOn(place: Place, task: "parse" | "read" | "judge", path: string): Work {
  const { stdout, status } = run(workCommand(place, task, path));
  if (status !== 0) throw new Error(`${task} of ${path} failed`);
  return JSON.parse(stdout) as Work;
}
