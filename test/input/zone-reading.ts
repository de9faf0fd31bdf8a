import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Name } from "../../src/model/name.ts";
import type { DnsRecord } from "../../src/model/record.ts";
import type { InputFile, ReadOptions, ReadResult } from "../../src/input/reader.ts";
import { zoneFileReader } from "../../src/input/zone-file.ts";
import { presentation } from "../../src/syntax/presentation.ts";

/** Reads a text as the zone file `path`; `$INCLUDE` finds the other files given. */
export function readText(
  text: string,
  { origin, path = "zone", files = {} }: { origin?: Name; path?: string; files?: Record<string, string> } = {},
): ReadResult {
  const options: ReadOptions = {
    origin,
    zoneOfId: () => undefined,
    open: (name) => {
      const found = Object.hasOwn(files, name) ? files[name] : name === path ? text : undefined;
      return found === undefined ? { refused: "there is no such file" } : { path: name, text: found, utf8: true };
    },
  };
  return zoneFileReader.read({ path, text, utf8: true }, options, () => undefined);
}

/** Reads a file of the disk as bytes. */
export function readPath(path: string, origin?: Name): ReadResult {
  const open = (name: string, from: InputFile): InputFile | { refused: string } => {
    const inner = join(dirname(from.path), name);
    if (!existsSync(inner) || !statSync(inner).isFile()) return { refused: "there is no such file" };
    return { path: inner, text: readFileSync(inner, "latin1"), utf8: false };
  };
  const file: InputFile = { path, text: readFileSync(path, "latin1"), utf8: false };
  return zoneFileReader.read(file, { origin, zoneOfId: () => undefined, open }, () => undefined);
}

/** The records of the first zone as canonical lines. */
export function linesOf(result: ReadResult): string[] {
  return recordsOf(result).map(presentation);
}

export function recordsOf(result: ReadResult): readonly DnsRecord[] {
  return result.zones[0]?.records ?? [];
}

/** `line:column reason` of the errors. */
export function errorsOf(result: ReadResult): string[] {
  return result.problems.filter((problem) => problem.level === "error").map(placed);
}

export function notesOf(result: ReadResult): string[] {
  return result.problems.filter((problem) => problem.level === "note").map(placed);
}

function placed({ line, column, reason }: ReadResult["problems"][number]): string {
  return line === undefined ? reason : `${line}:${column} ${reason}`;
}
