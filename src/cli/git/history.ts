import type { Held, HeldSince } from "../../domain/stage.ts";
import { decode, isBinary } from "../../input/decode.ts";
import { SNIFF } from "../../input/files.ts";
import { probeOf } from "../../input/choose.ts";
import type { Loaded, LoadOptions } from "../../input/loaded.ts";
import type { InputFile, ReadOptions, ReadResult, Reader } from "../../input/reader.ts";
import type { Name } from "../../model/name.ts";
import { textOf } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import { isDmarc } from "../../syntax/dmarc.ts";
import type { Git } from "./git.ts";
import { TreeFiles } from "./tree.ts";

/** Commits of one document that are gone back through, and bytes that are read for all documents. */
const MOST_COMMITS = 500;
const MOST_BYTES = 268_435_456;
/** Revisions of a document that are fetched at once: few at first, as most answers are young. */
const FIRST_BATCH = 8;
const LARGEST_BATCH = 128;

type ReadGroup = (files: readonly InputFile[], options: ReadOptions) => ReadResult;

export interface HistoryOptions extends Pick<LoadOptions, "originOf" | "origin" | "zoneOfId" | "mappings"> {
  readonly cwd: string;
}

/** A document as a commit has left it. */
interface Revision {
  readonly commit: string;
  /** Day of the commit, UTC. */
  readonly day: string;
  /** From the top of the repository. */
  readonly paths: readonly string[];
}

/** Texts of DMARC policies by their names; `undefined` where the document cannot be read. */
type Texts = ReadonlyMap<Name, readonly string[]> | undefined;

/** What the history of the repository tells of records of the documents that were read at a revision. */
export class History {
  readonly #git: Git;
  readonly #loaded: Loaded;
  readonly #options: HistoryOptions;
  readonly #readGroup: ReadGroup | undefined;
  readonly #documents = new Map<string, DocumentHistory>();
  readonly #budget = { bytes: MOST_BYTES };

  private constructor(git: Git, loaded: Loaded, options: HistoryOptions, readGroup: ReadGroup | undefined) {
    this.#git = git;
    this.#loaded = loaded;
    this.#options = options;
    this.#readGroup = readGroup;
  }

  static async of(git: Git, loaded: Loaded, options: HistoryOptions): Promise<History> {
    const split = [...loaded.files.values()].some(({ reader }) => reader.id === "octodns");
    const readGroup = split ? (await import("../../input/octodns.ts")).readOctodnsGroup : undefined;
    return new History(git, loaded, options, readGroup);
  }

  readonly heldSince: HeldSince = (record, same) => {
    const { path } = record.source.document;
    const file = this.#loaded.files.get(path);
    if (file === undefined || !isKnown(record.name) || record.source.context === true) return undefined;
    let document = this.#documents.get(path);
    if (document === undefined) {
      const parts = this.#loaded.partsOf(path).map(({ real }) => real.slice(1));
      if (parts.length === 0) return undefined;
      const read = { reader: file.reader, group: this.#isGroup(path) ? this.#readGroup : undefined };
      document = new DocumentHistory(this.#git, parts, read, this.#options, this.#budget);
      this.#documents.set(path, document);
    }
    try {
      return document.heldSince(record.name, same);
    } catch {
      // Objects that this clone lacks: nothing is known.
      return undefined;
    }
  };

  #isGroup(path: string): boolean {
    return this.#loaded.files.get(path)?.reader.id === "octodns" && this.#loaded.partsOf(path).length > 1;
  }
}

class DocumentHistory {
  readonly #git: Git;
  readonly #reader: Reader;
  readonly #group: ReadGroup | undefined;
  readonly #options: HistoryOptions;
  readonly #budget: { bytes: number };
  readonly #revisions: Revision[] = [];
  readonly #texts: Texts[] = [];
  readonly #contents: (readonly (Buffer | undefined)[])[] = [];
  #batch = FIRST_BATCH;
  /** Where the list of revisions ends. */
  #end: "added" | "shallow" | "bound" = "added";

  constructor(
    git: Git,
    paths: readonly string[],
    { reader, group }: { readonly reader: Reader; readonly group: ReadGroup | undefined },
    options: HistoryOptions,
    budget: { bytes: number },
  ) {
    this.#git = git;
    this.#reader = reader;
    this.#group = group;
    this.#options = options;
    this.#budget = budget;
    this.#walk(git.commit, paths);
  }

  /** The oldest commit from which on the name had a text of which `same` holds, as far as the history is read. */
  heldSince(name: Name, same: (text: string) => boolean): Held | undefined {
    let oldest = this.#revisions[0];
    if (oldest === undefined) return undefined;
    let unreadable = false;
    for (const [index, revision] of this.#revisions.entries()) {
      if (index === 0) continue;
      if (this.#budget.bytes < 0)
        return held(oldest, `git history (commit ${short(oldest)}; older ones are too much to read)`, true);
      const texts = this.#textsAt(index);
      if (texts === undefined) {
        unreadable = true;
        continue;
      }
      if (texts.get(name)?.some(same) !== true) {
        return unreadable
          ? held(
              oldest,
              `git history (commit ${short(oldest)}; the document of the commit before cannot be read)`,
              true,
            )
          : held(oldest, `git history (commit ${short(oldest)})`);
      }
      oldest = revision;
      unreadable = false;
    }
    const commit = short(oldest);
    if (unreadable)
      return held(oldest, `git history (commit ${commit}; the document of the commit before cannot be read)`, true);
    if (this.#end === "shallow") return held(oldest, `git history (commit ${commit}, where this clone begins)`, true);
    if (this.#end === "bound")
      return held(oldest, `git history (commit ${commit}, the last of ${MOST_COMMITS} that are read)`, true);
    return held(oldest, `git history (commit ${commit}, which added ${oldest.paths[0] ?? ""})`);
  }

  /** Lists the commits that changed the document, newest first, and goes on where it had another name. */
  #walk(from: string, first: readonly string[]): void {
    let start = from;
    let paths = first;
    for (;;) {
      const left = MOST_COMMITS - this.#revisions.length;
      const words = [
        "log",
        "--first-parent",
        "--no-ext-diff",
        "--no-renames",
        `--max-count=${left}`,
        "--format=%H %ct",
        start,
      ];
      const lines = this.#git
        .ask([...words, "--", ...paths])
        .toString()
        .split("\n")
        .filter((line) => line !== "");
      for (const line of lines) {
        const [commit, seconds] = line.split(" ") as [string, string];
        const day = new Date(Math.min(Number(seconds), 253402300799) * 1000).toISOString().slice(0, 10);
        this.#revisions.push({ commit, day, paths });
      }
      const last = this.#revisions.at(-1);
      if (last === undefined || lines.length === 0) return;
      if (this.#git.shallow.has(last.commit)) this.#end = "shallow";
      if (this.#revisions.length >= MOST_COMMITS) this.#end = "bound";
      if (this.#end !== "added") return;
      const older = this.#renamed(last.commit, paths);
      if (older === undefined) return;
      [start, paths] = [`${last.commit}^1`, older];
    }
  }

  /** The paths before the commit, where it renamed the document. */
  #renamed(commit: string, paths: readonly string[]): readonly string[] | undefined {
    const words = ["diff-tree", "-r", "-z", "--find-renames", "--diff-filter=R", "--name-status", "--no-ext-diff"];
    const { ok, stdout } = this.#git.run([...words, `${commit}^1`, commit]);
    if (!ok) return undefined;
    const renames = renamesIn(stdout);
    return paths.some((path) => renames.has(path)) ? paths.map((path) => renames.get(path) ?? path) : undefined;
  }

  #textsAt(index: number): Texts {
    if (index in this.#texts) return this.#texts[index];
    if (this.#contents[index] === undefined) this.#fetch(index);
    const contents = this.#contents[index] ?? [];
    this.#contents[index] = [];
    return (this.#texts[index] = this.#read(this.#revisions[index] as Revision, contents));
  }

  #fetch(from: number): void {
    const chunk = this.#revisions.slice(from, from + this.#batch);
    const names = chunk.flatMap(({ commit, paths }) => paths.map((path) => `${commit}:${path}`));
    // A line end in a path would end the name.
    const found = names.some((name) => name.includes("\n"))
      ? names.map((name) => this.#one(name))
      : this.#git.contents(names);
    let at = 0;
    for (const [offset, { paths }] of chunk.entries()) {
      this.#contents[from + offset] = found.slice(at, at + paths.length);
      at += paths.length;
    }
    const size = found.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
    this.#budget.bytes -= size;
    const room = Math.floor(MOST_BYTES / 4 / Math.max(1, size / chunk.length));
    this.#batch = Math.max(1, Math.min(this.#batch * 4, LARGEST_BATCH, room));
  }

  #one(name: string): Buffer | undefined {
    const { ok, stdout } = this.#git.run(["cat-file", "blob", name]);
    return ok ? stdout : undefined;
  }

  #read({ commit, paths }: Revision, contents: readonly (Buffer | undefined)[]): Texts {
    const tree = new TreeFiles(this.#git, this.#options.cwd, commit);
    const places = new Map<string, string>();
    const files: InputFile[] = [];
    for (const [index, path] of paths.entries()) {
      const bytes = contents[index];
      if (bytes === undefined) continue;
      if (isBinary(bytes.subarray(0, SNIFF))) return undefined;
      const file = decode(tree.shown(path), bytes);
      places.set(file.path, `/${path}`);
      files.push(file);
    }
    const main = paths[0] ?? "";
    const [first] = files;
    if (first === undefined || (this.#group === undefined && contents[0] === undefined)) return new Map();
    const root = main.includes("/") ? `/${main.slice(0, main.lastIndexOf("/"))}` : "/";
    const options: ReadOptions = {
      origin: this.#options.origin ?? this.#options.originOf?.(first.path),
      zoneOfId: this.#options.zoneOfId ?? (() => undefined),
      mappings: this.#options.mappings,
      open: (name, from) => {
        const opened = tree.openInside(name, places.get(from.path) ?? `/${main}`, from.path, root);
        if ("refused" in opened) return opened;
        places.set(opened.file.path, opened.real);
        return opened.file;
      },
    };
    const { zones, problems } = this.#group?.(files, options) ?? this.#reader.read(first, options, probeOf(first).json);
    if (problems.some(({ level }) => level === "error")) return undefined;
    const texts = new Map<Name, string[]>();
    for (const record of zones.flatMap(({ records }) => records)) {
      if (record.type !== "TXT" || !isKnown(record.name)) continue;
      const text = textOf(record);
      if (!isKnown(text) || !isDmarc(text)) continue;
      const list = texts.get(record.name);
      if (list === undefined) texts.set(record.name, [text]);
      else list.push(text);
    }
    return texts;
  }
}

/** Old names by new ones, from `--name-status -z` (`R100`, old, new). */
export function renamesIn(output: Buffer): ReadonlyMap<string, string> {
  const words = output.toString().split("\0");
  const renames = new Map<string, string>();
  for (let at = 0; at + 2 < words.length; at += 3) {
    if (words[at]?.startsWith("R") === true) renames.set(words[at + 2] as string, words[at + 1] as string);
  }
  return renames;
}

function held({ day }: Revision, source: string, atLeast = false): Held {
  return atLeast ? { since: day, source, atLeast } : { since: day, source };
}

function short({ commit }: Revision): string {
  return commit.slice(0, 7);
}
