import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { maildns, root } from "./process.ts";

/**
 * The command as a user runs it. A case is a folder: `argv` (a word a line), `files/` (the folder it runs in), `stdin`,
 * `env` (NAME=value lines); and what comes of it: `stdout`, `stderr` (no file: nothing), `exit`, `written/` (files it wrote).
 * `UPDATE_GOLDEN=1 npx vitest run test/golden.test.ts` writes what is.
 */
const folder = `${root}test/golden`;
const update = process.env["UPDATE_GOLDEN"] === "1";
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };

describe.concurrent("golden", () => {
  for (const name of readdirSync(folder).sort()) {
    it(name, async ({ expect: expectHere }) => {
      const seen = await runCase(`${folder}/${name}`);
      if (update) write(`${folder}/${name}`, seen);
      expectHere(seen).toEqual(expected(`${folder}/${name}`));
    });
  }
});

it("no case is left without a look", () => {
  for (const name of readdirSync(folder)) expect(existsSync(`${folder}/${name}/argv`), name).toBe(true);
});

interface Outcome {
  readonly exit: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: Readonly<Record<string, string>>;
}

async function runCase(path: string): Promise<Outcome> {
  const cwd = mkdtempSync(join(tmpdir(), "maildns-golden-"));
  try {
    if (existsSync(`${path}/files`)) cpSync(`${path}/files`, cwd, { recursive: true, verbatimSymlinks: true });
    const before = contents(cwd);
    const ran = await maildns(lines(`${path}/argv`), { cwd, env: envOf(path), stdin: textOf(`${path}/stdin`) });
    const after = contents(cwd);
    const written = [...after].filter(([name, text]) => before.get(name) !== text);
    return {
      exit: String(ran.exit),
      stdout: unversioned(ran.stdout),
      stderr: unversioned(ran.stderr),
      written: Object.fromEntries(written.map(([name, text]) => [name, unversioned(text)])),
    };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function expected(path: string): Outcome {
  return {
    exit: textOf(`${path}/exit`).trim(),
    stdout: textOf(`${path}/stdout`),
    stderr: textOf(`${path}/stderr`),
    written: existsSync(`${path}/written`) ? Object.fromEntries(contents(`${path}/written`)) : {},
  };
}

function write(path: string, { exit, stdout, stderr, written }: Outcome): void {
  writeFileSync(`${path}/exit`, `${exit}\n`);
  for (const [name, text] of Object.entries({ stdout, stderr })) {
    if (text === "") rmSync(`${path}/${name}`, { force: true });
    else writeFileSync(`${path}/${name}`, text);
  }
  rmSync(`${path}/written`, { recursive: true, force: true });
  for (const [name, text] of Object.entries(written)) {
    mkdirSync(dirname(`${path}/written/${name}`), { recursive: true });
    writeFileSync(`${path}/written/${name}`, text);
  }
}

/** A release changes no case. */
function unversioned(text: string): string {
  return text.replaceAll(`"${version}"`, '"<version>"').replace(`${version}\n`, "<version>\n");
}

function contents(path: string): Map<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(path, file), readFileSync(file, "utf8")];
    }),
  );
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function lines(path: string): string[] {
  return textOf(path).replace(/\n$/, "").split("\n");
}

function envOf(path: string): Record<string, string> {
  const pairs = lines(`${path}/env`).filter((line) => line.includes("="));
  return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
