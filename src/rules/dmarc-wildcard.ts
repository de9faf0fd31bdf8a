import type { Domain } from "../domain/domain.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import { isDmarc } from "../syntax/dmarc.ts";
import { defineRule, rfc } from "./define.ts";
import { firstPolicy } from "./shared/dmarc-records.ts";
import { dmarcLine, txtLine } from "./shared/lines.ts";
import { listed, quoted, targetText } from "./shared/wording.ts";

/** What receivers and senders ask for below a mail domain; `x` stands for any selector. */
const ASKED = ["_dmarc", "x._domainkey", "_mta-sts"] as const;

export default defineRule({
  id: "dmarc-wildcard",
  kind: "domain",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "a wildcard answers for the names of mail policies",
  consequence: "whoever answers behind it decides over DMARC policy, DKIM keys or MTA-STS of the domain",
  references: [rfc(4592, "3.3.1"), rfc(6376, "3.6.2.1"), rfc(9989, "4.10")],
  smtp: [],
  messages: {
    alias: ({ wildcard, target, names }: { wildcard: string; target: string; names: string }) =>
      `the wildcard CNAME ${wildcard} answers for ${names} with what stands at ${target}; whoever runs that name decides what mail policies and keys receivers find`,
    text: ({ wildcard, text, names }: { wildcard: string; text: string; names: string }) =>
      `the wildcard TXT ${wildcard} answers for ${names} with ${quoted(text)}; it does so only where no record stands at or below the name, so some names have the policy and others do not`,
  },
  docs: {
    why: "A wildcard answers for every name that does not exist, _dmarc and all DKIM selectors included. An alias to a host elsewhere then leaves it to that host which keys may sign mail in the domain's name.",
    fix: "Publish the real records at _dmarc and at _mta-sts, an empty key at *._domainkey where the domain signs nothing, or take the wildcard back to the names that need it.",
    bad: ["@ MX 1 smtp.google.com.", "@ TXT v=spf1 include:_spf.google.com -all", "* CNAME web.example.net."],
    good: [
      "@ MX 1 smtp.google.com.",
      "@ TXT v=spf1 include:_spf.google.com -all",
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
      "*._domainkey TXT v=DKIM1; p=",
      "_mta-sts TXT v=STSv1; id=1",
      "* CNAME web.example.net.",
    ],
  },
  check(domain, context) {
    const { name, world, zone } = domain;
    if (!domain.isFromDomain || zone?.private === true || world.zoneOf(name)?.hasWildcards !== true) return;
    const wildcard = `*.${name}`;
    const [record] = [...world.declared(wildcard, "CNAME"), ...world.declared(wildcard, "TXT")].filter(isPolicy);
    if (record === undefined) return;
    const names = ASKED.filter((label) => answers(domain, label, record));
    if (names.length === 0) return;
    const asked = listed(
      names.map((label) => (label.startsWith("x.") ? `every DKIM selector of ${name}` : `${label}.${name}`)),
    );
    const lines = [
      ...(names.includes("_dmarc") ? [dmarcLine(name, firstPolicy(domain))] : []),
      ...(names.includes("x._domainkey") ? [txtLine(`*._domainkey.${name}`, "v=DKIM1; p=")] : []),
    ];
    const help =
      lines.length > 0
        ? {
            text: "publish the records themselves (until mail is signed, an empty key for all selectors)",
            publish: lines,
          }
        : { text: "take the wildcard back to the names that need it" };
    if (record.type === "CNAME") {
      const target = targetText(record.data.target);
      context.report(
        "alias",
        { wildcard, target, names: asked },
        { at: { record, field: "name" }, help, severity: lines.length > 0 ? "warning" : "info" },
      );
    } else if (record.type === "TXT") {
      const text = textOf(record);
      context.report(
        "text",
        { wildcard, text: isKnown(text) ? text : "", names: asked },
        { at: { record, field: "name" }, help: { text: `publish it at _dmarc.${name}: names below inherit it` } },
      );
    }
  },
});

/**
 * Of texts only a DMARC policy matters: discovery drops what does not begin with its version, and so do MTA-STS and DKIM
 * (RFC 9989 4.10, RFC 8461 3.1, RFC 6376 6.1.2), so that the usual `* TXT "v=spf1 -all"` does no harm.
 */
function isPolicy(record: DnsRecord): boolean {
  if (record.type === "CNAME") return record.vendor?.proxied !== true && record.vendor?.flattened !== true;
  if (record.type !== "TXT") return false;
  const text = textOf(record);
  return isKnown(text) && isDmarc(text);
}

/** Whether the wildcard answers for the name, and with something that the domain's own zones do not rule out. */
function answers({ name, world }: Domain, label: string, record: DnsRecord): boolean {
  const answer = world.lookup(`${label}.${name}`, "TXT");
  if (record.type === "TXT") return label === "_dmarc" && answer.state === "found" && answer.records.includes(record);
  if (answer.via[0] !== record) return false;
  // an alias that stays within the declared zones and finds no text there changes nothing
  return answer.state === "unknown" || answer.state === "undeclared";
}
