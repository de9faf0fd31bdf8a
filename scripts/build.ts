import { execFileSync } from "node:child_process";
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
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

export async function bundle(): Promise<void> {
  await rm(`${root}dist`, { recursive: true, force: true });
  const { version } = JSON.parse(await readFile(`${root}package.json`, "utf8")) as { version: string };
  const result = await build({
    absWorkingDir: root,
    entryPoints: { cli: "src/cli/main.ts", index: "src/index.ts" },
    outdir: "dist",
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
  await writeFile(`${root}dist/meta.json`, JSON.stringify(result.metafile));
  await chmod(`${root}dist/cli.js`, 0o755);
}

function declarations(): void {
  execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", `${root}tsconfig.build.json`], {
    stdio: "inherit",
  });
}

await generate();
await bundle();
declarations();
