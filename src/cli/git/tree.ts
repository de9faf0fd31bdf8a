import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, posix, relative, resolve, sep } from "node:path";
import { decode, isBinary, LARGEST } from "../../input/decode.ts";
import {
  isHidden,
  SNIFF,
  tooLarge,
  type Content,
  type FileAccess,
  type Found,
  type Listing,
  type Opened,
  kindOfBinary,
} from "../../input/files.ts";
import { UsageError } from "../io.ts";
import type { Git } from "./git.ts";

interface Entry {
  /** From the top of the repository; `""` is the top. */
  readonly path: string;
  readonly kind: "file" | "link" | "folder" | "submodule";
  readonly object: string;
  readonly size: number;
}

/** Symbolic links followed on the way to one file. */
const MOST_LINKS = 40;
/** Contents that are fetched at once. */
const BATCH_FILES = 512;
const BATCH_BYTES = 33_554_432;
const NO_FILES: Listing = { files: [] };

/**
 * The files of a repository as they were at a commit. A path that did not exist then holds no files. Places (`Found.real`) are paths
 * from the top of the repository, with a slash before.
 */
export class TreeFiles implements FileAccess {
  readonly #git: Git;
  readonly #commit: string;
  readonly #cwd: string;
  readonly #entries = new Map<string, Entry>();
  readonly #order: Entry[] = [];
  readonly #position = new Map<string, number>();
  #fetched = new Map<string, Buffer>();

  constructor(git: Git, cwd: string, commit = git.commit) {
    this.#git = git;
    this.#commit = commit;
    this.#cwd = cwd;
  }

  /** The path from the top of the repository; refuses what lies outside. */
  inside(path: string): string {
    const absolute = resolve(this.#cwd, path);
    // A file may be a link that the repository holds, or be gone; its folder is what it is.
    const real = isFolder(absolute) ? realTop(absolute) : resolve(realTop(dirname(absolute)), basename(absolute));
    const way = relative(this.#git.top, real);
    if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      throw new UsageError(`--before-ref: ${path} lies outside the repository ${this.#git.top}`);
    }
    return slashed(way);
  }

  /** As it is shown: what git takes in the working folder (`main:./zones/example.com.zone`). */
  shown(path: string): string {
    const way = slashed(relative(realTop(this.#cwd), resolve(this.#git.top, path)));
    return `${this.#git.ref}:${way.startsWith("../") || way === ".." ? way : way === "" ? "." : `./${way}`}`;
  }

  /** A path from the top of the repository, as a user names it. */
  path(path: string): string {
    return resolve(this.#git.top, path);
  }

  readonly filesOf = (path: string): Listing => {
    const entry = this.#resolve(this.inside(path));
    if (entry === undefined) return NO_FILES;
    if ("refused" in entry) return entry;
    if (entry.kind === "folder") return { files: this.#listing(entry.path) };
    return {
      files: [
        {
          path: this.shown(this.inside(path)),
          real: `/${entry.path}`,
          root: folderOf(`/${entry.path}`),
          home: folderOf(`/${entry.path}`),
          named: true,
        },
      ],
    };
  };

  readonly contentOf = ({ path, real }: Pick<Found, "path" | "real">): Content => {
    const entry = this.#entries.get(real.slice(1));
    return entry === undefined ? { refused: "does not exist" } : this.#content(path, entry);
  };

  readonly openInside = (name: string, fromReal: string, _fromShown: string, root: string): Opened => {
    if (name === "" || name.includes("\0")) return { refused: "names no file" };
    if (name.startsWith("/") || isAbsolute(name))
      return { refused: "is an absolute path; only files of the same folder are read" };
    const entry = this.#resolve(posix.join(folderOf(fromReal), slashed(name)).slice(1));
    if (entry === undefined) return { refused: "does not exist" };
    if ("refused" in entry) return entry;
    if (entry.kind !== "file") return { refused: "is a folder" };
    if (!isBelow(entry.path, root.slice(1))) return { refused: "lies outside the folder that was given" };
    const content = this.#content(this.shown(entry.path), entry);
    if ("file" in content) return { file: content.file, real: `/${entry.path}` };
    return { refused: "binary" in content ? content.binary : content.refused };
  };

  #listing(folder: string): Found[] {
    const found: Found[] = [];
    const links: Entry[] = [];
    const root = `/${folder}`;
    const start = folder === "" ? 0 : folder.length + 1;
    for (const entry of this.#list(["-r", "-l"], folder)) {
      const inner = entry.path.slice(start);
      if (inner.split("/").some(isHidden)) continue;
      if (entry.kind === "link") links.push(entry);
      if (entry.kind !== "file") continue;
      this.#keep(entry);
      found.push({ path: this.shown(entry.path), real: `/${entry.path}`, root, home: root, named: false });
    }
    const seen = new Set(found.map(({ real }) => real));
    for (const link of links) {
      const target = this.#resolve(link.path);
      if (target === undefined || "refused" in target || target.kind !== "file") continue;
      const real = `/${target.path}`;
      if (!isBelow(target.path, folder) || seen.has(real)) continue;
      seen.add(real);
      found.push({ path: this.shown(link.path), real, root, home: root, named: false });
    }
    return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  #resolve(path: string): Entry | { readonly refused: string } | undefined {
    let at = path;
    for (let links = 0; links < MOST_LINKS; links++) {
      if (at === "" || at === ".") return { path: "", kind: "folder", object: "", size: 0 };
      if (at === ".." || at.startsWith("../")) return { refused: "is a link that leads out of the repository" };
      const [entry, rest] = this.#walk(at);
      if (entry === undefined) return undefined;
      if (entry.kind === "submodule") {
        return { refused: `lies in the submodule ${entry.path}, which has a history of its own; run maildns there` };
      }
      if (entry.kind !== "link") {
        if (rest !== "") return undefined;
        if (entry.kind === "file") this.#keep(entry);
        return entry;
      }
      const target = this.#git.contents([entry.object])[0]?.toString() ?? "";
      if (target === "" || target.startsWith("/")) return { refused: "is a link that leads out of the repository" };
      at = posix.join(posix.dirname(entry.path), target, rest).replace(/\/$/, "");
    }
    return { refused: "is a link that leads to itself" };
  }

  /** What the path leads to, or the link or submodule on the way, with what is left of the path. */
  #walk(path: string): readonly [entry: Entry | undefined, rest: string] {
    const direct = this.#list(["-l"], path).find((each) => each.path === path);
    if (direct !== undefined) return [direct, ""];
    for (let end = path.indexOf("/"); end > 0; end = path.indexOf("/", end + 1)) {
      const head = path.slice(0, end);
      const entry = this.#list(["-l"], head).find((each) => each.path === head);
      if (entry === undefined) break;
      if (entry.kind !== "folder") return [entry, path.slice(end + 1)];
    }
    return [undefined, ""];
  }

  #list(options: readonly string[], path: string): Entry[] {
    const words = ["ls-tree", "-z", "--full-tree", ...options, this.#commit, ...(path === "" ? [] : ["--", path])];
    return this.#git
      .ask(words)
      .toString()
      .split("\0")
      .flatMap((line) => {
        const match = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-|BAD)\t([\s\S]+)$/.exec(line);
        if (match === null) return [];
        const [, mode, object, size, entryPath] = match as unknown as [string, string, string, string, string];
        return [{ path: entryPath, kind: KINDS[mode] ?? "file", object, size: Number(size) || 0 }];
      });
  }

  #keep(entry: Entry): void {
    if (this.#entries.has(entry.path)) return;
    this.#entries.set(entry.path, entry);
    this.#position.set(entry.object, this.#order.length);
    this.#order.push(entry);
  }

  #content(shown: string, entry: Entry): Content {
    if (entry.size > LARGEST) return { refused: tooLarge(entry.size) };
    const bytes = this.#bytes(entry);
    if (bytes === undefined) return { refused: "is not in this clone" };
    return isBinary(bytes.subarray(0, SNIFF)) ? { binary: kindOfBinary(bytes) } : { file: decode(shown, bytes) };
  }

  /** One process serves many files: with a file come those that are likely asked for next. */
  #bytes(entry: Entry): Buffer | undefined {
    const known = this.#fetched.get(entry.object);
    if (known !== undefined) return known;
    const batch = [entry];
    let size = entry.size;
    for (let next = (this.#position.get(entry.object) ?? this.#order.length) + 1; batch.length < BATCH_FILES; next++) {
      const other = this.#order[next];
      if (other === undefined || (size += other.size) > BATCH_BYTES) break;
      batch.push(other);
    }
    const contents = this.#git.contents(batch.map(({ object }) => object));
    this.#fetched = new Map(
      batch.flatMap(({ object }, index) => {
        const bytes = contents[index];
        return bytes === undefined ? [] : [[object, bytes]];
      }),
    );
    return this.#fetched.get(entry.object);
  }
}

const KINDS: Readonly<Record<string, Entry["kind"]>> = { "040000": "folder", "120000": "link", "160000": "submodule" };

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Symbolic links followed as far as the path exists. */
function realTop(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const above = dirname(path);
  return above === path ? path : resolve(realTop(above), basename(path));
}

function folderOf(place: string): string {
  return posix.dirname(place);
}

function isBelow(path: string, folder: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
