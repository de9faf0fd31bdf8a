import { readConfig } from "../engine/config.ts";
import type { ValidateConfig } from "../engine/config-document.ts";
import type { ConfigFault } from "../engine/config-errors.ts";
import type { Settings } from "../engine/settings.ts";
import { locatePaths } from "../input/json-locate.ts";
import { parseJson } from "../input/parse-json.ts";
import { positionsOf } from "../input/positions.ts";
import type { Problem } from "../model/zone.ts";
import type { ProviderKind } from "../providers/types.ts";

/** Printed for one file; the rest is counted. */
const MAX_PROBLEMS = 20;

export interface ConfigText {
  /** `undefined` where a problem is an error. */
  readonly settings: Settings | undefined;
  readonly problems: readonly Problem[];
}

/** Settings from a configuration's text, or its defects with line and column. Total. `path` is for the messages. */
export function readConfigText(
  text: string,
  path: string,
  validate: ValidateConfig,
  kindOf?: (provider: string) => ProviderKind | undefined,
  today?: string,
): ConfigText {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { line, column, reason } = parsed;
    return { settings: undefined, problems: [{ level: "error", path, line, column, reason: `not JSON: ${reason}` }] };
  }
  const result = readConfig(parsed.value, validate, kindOf, today);
  if (!result.ok) return { settings: undefined, problems: placed(result.faults, "error", path, text) };
  return { settings: result.settings, problems: placed(result.notes, "note", path, text) };
}

/** Faults with their lines, in the order of the file. */
export function placed(faults: readonly ConfigFault[], level: Problem["level"], path: string, text: string): Problem[] {
  const spots = locatePaths(
    text,
    faults.map(({ at }) => at),
  );
  const positions = positionsOf(text);
  const problems = faults.map((fault, index): Problem & { line: number; column: number } => {
    const spot = spots[index];
    const region = fault.onKey ? (spot?.key ?? spot?.value) : spot?.value;
    // Of a string or key the quote is pointed at, as editors do.
    const start = region === undefined ? 0 : text[region.start - 1] === '"' ? region.start - 1 : region.start;
    return { level, path, ...positions.at(start), reason: fault.reason };
  });
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  if (problems.length <= MAX_PROBLEMS) return problems;
  const more = problems.length - MAX_PROBLEMS;
  return [...problems.slice(0, MAX_PROBLEMS), { level, path, reason: `and ${more} more defects` }];
}
