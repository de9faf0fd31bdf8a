import type { Settings } from "../../engine/settings.ts";
import type { Zone } from "../../model/zone.ts";
import { visible } from "../../syntax/visible.ts";
import { gather } from "../gather.ts";
import { UsageError, type Io } from "../io.ts";
import type { Progress } from "../progress.ts";

/** What is declared, and what the configuration says of it. */
export interface DeclaredWorld {
  readonly zones: readonly Zone[];
  readonly settings: Settings;
}

/** The zones that `--into` names. What cannot be read is told, and ends the command: half a zone is no zone to merge into. */
export async function declaredWorld(
  values: Readonly<Record<string, unknown>>,
  io: Io,
  progress: Progress,
): Promise<DeclaredWorld> {
  const gathered = await gather({ ...values, paths: values["into"] }, io, progress).finally(progress.end);
  for (const { level, path, line, column, reason } of gathered.problems) {
    const place = [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
    io.stderr(`maildns: ${level === "error" ? "" : "note: "}${visible(place)}: ${visible(reason)}\n`);
  }
  if (gathered.failed) throw new UsageError("--into could not be read whole; nothing was written");
  return { zones: gathered.zones, settings: gathered.settings };
}
