import { realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { ConfigFault, ConfigPath } from "../engine/config-errors.ts";
import { defaultSettings, type Settings } from "../engine/settings.ts";
import type { Problem } from "../model/zone.ts";
import { placed, readConfigText } from "./text.ts";
import { CONFIG_NAME, findConfig, type FoundConfig } from "./find.ts";

/** What reading a configuration needs of the process. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** ISO date of today; without it no date of the configuration is held against it. */
  readonly today?: () => string;
}

export interface LoadedConfig {
  /** As shown to the user; `undefined` where there is none. */
  readonly path: string | undefined;
  readonly by: FoundConfig["by"] | undefined;
  /** `zones[].path` and `context` are absolute, `/` between folders. The defaults where a problem is an error. */
  readonly settings: Settings;
  /** With one of level `error` nothing may be judged. */
  readonly problems: readonly Problem[];
  /** Something to know about a value of it, with its line. */
  readonly note: (at: ConfigPath, reason: string) => Problem;
}

/** Finds, reads and checks the configuration. `option` is what `--config` names. Never throws. */
export async function loadConfig(option: string | undefined, io: Surroundings): Promise<LoadedConfig> {
  const found = findConfig(option, io.cwd, io.env);
  const path = found === undefined ? CONFIG_NAME : shownPath(found.path, io.cwd);
  const noText = (_at: ConfigPath, reason: string): Problem => ({ level: "note", path, reason });
  if (found === undefined) {
    return { path: undefined, by: undefined, settings: defaultSettings, problems: [], note: noText };
  }
  const refused = (problems: readonly Problem[]): LoadedConfig => {
    return { path, by: found.by, settings: defaultSettings, problems, note: noText };
  };
  let text: string;
  try {
    text = await readFile(found.path, "utf8");
  } catch (error) {
    const why = reasonOf(error);
    const reason = found.by === "found" ? why : `${why} (${found.by} names it)`;
    return refused([{ level: "error", path, reason }]);
  }
  const { default: validate } = await import("../generated/validate-config.js");
  const { provider } = await import("../providers/recognise.ts");
  const result = readConfigText(text, path, validate, (id) => provider(id)?.kind, io.today?.());
  if (result.settings === undefined) return refused(result.problems);
  const { settings, escaped } = resolvePaths(result.settings, found);
  if (escaped.length > 0) return refused(placed(escaped, "error", path, text));
  const note = (at: ConfigPath, reason: string): Problem => {
    return placed([{ at, onKey: false, reason }], "note", path, text)[0] ?? noText(at, reason);
  };
  return { path, by: found.by, settings, problems: result.problems, note };
}

/** Makes paths absolute. A configuration that was found may not lead to documents outside its repository. */
function resolvePaths(settings: Settings, found: FoundConfig): { settings: Settings; escaped: ConfigFault[] } {
  const folder = dirname(found.path);
  const escaped: ConfigFault[] = [];
  const zones = settings.zones.map((zone) => {
    return zone.path === undefined ? zone : { ...zone, path: slashes(resolve(folder, zone.path)) };
  });
  const context = settings.context.map((entry, index) => {
    const path = resolve(folder, entry);
    if (found.by === "found" && !isInside(real(path), real(found.root))) {
      const reason = `context[${index}] leads outside ${found.root}; a configuration that --config or MAILDNS_CONFIG names may do so`;
      escaped.push({ at: ["context", index], onKey: false, reason });
    }
    return slashes(path);
  });
  const domains = new Map(settings.domains);
  for (const [name, facts] of settings.domains) {
    if (facts.mtaSts === undefined) continue;
    const path = resolve(folder, facts.mtaSts);
    if (found.by === "found" && !isInside(real(path), real(found.root))) {
      const reason = `domains["${name}"].mtaSts leads outside ${found.root}; a configuration that --config or MAILDNS_CONFIG names may do so`;
      escaped.push({ at: ["domains", name, "mtaSts"], onKey: false, reason });
    }
    domains.set(name, { ...facts, mtaSts: slashes(path) });
  }
  if (settings.snapshot === undefined) return { settings: { ...settings, domains, zones, context }, escaped };
  const snapshot = resolve(folder, settings.snapshot);
  if (found.by === "found" && !isInside(real(snapshot), real(folder))) {
    const reason = `snapshot leads outside the configuration's folder; a configuration that --config or MAILDNS_CONFIG names may do so`;
    escaped.push({ at: ["snapshot"], onKey: false, reason });
  }
  return { settings: { ...settings, domains, zones, context, snapshot }, escaped };
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Symbolic links followed as far as the path exists. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : resolve(real(above), relative(above, path));
  }
}

/** As the user would name it from `cwd`, `/` between folders. */
export function shownPath(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return slashes(way === "" || way.startsWith(`..${sep}..${sep}..`) || isAbsolute(way) ? path : way);
}

/** `/` between folders. */
export function slashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "is a folder; a configuration is a file";
  if (code === "EACCES") return "may not be read";
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
