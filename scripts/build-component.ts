import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";

/**
 * `maildns/pulumi`, as CommonJS: Pulumi runs programs so unless they ask otherwise, and a program that is an ES module takes it too.
 * What it is given and gives belongs to the program's own copy of the SDK, which is therefore not bundled.
 */
export async function buildComponent(root: string, folder: string, plugins: readonly Plugin[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ["src/pulumi/index.ts"],
    outfile: join(folder, "index.js"),
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    minifySyntax: true,
    minifyWhitespace: true,
    // Pulumi shows stack traces to whoever writes the program.
    keepNames: true,
    legalComments: "none",
    define: { "import.meta.url": "__filename" },
    external: ["@pulumi/*"],
    mainFields: ["module", "main"],
    plugins: [...plugins],
    logLevel: "warning",
  });
  await writeFile(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  await declarations(root, folder);
}

/** The declarations stand in a tree of their own, so that all of them are CommonJS as the code is. */
async function declarations(root: string, folder: string): Promise<void> {
  const types = join(folder, "types");
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const words = [compiler, "-p", join(root, "tsconfig.component.json"), "--outDir", types];
  execFileSync(process.execPath, words, { stdio: "inherit" });
  await writeFile(join(folder, "index.d.ts"), 'export * from "./types/pulumi/index.js";\n');
  const needed = await reached(join(types, "pulumi/index.d.ts"));
  for (const entry of await readdir(types, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !needed.has(path)) await rm(path);
  }
  for (const name of await readdir(types)) {
    const isNeeded = [...needed].some((path) => path.startsWith(join(types, name, "/")));
    if (!isNeeded) await rm(join(types, name), { recursive: true });
  }
}

/**
 * A declaration file and all that it imports, by names that every compiler understands: Pulumi brings TypeScript 3.8 to programs
 * that have none of their own.
 */
async function reached(path: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(path)) return found;
  found.add(path);
  const text = (await readFile(path, "utf8")).replace(/(from |import\()"(\.[^"]+)\.ts"/g, '$1"$2.js"');
  await writeFile(path, text);
  for (const [, from = ""] of text.matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)) {
    await reached(`${join(dirname(path), from)}.d.ts`, found);
  }
  return found;
}
