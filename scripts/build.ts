import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { buildComponent } from "./build-component.ts";
import { buildPack } from "./build-pack.ts";
import { generate } from "./generate.ts";

const root = new URL("..", import.meta.url).pathname;

/**
 * What yargs loads at every start and our command line does not need: string-width with its emoji tables (our help is plain
 * ASCII, for which the length is the width), Node's `assert` for two comparisons, and the help text that is kept
 * after a command has run in case it should fail later.
 */
const leanYargs: Plugin = {
  name: "lean-yargs",
  setup(context) {
    const stubs: Readonly<Record<string, string>> = {
      "string-width": "export default (text) => text.replace(/\\u001b\\[[0-9;]*m/g, '').length;",
      assert: `const check = (holds) => { if (!holds) throw new Error("assertion of the argument parser failed"); };
        export const strictEqual = (a, b) => check(a === b), notStrictEqual = (a, b) => check(a !== b);`,
      // An import of "util" reads all it exports, which on Node 24 loads what judges the terminal's colours, with warnings.
      util: 'export const { format, inspect, promisify } = process.getBuiltinModule("util");',
    };
    context.onResolve({ filter: /^(?:string-width|assert|util)$/ }, ({ path }) => ({ path, namespace: "lean-yargs" }));
    context.onLoad({ filter: /.*/, namespace: "lean-yargs" }, ({ path }) => ({
      contents: stubs[path] ?? "",
      loader: "js",
    }));
    context.onLoad({ filter: /yargs\/build\/lib\/command\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const call = "yargs.getInternalMethods().getUsageInstance().cacheHelpMessage();";
      if (source.split(call).length !== 2) throw new Error(`${path} is not as expected; scripts/build.ts trims it`);
      return { contents: source.replace(call, ""), loader: "js" };
    });
  },
};

/** The public suffix list as Base64 in place of array literals, which take five times as long to read at every start. */
const packedSuffixes: Plugin = {
  name: "packed-suffixes",
  setup(context) {
    context.onLoad({ filter: /tldts\/dist\/es6\/src\/data\/trie\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const arrays = source.split(/new Uint(8|16)Array\(\[([\d, ]+)\]\)/);
      if (arrays.length !== 13) throw new Error(`${path} is not as expected; scripts/build.ts packs it`);
      const unpack = `const unpack8 = (text) => new Uint8Array(Buffer.from(text, "base64"));
        const unpack16 = (text) => { const bytes = unpack8(text);
          return Uint16Array.from({ length: bytes.length / 2 }, (_, index) => bytes[2 * index] + 256 * bytes[2 * index + 1]); };\n`;
      const packed = arrays.map((part, index) => {
        if (index % 3 === 0) return part;
        if (index % 3 === 1) return `unpack${part}(`;
        const numbers = part.split(",").map(Number);
        const bytes = arrays[index - 1] === "8" ? numbers : numbers.flatMap((number) => [number & 255, number >> 8]);
        return `"${Buffer.from(bytes).toString("base64")}")`;
      });
      return { contents: unpack + packed.join(""), loader: "js" };
    });
  },
};

/**
 * What is loaded only when it is needed shares modules with the rest in some fifty ways, and each way would be a file of its
 * own, at a quarter of a millisecond each. So each of these is made to need what `lint` needs in any case: that becomes one file.
 */
const fewChunks: Plugin = {
  name: "few-chunks",
  setup(context) {
    const base = ["index", "input/rdata", "input/quoted", "input/json-text", "input/json-rows", "report/group"];
    const lazy = new Set<string>();
    context.onResolve({ filter: /^maildns:base$/ }, ({ path }) => ({ path, namespace: "base", sideEffects: true }));
    context.onLoad({ filter: /.*/, namespace: "base" }, () => ({
      contents: base.map((path, index) => `import * as base${index} from "./src/${path}.ts";`).join("\n"),
      resolveDir: root,
    }));
    context.onResolve({ filter: /^\.{1,2}\// }, ({ path, kind, resolveDir }) => {
      if (kind === "dynamic-import") lazy.add(join(resolveDir, path));
      return undefined;
    });
    const filter = /\/src\/(?:index|(?:input|edit|report|config|cli)\/.+)\.ts$/;
    context.onLoad({ filter }, async ({ path }) => {
      if (/\/cli\/(?:io|run|providers)\.ts$/.test(path) || !(lazy.has(path) || path === `${root}src/index.ts`))
        return null;
      return { contents: `import "maildns:base";\n${await readFile(path, "utf8")}`, loader: "ts" };
    });
  },
};

async function bundle(folder: string, version: string): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { cli: "src/cli/main.ts", index: "src/index.ts" },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    minifySyntax: true,
    minifyWhitespace: true,
    chunkNames: "chunks/[name]-[hash]",
    legalComments: "none",
    define: { __VERSION__: JSON.stringify(version) },
    // Modules rather than CommonJS, where a package has both: only what is used is loaded.
    mainFields: ["module", "main"],
    plugins: [leanYargs, packedSuffixes, fewChunks],
    metafile: true,
    logLevel: "warning",
  });
  await writeFile(`${folder}/meta.json`, JSON.stringify(result.metafile).replaceAll(relative(root, folder), "dist"));
  await licences(Object.keys(result.metafile.inputs), folder);
  await chmod(`${folder}/cli.js`, 0o755);
}

function declarations(folder: string): void {
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  const words = [compiler, "-p", `${root}tsconfig.build.json`, "--outDir", `${folder}/types`];
  execFileSync(process.execPath, words, { stdio: "inherit" });
}

/** The licences of the packages that the bundle holds, which ask to be handed on. */
async function licences(inputs: readonly string[], folder: string): Promise<void> {
  const names = new Set(inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  const parts: string[] = [];
  for (const name of [...names].sort()) {
    const place = `${root}node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${place}/package.json`, "utf8")) as Record<string, string>;
    const file = (await readdir(place)).find((each) => /^licen[cs]e/i.test(each));
    const text = file === undefined ? "" : `\n${(await readFile(`${place}/${file}`, "utf8")).trim()}\n`;
    parts.push(`${name} ${version} (${license})\n${text}`);
  }
  await writeFile(`${folder}/LICENSES.txt`, parts.join(`\n${"-".repeat(80)}\n\n`));
}

/** The policy pack and its licences; what runs from them meanwhile keeps the old file. */
async function replacePack(folder: string, version: string): Promise<void> {
  const { inputs } = await buildPack(root, `${folder}/maildns-pack`, version, [packedSuffixes]);
  await licences(Object.keys(inputs), folder);
  for (const name of ["maildns-pack", "LICENSES.txt"]) await rename(`${folder}/${name}`, `${root}policies/${name}`);
}

/** What runs from `dist` meanwhile finds it whole, before and after. */
async function replaceDist(folder: string): Promise<void> {
  const old = `${folder}-old`;
  if (await stat(`${root}dist`).catch(() => undefined)) await rename(`${root}dist`, old);
  await rename(folder, `${root}dist`);
  await rm(old, { recursive: true, force: true });
}

await generate();
const { version } = JSON.parse(await readFile(`${root}package.json`, "utf8")) as { version: string };
const folder = await mkdtemp(`${root}.build-`);
try {
  await mkdir(`${folder}/dist`);
  await mkdir(`${folder}/policies`);
  await bundle(`${folder}/dist`, version);
  declarations(`${folder}/dist`);
  await buildComponent(root, `${folder}/dist/pulumi`, [packedSuffixes]);
  await replaceDist(`${folder}/dist`);
  await replacePack(`${folder}/policies`, version);
} finally {
  await rm(folder, { recursive: true, force: true });
}
