import { providersOf, type Domain, type MxSet } from "../domain/domain.ts";
import type { Help } from "../model/finding.ts";
import { isAtOrBelow, ROOT } from "../model/name.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { agree, fitsTemplate, provider, type Provider } from "../providers/recognise.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine } from "./shared/lines.ts";
import {
  documentingProvider,
  exchangesOf,
  firstHosts,
  isOrdered,
  presentSet,
  sameSet,
  setLines,
  setsInUse,
} from "./shared/mx-sets.ts";
import { listed, quoted, shown } from "./shared/wording.ts";

interface Configured {
  readonly domain: string;
  readonly wanted: string;
  readonly host: string;
  readonly preference: number;
}

interface Tie {
  readonly domain: string;
  readonly preference: number;
  readonly first: string;
  readonly second: string;
}

export default defineRule({
  id: "mx-primary-lowest-preference",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  covers: ["mx-provider-set"],
  summary: "the MX with the lowest preference is not the primary",
  consequence: "the lowest number is tried first: mail goes to the wrong server before the right one",
  references: [rfc(5321, "5.1"), rfc(974)],
  smtp: ["550 5.1.1"],
  messages: {
    configured: ({ domain, wanted, host, preference }: Configured) =>
      `${domain} takes its mail at ${wanted}, but the lowest preference (${preference}) is ${quoted(host)}; the lowest number is tried first, so mail goes there`,
    tie: ({ domain, preference, first, second }: Tie) =>
      `two MX of ${domain} share the lowest preference ${preference}: ${first} and ${second}; senders pick one of them by chance`,
    order: ({ host, preference, primary }: { host: string; preference: number; primary: string }) =>
      `the lowest preference (${preference}) is ${quoted(host)}, which its provider gives as a fallback; ${primary} should come first`,
  },
  docs: {
    why: "The MX with the lowest preference is the first that senders try. The others are tried when it does not answer.",
    fix: "Give the provider's first host the lowest number, and fallbacks higher ones.",
    bad: [
      "@ MX 1 alt1.aspmx.l.google.com.",
      "@ MX 5 aspmx.l.google.com.",
      "@ MX 5 alt2.aspmx.l.google.com.",
      "@ MX 10 alt3.aspmx.l.google.com.",
      "@ MX 10 alt4.aspmx.l.google.com.",
    ],
    good: ["@ MX 1 smtp.google.com."],
  },
  check(domain, context) {
    const id = domain.facts.gateway ?? domain.facts.mailbox;
    const wanted = id === undefined ? undefined : provider(id);
    for (const set of domain.mx) {
      const [first] = set.primary;
      if (set.isNull || first === undefined) continue;
      if (!set.ordered) {
        if (wanted !== undefined && set.records.length > 1) {
          context.abstain(`a preference of the MX of ${domain.name} is not known, so which comes first cannot be told`);
        }
        continue;
      }
      const preference = Number(first.data.preference);
      if (wanted !== undefined) {
        const wrong = set.primary.find((record) => isElsewhere(record, wanted, domain));
        if (wrong === undefined) continue;
        const own = set.records.filter((record) => agree(providersOf(record), [wanted]));
        context.report(
          "configured",
          { domain: domain.name, wanted: wanted.name, host: shown(wrong.data.exchange), preference },
          {
            at: { record: wrong, field: "preference" },
            related: own.map((record) => ({ record, note: wanted.name })),
            help: own.length === 0 ? replaced(domain, wanted) : reordered(domain, set, own, wanted),
          },
        );
        continue;
      }
      if (set.records.length < 2) continue;
      const other = set.primary.find((record) => disagree(first, record));
      if (other !== undefined) {
        const [a, b] = [nameOf(first), nameOf(other)];
        context.report(
          "tie",
          { domain: domain.name, preference, first: a, second: b },
          {
            at: { record: other, field: "preference" },
            severity: "warning",
            related: [{ record: first, field: "preference", note: a }],
            help: { text: "give the provider that holds the mailboxes the lower number, or remove the other" },
          },
        );
        continue;
      }
      const hosts = exchangesOf(set.records);
      const documenting = hosts === undefined ? undefined : documentingProvider(hosts);
      if (hosts === undefined || documenting === undefined) continue;
      const documented = sameSet(setsInUse(documenting, hosts), hosts);
      if (documented === undefined || !isOrdered(documented)) continue;
      const due = firstHosts(documented);
      if (set.primary.some(({ data }) => due.includes(shown(data.exchange)))) continue;
      context.report(
        "order",
        { host: shown(first.data.exchange), preference, primary: listed(due.map(quoted)) },
        {
          at: { record: first, field: "preference" },
          severity: "warning",
          help: { text: "publish the provider's own order", publish: setLines(domain.name, documented) },
        },
      );
    }
  },
});

/** A host that is surely not the wanted provider's: another's, or one that fits none of its own. */
function isElsewhere(record: MxRecord, wanted: Provider, domain: Domain): boolean {
  const exchange = record.data.exchange;
  if (!isKnown(exchange) || exchange === ROOT) return false;
  const found = providersOf(record);
  if (found.length > 0) return !agree(found, [wanted]);
  // Many hosts let the MX name the customer's own domain; such a host may be the wanted provider's.
  if (wanted.mx === undefined || wanted.mx.tenantSpecific || isAtOrBelow(exchange, domain.name)) return false;
  const { sets } = wanted.mx;
  return sets.length > 0 && !sets.some(({ records }) => records.some(({ host }) => fitsTemplate(exchange, host)));
}

function disagree(first: MxRecord, second: MxRecord): boolean {
  const [a, b] = [providersOf(first), providersOf(second)];
  return a.length > 0 && b.length > 0 && !agree(a, b);
}

function nameOf(record: MxRecord): string {
  return providersOf(record)[0]?.name ?? shown(record.data.exchange);
}

/** None of the wanted provider's hosts is there. */
function replaced(domain: Domain, wanted: Provider): Help {
  const set = presentSet(wanted);
  const text = `publish the MX of ${wanted.name} in their place`;
  return set === undefined ? { text } : { text, publish: setLines(domain.name, set) };
}

/** The same records with the wanted provider's first. */
function reordered(domain: Domain, set: MxSet, own: readonly MxRecord[], wanted: Provider): Help {
  const numbered = [...own, ...set.records.filter((record) => !own.includes(record))];
  const highest = Math.min(Math.max(...own.map(({ data }) => Number(data.preference))), 60_000);
  const publish = numbered.flatMap((record, index) => {
    const { preference, exchange } = record.data;
    if (!isKnown(exchange)) return [];
    const number = own.includes(record) ? preference : highest + 10 * (index - own.length + 1);
    return [mxLine(domain.name, number, exchange)];
  });
  return { text: `give the hosts of ${wanted.name} the lowest numbers, or remove the others`, publish };
}
