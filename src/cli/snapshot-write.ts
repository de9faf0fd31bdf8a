import { writeFile } from "node:fs/promises";
import type { SnapshotFile } from "../config/snapshot-file.ts";
import { printSnapshot, type Names } from "../resolve/snapshot.ts";
import { UsageError } from "./io.ts";

/** Writes what differs; true if it did. */
export async function writeSnapshotFile({ path, shown, text }: SnapshotFile, names: Names): Promise<boolean> {
  const fresh = printSnapshot(names);
  if (fresh === text) return false;
  try {
    await writeFile(path, fresh);
  } catch (error) {
    const why = codeOf(error) === "ENOENT" ? "its folder does not exist" : codeOf(error);
    throw new UsageError(`cannot write ${shown}: ${why}`);
  }
  return true;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
}
