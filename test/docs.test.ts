import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { refreshed, root, runMaildns } from "./transcripts.ts";

const documents = ["README.md", ...readdirSync(`${root}examples`).map((name) => `examples/${name}/README.md`)];

describe.each(documents)("%s", (path) => {
  it("shows what the commands print", () => {
    const { before, after, exits } = refreshed(path);
    expect(before).toBe(after);
    for (const [command, wanted, got] of exits) expect({ command, exit: got }).toEqual({ command, exit: wanted });
  });
});

describe("README.md", () => {
  const text = readFileSync(`${root}README.md`, "utf8");
  const folder = mkdtempSync(join(root, "test/.readme-"));
  const block = (language: string, holding: string): string => {
    const blocks = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)];
    const found = blocks.find(([, marked, body]) => marked === language && body?.includes(holding) === true);
    return found?.[2] ?? "";
  };

  it("shows a configuration that is taken", () => {
    const path = join(folder, "config.json");
    writeFileSync(path, block("json", '"ignores"').replace(/^.*"context".*\n/m, ""));
    const { output, exit } = runMaildns(["lint", "--config", path, "examples/healthy/records.json"]);
    expect(output).not.toContain("error");
    expect(exit).toBe(0);
  });

  it("shows a library call that runs", () => {
    const path = join(folder, "library.mjs");
    const code = block("ts", "loadDocuments")
      .replace('"maildns"', JSON.stringify(join(root, "dist/index.js")))
      .replace('"zones/"', JSON.stringify(join(root, "examples/octodns/config")));
    writeFileSync(path, `${code}\nconsole.log(problems.length, findings.length > 0, notJudged.length);\n`);
    const { stdout, stderr } = spawnSync(process.execPath, [path], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^0 true \d+\n$/);
    rmSync(folder, { recursive: true });
  });
});
