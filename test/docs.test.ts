import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { refreshed, root, runMaildns } from "./transcripts.ts";

const pages = readdirSync(`${root}docs`).filter((name) => name.endsWith(".md"));
const documents = [
  "README.md",
  ...pages.map((name) => `docs/${name}`),
  ...readdirSync(`${root}examples`).map((name) => `examples/${name}/README.md`),
];

describe.each(documents)("%s", (path) => {
  it("shows what the commands print", () => {
    const { before, after, exits } = refreshed(path);
    expect(before).toBe(after);
    for (const [command, wanted, got] of exits) expect({ command, exit: got }).toEqual({ command, exit: wanted });
  });
});

const folder = mkdtempSync(join(root, "test/.readme-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The code blocks of a language in a document. */
function blocks(path: string, language: string): string[] {
  const text = readFileSync(`${root}${path}`, "utf8");
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, of, body]) =>
    of === language && body ? [body] : [],
  );
}

describe("what the documents show", () => {
  const configurations = documents
    .flatMap((path) => blocks(path, "json").map((text) => ({ path, text })))
    .filter(({ text }) => /^ {2}"(?:\$schema|ignores)"/m.test(text));

  it("holds configurations", () => {
    const paths = configurations.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["README.md", "docs/configuration.md", "docs/ignores.md"]));
  });

  it.each(configurations)("a configuration that is taken: $path", ({ text }) => {
    const path = join(folder, "config.json");
    writeFileSync(path, text.replace(/^.*"context".*\n/m, ""));
    const { output, exit } = runMaildns(["lint", "--config", path, "examples/healthy/records.json"]);
    expect(output).not.toContain("error");
    expect(exit).toBe(0);
  });

  it("every key of the configuration", () => {
    const schema = JSON.parse(readFileSync(`${root}schemas/config.schema.json`, "utf8")) as {
      properties: object;
      $defs: Record<"domain" | "zone" | "recordMapping" | "zoneMapping", { properties: object }>;
    };
    const parts = readFileSync(`${root}docs/configuration.md`, "utf8").split(/^## /m);
    const rowsOf = (part = ""): string[] => [...part.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key = ""]) => key);
    const { domain, zone, recordMapping, zoneMapping } = schema.$defs;
    const keys = [schema, domain, zone].map(({ properties }) => Object.keys(properties));
    const mapping = new Set([recordMapping, zoneMapping].flatMap(({ properties }) => Object.keys(properties)));
    expect(parts.map(rowsOf)).toEqual([...keys, [...mapping]]);
  });

  it("links that lead somewhere", () => {
    const dead = documents.flatMap((path) => {
      const text = readFileSync(`${root}${path}`, "utf8");
      return [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
        .map(([, to = ""]) => to)
        .filter((to) => !existsSync(join(root, dirname(path), to)))
        .map((to) => `${path}: ${to}`);
    });
    expect(dead).toEqual([]);
  });

  it("a library call that runs", () => {
    const path = join(folder, "library.mjs");
    const code = (blocks("README.md", "ts")[0] ?? "")
      .replace('"maildns"', JSON.stringify(join(root, "dist/index.js")))
      .replace('"zones/"', JSON.stringify(join(root, "examples/octodns/config")));
    writeFileSync(path, `${code}\nconsole.log(problems.length, findings.length > 0, notJudged.length);\n`);
    const { stdout, stderr } = spawnSync(process.execPath, [path], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^0 true \d+\n$/);
  });
});
