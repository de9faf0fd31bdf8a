import { providersOf, type Domain } from "../domain/domain.ts";
import { ROOT } from "../model/name.ts";
import type { Place, Severity } from "../model/finding.ts";
import type { MxRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { agree, behind, mxHostRole, providersOfSpfDomain, type Provider } from "../providers/recognise.ts";
import { defineRule, rfc } from "./define.ts";
import { listed, mxLine, quoted, shown } from "./wording.ts";

/** One exchange and whose it may be. */
interface Host {
  readonly record: MxRecord;
  readonly providers: readonly Provider[];
}

export default defineRule({
  id: "mx-single-provider",
  kind: "domain",
  needs: "mx",
  set: "default",
  severity: "error",
  covers: ["mx-primary-lowest-preference", "mx-provider-set"],
  summary: "the MX records of one domain point at two providers",
  consequence:
    "part of the mail goes to a provider that holds no mailbox for it: it is refused, or lies where nobody reads it",
  references: [rfc(5321, "5.1")],
  smtp: ["550 5.1.1", "550 5.7.1"],
  messages: {
    mailboxes: ({ domain, first, second }: { domain: string; first: string; second: string }) =>
      `the MX records of ${domain} point at two mail providers, ${first} and ${second}; mail that reaches the one without the mailboxes is refused (550 5.1.1) or lies there unread`,
    bypass: ({ domain, gateway, mailbox }: { domain: string; gateway: string; mailbox: string }) =>
      `the MX records of ${domain} name the filter ${gateway} and beside it ${mailbox}; senders, spammers first of all, can deliver round the filter`,
    mixed: ({ domain, first, second, kind }: { domain: string; first: string; second: string; kind: string }) =>
      `the MX records of ${domain} point at ${first} and at the ${kind} ${second}, which do not belong together; part of the mail goes the other way`,
    unrecognised: ({ domain, known, host }: { domain: string; known: string; host: string }) =>
      `the MX records of ${domain} point at ${known} and at ${quoted(host)}, which is none of its hosts; mail that reaches that host does not get to ${known}`,
  },
  docs: {
    why: "Senders pick the MX by preference and fall back to the others whenever the first is slow or busy. A record left over from the old provider therefore takes part of the mail, and the old provider refuses it (550 5.1.1) or keeps it in mailboxes that nobody opens.",
    fix: "Keep the MX records of the provider that holds the mailboxes and remove all others. With a mail filter in front, the filter's MX stand alone.",
    bad: ["@ MX 1 smtp.google.com.", "@ MX 10 mx01.lolipop.jp."],
    good: ["@ MX 1 smtp.google.com."],
  },
  check(domain, context) {
    if (domain.role === "inbound" || domain.role === "return-path") return;
    for (const { records } of domain.mx) {
      const hosts = receivingHosts(records, domain);
      const known = hosts.filter(({ providers }) => providers.length > 0);
      const clash = firstClash(known);
      if (clash !== undefined) {
        const [first, second] = clash;
        const verdict = judge(first.providers, second.providers);
        const keep = keptHosts(domain, known, first, second, verdict.keep);
        context.report(verdict.id, verdict.values(domain.name), {
          at: { record: second.record, field: "exchange", note: nameOf(second.providers) },
          severity: verdict.severity,
          related: related(hosts, second),
          help: help(domain, keep, hosts),
        });
        continue;
      }
      const [first] = known;
      const strangers = hosts.filter(({ providers }) => providers.length === 0);
      const [stranger] = strangers;
      if (first === undefined || stranger === undefined) continue;
      const host = shown(stranger.record.data.exchange);
      context.report(
        "unrecognised",
        { domain: domain.name, known: nameOf(first.providers), host },
        {
          at: { record: stranger.record, field: "exchange" },
          severity: "warning",
          related: related(hosts, stranger),
          help: help(domain, known, hosts),
        },
      );
    }
  },
});

/** Hosts that mail is meant to be delivered to: no null MX, no placeholder, no configured backup, nothing unknown. */
function receivingHosts(records: readonly MxRecord[], domain: Domain): Host[] {
  return records.flatMap((record) => {
    const exchange = record.data.exchange;
    if (!isKnown(exchange) || exchange === ROOT || domain.facts.backupMx?.includes(exchange) === true) return [];
    const role = mxHostRole(exchange);
    return role === "placeholder" || role === "retired" || role === "submission"
      ? []
      : [{ record, providers: providersOf(record) }];
  });
}

/** The two that agree least: two mailboxes before a gateway and a mailbox, that before the rest. */
function firstClash(hosts: readonly Host[]): readonly [Host, Host] | undefined {
  let worst: readonly [Host, Host] | undefined;
  let rank = -1;
  for (const [index, first] of hosts.entries()) {
    for (const second of hosts.slice(index + 1)) {
      if (agree(first.providers, second.providers)) continue;
      const here = kindRank(first.providers) * 3 + kindRank(second.providers);
      if (here > rank) {
        worst = [first, second];
        rank = here;
      }
    }
  }
  return worst;
}

function kindRank(providers: readonly Provider[]): number {
  if (providers.every(({ kind }) => kind === "mailbox")) return 2;
  return providers.some(({ kind }) => kind === "gateway") ? 1 : 0;
}

interface Verdict {
  readonly id: "mailboxes" | "bypass" | "mixed";
  readonly severity: Severity;
  readonly keep: "first" | "second" | undefined;
  readonly values: (domain: string) => {
    domain: string;
    first: string;
    second: string;
    kind: string;
    gateway: string;
    mailbox: string;
  };
}

function judge(first: readonly Provider[], second: readonly Provider[]): Verdict {
  const [a, b] = [nameOf(first), nameOf(second)];
  const values = (domain: string): ReturnType<Verdict["values"]> => ({
    domain,
    first: a,
    second: b,
    kind: kindText(second),
    gateway: isGateway(first) ? a : b,
    mailbox: isGateway(first) ? b : a,
  });
  if (kindRank(first) === 2 && kindRank(second) === 2) {
    const sure = [...first, ...second].every(({ confidence }) => confidence !== "low");
    return { id: "mailboxes", severity: sure ? "error" : "warning", keep: undefined, values };
  }
  if (isGateway(first) !== isGateway(second) && kindRank(first) + kindRank(second) === 3) {
    const [gateway, mailbox] = isGateway(first) ? [first, second] : [second, first];
    const documented = gateway.some((one) => mailbox.some((other) => behind(one, other)));
    return {
      id: "bypass",
      severity: "warning",
      keep: documented || isGateway(first) ? (isGateway(first) ? "first" : "second") : undefined,
      values,
    };
  }
  return { id: "mixed", severity: "warning", keep: kindRank(first) > kindRank(second) ? "first" : undefined, values };
}

function isGateway(providers: readonly Provider[]): boolean {
  return providers.some(({ kind }) => kind === "gateway");
}

function kindText(providers: readonly Provider[]): string {
  const kind = providers[0]?.kind;
  return kind === "forwarder"
    ? "forwarding service"
    : kind === "gateway"
      ? "mail filter"
      : kind === "sender"
        ? "sending service"
        : "mail provider";
}

function nameOf(providers: readonly Provider[]): string {
  return providers[0]?.name ?? "an unrecognised host";
}

/** Whose records stay: the configured provider's, the filter's, or those of the only provider that SPF authorises. */
function keptHosts(
  domain: Domain,
  known: readonly Host[],
  first: Host,
  second: Host,
  keep: Verdict["keep"],
): readonly Host[] {
  const configured = domain.facts.gateway ?? domain.facts.mailbox;
  const wanted = (host: Host): boolean => {
    if (configured !== undefined) return host.providers.some(({ id }) => id === configured);
    if (keep !== undefined) return agree(host.providers, (keep === "first" ? first : second).providers);
    return authorised(domain, host.providers);
  };
  const kept = known.filter(wanted);
  return kept.some((host) => kept.some((other) => !agree(host.providers, other.providers))) ? [] : kept;
}

function authorised(domain: Domain, providers: readonly Provider[]): boolean {
  const terms = domain.policy?.spf.terms ?? [];
  return terms.some(
    (term) =>
      term.kind !== "invalid" && term.domain !== undefined && agree(providersOfSpfDomain(term.domain.text), providers),
  );
}

function related(hosts: readonly Host[], shownAlready: Host): Place[] {
  return hosts
    .filter((host) => host !== shownAlready)
    .map(({ record, providers }) => ({ record, field: "exchange", note: nameOf(providers) }));
}

function help(domain: Domain, kept: readonly Host[], all: readonly Host[]): { text: string; publish?: string[] } {
  if (kept.length === 0 || kept.length === all.length) {
    return { text: "keep the MX records of the provider that holds the mailboxes, and remove the others" };
  }
  const removed = all.filter((host) => !kept.includes(host)).map(({ record }) => shown(record.data.exchange));
  return {
    text: `if the mailboxes are at ${nameOf(kept[0]?.providers ?? [])}, remove ${listed(removed)} and keep`,
    publish: kept.flatMap(({ record: { data } }) =>
      isKnown(data.exchange) ? [mxLine(domain.name, data.preference, data.exchange)] : [],
    ),
  };
}
