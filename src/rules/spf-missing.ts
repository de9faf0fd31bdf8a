import type { Domain } from "../domain/domain.ts";
import type { Help, Place } from "../model/finding.ts";
import { ROOT } from "../model/name.ts";
import { rrtypeOf, textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { Zone } from "../model/zone.ts";
import { mxHostRole } from "../providers/recognise.ts";
import { isSpf, looksMeantAsSpf } from "../syntax/spf.ts";
import { defineRule, rfc } from "./define.ts";
import { asTxtHelp, firstSpfHelp, primaryProviders } from "./shared/spf-advice.ts";

export default defineRule({
  id: "spf-missing",
  kind: "domain",
  set: "default",
  severity: "error",
  // its message "oldType" is the same defect at a mail domain
  covers: ["spf-type"],
  summary: "a mail domain has no SPF record",
  consequence:
    "receivers cannot tell its mail from forgeries: Gmail, Yahoo and Microsoft refuse it or put it into spam",
  references: [
    rfc(7208, "3"),
    { title: "Gmail: email sender guidelines", url: "https://support.google.com/a/answer/81126" },
  ],
  smtp: ["550 5.7.26", "550 5.7.515", "550 5.7.23"],
  messages: {
    missing: ({ domain }: { domain: string }) =>
      `${domain} has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam`,
    undeclared: ({ domain }: { domain: string }) =>
      `no SPF record of ${domain} is declared here; without one, large receivers refuse its mail or put it into spam`,
    program: ({ domain }: { domain: string }) =>
      `this stack declares the MX of ${domain} and no SPF record; without one, large receivers refuse its mail or put it into spam`,
    oldType: ({ domain }: { domain: string }) =>
      `${domain} has its SPF policy in a record of type SPF alone; receivers ask for TXT only, so it is as if there were none`,
  },
  docs: {
    why: "SPF names the servers that may send in a domain's name. Since 2024 Gmail refuses mail that passes neither SPF nor DKIM (550 5.7.26), and bulk senders need both.",
    fix: "Publish one TXT record at the domain with the terms of the provider that sends, and ~all or -all at its end.",
    bad: ["@ MX 1 smtp.google.com.", "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
    good: [
      "@ MX 1 smtp.google.com.",
      "@ TXT v=spf1 include:_spf.google.com ~all",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    ],
  },
  check(domain, context) {
    if (domain.spf.alternatives.length > 0) return;
    const { role, facts, name, zone } = domain;
    if (facts.elsewhere?.includes("spf") === true || zone?.private === true) return;
    // what stands for unlisted names is no From domain of its own
    if (name.startsWith("*.") || role === "inbound" || role === "return-path" || role === "receive-only") return;
    const configured = facts.role === "mail" || facts.role === "send-only" || facts.mailbox !== undefined;
    if (!configured && role !== "mail" && role !== "send-only") return;
    const { answer, open } = domain.spf;
    if (answer.via.length > 0) return;
    const here = domain.world.declared(name);
    if (here.some(isNearMiss)) return;
    const reason = open ? `the text of a TXT record of ${name} is not known` : unsure(domain, configured, here);
    if (reason !== undefined) {
      context.abstain(reason);
      return;
    }
    const severity = configured || (domain.isOrganizational && takesMail(domain)) ? "error" : "warning";
    const at = placeOf(domain, here);
    const old = here.find((record) => rrtypeOf(record) === "SPF");
    if (old !== undefined) {
      context.report("oldType", { domain: name }, { at: { record: old }, severity, help: helpOf(domain, old) });
      return;
    }
    const undeclared = partOf(domain);
    const help = firstSpfHelp(domain);
    if (undeclared === undefined) context.report("missing", { domain: name }, { at, severity, help });
    else if (domain.mx.length === 0) context.abstain(`neither MX nor SPF of ${name} is declared here`);
    else if (undeclared.program === true) context.report("program", { domain: name }, { at, severity, help });
    else context.report("undeclared", { domain: name }, { at, severity: "warning", help });
  },
});

/** The zone that is declared in part, so that the record may be elsewhere. */
function partOf(domain: Domain): Zone | undefined {
  const { answer } = domain.spf;
  if (answer.state === "undeclared") return answer.zone;
  return answer.state === "found" && domain.zone?.scope === "part" ? domain.zone : undefined;
}

/** Why it cannot be told whether there is one. */
function unsure(domain: Domain, configured: boolean, here: readonly DnsRecord[]): string | undefined {
  const { name, spf, world } = domain;
  if (spf.answer.state === "unknown") return spf.answer.reason;
  if (here.some(({ type }) => type === "UNKNOWN")) return `a record at ${name} is declared whose type is not known`;
  const zone = world.zoneOf(name);
  if (zone?.hasUnnamed === true) return `a record of ${zone.zone.origin} has a name that is not known yet`;
  if (spf.answer.state === "found" && domain.zone?.scope === "none") return `${name} is only referred to here`;
  const exchanges = domain.mx.flatMap(({ records }) => records.map(({ data }) => data.exchange));
  if (!configured && exchanges.length > 0 && !exchanges.some(isKnown)) return `the MX of ${name} is not known yet`;
  return undefined;
}

function isNearMiss(record: DnsRecord): boolean {
  if (record.type !== "TXT") return false;
  const text = textOf(record);
  return isKnown(text) && (/^v=spf1/i.test(text) || looksMeantAsSpf(text) !== undefined);
}

/** An MX behind which there are mailboxes, or may be: no forwarder, no placeholder, no host of another use. */
function takesMail(domain: Domain): boolean {
  const providers = primaryProviders(domain);
  if (providers.length > 0 && providers.every(({ kind }) => kind === "forwarder")) return false;
  return domain.mx.some(({ records }) =>
    records.some(
      ({ data: { exchange } }) => isKnown(exchange) && exchange !== ROOT && mxHostRole(exchange) === undefined,
    ),
  );
}

function placeOf(domain: Domain, here: readonly DnsRecord[]): Place | undefined {
  const record = domain.mx[0]?.records[0] ?? here[0];
  return record === undefined ? undefined : { record, field: "name" };
}

function helpOf(domain: Domain, old: DnsRecord | undefined): Help {
  const text = old?.type === "SPF" ? textOf(old) : undefined;
  return typeof text === "string" && isSpf(text) ? asTxtHelp(domain.name, text) : firstSpfHelp(domain);
}
