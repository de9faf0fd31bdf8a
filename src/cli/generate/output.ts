import { grouped } from "../../model/grouped.ts";
import { mkdir } from "node:fs/promises";
import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Deployment } from "../../generate/deployment.ts";
import type { Format } from "../../generate/write/formats.ts";
import type { WriteOptions } from "../../generate/write/writer.ts";
import { ROOT, type Name } from "../../model/name.ts";
import { UsageError, type Io } from "../io.ts";
import { reasonOf, writeResult } from "../write.ts";

/**
 * Writes the records: to standard output, to the file that `-o` names, or into the folder that it names (ending in `/`, or one
 * that is there), a file a zone and the served files beside them. All is made before anything is written.
 */
export async function writeDeployments(
  deployments: readonly Deployment[],
  format: Format,
  options: WriteOptions,
  output: unknown,
  io: Io,
): Promise<void> {
  const writer = await format.load();
  const make = (of: readonly Deployment[]): string => {
    const written = writer.write(of, options);
    if (!written.ok) throw new UsageError(`${format.title} cannot hold this: ${written.reasons.join("; ")}`);
    return written.text;
  };
  const folder = typeof output === "string" && isFolder(output, io) ? output : undefined;
  if (folder === undefined) {
    refuseSeveral(deployments, format);
    await writeResult(make(deployments), output, io);
    return;
  }
  const files = new Map<string, string>();
  for (const [origin, of] of grouped(deployments, (each) => each.origin)) {
    files.set(`${fileNameOf(origin, format)}${format.extension}`, make(of));
    for (const { domain, served } of of) {
      for (const { name, text } of served) files.set(join(`mta-sts.${domain}`, name), text);
    }
  }
  for (const [name, text] of files) {
    const path = join(folder, name);
    await makeFolder(dirname(resolve(io.cwd, path)));
    await writeResult(text, path, io);
  }
}

/** Whether `-o` names a folder, so that what is served is written too. */
export function isFolder(output: string, io: Io): boolean {
  // An empty name, of a variable that is not set, would be the folder that the command runs in.
  return output.endsWith("/") || (output !== "" && isThere(resolve(io.cwd, output)));
}

/** Whether a folder is there; where that cannot be seen, writing says why. */
function isThere(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Makes a folder and those above it that are missing, step by step: what Node does at once never ends below /proc. */
async function makeFolder(path: string): Promise<void> {
  if (isThere(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    throw new UsageError(`cannot make the folder ${path}: ${reasonOf(error)}`);
  }
}

/** Without its extension. octoDNS looks for the root's records in `.yaml`. */
function fileNameOf(origin: Name, { id }: Format): string {
  return origin === ROOT && id !== "octodns" ? "root" : origin;
}

function refuseSeveral(deployments: readonly Deployment[], { several, title, id }: Format): void {
  const origins = [...new Set(deployments.map(({ origin }) => origin))];
  if (several || origins.length < 2) return;
  throw new UsageError(
    `${title} (${id}) holds one zone, and here are ${origins.length}; give a folder, as -o zones/, for a file each`,
  );
}
