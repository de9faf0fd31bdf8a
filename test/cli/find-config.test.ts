import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { findConfig } from "../../src/config/find.ts";

/** A folder with these files; a name that ends in `/` is an empty folder. */
function tree(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "maildns-config-")));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(name.endsWith("/") ? join(root, name) : dirname(join(root, name)), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(join(root, name), text);
  }
  return root;
}

const file = "maildns.config.json";

describe("findConfig", () => {
  const rows: readonly (readonly [title: string, files: string[], cwd: string, found: string | undefined])[] = [
    ["in the working folder", [".git/", file], "", file],
    ["above it", [".git/", file, "a/b/"], "a/b", file],
    ["the nearest", [".git/", file, `a/${file}`, "a/b/"], "a/b", `a/${file}`],
    ["at the root of a worktree or submodule", [file, "sub/.git", `sub/${file}`, "sub/a/"], "sub/a", `sub/${file}`],
    ["never above the repository's root", [file, "repo/.git/", "repo/a/"], "repo/a", undefined],
    ["outside a repository in the working folder only", [file, "a/"], "", file],
    ["outside a repository not above it", [file, "a/"], "a", undefined],
    ["under that name only", [".git/", ".maildns.config.json", "maildns.json"], "", undefined],
  ];
  for (const [title, files, cwd, found] of rows) {
    it(title, () => {
      const root = tree(Object.fromEntries(files.map((name) => [name, "{}"])));
      expect(findConfig(undefined, join(root, cwd), {})?.path).toBe(
        found === undefined ? undefined : join(root, found),
      );
    });
  }

  it("takes --config, then MAILDNS_CONFIG, then what it finds", () => {
    const root = tree({ ".git/": "", [file]: "{}" });
    const env = { MAILDNS_CONFIG: "/etc/ci/a.json" };
    expect(findConfig("b.json", root, env)).toMatchObject({ path: join(root, "b.json"), by: "--config" });
    expect(findConfig(undefined, root, env)).toMatchObject({ path: "/etc/ci/a.json", by: "MAILDNS_CONFIG" });
    expect(findConfig(undefined, root, { MAILDNS_CONFIG: "" })).toMatchObject({ path: join(root, file), by: "found" });
  });
});

describe("loadConfig", () => {
  const io = (cwd: string, env: Readonly<Record<string, string>> = {}) => ({ cwd, env });

  it("gives the defaults where there is none", async () => {
    const root = tree({ ".git/": "" });
    expect(await loadConfig(undefined, io(root))).toMatchObject({
      path: undefined,
      problems: [],
      settings: { set: "default" },
    });
  });

  it("names the one it took, and makes its paths absolute", async () => {
    const text = '{"zones": [{"origin": "example.com", "path": "zones/a.zone"}], "context": ["live"]}';
    const root = tree({ ".git/": "", [`dns/${file}`]: text, "dns/zones/": "" });
    const loaded = await loadConfig(undefined, io(join(root, "dns/zones")));
    expect(loaded).toMatchObject({ path: `../${file}`, by: "found", problems: [] });
    expect(loaded.settings.zones[0]?.path).toBe(join(root, "dns/zones/a.zone"));
    expect(loaded.settings.context).toEqual([join(root, "dns/live")]);
  });

  it("refuses a missing file that is named, a folder, and broken ones", async () => {
    const root = tree({ ".git/": "", "folder/": "", "bad.json": '{\n  "rulez": {}\n}', "not.json": "{" });
    const problems = async (name: string) => (await loadConfig(name, io(root))).problems;
    expect(await problems("none.json")).toEqual([
      { level: "error", path: "none.json", reason: "there is no such file (--config names it)" },
    ]);
    expect(await problems("folder")).toMatchObject([
      { reason: "is a folder; a configuration is a file (--config names it)" },
    ]);
    expect(await problems("bad.json")).toMatchObject([{ level: "error", path: "bad.json", line: 2, column: 3 }]);
    expect(await problems("not.json")).toMatchObject([
      { line: 1, column: 1, reason: "not JSON: the text ends inside the object that this { opens" },
    ]);
  });

  it("keeps the context of a found configuration inside the repository", async () => {
    const root = tree({
      "outside.json": "{}",
      "repo/.git/": "",
      [`repo/a/${file}`]: '{"context": ["../b.json", "../../outside.json", "link.json"]}',
    });
    symlinkSync(join(root, "outside.json"), join(root, "repo/a/link.json"));
    const loaded = await loadConfig(undefined, io(join(root, "repo/a")));
    expect(
      loaded.problems.map(({ line, column, reason }) => `${line}:${column} ${reason.split(" leads ")[0]}`),
    ).toEqual(["1:27 context[1]", "1:49 context[2]"]);
    const trusted = await loadConfig(undefined, io(root, { MAILDNS_CONFIG: `repo/a/${file}` }));
    expect(trusted.problems).toEqual([]);
  });
});
