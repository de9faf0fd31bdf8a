import { resolve } from "node:path";
import { mergeContext } from "../engine/context.ts";
import type { LintInput } from "../engine/lint.ts";
import type { Settings } from "../engine/settings.ts";
import { applyZoneSettings, originOfPath, zoneOfId } from "../engine/zone-settings.ts";
import { decode } from "../input/decode.ts";
import { inputFormats } from "../input/detect.ts";
import { loadDocuments, type Loaded, type LoadedFile, type LoadOptions } from "../input/load.ts";
import type { InputFile, InputFormat } from "../input/reader.ts";
import { parseName, type Name } from "../model/name.ts";
import type { PolicyFile } from "../model/policy-file.ts";
import type { Problem, Zone } from "../model/zone.ts";
import { checkBefore, readBefore } from "./before.ts";
import { loadConfig, slashes, type LoadedConfig } from "../config/load.ts";
import { EMPTY, policyDomains, readContext, readPolicies } from "../config/named-documents.ts";
import { UsageError, type Io } from "./io.ts";
import type { Progress } from "./progress.ts";
import { wordsOf } from "./words.ts";

/** Everything that a command judges or draws. */
export interface Gathered {
  readonly settings: Settings;
  /** Something to know about a value of the configuration, with its line. */
  readonly configNote: LoadedConfig["note"];
  readonly zones: readonly Zone[];
  readonly before: readonly Zone[] | undefined;
  readonly policies: readonly PolicyFile[];
  /** What is known of the state before beside its records. */
  readonly past: Pick<LintInput, "heldSince" | "factsBefore">;
  readonly loaded: Loaded;
  readonly problems: readonly Problem[];
  /** By path as shown: every file that a finding may point into. */
  readonly files: ReadonlyMap<string, LoadedFile>;
  /** Something could not be read: the exit code is 2, whatever else is found. */
  readonly failed: boolean;
}

/**
 * Reads the configuration, the documents that the command line names, and those that give the rest of their zones; `edited`
 * takes the place of files' content.
 */
export async function gather(
  values: Record<string, unknown>,
  io: Io,
  progress: Progress,
  edited?: LoadOptions["edited"],
): Promise<Gathered> {
  const paths = wordsOf(values["paths"]);
  if (paths.length === 0) {
    const [command] = wordsOf(values["_"]);
    throw new UsageError("no document is named: files, folders, or - for standard input", [
      command ?? "lint",
      "example.com.zone",
    ]);
  }
  if (paths.includes("")) throw new UsageError("a path is empty; name files or folders, or - for standard input");
  checkBefore(values, paths);
  const config = await loadConfig(textOf(values["config"]), io);
  const { settings } = config;
  const form = (path: string): string => slashes(resolve(io.cwd, path));
  const options: LoadOptions = {
    cwd: io.cwd,
    ...formatOption(values["input-format"]),
    ...originOption(values["origin"]),
    originOf: (path) => originOfPath(path, settings, form),
    zoneOfId: (id) => zoneOfId(id, settings),
    mappings: settings.mappings,
    ...(edited === undefined ? {} : { edited }),
    policyDomainsOf: policyDomains(settings, form),
    ...(paths.includes("-") || wordsOf(values["before"]).includes("-") ? { stdin: await stdinFile(io) } : {}),
    onProgress: ({ done, total, path }) => progress.show(`reading ${done + 1} of ${total}: ${path}`),
  };
  const broken = config.problems.some(({ level }) => level === "error");
  if (broken) return nothing(config);
  const loaded = await loadDocuments(paths, options);
  const context = await readContext(settings, io.cwd, options);
  const policies = await readPolicies(settings, io.cwd, options, loaded);
  const past = await readBefore({ values, paths, config, loaded, options, form, io });
  const earlier = past?.problems.some(isError) === true ? undefined : (past?.zones ?? loaded.before);
  const before = earlier === undefined ? undefined : applyZoneSettings(earlier, settings, past?.form ?? form);
  const after = applyZoneSettings(loaded.zones, settings, form);
  const problems = [
    ...config.problems,
    ...loaded.problems,
    ...context.problems,
    ...policies.problems,
    ...(past?.problems ?? []),
  ];
  return {
    settings,
    configNote: config.note,
    zones: mergeContext(after, context.zones, before),
    before: before === undefined ? undefined : mergeContext(before, context.zones),
    policies: policies.policies,
    past: {
      ...(past?.heldSince === undefined ? {} : { heldSince: past.heldSince }),
      ...(past?.facts === undefined ? {} : { factsBefore: past.facts }),
    },
    loaded,
    problems,
    files: joined(past?.files, context.files, policies.files, loaded.files),
    failed: problems.some(isError),
  };
}

function nothing({ settings, problems, note }: LoadedConfig): Gathered {
  return {
    settings,
    configNote: note,
    zones: [],
    before: undefined,
    policies: [],
    past: {},
    loaded: EMPTY,
    problems,
    files: EMPTY.files,
    failed: true,
  };
}

function isError({ level }: Problem): boolean {
  return level === "error";
}

/** The last one counts; usually there is one. */
function joined(...maps: (ReadonlyMap<string, LoadedFile> | undefined)[]): ReadonlyMap<string, LoadedFile> {
  const filled = maps.filter((map) => map !== undefined && map.size > 0);
  return filled.length === 1 && filled[0] !== undefined
    ? filled[0]
    : new Map(filled.flatMap((map) => [...(map ?? [])]));
}

async function stdinFile(io: Io): Promise<InputFile> {
  return decode("<stdin>", Buffer.from(await io.readStdin()));
}

function formatOption(value: unknown): { inputFormat?: InputFormat } {
  const format = inputFormats.find((each) => each === value);
  return format === undefined ? {} : { inputFormat: format };
}

function originOption(value: unknown): { origin?: Name } {
  if (typeof value !== "string") return {};
  const result = parseName(value);
  if (!result.ok) throw new UsageError(`--origin: ${result.reason}`);
  return { origin: result.name };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
