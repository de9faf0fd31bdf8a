import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { generate } from "./generate.ts";

const root = new URL("..", import.meta.url).pathname;

/**
 * yargs measures help texts with string-width, whose emoji tables are the heaviest thing at start-up. Our help is plain
 * ASCII, for which the length is the width.
 */
const plainWidth: Plugin = {
  name: "plain-width",
  setup(context) {
    context.onResolve({ filter: /^string-width$/ }, () => ({ path: "string-width", namespace: "plain-width" }));
    context.onLoad({ filter: /.*/, namespace: "plain-width" }, () => ({
      contents: "export default (text) => text.replace(/\\u001b\\[[0-9;]*m/g, '').length;",
      loader: "js",
    }));
  },
};

async function bundle(folder: string): Promise<void> {
  const { version } = JSON.parse(await readFile(`${root}package.json`, "utf8")) as { version: string };
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
    legalComments: "linked",
    define: { __VERSION__: JSON.stringify(version) },
    // Some bundled packages are CommonJS and ask for Node's own modules.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    plugins: [plainWidth],
    metafile: true,
    logLevel: "warning",
  });
  await writeFile(`${folder}/meta.json`, JSON.stringify(result.metafile).replaceAll(relative(root, folder), "dist"));
  await chmod(`${folder}/cli.js`, 0o755);
}

function declarations(folder: string): void {
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  const words = [compiler, "-p", `${root}tsconfig.build.json`, "--outDir", `${folder}/types`];
  execFileSync(process.execPath, words, { stdio: "inherit" });
}

/** What runs from `dist` meanwhile finds it whole, before and after. */
async function replaceDist(folder: string): Promise<void> {
  const old = `${folder}-old`;
  if (await stat(`${root}dist`).catch(() => undefined)) await rename(`${root}dist`, old);
  await rename(folder, `${root}dist`);
  await rm(old, { recursive: true, force: true });
}

await generate();
const folder = await mkdtemp(`${root}node_modules/.maildns-build-`);
try {
  await bundle(folder);
  declarations(folder);
  await chmod(folder, 0o755);
  await replaceDist(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
