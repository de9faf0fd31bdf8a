import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import type { Outcome, Workspace } from "./workspace.ts";
import { root } from "./workspace.ts";

const ROW = /^ (?:[-+~> ]{2,3}) ([\w-]+:[\w:-]+) (\S+) /;

/**
 * What the engine printed, as it is when all is over: without progress, each resource's last row, in order of name; no
 * times, versions, ids or folders of this run.
 */
export function normalised(text: string, { folder }: Pick<Workspace, "folder">): string {
  const lines = withoutPathWarning(text)
    .replaceAll(folder, "<project>")
    .replaceAll(dirname(folder), "<temporary>")
    .replaceAll(root, "<maildns>")
    .replace(/^@ .*\n/gm, "")
    .replace(/^Loading policy packs\.\.\..*\n/gm, "")
    .replace(/ \(\d+(?:\.\d+)?s\)/g, "")
    .replace(/^Duration: .*$/gm, "Duration: <time>")
    .replace(/maildns@v\d+\.\d+\.\d+/g, "maildns@v<version>")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:<port>")
    .replace(/[ \t]+$/gm, "")
    .split("\n");
  const shown: string[] = [];
  for (let at = 0; at < lines.length;) {
    const rows = new Map<string, string>();
    const start = at;
    for (; ROW.test(`${lines[at]} `) || (at > start && lines[at] === ""); at++) {
      const line = lines[at] as string;
      const [, type, name] = ROW.exec(`${line} `) ?? [];
      if (type !== undefined) rows.set(`${type === "pulumi:pulumi:Stack" ? "" : type} ${name}`, line);
    }
    if (at > start)
      shown.push(...[...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line), "");
    else shown.push(lines[at++] as string);
  }
  return shown
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "");
}

/** A language that the engine does not bundle is taken from PATH with a warning. */
function withoutPathWarning(text: string): string {
  const warning = /^.*warning: using pulumi-language-plain from \$PATH.*\n/gm;
  return warning.test(text) ? text.replace(warning, "").replace(/;? 1 warning$/gm, "") : text;
}

/** What a person sees of a command, its exit code, and what it did to the cloud: the text of a transcript. */
export function transcript(command: string, outcome: Outcome, made: Pick<Workspace, "folder">): string {
  const shown = [outcome.stdout, outcome.stderr].map((text) => normalised(text, made)).filter((text) => text !== "");
  const touched = outcome.cloud.length === 0 ? "nothing" : outcome.cloud.join(", ");
  return [
    `$ ${command}`,
    ...shown.flatMap((text) => [text, ""]),
    `exit ${outcome.exit}; changed in the cloud: ${touched}`,
    "",
  ].join("\n");
}

/** Compares with `transcripts/<name>.txt`; `UPDATE_GOLDEN=1` writes it. */
export function expectTranscript(name: string, actual: string): void {
  const path = join(import.meta.dirname, "transcripts", `${name}.txt`);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  expect(actual, `${path}; UPDATE_GOLDEN=1 writes it`).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
}
