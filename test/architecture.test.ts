import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { layers } from "../eslint.config.js";
import { rules } from "../src/rules/index.ts";

const root = new URL("..", import.meta.url).pathname;

interface Source {
  /** Below `src/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean }[];
}

function sourcesIn(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** `import … from "x"`, `export … from "x"`, `import "x"` and `import("x")`. */
const IMPORT = /^(?:import|export)\b([^;"]*?)from "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm;

const sources: readonly Source[] = sourcesIn("src")
  .filter((path) => !path.startsWith("src/generated/"))
  .map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    const imports = [...text.matchAll(IMPORT)].map(([, what, from, bare, dynamic]) => ({
      from: (from ?? bare ?? dynamic) as string,
      typeOnly: what !== undefined && /^\s*type\b/.test(what),
    }));
    return { path: relative("src", path), lines: text.split("\n").length - 1, imports };
  });

function folderOf(path: string): string {
  return path.split("/")[0] as string;
}

/** The file below `src/` that a relative import names. */
function target(source: Source, from: string): string | undefined {
  return from.startsWith(".") ? join(dirname(source.path), from) : undefined;
}

describe("imports", () => {
  it("finds them", () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(500);
  });

  it("run one way", () => {
    const table: Readonly<Record<string, readonly string[]>> = layers;
    const wrong = sources.flatMap((source) => {
      const folder = folderOf(source.path);
      // The public API may take from anywhere.
      if (source.path === "index.ts") return [];
      const allowed = table[folder];
      if (allowed === undefined) return [`${source.path}: no layer has this folder`];
      return source.imports
        .flatMap(({ from }) => target(source, from) ?? [])
        .filter((path) => folderOf(path) !== folder && !allowed.includes(folderOf(path)))
        .map((path) => `${source.path} -> ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  it("go in no circle", () => {
    const graph = new Map(
      sources.map((source) => [
        source.path,
        source.imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ from }) => target(source, from) ?? []),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" -> "));
      if (done.has(path) || way.includes(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...way, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  /** Each is imported by the one place that needs it, so that start-up pays for it only there. */
  const PACKAGES: Readonly<Record<string, readonly string[]>> = {
    yargs: ["cli/"],
    tldts: ["domain/organizational.ts"],
    "js-yaml": ["input/yaml-tree.ts"],
    "csv-parse/sync": ["cli/generate/domains.ts"],
    "@grpc/grpc-js": ["pack/"],
    // The component's own side of the house, which nothing else loads.
    "@pulumi/pulumi": ["pulumi/"],
    "@pulumi/cloudflare": ["pulumi/cloudflare.ts"],
    "@pulumi/pulumi/proto/analyzer_grpc_pb.js": ["pack/"],
    "@pulumi/pulumi/proto/analyzer_pb.js": ["pack/"],
    "@pulumi/pulumi/proto/plugin_pb.js": ["pack/"],
    "google-protobuf/google/protobuf/empty_pb.js": ["pack/"],
    "google-protobuf/google/protobuf/struct_pb.js": ["pack/"],
  };
  /** What a pure layer may take of Node: text and number work, no I/O. */
  const PURE = new Set(["node:buffer", "node:crypto", "node:net", "node:url"]);

  it("name no other package than the bundled ones, each in its place", () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => !from.startsWith(".") && !from.startsWith("node:"))
        .filter(({ from }) => PACKAGES[from]?.some((place) => path.startsWith(place)) !== true)
        .map(({ from }) => `${path} -> ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  it("do no I/O outside cli, config, pack, pulumi/cloudflare.ts, input/files.ts and resolve/node-dns.ts", () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      ["cli/", "config/", "pack/"].some((folder) => path.startsWith(folder)) ||
      path === "input/files.ts" ||
      // It asks for a package that need not be there.
      path === "pulumi/cloudflare.ts" ||
      path === "resolve/node-dns.ts"
        ? []
        : imports
            .filter(({ from }) => from.startsWith("node:") && !PURE.has(from) && from !== "node:path")
            .map(({ from }) => `${path} -> ${from}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("files", () => {
  /** Tables, for which length is no burden. */
  const TABLES = new Set(["rules/index.ts"]);
  const limit = (path: string): number => (path.startsWith("rules/") ? 175 : 300);

  it("stay small", () => {
    const long = sources.filter(({ path, lines }) => !TABLES.has(path) && lines > limit(path));
    expect(long.map(({ path, lines }) => `${path}: ${lines} lines, at most ${limit(path)}`)).toEqual([]);
  });

  it("are named in words with hyphens", () => {
    expect(
      sources.map(({ path }) => basename(path)).filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(name)),
    ).toEqual([]);
  });
});

describe("rules", () => {
  const files = sources.filter(({ path }) => path.startsWith("rules/"));
  const ruleFiles = files.filter(({ path }) => /^export default defineRule\(/m.test(read(path)));
  const ids = rules.map(({ id }) => id);

  it("each file is in the list, once, under its own name", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ruleFiles.map(({ path }) => basename(path, ".ts")).sort());
    for (const { path } of ruleFiles) expect(read(path)).toContain(`id: "${basename(path, ".ts")}"`);
  });

  it("cover rules that exist, not themselves, and not each other in a circle", () => {
    const covers = new Map(rules.map((rule) => [rule.id, rule.covers]));
    for (const { id, covers: list } of rules) {
      for (const other of list) {
        expect(ids, `${id} covers ${other}`).toContain(other);
        expect(covers.get(other), `${other} covers ${id} back`).not.toContain(id);
        expect(other).not.toBe(id);
      }
    }
  });

  it("do not import one another", () => {
    const own = new Set(ruleFiles.map(({ path }) => path));
    const wrong = ruleFiles.flatMap((source) =>
      source.imports.flatMap(({ from }) => target(source, from) ?? []).filter((path) => own.has(path)),
    );
    expect(wrong).toEqual([]);
  });

  it("stand alone in their folder, what they share in one of its own", () => {
    const kept = new Set(["rules/define.ts", "rules/index.ts"]);
    const helpers = files.filter((source) => !ruleFiles.includes(source) && !kept.has(source.path));
    expect(helpers.filter(({ path }) => !path.startsWith("rules/shared/"))).toEqual([]);
    expect(ruleFiles.filter(({ path }) => path.startsWith("rules/shared/"))).toEqual([]);
  });

  it("a helper beside them is used by some", () => {
    const used = new Set(sources.flatMap((source) => source.imports.map(({ from }) => target(source, from))));
    expect(files.map(({ path }) => path).filter((path) => !used.has(path))).toEqual([]);
  });

  it("each has a table of tests", () => {
    const tests = sourcesIn("test/rules").map((path) => readFileSync(join(root, path), "utf8"));
    const tested = new Set(
      tests.flatMap((text) => [...text.matchAll(/src\/rules\/([a-z0-9-]+)\.ts"/g)].map((match) => match[1])),
    );
    expect(ids.filter((id) => !tested.has(id))).toEqual([]);
  });

  it("options and messages are whole", () => {
    for (const { id, options, messages, smtp } of rules) {
      expect(Object.keys(messages).length, id).toBeGreaterThan(0);
      for (const { description, type, default: value } of Object.values(options ?? {})) {
        expect(description).not.toBe("");
        expect(typeof value).toBe(type === "integer" ? "number" : type);
      }
      for (const reply of smtp) expect(reply, id).toMatch(/^[245]\d\d(?: [245]\.\d+\.\d+)?$/);
    }
  });
});

function read(path: string): string {
  return readFileSync(join(root, "src", path), "utf8");
}
