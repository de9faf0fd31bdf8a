import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const CONFIG_NAME = "maildns.config.json";

export interface FoundConfig {
  /** Absolute. */
  readonly path: string;
  /** What named it. A found one may come from the pull request that is judged; the others are the caller's own. */
  readonly by: "--config" | "MAILDNS_CONFIG" | "found";
  /** What a found one's paths may not leave: the repository's root, else its own folder. */
  readonly root: string;
}

/**
 * The configuration to use: `--config`, then `MAILDNS_CONFIG`, then the nearest `maildns.config.json` from `cwd` up to
 * the repository's root, which is the first folder that holds `.git`. Outside a repository only `cwd` itself is looked
 * at: a file that somebody left in a shared folder above must not switch rules off.
 */
export function findConfig(
  option: string | undefined,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): FoundConfig | undefined {
  const named = option ?? env["MAILDNS_CONFIG"];
  if (option !== undefined || (named !== undefined && named !== "")) {
    const path = resolve(cwd, named ?? "");
    return { path, by: option === undefined ? "MAILDNS_CONFIG" : "--config", root: dirname(path) };
  }
  const start = resolve(cwd);
  const root = repositoryRoot(start);
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, CONFIG_NAME);
    if (isThere(path)) return { path, by: "found", root: root ?? folder };
    if (root === undefined || folder === root) return undefined;
  }
}

/** The nearest folder at or above `folder` that holds `.git` (a file in worktrees and submodules). */
function repositoryRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
