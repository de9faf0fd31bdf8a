import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootPack, type PolicyConfig } from "./boot.ts";
import { STACK, type Door } from "./driver.ts";
import { judgeRun, type Verdict } from "./judge.ts";
import { runProgram, type RunOptions } from "./mini-engine.ts";
import type { Json } from "./json.ts";
import type { Run } from "./state.ts";

const root = new URL("../../", import.meta.url).pathname;

/** The pack as it is shipped, by its two doors. */
export const FILE: Door = { kind: "file", path: join(root, "policies/maildns-pack") };
export const FOLDER: Door = { kind: "folder", path: join(root, "policies") };

export const programPath = (name: string): string => join(root, "test/pack/programs", `${name}.ts`);

/** Lets so many works run at once; the rest waits. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}

const turn = atMost(3);
const runs = new Map<string, Promise<Run>>();

/** A program's run without a pack; the same run is made once in a file of tests. */
export function runOf(program: string, options: RunOptions): Promise<Run> {
  const key = JSON.stringify([program, options]);
  let run = runs.get(key);
  if (run === undefined)
    runs.set(key, (run = turn(() => runProgram(programPath(program), { inline: true, ...options }))));
  return run;
}

/** A project's folder, with the configuration in it. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "maildns-project-"));

  constructor(maildns?: Json) {
    if (maildns !== undefined) this.write("maildns.config.json", JSON.stringify(maildns));
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export interface Judgement extends Verdict {
  readonly stderr: string;
}

/** A run, judged by a pack process of its own, as every preview and every update has one. */
export async function judgeWith(
  door: Door,
  run: Run,
  options: { readonly pwd: string; readonly config?: PolicyConfig },
): Promise<Judgement> {
  const stack = { ...STACK, ...run.stack };
  return turn(async () => {
    const { pack } = await bootPack(door, { stack, ...options });
    try {
      return { ...(await judgeRun(pack, run)), stderr: pack.written.stderr };
    } finally {
      await pack.close();
    }
  });
}

/** Violations as "level policy resource", in an order of their own. */
export function listed(verdict: Verdict): string[] {
  return verdict.violations
    .filter(({ policy }) => policy !== "not-judged")
    .map(({ level, policy, urn }) => `${level} ${policy} ${urn.slice(urn.lastIndexOf("::") + 2)}`)
    .sort();
}

/** The lines of what was not judged. */
export function notJudged(verdict: Verdict): string[] {
  return verdict.violations
    .filter(({ policy }) => policy === "not-judged")
    .flatMap(({ message }) => message.split("\n").slice(1));
}
