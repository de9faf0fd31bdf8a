import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import type { Io } from "../io.ts";
import { UsageError } from "../io.ts";

const TIME_LIMIT = 60_000;
/** What one command may print. */
const MOST_OUTPUT = 536_870_912;

/** Nothing of the user's own settings that starts programs, and no transport: nothing here touches the network. */
const SETTINGS = ["core.fsmonitor=false", "core.quotePath=false", "protocol.allow=never", "log.showSignature=false"];

export interface GitOutput {
  readonly ok: boolean;
  readonly stdout: Buffer;
  /** The first line of what went wrong. */
  readonly reason: string;
}

/** A repository at one revision, asked through the `git` command; never through a shell. */
export class Git {
  /** The folder of the work tree, symbolic links followed. */
  readonly top: string;
  /** As the user named the revision. */
  readonly ref: string;
  readonly commit: string;
  readonly #env: Io["env"];
  #shallow: ReadonlySet<string> | undefined;

  constructor(ref: string, cwd: string, env: Io["env"]) {
    this.#env = env;
    this.ref = ref;
    // A word with a dash would be an option, wherever git is asked.
    if (ref === "" || ref.startsWith("-") || /[\0-\x20\x7f]/.test(ref)) {
      throw new UsageError(`--before-ref: "${ref}" is no revision; name a branch, a tag or a commit`, [
        "lint",
        "--before-ref",
        "main",
      ]);
    }
    const top = this.run(["rev-parse", "--show-toplevel"], { cwd });
    if (!top.ok) throw new UsageError(`--before-ref: ${repositoryReason(top.reason, cwd)}`);
    this.top = realpathSync(top.stdout.toString().replace(/\r?\n$/, ""));
    const commit = this.run(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
    this.commit = commit.stdout.toString().trim();
    const branch = /^origin\/([\w./-]+)$/.exec(ref)?.[1] ?? "<branch>";
    // `^main` is taken by git, and means all but it.
    if (!commit.ok || !/^[0-9a-f]+$/.test(this.commit)) {
      throw new UsageError(
        `--before-ref: the repository ${this.top} has no revision "${ref}"; a clone without its history needs "git fetch origin ${branch}:refs/remotes/origin/${branch}" first, and names it origin/${branch}`,
      );
    }
  }

  run(words: readonly string[], options: { readonly input?: string; readonly cwd?: string } = {}): GitOutput {
    const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
    const { stdout, stderr, status, error } = spawnSync(
      "git",
      ["--no-pager", "--no-replace-objects", ...settings, ...words],
      {
        cwd: options.cwd ?? this.top,
        input: options.input ?? "",
        env: { ...this.#env, ...FIXED },
        maxBuffer: MOST_OUTPUT,
        timeout: TIME_LIMIT,
        windowsHide: true,
      },
    );
    if (error !== undefined) return { ok: false, stdout: Buffer.alloc(0), reason: errorReason(error) };
    return { ok: status === 0, stdout, reason: stderr.toString().trim().split("\n")[0] ?? "" };
  }

  /** The whole output, or an error that ends the command. */
  ask(words: readonly string[], input?: string): Buffer {
    const { ok, stdout, reason } = this.run(words, input === undefined ? {} : { input });
    if (!ok) throw new UsageError(`--before-ref: git ${words[0] ?? ""} failed: ${reason}`);
    return stdout;
  }

  /** Contents by what names them (`<commit>:<path>`, an object's id), in order; `undefined` where there is none. */
  contents(names: readonly string[]): (Buffer | undefined)[] {
    if (names.length === 0) return [];
    const output = this.ask(["cat-file", "--batch"], `${names.join("\n")}\n`);
    let at = 0;
    return names.map(() => {
      const end = output.indexOf(0x0a, at);
      if (end < 0) return undefined;
      const [, type, size] = /^\S+ (blob|tree|commit|tag) (\d+)$/.exec(output.toString("latin1", at, end)) ?? [];
      at = end + 1;
      if (size === undefined) return undefined;
      const bytes = output.subarray(at, at + Number(size));
      at += Number(size) + 1;
      return type === "blob" ? bytes : undefined;
    });
  }

  /** Commits that this clone begins with though the history goes on. */
  get shallow(): ReadonlySet<string> {
    if (this.#shallow === undefined) {
      const path = this.run(["rev-parse", "--is-shallow-repository"]);
      const roots =
        path.stdout.toString().trim() === "true" ? this.run(["rev-list", "--max-parents=0", this.commit]) : undefined;
      this.#shallow = new Set(
        roots?.stdout
          .toString()
          .split("\n")
          .filter((each) => each !== ""),
      );
    }
    return this.#shallow;
  }
}

/** The language of its messages, no questions, no locks, paths as they are, and nothing fetched that a partial clone lacks. */
const FIXED = {
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_LITERAL_PATHSPECS: "1",
  // Git refuses these beside it.
  GIT_GLOB_PATHSPECS: undefined,
  GIT_NOGLOB_PATHSPECS: undefined,
  GIT_ICASE_PATHSPECS: undefined,
  GIT_NO_LAZY_FETCH: "1",
  // Beats `protocol.<name>.allow` of the repository's settings; no transport is called so.
  GIT_ALLOW_PROTOCOL: "none",
};

function errorReason(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return "git is not installed, or not in PATH";
  if (code === "ETIMEDOUT") return `git took longer than ${TIME_LIMIT / 1000} s`;
  return code === "ENOBUFS" ? `git printed more than ${MOST_OUTPUT / 1_048_576} MB` : error.message;
}

function repositoryReason(reason: string, cwd: string): string {
  if (reason.includes("not a git repository")) return `${cwd} lies in no git repository`;
  if (reason.includes("work tree")) return `${cwd} lies in no work tree of a repository`;
  return reason.replace(/^fatal: /, "");
}
