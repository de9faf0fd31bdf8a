import type { Domain } from "../domain/domain.ts";
import type { Help, Place, Severity } from "../model/finding.ts";
import { isUnknown } from "../model/value.ts";
import { agree, behind } from "../providers/recognise.ts";
import { defineRule, rfc } from "./define.ts";
import { makerOf } from "./shared/made.ts";
import { mxLines } from "./shared/lines.ts";
import {
  authorised,
  kindOf,
  kindText,
  ownerOf,
  receivingHosts,
  rankOf,
  worstClash,
  type Host,
  isOneOf,
  primaryHosts,
} from "./shared/mx-hosts.ts";
import { isOwnHost } from "./shared/mx-sets.ts";
import { listed, quoted } from "./shared/wording.ts";

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
    fix: 'Keep the MX records of the provider that holds the mailboxes and remove all others. With a mail filter in front, the filter\'s MX stand alone. A fallback of your own that hands the mail on is named in the configuration under "backupMx".',
    bad: ["@ MX 1 smtp.google.com.", "@ MX 10 mx01.lolipop.jp."],
    good: ["@ MX 1 smtp.google.com."],
  },
  check(domain, context) {
    if (domain.role === "inbound" || domain.role === "return-path") return;
    for (const { records } of domain.mx) {
      if (records.length < 2) continue;
      if (records.some(({ data }) => isUnknown(data.exchange) && data.written === undefined)) {
        context.abstain(`an MX host of ${domain.name} is not known`);
      }
      const hosts = receivingHosts(records, domain);
      const known = hosts.filter(({ providers }) => providers.length > 0);
      const clash = worstClash(known);
      if (clash !== undefined) {
        const { keep, told, other, severity } = judge(clash);
        const at = { record: told.record, field: "exchange", note: ownerOf(told) } as const;
        const where = { at, severity, related: related(hosts, told), help: help(domain, hosts, known, keep) };
        const [first, second] = [ownerOf(other), ownerOf(told)];
        const both = { domain: domain.name, first, second };
        if (rankOf(other) + rankOf(told) === 4) context.report("mailboxes", both, where);
        else if (keep !== undefined && kindOf(keep) === "gateway" && kindOf(told) === "mailbox") {
          context.report("bypass", { domain: domain.name, gateway: first, mailbox: second }, where);
        } else context.report("mixed", { ...both, kind: kindText(told) }, where);
        continue;
      }
      const [first] = known;
      const stranger = hosts.find(({ name, providers }) => providers.length === 0 && !ownHost(known, name, domain));
      if (first === undefined || stranger === undefined) continue;
      context.report(
        "unrecognised",
        { domain: domain.name, known: ownerOf(first), host: stranger.name },
        {
          at: { record: stranger.record, field: "exchange" },
          severity: "warning",
          related: related(hosts, stranger),
          help: strangerHelp(stranger.name, help(domain, hosts, known, first)),
        },
      );
    }
  },
});

/** Some hosts' customers name their own domain in the MX. */
function ownHost(known: readonly Host[], host: string, domain: Domain): boolean {
  return known.some(({ providers }) => providers.some((provider) => isOwnHost(provider, host, domain.name)));
}

interface Verdict {
  /** The one that is in the wrong place, or the later of two equals. */
  readonly told: Host;
  readonly other: Host;
  /** Whose records stay, where that is plain. */
  readonly keep: Host | undefined;
  readonly severity: Severity;
}

function judge([first, second]: readonly [Host, Host]): Verdict {
  const [a, b] = [kindOf(first), kindOf(second)];
  if (a === "mailbox" && b === "mailbox") {
    const sure = [...first.providers, ...second.providers].every(({ confidence }) => confidence !== "low");
    return { told: second, other: first, keep: undefined, severity: sure ? "error" : "warning" };
  }
  const lower = rankOf(first) < rankOf(second) ? first : second;
  const upper = lower === first ? second : first;
  if (kindOf(lower) === "gateway" && kindOf(upper) === "mailbox") {
    const front = lower.providers.some((one) => upper.providers.some((other) => behind(one, other)));
    // an undocumented pair may as well be what is left of a move
    return {
      told: upper,
      other: lower,
      keep: front || lower.providers.length > 0 ? lower : undefined,
      severity: "warning",
    };
  }
  const keep = rankOf(upper) > rankOf(lower) ? upper : undefined;
  const sure = upper.providers.every(({ confidence }) => confidence !== "low");
  const refused = sure && kindOf(upper) === "mailbox" && lower.providers.some(({ mx }) => mx?.alone === true);
  return { told: lower, other: upper, keep, severity: refused ? "error" : "warning" };
}

function related(hosts: readonly Host[], shownAlready: Host): Place[] {
  return hosts
    .filter((host) => host !== shownAlready)
    .map((host) => ({ record: host.record, field: "exchange", note: ownerOf(host) }));
}

/** What nobody recognises may be the customer's own, and meant to be there. */
function strangerHelp(host: string, { text, publish }: Help): Help {
  const own = `if ${host} is your own and hands the mail on, name it in the configuration under "backupMx"`;
  return { text: `${own}; ${text}`, ...(publish === undefined ? {} : { publish }) };
}

/** Keeps the configured provider's records, else those of `keep`, else the only provider's that SPF authorises, else the first one's. */
function help(domain: Domain, all: readonly Host[], known: readonly Host[], keep: Host | undefined): Help {
  const configured = domain.facts.gateway ?? domain.facts.mailbox;
  const wanted = known.filter(({ providers }) => {
    if (configured !== undefined) return providers.some(({ id }) => id === configured);
    return keep === undefined ? authorised(domain, providers) : agree(providers, keep.providers);
  });
  const kept = isOneOf(wanted, all) ? wanted : configured === undefined ? primaryHosts(known) : [];
  const [first] = kept;
  if (first === undefined || !isOneOf(kept, all)) {
    return { text: "keep the MX records of the one that mail is meant to go to, and remove the others" };
  }
  const gone = all.filter((host) => !kept.includes(host));
  const removed = [...new Set(gone.map(({ name }) => name))];
  const maker = makerOf(gone.map(({ record }) => record));
  const them = maker === undefined ? listed(removed) : `${maker} (it publishes ${listed(removed)})`;
  const what = kindOf(first) === "gateway" ? "mail is to go through" : "the mailboxes are at";
  return {
    text: `if ${what} ${ownerOf(first)}, remove ${them} and keep`,
    publish: mxLines(
      domain.name,
      kept.map(({ record }) => record),
    ),
  };
}
