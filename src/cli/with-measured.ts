import type { World } from "../domain/world.ts";
import type { Measured } from "../model/measured.ts";
import type { Problem } from "../model/zone.ts";
import type { Gathered } from "./gather.ts";
import type { Io } from "./io.ts";
import type { Progress } from "./progress.ts";

/** What was gathered, and what the DNS says beyond it: asked now, or written down earlier. */
export interface GatheredAndMeasured extends Gathered {
  readonly measured: Measured | undefined;
  /** What is to be said of it, in the world that was judged. */
  readonly notes: (world: World | undefined) => readonly Problem[];
}

const OPTIONS = ["resolver", "snapshot"];

/** Asks the DNS, or reads a snapshot, where an option or the configuration wants it; only then is loaded what does it. */
export async function withMeasured(
  gathered: Gathered,
  values: Record<string, unknown>,
  io: Io,
  progress: Progress,
): Promise<GatheredAndMeasured> {
  const wanted = values["resolve"] === true || OPTIONS.some((option) => values[option] !== undefined);
  if (!wanted && gathered.settings.snapshot === undefined) return { ...gathered, measured: undefined, notes: () => [] };
  const { measure } = await import("./measure.ts");
  return measure(gathered, values, io, progress);
}
