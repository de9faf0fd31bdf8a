import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "../src/rules/index.ts";

export const root = new URL("..", import.meta.url).pathname;

/** Rewrites the documents instead of comparing: `UPDATE_GOLDEN=1 npx vitest run test/docs.test.ts`. */
export const updating = process.env["UPDATE_GOLDEN"] === "1";

export interface Transcript {
  /** As a person types it: `maildns lint zone.json`. */
  readonly command: string;
  readonly shown: string;
  readonly actual: () => string;
}

const BLOCK = /(<!-- \$ (maildns [^\n]*?)( # exit ([0-3]))? -->\n\n?```\w*\n)([\s\S]*?)(```)/g;

/**
 * Runs the built command line in the repository's root (or where a command compares with a revision, in that of
 * `examples/staged-dmarc`) and gives what it prints on standard output, then standard error.
 */
export function runMaildns(words: readonly string[]): { output: string; exit: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, "dist/cli.js"), ...words], {
    cwd: words.includes("--before-ref") ? stagedRepository() : root,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
  });
  return { output: stdout + stderr, exit: status };
}

let staged: string | undefined;

/** A checkout of the pull request that the example shows: `main/` is committed, `change/` lies over it. */
function stagedRepository(): string {
  if (staged !== undefined) return staged;
  const folder = mkdtempSync(join(tmpdir(), "maildns-staged-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const example = join(root, "examples/staged-dmarc");
  const date = "2026-11-20T12:00:00Z";
  const identity = ["AUTHOR", "COMMITTER"].map((who) => ({
    [`GIT_${who}_NAME`]: "A",
    [`GIT_${who}_EMAIL`]: "a@example.com",
    [`GIT_${who}_DATE`]: date,
  }));
  const alone = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const env = Object.assign({ PATH: process.env["PATH"] }, alone, ...identity) as NodeJS.ProcessEnv;
  const git = (...words: string[]): void => {
    const { status, stderr } = spawnSync("git", words, { cwd: folder, env, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  };
  git("init", "-q", "-b", "main");
  cpSync(join(example, "main"), folder, { recursive: true });
  git("add", "-A");
  git("commit", "-q", "-m", "Publish DMARC");
  cpSync(join(example, "change"), folder, { recursive: true });
  return (staged = folder);
}

/** The document as it should be: every block after `<!-- $ maildns … -->` holds what that command prints. */
export function refreshed(path: string): {
  before: string;
  after: string;
  exits: [command: string, wanted: number, got: number | null][];
} {
  const before = readFileSync(`${root}${path}`, "utf8");
  const exits: [string, number, number | null][] = [];
  let after = before.replace(
    BLOCK,
    (_, head: string, command: string, _exit, exit: string | undefined, _shown, tail: string) => {
      const { output, exit: got } = runMaildns(command.split(" ").slice(1));
      exits.push([command, Number(exit ?? 0), got]);
      return `${head}${output.replace(/\n*$/, "\n")}${tail}`;
    },
  );
  after = after.replace(
    /(<!-- rules -->\n)[\s\S]*?(<!-- end of rules -->)/,
    (_, head: string, tail: string) => `${head}${ruleTable()}${tail}`,
  );
  after = after.replace(
    /(<!-- file: (\S+) -->\n\n?```\w*\n)[\s\S]*?(```)/g,
    (_, head: string, file: string, tail: string) => {
      return `${head}${readFileSync(`${root}${file}`, "utf8")}${tail}`;
    },
  );
  if (updating && after !== before) writeFileSync(`${root}${path}`, after);
  return { before: updating ? after : before, after, exits };
}

function ruleTable(): string {
  const rows = rules.map(
    ({ id, severity, set, summary }) =>
      `| [\`${id}\`](docs/rules/${id}.md) | ${severity}${set === "default" ? "" : ` (${set})`} | ${summary} |`,
  );
  return ["", "| rule | level | finds |", "|---|---|---|", ...rows, "", ""].join("\n");
}
