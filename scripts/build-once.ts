import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";

const root = new URL("..", import.meta.url).pathname;

/** Builds the command where it is missing or older than its source: `npm ci` has built it already. */
export default function buildOnce(): void {
  const built = statSync(`${root}dist/cli.js`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (["src", "scripts", "package.json"].some((path) => changedAfter(`${root}${path}`, built))) {
    execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { cwd: root, stdio: "inherit" });
  }
}

function changedAfter(path: string, time: number): boolean {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs > time;
  return readdirSync(path).some((name) => name !== "generated" && changedAfter(`${path}/${name}`, time));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) buildOnce();
