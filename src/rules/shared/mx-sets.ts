import { absolute, isAtOrBelow, type Name } from "../../model/name.ts";
import type { MxRecord } from "../../model/record.ts";
import { isKnown } from "../../model/value.ts";
import {
  fitsTemplate,
  providersOfMxHost,
  type Provider,
  type ProviderMxRecord,
  type ProviderMxSet,
} from "../../providers/recognise.ts";
import { Memo } from "../../providers/tables.ts";
import { mxLine } from "./lines.ts";

/** The exchanges of a set where all are known, each once. */
export function exchangesOf(records: readonly MxRecord[]): string[] | undefined {
  const hosts = records.map(({ data }) => data.exchange);
  return hosts.every(isKnown) ? [...new Set(hosts)] : undefined;
}

/** The one provider that all exchanges may belong to, if its hosts are the same for all customers of a region. */
export function documentingProvider(hosts: readonly string[]): Provider | undefined {
  const [first, ...others] = hosts;
  if (first === undefined) return undefined;
  return providersOfMxHost(first).find(
    (each) =>
      each.mx !== undefined &&
      !each.mx.tenantSpecific &&
      each.mx.sets.length > 0 &&
      others.every((host) => providersOfMxHost(host).includes(each)),
  );
}

/** The provider's sets with the variables of their host names filled in from the hosts in use; those with others are left out. */
export function setsInUse(provider: Provider, hosts: readonly string[]): readonly ProviderMxSet[] {
  const key = `${provider.id} ${hosts.join(" ")}`;
  return inUse.get(key) ?? inUse.set(key, findSets(provider, hosts));
}

/** Most customers of a provider name the same hosts. */
const inUse = new Memo<readonly ProviderMxSet[]>(1024);

function findSets(provider: Provider, hosts: readonly string[]): readonly ProviderMxSet[] {
  const all = new Map<string, ProviderMxSet>();
  for (const set of provider.mx?.sets ?? []) {
    const fixed = set.records.every(({ host }) => !host.includes("{"));
    for (const each of fixed ? [set] : filledIn(set, hosts)) {
      const key = each.records.map(({ host }) => host).join(" ");
      if (!all.has(key)) all.set(key, each);
    }
  }
  return [...all.values()];
}

function filledIn(set: ProviderMxSet, hosts: readonly string[]): ProviderMxSet[] {
  const found: ProviderMxSet[] = [];
  for (const host of hosts) {
    for (const { host: template } of set.records) {
      const values = fitsTemplate(host, template) ? capture(host, template) : undefined;
      if (values === undefined) continue;
      const records = set.records.map((each) => ({ ...each, host: fill(each.host, values) }));
      if (records.some((each) => each.host.includes("{"))) continue;
      found.push({ ...set, records });
    }
  }
  return found;
}

/** What stands for each variable of a template; a variable is part of one label. */
function capture(host: string, template: string): ReadonlyMap<string, string> | undefined {
  const names: string[] = [];
  const source = template.replace(/\{([^{}]*)\}|[^{}a-z0-9-]/g, (part, name: string | undefined) => {
    if (name === undefined) return `\\${part}`;
    names.push(name);
    return "([a-z0-9-]+)";
  });
  const match = new RegExp(`^${source}$`).exec(host);
  return match === null ? undefined : new Map(names.map((name, index) => [name, match[index + 1] ?? ""]));
}

function fill(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/\{([^{}]*)\}/g, (whole, name: string) => values.get(name) ?? whole);
}

/** Whether a host inside the customer's own domain is one that the provider tells him to name. */
export function isOwnHost(provider: Provider, host: Name, domain: Name): boolean {
  if (!isAtOrBelow(host, domain)) return false;
  const templates = provider.mx?.sets.flatMap(({ records }) => records.map((record) => record.host)) ?? [];
  return templates.some((template) => template.replaceAll("{domain}", domain) === host);
}

export function holds(set: ProviderMxSet, host: string): boolean {
  return set.records.some((record) => record.host === host);
}

/** The set with just these hosts. */
export function sameSet(sets: readonly ProviderMxSet[], hosts: readonly string[]): ProviderMxSet | undefined {
  return sets.find((set) => set.records.length === hosts.length && hosts.every((host) => holds(set, host)));
}

/** Whether the provider's numbers are sure, so that an order can be held against them. */
export function isOrdered(set: ProviderMxSet): boolean {
  return set.preferencesConfirmed && set.records.every(({ preference }) => typeof preference === "number");
}

/** Hosts with the lowest number. */
export function firstHosts(set: ProviderMxSet): string[] {
  const numbers = set.records.flatMap(({ preference }) => (typeof preference === "number" ? [preference] : []));
  const lowest = Math.min(...numbers);
  return set.records.filter(({ preference }) => preference === lowest).map(({ host }) => host);
}

/** What the provider gives to a new customer. */
export function presentSet(provider: Provider): ProviderMxSet | undefined {
  const sets = provider.mx?.sets ?? [];
  return sets.find(({ recommended }) => recommended) ?? sets.find(({ obsolete }) => !obsolete);
}

/** Lines to publish: a provider's set; what its console shows to each customer stands in angle brackets. */
export function setLines(owner: Name, { records }: ProviderMxSet): string[] {
  return records.map((record) => setLine(owner, record));
}

function setLine(owner: Name, { preference, host }: ProviderMxRecord): string {
  const own = host.replaceAll("{domain}", owner).replaceAll("{domainDashed}", owner.replaceAll(".", "-"));
  if (preference === "*") return `${absolute(owner)} MX <preference> ${absolute(own.replace(/\{(\w+)\}/g, "<$1>"))}`;
  return mxLine(owner, preference, own.replace(/\{(\w+)\}/g, "<$1>"));
}
