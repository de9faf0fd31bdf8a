import type { MxRecord } from "../model/record.ts";
import type { Provider, ProviderMxSet } from "../providers/recognise.ts";
import { describeSet, documentedSet, exchangesOf, fixedProvider, type DocumentedSet } from "./mx-sets.ts";
import { defineRule } from "./define.ts";
import { listed, shown } from "./wording.ts";

export default defineRule({
  id: "mx-provider-set",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "the MX records are not a set that the provider documents",
  consequence: "mail still arrives; a fallback is missing, or the provider may stop serving the old hosts",
  references: [],
  smtp: [],
  messages: {
    incomplete: ({ provider, missing }: { provider: string; missing: string }) =>
      `the MX set of ${provider} is not complete: ${missing} is missing, so mail waits when the other hosts are busy`,
    mixed: ({ provider, sets }: { provider: string; sets: string }) =>
      `the MX records mix sets that ${provider} gives as alternatives (${sets}); one of them, alone, is what it supports`,
    obsolete: ({ provider, label }: { provider: string; label: string }) =>
      `this MX set of ${provider} (${label}) is no longer given to customers; mail arrives as long as the old hosts are kept`,
    order: ({ provider, before, after }: { provider: string; before: string; after: string }) =>
      `${provider} gives ${before} a lower number than ${after}; here it is the other way round, so fallbacks are tried in the wrong order`,
  },
  docs: {
    why: "A provider tests the MX sets that it documents. A set that lacks a host, mixes two generations or keeps names that are no longer given out works until the day it does not.",
    fix: "Publish the provider's present set, whole and alone.",
    bad: ["@ MX 1 smtp.google.com.", "@ MX 5 alt1.aspmx.l.google.com."],
    good: ["@ MX 1 smtp.google.com."],
  },
  check(domain, context) {
    for (const { records, ordered, isNull } of domain.mx) {
      const hosts = isNull ? undefined : exchangesOf(records);
      const provider = hosts === undefined ? undefined : fixedProvider(hosts);
      const [at] = records;
      if (hosts === undefined || provider?.mx === undefined || at === undefined) continue;
      const present = wanted(provider);
      const publish = present.lines(domain.name);
      const same = documentedSet(records);
      if (same !== undefined) {
        if (same.set.obsolete) {
          context.report(
            "obsolete",
            { provider: provider.name, label: same.set.label },
            {
              at: { record: at, field: "exchange" },
              help: { text: `publish the present set (${present.set.label})`, publish },
            },
          );
        } else if (ordered && same.confirmed) {
          const pair = inverted(records, same);
          if (pair !== undefined) {
            const [before, after] = pair;
            context.report(
              "order",
              { provider: provider.name, before, after },
              {
                at: { record: at, field: "preference" },
                help: { text: "publish the provider's own order", publish: same.lines(domain.name) },
              },
            );
          }
        }
        continue;
      }
      const { sets } = provider.mx;
      if (!hosts.every((host) => sets.some((set) => holds(set, host)))) continue;
      const around = sets.find((set) => hosts.every((host) => holds(set, host)));
      if (around === undefined) {
        const used = sets.filter((set) => hosts.some((host) => holds(set, host)));
        context.report(
          "mixed",
          { provider: provider.name, sets: listed(used.map(({ label }) => label)) },
          {
            at: { record: at, field: "exchange" },
            help: { text: `publish one set alone (${present.set.label})`, publish },
          },
        );
      } else if (!provider.mx.singleMxNormal) {
        const missing = around.records.map(({ host }) => host).filter((host) => !hosts.includes(host));
        context.report(
          "incomplete",
          { provider: provider.name, missing: listed(missing) },
          {
            at: { record: at, field: "exchange" },
            help: { text: "publish the whole set", publish: describeSet(provider, around).lines(domain.name) },
          },
        );
      }
    }
  },
});

function holds(set: ProviderMxSet, host: string): boolean {
  return set.records.some((record) => record.host === host);
}

function wanted(provider: Provider): DocumentedSet {
  const sets = provider.mx?.sets ?? [];
  const set = sets.find(({ recommended }) => recommended) ?? sets.find(({ obsolete }) => !obsolete) ?? sets[0];
  if (set === undefined) throw new Error(`${provider.id} has no MX set`);
  return describeSet(provider, set);
}

/** Two hosts whose declared order is the opposite of the documented one. */
function inverted(records: readonly MxRecord[], { set }: DocumentedSet): readonly [string, string] | undefined {
  const documented = new Map(set.records.map(({ host, preference }) => [host, preference as number]));
  for (const first of records) {
    for (const second of records) {
      const [a, b] = [shown(first.data.exchange), shown(second.data.exchange)];
      const [ours, theirs] = [
        Number(first.data.preference) - Number(second.data.preference),
        (documented.get(a) ?? 0) - (documented.get(b) ?? 0),
      ];
      if (theirs < 0 && ours > 0) return [a, b];
    }
  }
  return undefined;
}
