import { chmod, copyFile, link, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import type { TestProject } from "vitest/node";
import buildOnce from "../../scripts/build-once.ts";
import { findEngine, type Engine, type Missing } from "./engine.ts";
import { providers } from "./stand-ins/resources.ts";

/** What the tests are given of the machine. */
export interface Bench {
  readonly engine: Engine;
  /** A folder for PATH: `pulumi`, `node` and the language host for Node. */
  readonly bin: string;
  /** The same, with a language that is not Node in its place. */
  readonly plain: string;
  /** For PULUMI_HOME: no settings, no plugins. */
  readonly home: string;
}

declare module "vitest" {
  interface ProvidedContext {
    bench: Bench | Missing;
  }
}

/** Set where a skipped storey would go unseen. */
const REQUIRED = "MAILDNS_REQUIRE_PULUMI";

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  buildOnce();
  const engine = await findEngine();
  if ("missing" in engine) {
    if (process.env[REQUIRED] === "1") throw new Error(`${engine.missing}, and ${REQUIRED} is set`);
    process.stderr.write(`The tests on the real Pulumi engine are skipped: ${engine.missing}.\n`);
    project.provide("bench", engine);
    return async () => undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), "maildns-pulumi-"));
  const made = join(folder, "stand-ins");
  const home = join(folder, "home");
  await bundle(made);
  // Providers as if installed: from PATH the engine takes them with a warning.
  for (const [name, version] of Object.entries(providers)) {
    const plugin = join(home, "plugins", `resource-${name}-v${version}`);
    await place(join(made, "provider.cjs"), join(plugin, `pulumi-resource-${name}`));
  }
  const bin = join(folder, "bin");
  if (!engine.languageHost) await place(join(made, "language-nodejs.cjs"), join(bin, "pulumi-language-nodejs"));
  const plain = join(folder, "plain");
  await place(join(made, "language-plain.cjs"), join(plain, "pulumi-language-plain"));
  for (const path of [bin, plain]) {
    await mkdir(path, { recursive: true });
    await symlink(process.execPath, join(path, "node"));
    // The engine takes the plugins beside it as its own; beside a genuine one lie the genuine ones.
    await (engine.languageHost ? symlink : linkOrCopy)(engine.pulumi, join(path, "pulumi"));
  }
  // What lies above the temporary folder must not make modules of them.
  await writeFile(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  const host = engine.languageHost ? "its own" : "a stand-in";
  const origin = engine.found ? "found" : "built";
  process.stderr.write(`pulumi ${engine.version} (${origin}: ${engine.pulumi}), language host for Node: ${host}\n`);
  project.provide("bench", { engine, bin, plain, home });
  return () => rm(folder, { recursive: true, force: true });
}

/** Each in one file, so that they start as fast as the genuine ones and need no node_modules. */
async function bundle(outdir: string): Promise<void> {
  const sources = join(import.meta.dirname, "stand-ins");
  await build({
    entryPoints: ["language-nodejs", "language-plain", "provider"].map((name) => join(sources, `${name}.ts`)),
    outdir,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "error",
  });
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

async function place(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, 0o755);
}
