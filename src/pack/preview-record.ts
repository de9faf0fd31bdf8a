import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { PackConfig } from "./levels.ts";
import { holdsUnknown } from "../input/pulumi/peek.ts";

/** What names a stack. */
export interface StackName {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
}

/** Digests of a resource's properties; `null` where the value was not known in the preview or is a secret. */
type Digests = Readonly<Record<string, string | null>>;

const MINUTE = 60_000;

/**
 * What a preview that passed has seen, kept for the update that follows it: a file in a folder of the user's own below the
 * temporary folder. No value is written, only digests, and none of a secret.
 */
export class PreviewRecord {
  readonly #resources: ReadonlyMap<string, Digests> | undefined;
  readonly #why: string;

  private constructor(resources: ReadonlyMap<string, Digests> | undefined, why: string) {
    this.#resources = resources;
    this.#why = why;
  }

  /** Keeps the inputs of the DNS resources that a preview has passed. What cannot be written is not there later. */
  static write(stack: StackName, config: PackConfig, inputs: ReadonlyMap<string, unknown>): void {
    const resources = Object.fromEntries([...inputs].map(([urn, properties]) => [urn, digestsOf(properties)]));
    try {
      mkdirSync(folder(), { recursive: true, mode: 0o700 });
      const path = pathOf(stack, config);
      rmSync(path, { force: true });
      writeFileSync(path, JSON.stringify({ resources }), { mode: 0o600, flag: "wx" });
    } catch {
      // The update will say that there was no preview.
    }
  }

  /** Forgets the latest preview of the stack: a later one has not passed. */
  static remove(stack: StackName, config: PackConfig): void {
    try {
      rmSync(pathOf(stack, config), { force: true });
    } catch {
      // There is none then that this process could have written.
    }
  }

  /** The latest preview of the stack, if it is not older than so many minutes and the user's own. */
  static read(stack: StackName, config: PackConfig, minutes: number): PreviewRecord {
    const none = `this update was not previewed with this policy pack in the last ${minutes} minutes`;
    try {
      const path = pathOf(stack, config);
      const { mtimeMs, uid } = statSync(path);
      if (Date.now() - mtimeMs > minutes * MINUTE || !isOwn(uid)) return new PreviewRecord(undefined, none);
      const { resources } = JSON.parse(readFileSync(path, "utf8")) as { resources: Record<string, Digests> };
      return new PreviewRecord(new Map(Object.entries(resources)), "");
    } catch {
      return new PreviewRecord(undefined, none);
    }
  }

  /** Why a resource may not be changed now. `properties` of a DNS resource are compared with those of the preview. */
  reasonAgainst(urn: string, properties: unknown): string | undefined {
    if (this.#resources === undefined) {
      return `${this.#why}, so no rule about the whole domain has been judged before it; run "pulumi preview" with the pack, or leave out --skip-preview`;
    }
    if (properties === undefined) return undefined;
    const seen = this.#resources.get(urn);
    if (seen === undefined) return "the preview before this update did not have this resource; preview again";
    const now = digestsOf(properties);
    const names = new Set([...Object.keys(seen), ...Object.keys(now)]);
    const changed = [...names].filter((name) => seen[name] !== null && now[name] !== null && seen[name] !== now[name]);
    if (changed.length === 0) return undefined;
    return `${changed.sort().join(", ")} of this resource is not what the preview before this update had; preview again`;
  }
}

function digestsOf(properties: unknown): Digests {
  if (typeof properties !== "object" || properties === null) return {};
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, holdsUnknown(value) ? null : digest(canonical(value))]),
  );
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function folder(): string {
  return join(tmpdir(), `maildns-previews-${userInfo().uid}`);
}

/** A preview under another policy configuration does not count. */
export function pathOf({ organization, project, stack }: StackName, config: PackConfig, kind = "preview"): string {
  const policies = [...config].sort(([a], [b]) => (a < b ? -1 : 1));
  return join(folder(), `${digest(JSON.stringify([organization, project, stack, policies, kind]))}.json`);
}

/** Whoever else may write below the temporary folder must not vouch for a preview. */
export function isOwn(uid: number): boolean {
  return userInfo().uid === -1 || uid === userInfo().uid;
}
