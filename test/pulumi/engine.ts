import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from "node:fs";
import { renameSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** The real `pulumi` that the tests run. */
export interface Engine {
  readonly pulumi: string;
  /** Without `v`. */
  readonly version: string;
  /** Was on PATH, with its plugins or without. */
  readonly found: boolean;
  /** Pulumi's own language host for Node is there; without it ours stands in. */
  readonly languageHost: boolean;
}

/** Why there is none. */
export interface Missing {
  readonly missing: string;
}

const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The first executable file of that name on PATH. */
export function which(name: string): string | undefined {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter).filter((entry) => entry !== "")) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** The `pulumi` on PATH, else one built with Go, which takes about three minutes the first time on two cores. */
export async function findEngine(): Promise<Engine | Missing> {
  const found = which("pulumi");
  if (found !== undefined) {
    const besides = existsSync(join(dirname(realpathSync(found)), "pulumi-language-nodejs"));
    const languageHost = besides || which("pulumi-language-nodejs") !== undefined;
    return { pulumi: found, version: versionOf(found), found: true, languageHost };
  }
  const go = which("go");
  if (go === undefined) return { missing: "neither pulumi nor go is on PATH" };
  try {
    const pulumi = await build(go);
    const languageHost = which("pulumi-language-nodejs") !== undefined;
    return { pulumi, version: versionOf(pulumi), found: false, languageHost };
  } catch (error) {
    return { missing: `pulumi could not be built: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function versionOf(pulumi: string): string {
  return output(pulumi, ["version"]).replace(/^v/, "");
}

async function build(go: string): Promise<string> {
  const module = readFileSync(join(import.meta.dirname, "go.mod"), "utf8");
  const version = wanted(module, /pulumi\/pkg\/v3 v(\S+)/);
  const key = createHash("sha256")
    .update(readFileSync(join(import.meta.dirname, "go.sum")))
    .digest("hex");
  const folder = join(cache(), `pulumi-${version}-${key.slice(0, 8)}`);
  const pulumi = join(folder, "pulumi");
  if (existsSync(pulumi)) return pulumi;
  mkdirSync(folder, { recursive: true });
  process.stderr.write(`building pulumi ${version} with ${go} into ${folder}\n`);
  const started = Date.now();
  const made = join(folder, `pulumi.${process.pid}`);
  const flags = ["-mod=readonly", "-buildvcs=false", "-ldflags", `-s -w -X ${VERSION}=${version}`];
  try {
    await show(toolchain(go, wanted(module, /^go (\S+)/m)), ["build", ...flags, "-o", made, COMMAND]);
    // Another run may have built it meanwhile: both are whole.
    renameSync(made, pulumi);
  } finally {
    rmSync(made, { force: true });
  }
  process.stderr.write(`built pulumi ${version} in ${Math.round((Date.now() - started) / 1000)} s\n`);
  return pulumi;
}

/** A Go that is as new as the engine wants it: from 1.21 on Go sees to that itself, an older one downloads it as a module. */
function toolchain(go: string, version: string): string {
  const [, minor = "0"] = /go1\.(\d+)/.exec(output(go, ["version"])) ?? [];
  if (Number(minor) >= 21) return go;
  const architectures: Readonly<Record<string, string>> = { x64: "amd64" };
  const platform = `${process.platform}-${architectures[process.arch] ?? process.arch}`;
  process.stderr.write(`${output(go, ["version"])} is too old: downloading Go ${version} as a module\n`);
  const words = ["mod", "download", "-json", `golang.org/toolchain@v0.0.1-go${version}.${platform}`];
  const { Dir: folder } = JSON.parse(output(go, words, tmpdir())) as { Dir: string };
  // A module's files are not executable.
  const tools = join(folder, "pkg/tool", platform.replace("-", "_"));
  for (const place of [join(folder, "bin"), tools]) {
    for (const file of readdirSync(place)) chmodSync(join(place, file), 0o755);
  }
  return join(folder, "bin/go");
}

/** Outlives a fresh clone and `npm ci`. */
function cache(): string {
  const folder = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "maildns");
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return join(tmpdir(), "maildns-cache");
  }
}

function wanted(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`go.mod has no ${pattern.source}`);
  return found;
}

function output(command: string, words: readonly string[], cwd: string = import.meta.dirname): string {
  const { stdout, stderr, status, error } = spawnSync(command, words, { cwd, encoding: "utf8" });
  if (error !== undefined || status !== 0)
    throw new Error(`${command} ${words.join(" ")}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

function show(command: string, words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, GOTOOLCHAIN: process.env["GOTOOLCHAIN"] ?? "auto" };
    const child = spawn(command, words, { cwd: import.meta.dirname, env, stdio: ["ignore", 2, 2] });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${words[0]} ended with ${code}`));
    });
  });
}
