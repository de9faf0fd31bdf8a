import type { MxRecord } from "../model/record.ts";
import type { Provider, ProviderMxSet } from "../providers/recognise.ts";
import { defineRule } from "./define.ts";
import {
  documentingProvider,
  exchangesOf,
  holds,
  isOrdered,
  presentSet,
  sameSet,
  setLines,
  setsInUse,
} from "./shared/mx-sets.ts";
import { listed, quoted, shown } from "./shared/wording.ts";

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
    incomplete: ({ provider, missing, many }: { provider: string; missing: string; many: boolean }) =>
      `the MX set of ${provider} is not complete: ${missing} ${many ? "are" : "is"} missing, so mail waits when the other hosts are busy`,
    mixed: ({ provider, sets }: { provider: string; sets: string }) =>
      `the MX records mix sets that ${provider} gives as alternatives, ${sets}; one of them, alone, is what it supports`,
    obsolete: ({ provider, label }: { provider: string; label: string }) =>
      `this MX set of ${provider}, ${quoted(label)}, is no longer given to customers; mail arrives as long as the old hosts are kept`,
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
      const provider = hosts === undefined ? undefined : documentingProvider(hosts);
      const [at] = records;
      if (hosts === undefined || provider === undefined || at === undefined) continue;
      const place = { record: at, field: "exchange" } as const;
      const present = presentHelp(provider, domain.name);
      const sets = setsInUse(provider, hosts);
      const same = sameSet(sets, hosts);
      if (same !== undefined) {
        if (same.obsolete) {
          context.report("obsolete", { provider: provider.name, label: same.label }, { at: place, help: present });
          continue;
        }
        const pair = ordered && isOrdered(same) ? inverted(records, same) : undefined;
        if (pair === undefined) continue;
        const [early, late] = pair;
        context.report(
          "order",
          { provider: provider.name, before: shown(late.data.exchange), after: shown(early.data.exchange) },
          {
            at: { record: early, field: "preference" },
            related: [{ record: late, field: "preference", note: "should come first" }],
            help: { text: "publish the provider's own order", publish: setLines(domain.name, same) },
          },
        );
        continue;
      }
      if (!hosts.every((host) => sets.some((set) => holds(set, host)))) continue;
      const around = sets.filter((set) => hosts.every((host) => holds(set, host)));
      const whole = around.find(({ obsolete }) => !obsolete);
      if (around.length === 0) {
        const labels = [...new Set(mixedSets(sets, hosts).map(({ label }) => quoted(label)))];
        context.report("mixed", { provider: provider.name, sets: listed(labels) }, { at: place, help: present });
      } else if (whole !== undefined && !isShortForm(provider, around)) {
        const missing = whole.records.map(({ host }) => host).filter((host) => !hosts.includes(host));
        context.report(
          "incomplete",
          { provider: provider.name, missing: listed(missing), many: missing.length > 1 },
          { at: place, help: { text: "publish the whole set", publish: setLines(domain.name, whole) } },
        );
      }
    }
  },
});

/** The sets that the hosts are taken from; obsolete ones only where no other has the host. */
function mixedSets(sets: readonly ProviderMxSet[], hosts: readonly string[]): readonly ProviderMxSet[] {
  const present = sets.filter(({ obsolete }) => !obsolete);
  return sets.filter((set) =>
    hosts.some((host) => holds(set, host) && !(set.obsolete && present.some((other) => holds(other, host)))),
  );
}

/** One MX does for the provider, or it cannot be told which set was meant. */
function isShortForm(provider: Provider, around: readonly ProviderMxSet[]): boolean {
  return provider.mx?.singleMxNormal === true || around.filter(({ obsolete }) => !obsolete).length !== 1;
}

function presentHelp(provider: Provider, owner: string): { text: string; publish?: readonly string[] } {
  const present = presentSet(provider);
  if (present === undefined) return { text: `publish the MX that ${provider.name} gives today` };
  return { text: `publish the present set alone, ${quoted(present.label)}`, publish: setLines(owner, present) };
}

/** Two records whose order is the opposite of the documented one: the one that comes too early, and the other. */
function inverted(records: readonly MxRecord[], set: ProviderMxSet): readonly [MxRecord, MxRecord] | undefined {
  const documented = new Map(set.records.map(({ host, preference }) => [host, Number(preference)]));
  const number = (record: MxRecord): number => documented.get(shown(record.data.exchange)) ?? 0;
  for (const early of records) {
    for (const late of records) {
      if (Number(early.data.preference) < Number(late.data.preference) && number(early) > number(late)) {
        return [early, late];
      }
    }
  }
  return undefined;
}
