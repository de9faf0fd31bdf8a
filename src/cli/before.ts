import type { FactsOf } from "../domain/facts.ts";
import type { HeldSince } from "../domain/stage.ts";
import { originOfPath, type PathForm } from "../engine/zone-settings.ts";
import { loadDocuments } from "../input/load.ts";
import type { Loaded, LoadedFile, LoadOptions } from "../input/loaded.ts";
import { parentOf, type Name } from "../model/name.ts";
import type { Problem, Zone } from "../model/zone.ts";
import type { LoadedConfig } from "../config/load.ts";
import { UsageError, type Io } from "./io.ts";
import { wordsOf } from "./words.ts";

/** The state before the change, as the command line names it. */
export interface Before {
  readonly zones: readonly Zone[];
  readonly files: ReadonlyMap<string, LoadedFile>;
  readonly problems: readonly Problem[];
  /** The form of its documents' paths that the configuration's are in. */
  readonly form: PathForm;
  readonly heldSince?: HeldSince;
  /** What the configuration said then. */
  readonly facts?: { readonly of: FactsOf; readonly source: string };
}

export interface BeforeInput {
  readonly values: Readonly<Record<string, unknown>>;
  readonly paths: readonly string[];
  readonly config: LoadedConfig;
  /** What is read of the state after. */
  readonly loaded: Loaded;
  readonly options: LoadOptions;
  readonly form: PathForm;
  readonly io: Io;
}

/** Refuses what does not go together, before anything is read. */
export function checkBefore(values: Readonly<Record<string, unknown>>, paths: readonly string[]): void {
  const documents = wordsOf(values["before"]);
  const ref = values["before-ref"];
  if (documents.length > 0 && ref !== undefined) {
    throw new UsageError("--before and --before-ref both name the state before the change; one of them does");
  }
  if (documents.includes("")) throw new UsageError("--before: a path is empty");
  if (documents.includes("-") && paths.includes("-")) {
    throw new UsageError("standard input is named both for the state before the change and for the one after");
  }
  if (ref !== undefined && paths.includes("-")) {
    throw new UsageError("--before-ref reads the files as they were at a revision, and standard input is no file");
  }
}

/** Reads the state before the change, where the command line names one. */
export async function readBefore(input: BeforeInput): Promise<Before | undefined> {
  const { values, loaded } = input;
  const documents = wordsOf(values["before"]);
  const ref = values["before-ref"];
  if (documents.length === 0 && typeof ref !== "string") return undefined;
  if (loaded.before !== undefined) {
    const option = documents.length > 0 ? "--before" : "--before-ref";
    throw new UsageError(
      `a document carries the state before the change itself (a preview does), so ${option} cannot name another one; leave it out`,
    );
  }
  const before = typeof ref === "string" ? await readRevision(ref, input) : await readDocuments(documents, input);
  if (before.problems.some(({ level }) => level === "error")) return before;
  return { ...before, problems: [...before.problems, ...newZones(loaded.zones, before.zones)] };
}

async function readDocuments(documents: readonly string[], { options, form }: BeforeInput): Promise<Before> {
  const { edited: _, ...asTheyAre } = options;
  const { zones, before, files, problems } = await loadDocuments(documents, asTheyAre);
  const told =
    before === undefined
      ? problems
      : [
          ...problems,
          {
            level: "error" as const,
            path: documents[0] ?? "",
            reason: "carries two states, of which neither is the one before; --before takes documents of one state",
          },
        ];
  return { zones, files, problems: told, form };
}

async function readRevision(ref: string, { paths, config, options, form, io }: BeforeInput): Promise<Before> {
  const { Git } = await import("./git/git.ts");
  const { TreeFiles } = await import("./git/tree.ts");
  const { History } = await import("./git/history.ts");
  const { renamedInto } = await import("./git/renames.ts");
  const git = new Git(ref, io.cwd, io.env);
  const tree = new TreeFiles(git, io.cwd);
  const inside = paths.map((path) => tree.inside(path));
  const prefix = `${ref}:`;
  const pathOf: PathForm = (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path);
  const formOf: PathForm = (path) => form(pathOf(path));
  const { settings } = config;
  const { stdin: _stdin, edited: _edited, ...rest } = options;
  const readOptions = {
    ...rest,
    access: tree,
    originOf: (path: string) => originOfPath(path, settings, formOf),
    policyDomainsOf: (path: string) => options.policyDomainsOf?.(pathOf(path)) ?? [],
  };
  let loaded = await loadDocuments(paths, readOptions);
  const moved = renamedInto(git, inside);
  if (moved.length > 0) loaded = await loadDocuments([...paths, ...moved.map((path) => tree.path(path))], readOptions);
  const history = await History.of(git, loaded, { ...readOptions, cwd: io.cwd });
  const { factsAt } = await import("./git/config-at.ts");
  return {
    zones: loaded.zones,
    files: loaded.files,
    problems: loaded.problems.flatMap((problem) => atRevision(problem, paths, git.ref)),
    form: formOf,
    heldSince: history.heldSince,
    ...(await factsAt(git, config, io)),
  };
}

/** What could not be read then is no fault of what stands there now: the change may be the one that mends it. */
function atRevision(problem: Problem, paths: readonly string[], ref: string): Problem[] {
  if (problem.level !== "error") return [];
  // The loader says of the first path that it found nothing: then everything is new, and is said to be.
  if (problem.path === paths[0] && problem.reason.startsWith("no DNS record was found")) return [];
  const reason = `could not be read at ${ref}, so what changes in it is not judged: ${problem.reason}`;
  return [{ ...problem, level: "note", reason }];
}

const MOST_NOTES = 10;

function ancestorsOf(name: Name): Name[] {
  const ancestors: Name[] = [];
  for (let at = parentOf(name); at !== undefined; at = parentOf(at)) ancestors.push(at);
  return ancestors;
}

/** Zones that only the state after has: nothing is said about their change. */
function newZones(after: readonly Zone[], before: readonly Zone[]): Problem[] {
  const known = new Set(before.map(({ origin }) => origin));
  const aboveKnown = new Set(before.flatMap(({ origin }) => ancestorsOf(origin)));
  const isKnown = (origin: Name): boolean =>
    aboveKnown.has(origin) || [origin, ...ancestorsOf(origin)].some((at) => known.has(at));
  const fresh = after.filter(({ origin }) => !isKnown(origin));
  const notes = fresh.slice(0, MOST_NOTES).map((zone): Problem => ({
    level: "note",
    path: zone.documents[0]?.path ?? zone.origin,
    reason: `the zone ${zone.origin} is not in the state before the change: it counts as new`,
  }));
  const more = fresh.length - notes.length;
  const path = fresh[0]?.documents[0]?.path ?? "";
  return more === 0 ? notes : [...notes, { level: "note", path, reason: `and ${more} more zones count as new` }];
}
