import { EMPTY, policyDomains, readContext, readPolicies } from "../config/named-documents.ts";
import { loadConfig, slashes, type Surroundings } from "../config/load.ts";
import { ageNotes, readSnapshotFile } from "../config/snapshot-file.ts";
import type { LintInput } from "../engine/lint.ts";
import { defaultSettings, type Settings } from "../engine/settings.ts";
import { originOfPath, zoneOfId } from "../engine/zone-settings.ts";
import type { LoadOptions } from "../input/load.ts";
import type { Problem, Zone } from "../model/zone.ts";
import { resolve } from "node:path";

/** What `maildns.config.json` says, and what the documents hold that it names. */
export interface Configuration {
  /** As shown; `undefined` where there is none. */
  readonly path: string | undefined;
  readonly settings: Settings;
  readonly context: readonly Zone[];
  readonly policies: NonNullable<LintInput["policies"]>;
  readonly measured: LintInput["measured"];
  /** With one of level `error` nothing may be judged. */
  readonly problems: readonly Problem[];
}

/** How old answers of a snapshot may be before that is said, where the configuration says nothing. */
const DAYS = 90;

export const noConfiguration: Configuration = {
  path: undefined,
  settings: defaultSettings,
  context: [],
  policies: [],
  measured: undefined,
  problems: [],
};

/** Finds and reads the configuration as the command line does. Never throws. */
export async function readConfiguration(here: Surroundings): Promise<Configuration> {
  const { path, settings, problems } = await loadConfig(undefined, here);
  if (path === undefined || problems.some(isError)) return { ...noConfiguration, path, problems };
  const form = (each: string): string => slashes(resolve(here.cwd, each));
  const options: LoadOptions = {
    cwd: here.cwd,
    originOf: (each) => originOfPath(each, settings, form),
    zoneOfId: (id) => zoneOfId(id, settings),
    mappings: settings.mappings,
    policyDomainsOf: policyDomains(settings, form),
  };
  const context = await readContext(settings, here.cwd, options);
  const policies = await readPolicies(settings, here.cwd, options, EMPTY);
  const snapshot = await readSnapshot(settings, here);
  const all = [...problems, ...context.problems, ...policies.problems, ...snapshot.problems];
  return {
    path,
    settings,
    context: context.zones,
    policies: policies.policies,
    measured: snapshot.measured,
    problems: all,
  };
}

async function readSnapshot(
  settings: Settings,
  here: Surroundings,
): Promise<{ readonly measured: LintInput["measured"]; readonly problems: readonly Problem[] }> {
  if (settings.snapshot === undefined) return { measured: undefined, problems: [] };
  const file = await readSnapshotFile(settings.snapshot, here);
  if (file.problems.length > 0) return { measured: undefined, problems: file.problems };
  if (file.text === undefined) {
    const reason = "there is no such snapshot; maildns lint --resolve writes it";
    return { measured: undefined, problems: [{ level: "error", path: file.shown, reason }] };
  }
  const notes = here.today === undefined ? [] : ageNotes(file, here.today(), settings.snapshotDays ?? DAYS);
  return { measured: { names: file.names, failures: new Map() }, problems: notes };
}

export function isError({ level }: Problem): boolean {
  return level === "error";
}
