import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError, type Io } from "./io.ts";

/** A result goes to standard output, or to the file that `-o` names. */
export async function writeResult(text: string | Buffer, output: unknown, io: Io): Promise<void> {
  if (typeof output !== "string" || output === "-") {
    io.stdout(text.toString());
    return;
  }
  if (/[/\\]$/.test(output)) throw new UsageError(`cannot write ${output}: it names a folder, and here is one file`);
  try {
    await writeFile(resolve(io.cwd, output), text);
  } catch (error) {
    throw new UsageError(`cannot write ${output}: ${reasonOf(error)}`);
  }
}

/** Why a file or folder cannot be written, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "its folder does not exist";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EEXIST") return "a file of that name is there";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return "it may not be written";
  return error instanceof Error ? error.message : String(error);
}
