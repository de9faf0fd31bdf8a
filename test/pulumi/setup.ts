import { chmod, copyFile, link, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import type { TestProject } from "vitest/node";
import buildOnce from "../build-once.ts";
import { findEngine, type Engine, type Missing } from "./engine.ts";
import { providers } from "./stand-ins/resources.ts";

/** What the tests are given of the machine. */
export interface Bench {
  readonly engine: Engine;
  /** A folder for PATH: `pulumi`, `node` and the stand-ins. */
  readonly bin: string;
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
  const bin = join(folder, "bin");
  const home = join(folder, "home");
  await standIns(bin, home, engine);
  // The engine takes the plugins beside it as its own; beside a genuine one lie the genuine ones.
  await (engine.languageHost ? symlink : linkOrCopy)(engine.pulumi, join(bin, "pulumi"));
  await symlink(process.execPath, join(bin, "node"));
  const host = engine.languageHost ? "its own" : "a stand-in";
  const origin = engine.found ? "found" : "built";
  process.stderr.write(`pulumi ${engine.version} (${origin}: ${engine.pulumi}), language host for Node: ${host}\n`);
  project.provide("bench", { engine, bin, home });
  return () => rm(folder, { recursive: true, force: true });
}

/** Bundled, so that they start as fast as the genuine ones and need no node_modules. */
async function standIns(bin: string, home: string, engine: Engine): Promise<void> {
  const sources = join(import.meta.dirname, "stand-ins");
  await build({
    entryPoints: [join(sources, "language-nodejs.ts"), join(sources, "provider.ts")],
    outdir: bin,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "error",
  });
  // What lies above the temporary folder must not make modules of them.
  await writeFile(join(dirname(bin), "package.json"), '{ "type": "commonjs" }\n');
  // Providers as if installed: from PATH the engine takes them with a warning, as it does the language host.
  for (const [name, version] of Object.entries(providers)) {
    const plugin = join(home, "plugins", `resource-${name}-v${version}`);
    await mkdir(plugin, { recursive: true });
    await place(join(bin, "provider.cjs"), join(plugin, `pulumi-resource-${name}`));
  }
  if (!engine.languageHost) await place(join(bin, "language-nodejs.cjs"), join(bin, "pulumi-language-nodejs"));
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

async function place(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, 0o755);
}
