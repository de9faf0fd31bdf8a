import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { PackConfig } from "./levels.ts";
import { isOwn, pathOf, type StackName } from "./preview-record.ts";

/** The rule that takes mail hosts from behind the proxy: which hosts are, it learns from MX records registered before. */
export const MAIL_HOSTS = "mx-target-proxied";
/** Between a preview and its update somebody may have to approve. */
const MAX_AGE = 24 * 60 * 60_000;

/**
 * Keeps which resources a preview has taken from behind the proxy as mail hosts. In the update they may be registered before
 * the MX that names them, and what the preview has passed must not be created otherwise then. Cannot fail: without the file
 * the stack's rules say it, at the end.
 */
export function keepUnproxied(stack: StackName, config: PackConfig, urns: ReadonlySet<string>): void {
  try {
    const path = pathOf(stack, config, "unproxied");
    rmSync(path, { force: true });
    if (urns.size === 0) return;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON.stringify([...urns]), { mode: 0o600, flag: "wx" });
  } catch {
    // As if there had been no preview.
  }
}

/** The resources that the latest preview of the stack has taken from behind the proxy. */
export function unproxiedBefore(stack: StackName, config: PackConfig): ReadonlySet<string> {
  try {
    const path = pathOf(stack, config, "unproxied");
    const { mtimeMs, uid } = statSync(path);
    if (Date.now() - mtimeMs > MAX_AGE || !isOwn(uid)) return new Set();
    const urns: unknown = JSON.parse(readFileSync(path, "utf8"));
    return new Set(Array.isArray(urns) ? urns.filter((each) => typeof each === "string") : []);
  } catch {
    return new Set();
  }
}
