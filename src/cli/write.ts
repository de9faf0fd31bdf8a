import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError, type Io } from "./io.ts";

/** A result goes to standard output, or to the file that `-o` names. */
export async function writeResult(text: string, output: unknown, io: Io): Promise<void> {
  if (typeof output !== "string" || output === "-") {
    io.stdout(text);
    return;
  }
  try {
    await writeFile(resolve(io.cwd, output), text);
  } catch (error) {
    throw new UsageError(`cannot write ${output}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
