import { closeSync, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { decode, isBinary, LARGEST } from "./decode.ts";
import type { InputFile } from "./reader.ts";

/** A file that is to be read. */
export interface Found {
  /** As shown: as the user named it or the folder it lies in, `/` between folders. */
  readonly path: string;
  readonly real: string;
  /** What it includes must lie in this folder. */
  readonly root: string;
  /** The folder that the user gave, or that of the file as he named it; nothing outside it may be written. */
  readonly home: string;
  /** The user named it, not only its folder. */
  readonly named: boolean;
}

export type Listing = { readonly files: readonly Found[] } | { readonly refused: string };

/** Where documents are read from: the disk, or a revision of a repository. */
export interface FileAccess {
  /** The file, or all files of the folder in the order of their paths. */
  readonly filesOf: (path: string) => Listing;
  readonly contentOf: (found: Pick<Found, "path" | "real">) => Content;
  /** Opens what a document names, where that lies in `root`. */
  readonly openInside: (name: string, fromReal: string, fromShown: string, root: string) => Opened;
}

export type Opened = { readonly file: InputFile; readonly real: string } | { readonly refused: string };

/** `edited` takes the place of files' contents, by their real paths. */
export function diskFiles(cwd: string, edited?: ReadonlyMap<string, InputFile>): FileAccess {
  return {
    filesOf: (path) => filesOf(path, cwd),
    contentOf: ({ path, real }) => readContent(path, real),
    openInside: (name, fromReal, fromShown, root) => openInside(name, fromReal, fromShown, root, edited),
  };
}

export const SNIFF = 65_536;
/** Hidden by its name, and where web servers keep MTA-STS policies (RFC 8615). */
const WELL_KNOWN = ".well-known";

/** Files and folders that a listing leaves out. */
export function isHidden(name: string): boolean {
  return (name.startsWith(".") && name !== WELL_KNOWN) || name === "node_modules";
}

/** The file, or all files of the folder in the order of their paths. Links inside a folder are not followed out of it. */
function filesOf(path: string, cwd: string): Listing {
  const absolute = resolve(cwd, path);
  const shown = shownPath(path);
  let real: string;
  try {
    real = realpathSync(absolute);
    if (!statSync(real).isDirectory()) {
      const home = realpathSync(dirname(absolute));
      return { files: [{ path: shown, real, root: dirname(real), home, named: true }] };
    }
  } catch (error) {
    return { refused: reasonOf(error) };
  }
  const found: Found[] = [];
  const links: Found[] = [];
  const folders = [{ shown: shown === "." ? "" : shown.replace(/\/$/, ""), real }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries;
    try {
      entries = readdirSync(folder.real, { withFileTypes: true });
    } catch (error) {
      return { refused: `${folder.shown}: ${reasonOf(error)}` };
    }
    for (const entry of entries) {
      if (isHidden(entry.name)) continue;
      const entryPath = folder.shown === "" ? entry.name : `${folder.shown}/${entry.name}`;
      const entryReal = join(folder.real, entry.name);
      if (entry.isDirectory()) folders.push({ shown: entryPath, real: entryReal });
      else if (entry.isFile()) found.push({ path: entryPath, real: entryReal, root: real, home: real, named: false });
      else if (entry.isSymbolicLink())
        links.push({ path: entryPath, real: entryReal, root: real, home: real, named: false });
    }
  }
  const seen = new Set(found.map((file) => file.real));
  for (const link of links) {
    const target = linkedFile(link.real);
    if (target === undefined || !isInside(target, real) || seen.has(target)) continue;
    seen.add(target);
    found.push({ ...link, real: target });
  }
  return { files: found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) };
}

function linkedFile(path: string): string | undefined {
  try {
    const target = realpathSync(path);
    return statSync(target).isFile() ? target : undefined;
  } catch {
    return undefined;
  }
}

function shownPath(path: string): string {
  const slashed = sep === "\\" ? path.replaceAll("\\", "/") : path;
  return slashed === "./" ? "." : slashed.replace(/^(?:\.\/+)+(?=.)/, "");
}

export type Content = { readonly file: InputFile } | { readonly binary: string } | { readonly refused: string };

let scratch: Buffer | undefined;

/** Reads a file at most up to the largest size; of what begins like no text only the beginning. */
export function readContent(path: string, source: string | number): Content {
  let descriptor: number | undefined;
  try {
    descriptor = typeof source === "number" ? source : openSync(source, "r");
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return { refused: "is a folder" };
    // The text is copied out of it, so the next file may have it.
    let bytes: Buffer = (scratch ??= Buffer.allocUnsafe(SNIFF));
    let total = readSome(descriptor, bytes, 0, SNIFF);
    if (isBinary(bytes.subarray(0, total))) return { binary: kindOfBinary(bytes) };
    if (status.size > LARGEST) return { refused: tooLarge(status.size) };
    // One byte more than the file has, so that its end is met without growing.
    if (status.size >= SNIFF) bytes = grown(bytes, status.size + 1);
    for (;;) {
      if (total === bytes.length) bytes = grown(bytes, Math.min(bytes.length * 2, LARGEST + 1));
      const length = readSome(descriptor, bytes, total, bytes.length - total);
      if (length === 0) break;
      total += length;
      if (total > LARGEST) return { refused: tooLarge(total) };
    }
    return { file: decode(path, bytes.subarray(0, total)) };
  } catch (error) {
    return { refused: reasonOf(error) };
  } finally {
    if (descriptor !== undefined && typeof source !== "number") closeSync(descriptor);
  }
}

/** What a file is that is no text, as the end of "the file …". */
export function kindOfBinary(head: Buffer): string {
  return head[0] === 0x1f && head[1] === 0x8b
    ? "is compressed with gzip; unpack it (gunzip) and give what comes out"
    : "is no text, so no DNS document";
}

function grown(bytes: Buffer, size: number): Buffer {
  const larger = Buffer.allocUnsafe(size);
  bytes.copy(larger);
  return larger;
}

/** A pipe that has nothing yet is asked again. */
function readSome(descriptor: number, bytes: Buffer, start: number, length: number): number {
  for (;;) {
    try {
      return readSync(descriptor, bytes, start, length, null);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

export function tooLarge(bytes: number): string {
  return `has ${Math.round(bytes / 1e6)} MB; the limit is ${LARGEST / 1e6} MB`;
}

/** Opens what a document names, where that lies in the folder the user gave. */
function openInside(
  name: string,
  fromReal: string,
  fromShown: string,
  root: string,
  edited?: ReadonlyMap<string, InputFile>,
): Opened {
  if (name === "" || name.includes("\0")) return { refused: "names no file" };
  if (isAbsolute(name)) return { refused: "is an absolute path; only files of the same folder are read" };
  let real: string;
  try {
    real = realpathSync(resolve(dirname(fromReal), name));
  } catch (error) {
    return { refused: reasonOf(error) };
  }
  if (!isInside(real, root)) return { refused: "lies outside the folder that was given" };
  const folder = fromShown.includes("/") ? fromShown.slice(0, fromShown.lastIndexOf("/") + 1) : "";
  const known = edited?.get(real);
  if (known !== undefined) return { file: { ...known, path: shownPath(join(folder, name)) }, real };
  const content = readContent(shownPath(join(folder, name)), real);
  if ("file" in content) return { file: content.file, real };
  return { refused: "binary" in content ? content.binary : content.refused };
}

/** Whether a file lies in a folder or below it; both are real paths. */
export function isInside(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest !== "" && rest !== ".." && !rest.startsWith(`..${sep}`) && !isAbsolute(rest);
}

/** The system's error in a person's words. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case "ENOENT":
      return "does not exist";
    case "EACCES":
    case "EPERM":
      return "may not be read";
    case "ELOOP":
      return "is a link that leads to itself";
    case "ENOTDIR":
      return "a part of the path is no folder";
    default:
      return `cannot be read (${code ?? (error instanceof Error ? error.message : String(error))})`;
  }
}
