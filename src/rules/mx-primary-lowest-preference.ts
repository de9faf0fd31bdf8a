import { providersOf, type Domain, type MxSet } from "../domain/domain.ts";
import { isAtOrBelow, ROOT } from "../model/name.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { agree, provider, type Provider } from "../providers/recognise.ts";
import { documentedSet } from "./mx-sets.ts";
import { defineRule, rfc } from "./define.ts";
import { mxLine, quoted, shown } from "./wording.ts";

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
    configured: ({
      domain,
      wanted,
      host,
      preference,
    }: {
      domain: string;
      wanted: string;
      host: string;
      preference: number;
    }) =>
      `${domain} takes its mail at ${wanted}, but the lowest preference (${preference}) is ${quoted(host)}; the lowest number is tried first, so mail goes there`,
    tie: ({
      domain,
      preference,
      first,
      second,
    }: {
      domain: string;
      preference: number;
      first: string;
      second: string;
    }) =>
      `two MX of ${domain} share the lowest preference ${preference}: ${first} and ${second}; senders pick one of them by chance`,
    order: ({ host, preference, primary }: { host: string; preference: number; primary: string }) =>
      `the lowest preference (${preference}) is ${quoted(host)}, which its provider gives as a fallback; ${quoted(primary)} should come first`,
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
        if (wanted !== undefined) context.abstain("a preference is not known, so which MX comes first cannot be told");
        continue;
      }
      const preference = first.data.preference as number;
      if (wanted !== undefined) {
        const wrong = set.primary.find((record) => isElsewhere(record, wanted, domain));
        if (wrong === undefined) continue;
        context.report(
          "configured",
          { domain: domain.name, wanted: wanted.name, host: shown(wrong.data.exchange), preference },
          {
            at: { record: wrong, field: "preference" },
            related: set.records
              .filter((record) => agree(providersOf(record), [wanted]))
              .map((record) => ({ record, note: wanted.name })),
            help: {
              text: `give the hosts of ${wanted.name} the lowest numbers, or remove the others`,
              publish: reordered(domain, set, wanted),
            },
          },
        );
        continue;
      }
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
      const documented = documentedSet(set.records);
      if (documented === undefined || !documented.confirmed) continue;
      const primary = documented.firstHosts;
      const late = set.primary.find(
        (record) => isKnown(record.data.exchange) && !primary.includes(record.data.exchange),
      );
      const [expected] = primary;
      if (
        late === undefined ||
        expected === undefined ||
        set.primary.some((record) => primary.includes(shown(record.data.exchange)))
      )
        continue;
      context.report(
        "order",
        { host: shown(late.data.exchange), preference, primary: expected },
        {
          at: { record: late, field: "preference" },
          severity: "warning",
          help: { text: "publish the provider's own order", publish: documented.lines(domain.name) },
        },
      );
    }
  },
});

/** A host that is surely not the wanted provider's: another's, or one that fits none of its fixed hosts. */
function isElsewhere(record: MxRecord, wanted: Provider, domain: Domain): boolean {
  const exchange = record.data.exchange;
  if (!isKnown(exchange) || exchange === ROOT) return false;
  const found = providersOf(record);
  if (found.length > 0) return !agree(found, [wanted]);
  // Many hosts let the MX name the customer's own domain; such a host may be the wanted provider's.
  return wanted.mx?.tenantSpecific !== true && !isAtOrBelow(exchange, domain.name) && (wanted.mx?.sets.length ?? 0) > 0;
}

function disagree(first: MxRecord, second: MxRecord): boolean {
  const [a, b] = [providersOf(first), providersOf(second)];
  return a.length > 0 && b.length > 0 && !agree(a, b);
}

function nameOf(record: MxRecord): string {
  return providersOf(record)[0]?.name ?? shown(record.data.exchange);
}

/** The same records with the wanted provider's first; nothing where it has none here. */
function reordered(domain: Domain, set: MxSet, wanted: Provider): string[] | undefined {
  const own = set.records.filter((record) => agree(providersOf(record), [wanted]));
  if (own.length === 0) return undefined;
  const numbers = own.map(({ data }) => data.preference as number);
  const shift = Math.max(...numbers);
  const rest = set.records.filter((record) => !own.includes(record));
  return [
    ...own.flatMap(({ data }) => (isKnown(data.exchange) ? [mxLine(domain.name, data.preference, data.exchange)] : [])),
    ...rest.flatMap(({ data }, index) =>
      isKnown(data.exchange) ? [mxLine(domain.name, Math.min(65535, shift + 10 * (index + 1)), data.exchange)] : [],
    ),
  ];
}
