import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { providersOfMxHost, type Provider, type ProviderMxSet } from "../providers/recognise.ts";
import { mxLine } from "./wording.ts";

/** The documented set that a declared one is, by its hosts. */
export interface DocumentedSet {
  readonly provider: Provider;
  readonly set: ProviderMxSet;
  /** The provider's numbers are sure, so that an order can be held against them. */
  readonly confirmed: boolean;
  /** Hosts with the lowest number. */
  readonly firstHosts: readonly string[];
  readonly lines: (owner: string) => string[];
}

/** The exchanges of a set where all are known, in order. */
export function exchangesOf(records: readonly MxRecord[]): string[] | undefined {
  const hosts = records.map(({ data }) => data.exchange);
  return hosts.every(isKnown) ? [...new Set(hosts)] : undefined;
}

/** The one provider that all exchanges may belong to, if its documented hosts are fixed names. */
export function fixedProvider(hosts: readonly string[]): Provider | undefined {
  const [first, ...others] = hosts;
  if (first === undefined) return undefined;
  return providersOfMxHost(first).find(
    (each) =>
      each.mx !== undefined &&
      !each.mx.tenantSpecific &&
      each.mx.sets.length > 0 &&
      each.mx.sets.every(({ records }) => records.every(({ host }) => !host.includes("{"))) &&
      others.every((host) => providersOfMxHost(host).includes(each)),
  );
}

/** The set with the same hosts among those the provider documents; the recommended one first. */
export function documentedSet(records: readonly MxRecord[]): DocumentedSet | undefined {
  const hosts = exchangesOf(records);
  const provider = hosts === undefined ? undefined : fixedProvider(hosts);
  if (hosts === undefined || provider?.mx === undefined) return undefined;
  const set = provider.mx.sets.find((each) => sameHosts(each, hosts));
  if (set === undefined) return undefined;
  return describeSet(provider, set);
}

export function describeSet(provider: Provider, set: ProviderMxSet): DocumentedSet {
  const numbers = set.records.flatMap(({ preference }) => (typeof preference === "number" ? [preference] : []));
  const lowest = Math.min(...numbers);
  return {
    provider,
    set,
    confirmed: set.preferencesConfirmed && numbers.length === set.records.length,
    firstHosts: set.records.filter(({ preference }) => preference === lowest).map(({ host }) => host),
    lines: (owner) =>
      set.records.map(({ preference, host }) =>
        mxLine(owner, typeof preference === "number" ? preference : undefined, host),
      ),
  };
}

function sameHosts(set: ProviderMxSet, hosts: readonly string[]): boolean {
  return set.records.length === hosts.length && set.records.every(({ host }) => hosts.includes(host));
}
