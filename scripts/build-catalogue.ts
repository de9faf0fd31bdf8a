import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { getDomain } from "tldts";
import type {
  CatalogueData,
  MxHostRole,
  NearRow,
  PatternRow,
  ProviderMxSetRow,
  ProviderRow,
  RoleRow,
} from "../src/providers/types.ts";
import { readCatalogue, readJson, type FileMxSet, type ProviderFile } from "./catalogue-schema.ts";
import { recipeFrom, recipesModule, valuesModule } from "./build-recipes.ts";
import { checkCatalogue, mxSetsOf } from "./check-catalogue.ts";
import { literalSuffixes } from "./pattern-suffixes.ts";

/**
 * Checks every provider's file and writes `src/generated/catalogue.ts` (what recognition needs) and
 * `src/generated/catalogue-details.ts` (the files whole), `recipes.ts` (what writing records needs) and `provider-values.ts` (the
 * types of the values that are asked for). Throws with every fault found.
 */
export async function buildCatalogue(): Promise<void> {
  const files = await readCatalogue();
  const faults = checkCatalogue(files);
  if (faults.length > 0) throw new Error(`the catalogue has faults:\n${faults.join("\n")}`);
  const data = catalogueData(files, await readOrphanRoles(), await readCosts());
  await mkdir(fileURLToPath(new URL("../src/generated/", import.meta.url)), { recursive: true });
  await writeModule("catalogue.ts", asJson(JSON.stringify(data)));
  const details = files.map(({ id, ...rest }) => [id, { id, ...rest, $schema: undefined }]);
  await writeModule("catalogue-details.ts", asJson(JSON.stringify(Object.fromEntries(details))));
  const recipes = files.map(recipeFrom);
  await writeModule("recipes.ts", recipesModule(recipes));
  await writeModule("provider-values.ts", valuesModule(recipes));
}

/** The JSON goes in as one string: parsing that is faster than compiling the literal, and waits for the first use. */
function asJson(json: string): string {
  return `export const json = ${JSON.stringify(json)};\n`;
}

async function writeModule(name: string, code: string): Promise<void> {
  const text = `// Made by scripts/build-catalogue.ts from src/providers/; do not edit.\n${code}`;
  await writeFile(fileURLToPath(new URL(`../src/generated/${name}`, import.meta.url)), text);
}

interface OrphanRole {
  readonly pattern: string;
  readonly role: MxHostRole;
}

async function readOrphanRoles(): Promise<readonly OrphanRole[]> {
  const { roles } = (await readJson("src/providers/mx-roles.json")) as { roles: readonly OrphanRole[] };
  return roles;
}

interface Costs {
  readonly date: string;
  readonly includes: Readonly<Record<string, number>>;
}

async function readCosts(): Promise<Costs> {
  return (await readJson("src/providers/spf-costs.json")) as Costs;
}

/** The run-time tables of a catalogue. */
export function catalogueData(
  files: readonly ProviderFile[],
  orphans: readonly OrphanRole[],
  costs: Costs,
): CatalogueData {
  const date =
    files
      .map((file) => file.date)
      .sort()
      .at(-1) ?? "";
  const patterns = (): Map<string, PatternRow[]> => new Map();
  const tables = { mx: patterns(), spf: patterns(), dkim: patterns(), absent: patterns() };
  const roles = new Map<string, RoleRow[]>();
  const nearMx = new Map<string, NearRow[]>();
  const spfDomains = new Set<string>();
  const dated: Record<string, number | readonly [number, string]> = { ...costs.includes };
  for (const [index, file] of inNamingOrder(files)) {
    const addAll = (table: Map<string, PatternRow[]>, sources: readonly string[] = []): void => {
      for (const source of sources) add(table, source, [source, index]);
    };
    addAll(tables.mx, file.mx.match);
    addAll(tables.spf, file.spf.match);
    addAll(tables.dkim, file.dkim?.cnameMatch);
    addAll(tables.absent, file.spf.absentAt);
    for (const { pattern, role } of rolesOf(file, files)) {
      add(roles, pattern, [pattern, index, role]);
      if (role === "retired" || role === "placeholder") addAll(tables.absent, [pattern]);
    }
    for (const [registrable, row] of nearRows(file, index)) push(nearMx, registrable, row);
    for (const domain of includesOf(file)) spfDomains.add(domain);
    const cost = file.spf.cost;
    const [first] = includesOf(file);
    if (cost?.asOf !== undefined && first !== undefined) dated[first] ??= [cost.lookups, cost.asOf];
  }
  for (const { pattern, role } of orphans) add(roles, pattern, [pattern, -1, role]);
  return {
    date,
    providers: files.map((file) => providerRow(file, date)),
    mx: Object.fromEntries(tables.mx),
    roles: Object.fromEntries(roles),
    spf: Object.fromEntries(tables.spf),
    dkim: Object.fromEntries(tables.dkim),
    absent: Object.fromEntries(tables.absent),
    nearMx: Object.fromEntries(nearMx),
    spfDomains: [...spfDomains],
    costs: dated,
    costsDate: costs.date,
  };
}

/** With their places: those that share their hosts with a usual one after it, so that the usual one is named first. */
function inNamingOrder(files: readonly ProviderFile[]): [number, ProviderFile][] {
  const placed = files.map((file, index): [number, ProviderFile] => [index, file]);
  const later = ([, file]: [number, ProviderFile]): boolean =>
    file.sharesHostsWith?.some(({ usual }) => usual) ?? false;
  return [...placed.filter((each) => !later(each)), ...placed.filter(later)];
}

function add<Row extends PatternRow | RoleRow>(table: Map<string, Row[]>, source: string, row: Row): void {
  for (const suffix of literalSuffixes(source)) push(table, suffix, row);
}

function push<Row>(table: Map<string, Row[]>, key: string, row: Row): void {
  const rows = table.get(key);
  if (rows === undefined) table.set(key, [row]);
  else rows.push(row);
}

/** The roles a file gives, and its submission, IMAP and POP hosts that are no MX of it. */
function rolesOf(file: ProviderFile, files: readonly ProviderFile[]): { pattern: string; role: MxHostRole }[] {
  const roles = [...(file.mx.roles ?? [])];
  const hosts = new Set([...(file.submission ?? []), ...(file.access ?? [])].map(({ host }) => host));
  for (const host of hosts) {
    const given = roles.some(({ pattern }) => new RegExp(pattern).test(host));
    const isMx = files.some(({ mx }) => mx.match.some((source) => new RegExp(source).test(host)));
    if (!host.includes("{") && !given && !isMx)
      roles.push({ pattern: `^${host.replaceAll(".", "\\.")}$`, role: "submission" });
  }
  return roles;
}

function includesOf(file: ProviderFile): string[] {
  const terms = [...file.spf.mechanisms, ...(file.publish?.spf?.recommended ?? [])];
  return terms.flatMap((term) => {
    const domain = /^[+?~-]?(?:include:|redirect=)([^{}%]+)$/.exec(term)?.[1];
    return domain === undefined ? [] : [domain];
  });
}

/** What a misspelt MX host is compared with: every listed host, variables with options written out. */
function nearRows(file: ProviderFile, index: number): [string, NearRow][] {
  const rows = new Map<string, [string, NearRow]>();
  for (const { records } of mxSetsOf(file)) {
    for (const host of records.flatMap(({ host }) => writtenOut(host, file))) {
      const tenant = /^\{[^{}]+\}\./.exec(host);
      const rest = tenant === null ? host : host.slice(tenant[0].length);
      const registrable = rest.includes("{") ? null : getDomain(rest);
      if (registrable === null || rest === registrable) continue;
      const row: NearRow = [rest.slice(0, -registrable.length - 1), index, tenant === null ? 0 : 1];
      rows.set(host, [registrable, row]);
    }
  }
  return [...rows.values()];
}

const AWS_REGION = new Set(["region", "awsRegion"]);

function writtenOut(host: string, file: ProviderFile): string[] {
  const name = /\{([^{}]+)\}/.exec(host)?.[1];
  if (name === undefined) return [host];
  let options = file.publish?.variables?.[name]?.options;
  if (options === undefined && AWS_REGION.has(name)) {
    options = Object.entries(file.publish?.variables ?? {}).find(([key]) => AWS_REGION.has(key))?.[1].options;
  }
  if (options === undefined) return [host];
  return options.flatMap((option) => writtenOut(host.replaceAll(`{${name}}`, option), file));
}

/** A provider as the generated module stores it; what is empty or its default is left out. */
function providerRow(file: ProviderFile, date: string): ProviderRow {
  const { id, name, nameJa, kind, mx, spf, dkim, publish } = file;
  const hasMx = mx.match.length > 0 || mxSetsOf(file).length > 0 || mx.roles !== undefined;
  return {
    id,
    name,
    nameJa,
    kind,
    family: file.family,
    mx: hasMx
      ? {
          sets: mxSetRows(file),
          alone: mx.alone === true ? true : undefined,
          bounceLabels: mx.bounceLabels,
          singleMxNormal: mx.singleMxNormal === true ? true : undefined,
          tenantSpecific: mx.tenantSpecific,
          registrableDomains: mx.registrableDomains,
        }
      : undefined,
    spf:
      spf.mechanisms.length > 0 || publish?.spf !== undefined
        ? { mechanisms: some(spf.mechanisms), recommended: publish?.spf?.recommended, all: publish?.spf?.all }
        : undefined,
    dkim: dkim && { form: dkim.form, selectors: dkim.selectors, cnameTargets: dkim.cnameTargets },
    worksWith: file.worksWith,
    inFrontOf: file.inFrontOf,
    sharesHostsWith: file.sharesHostsWith?.map((other) => other.id),
    generate: file.generate === "identify-only" ? undefined : file.generate,
    confidence: file.confidence.identify === "high" ? undefined : file.confidence.identify,
    endOfService: file.endOfService?.date,
    date: file.date === date ? undefined : file.date,
  };
}

function some<Value>(list: readonly Value[]): readonly Value[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** What is published comes first; a seen set with the same hosts stays only where it gives other, confirmed numbers. */
function mxSetRows(file: ProviderFile): readonly ProviderMxSetRow[] | undefined {
  const published = file.publish?.mx;
  const sets: FileMxSet[] = published === undefined ? [] : [{ ...published.recommended, recommended: true }];
  sets.push(...(published?.alternatives ?? []));
  for (const seen of file.mx.sets ?? []) {
    const twin = sets.find((set) => hostsOf(set) === hostsOf(seen));
    const differs = twin !== undefined && numbersOf(twin) !== numbersOf(seen);
    if (twin === undefined || (differs && seen.preferencesConfirmed !== false)) {
      sets.push(published === undefined ? seen : { ...seen, recommended: false });
    }
  }
  return some(
    sets.map(({ label, records, recommended, obsolete, preferencesConfirmed }): ProviderMxSetRow => {
      const flags = `${recommended === true ? "r" : ""}${obsolete === true ? "o" : ""}${preferencesConfirmed === false ? "u" : ""}`;
      return [label, flags, ...records.map(({ host, preference }) => [host, preference] as const)];
    }),
  );
}

function numbersOf({ records }: FileMxSet): string {
  return records.map(({ host, preference }) => `${preference ?? ""} ${host}`).join();
}

function hostsOf({ records }: FileMxSet): string {
  return records
    .map(({ host }) => host)
    .sort()
    .join(" ");
}
