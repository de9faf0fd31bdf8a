import { randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { decode, encodeLike } from "../input/decode.ts";
import { isInside } from "../input/files.ts";
import type { EditedFile } from "./fix.ts";

/**
 * Writes a file's new text in its own encoding, all of it or nothing: into a file beside it that then takes its place and has
 * its mode. A string is the reason why not.
 */
export function writeEdited({ path, real, home, before, after }: EditedFile): string | undefined {
  if (!isInside(real, home)) return "it is a link to a file outside the folder that was given";
  const beside = join(dirname(real), `.maildns-${process.pid}-${randomBytes(6).toString("hex")}.tmp`);
  let made = false;
  try {
    const bytes = readFileSync(real);
    if (decode(path, bytes).text !== before) return "it has changed since it was read";
    const encoded = encodeLike(bytes, after);
    if (encoded === undefined || decode(path, encoded).text !== after) return "its encoding cannot hold the new text";
    accessSync(real, constants.W_OK);
    const descriptor = openSync(beside, "wx", 0o600);
    made = true;
    try {
      writeFileSync(descriptor, encoded);
      fchmodSync(descriptor, statSync(real).mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, real);
    return undefined;
  } catch (error) {
    if (made) discard(beside);
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") return "it may not be written";
    return error instanceof Error ? error.message : String(error);
  }
}

function discard(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It has taken its place already, or its folder is gone.
  }
}
