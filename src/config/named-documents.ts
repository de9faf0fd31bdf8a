import type { Settings } from "../engine/settings.ts";
import { loadDocuments, type Loaded, type LoadOptions } from "../input/load.ts";
import type { Name } from "../model/name.ts";
import { shownPath } from "./load.ts";

export const EMPTY: Loaded = {
  zones: [],
  before: undefined,
  policies: [],
  problems: [],
  documents: [],
  skipped: [],
  files: new Map(),
  partsOf: () => [],
};

/** The documents that give the rest of zones (`context` of the configuration). */
export async function readContext(settings: Settings, cwd: string, options: LoadOptions): Promise<Loaded> {
  if (settings.context.length === 0) return EMPTY;
  const { originOf, zoneOfId: byId, mappings } = options;
  const paths = settings.context.map((path) => shownPath(path, cwd));
  return loadDocuments(paths, { cwd, originOf, zoneOfId: byId, mappings });
}

/** The domains that the configuration gives a policy file, by the file's path. */
export function policyDomains(settings: Settings, form: (path: string) => string): (path: string) => readonly Name[] {
  const byPath = new Map<string, Name[]>();
  for (const [name, { mtaSts }] of settings.domains) {
    if (mtaSts !== undefined) byPath.set(mtaSts, [...(byPath.get(mtaSts) ?? []), name]);
  }
  return (path) => (byPath.size === 0 ? [] : (byPath.get(form(path)) ?? []));
}

/** The policies of the documents, and those that only the configuration names. */
export async function readPolicies(
  settings: Settings,
  cwd: string,
  options: LoadOptions,
  loaded: Pick<Loaded, "policies">,
): Promise<Pick<Loaded, "policies" | "problems" | "files">> {
  const known = new Set(loaded.policies.map(({ domain }) => domain));
  const named = new Map<string, Name>();
  for (const [name, { mtaSts }] of settings.domains) {
    if (mtaSts !== undefined && !known.has(name)) named.set(shownPath(mtaSts, cwd), name);
  }
  if (named.size === 0) return { policies: loaded.policies, problems: [], files: EMPTY.files };
  const { policyDomainsOf } = options;
  const own = await loadDocuments([...named.keys()], { cwd, inputFormat: "mta-sts-policy", policyDomainsOf });
  const problems = own.problems.map((problem) => {
    const domain = named.get(problem.path);
    const by = domain === undefined ? "" : ` (the configuration names it: domains["${domain}"].mtaSts)`;
    return { ...problem, reason: problem.reason + by };
  });
  const policies = [...loaded.policies, ...own.policies.filter(({ domain }) => !known.has(domain))];
  return { policies, problems, files: own.files };
}
