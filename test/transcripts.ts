import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
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

/** Runs the built command line in the repository's root and gives what it prints on standard output, then standard error. */
export function runMaildns(words: readonly string[]): { output: string; exit: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["dist/cli.js", ...words], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
  });
  return { output: stdout + stderr, exit: status };
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
