import { lstat, readFile, stat } from "node:fs/promises";
import { parseJson } from "../input/parse-json.ts";
import { daysBetween } from "../model/dates.ts";
import type { Problem } from "../model/zone.ts";
import { MAX_BYTES, readSnapshot, type Names } from "../resolve/snapshot.ts";
import { placed } from "./text.ts";
import { shownPath } from "./load.ts";

export interface SnapshotFile {
  /** Absolute. */
  readonly path: string;
  /** As the user would name it. */
  readonly shown: string;
  /** `undefined`: there is no such file. */
  readonly text: string | undefined;
  /** Empty where a problem is an error. */
  readonly names: Names;
  readonly problems: readonly Problem[];
}

/** Reads a snapshot. What is there and is none is refused, with its line, and never written over. */
export async function readSnapshotFile(path: string, io: { readonly cwd: string }): Promise<SnapshotFile> {
  const shown = shownPath(path, io.cwd);
  const refused = (text: string, problems: readonly Problem[]): SnapshotFile => {
    return { path, shown, text, names: new Map(), problems };
  };
  const plain = (reason: string): SnapshotFile => refused("", [{ level: "error", path: shown, reason }]);
  let text: string;
  try {
    const found = await stat(path);
    if (!found.isFile()) return plain("it is no file");
    const { size } = found;
    if (size > MAX_BYTES) return plain(`it has ${size} bytes; a snapshot has at most ${MAX_BYTES}`);
    text = await readFile(path, "utf8");
  } catch (error) {
    // writing through a link that leads nowhere would make a file in somebody else's place
    if (codeOf(error) === "ENOENT" && (await isLink(path))) return plain("it is a link that leads nowhere");
    if (codeOf(error) === "ENOENT") return { path, shown, text: undefined, names: new Map(), problems: [] };
    return plain(`the snapshot cannot be read (${codeOf(error)})`);
  }
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { line, column, reason } = parsed;
    return refused(text, [{ level: "error", path: shown, line, column, reason: `not JSON: ${reason}` }]);
  }
  const result = readSnapshot(parsed.value);
  if (result.ok) return { path, shown, text, names: result.names, problems: [] };
  const faults = result.faults.map(({ at, reason }) => ({ at, onKey: false, reason: `no snapshot: ${reason}` }));
  return refused(text, placed(faults, "error", shown, text));
}

/** A note on answers that are older than so many days, or that no clock can have seen yet. */
export function ageNotes({ shown, names }: SnapshotFile, today: string, days: number): Problem[] {
  const dates = [...names.values()].map(({ date }) => date).sort();
  const note = (reason: string): Problem => ({ level: "note", path: shown, reason });
  const old = dates.filter((date) => daysBetween(date, today) > days);
  // a clock may be a time zone ahead
  const early = dates.filter((date) => daysBetween(today, date) > 1);
  return [
    ...(old.length === 0
      ? []
      : [
          note(
            `${old.length} of ${dates.length} names were measured more than ${days} days ago (the oldest on ${old[0]}) and are still counted from; --resolve measures them again`,
          ),
        ]),
    ...(early.length === 0 ? [] : [note(`${early.length} of ${dates.length} names are dated after today, ${today}`)]),
  ];
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
}
