import type { Domain } from "../domain/domain.ts";
import { discoverDmarc } from "../domain/dmarc.ts";
import { registrableDomain } from "../domain/organizational.ts";
import { dmarcTexts, hasUnknownText } from "../domain/texts.ts";
import type { Answer } from "../domain/world.ts";
import { nameLength, type Name } from "../model/name.ts";
import { defineRule, rfc } from "./define.ts";
import { txtLine } from "./shared/lines.ts";

/** The longest name of the DNS (RFC 1035 2.3.4). */
const MAX_NAME = 255;

export default defineRule({
  id: "dmarc-report-unauthorized",
  kind: "domain",
  needs: "dmarc",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "another organisation gets the DMARC reports and does not say that it takes them",
  consequence: "receivers ignore the address: the reports never arrive",
  references: [rfc(9990, "4"), rfc(9991, "5")],
  smtp: [],
  messages: {
    missing: ({ domain, host, name }: { domain: string; host: string; name: string }) =>
      `the DMARC reports of ${domain} go to ${host}, another organisation, and nothing at ${name} says that it takes them; receivers send none there`,
    parted: ({ domain, host, name }: { domain: string; host: string; name: string }) =>
      `the DMARC reports of ${domain} go to ${host}, by the tree walk of RFC 9989 another organisation, and nothing at ${name} says that it takes them; receivers that follow RFC 9990 send none there`,
    long: ({ domain, host }: { domain: string; host: string }) =>
      `the DMARC reports of ${domain} go to ${host}, another organisation, and the name that would say that it takes them is longer than a name can be; receivers send none there`,
  },
  docs: {
    why: "So that nobody can flood others with reports, an address of another organisation counts only if that organisation publishes a record that names the domain (RFC 9990 section 4). Receivers leave it out otherwise, without a word.",
    fix: "Publish the record at the organisation that takes the reports, or use an address of the domain's own organisation.",
    bad: [
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.net",
      "$ORIGIN example.net.",
      "@ MX 1 smtp.google.com.",
      "@ TXT v=spf1 include:_spf.google.com -all",
      "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.net",
      "google._domainkey CNAME google.example.org.",
    ],
    good: [
      "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.net",
      "$ORIGIN example.net.",
      "example.com._report._dmarc TXT v=DMARC1",
    ],
  },
  check(domain, context) {
    const { world, name } = domain;
    const [text, ...others] = domain.dmarc.own.texts;
    if (text === undefined || others.length > 0 || text.dmarc.usable === "no") return;
    const seen = new Set<Name>();
    for (const uri of [...text.dmarc.rua, ...text.dmarc.ruf]) {
      const { host, valid, scheme } = uri;
      if (!valid || host === undefined || host === name || scheme !== "mailto" || seen.has(host)) continue;
      seen.add(host);
      if (world.zoneOf(host) === undefined) continue;
      const owner = `${name}._report._dmarc.${host}`;
      const tooLong = nameLength(owner) > MAX_NAME;
      if (!tooLong && !isRefused(world.lookup(owner, "TXT"))) continue;
      const relation = relationOf(domain, host);
      if (relation === "same") continue;
      const at = { record: text.record, field: "text", span: [uri.start, uri.end] } as const;
      if (tooLong) {
        context.report(
          "long",
          { domain: name, host },
          { at, help: { text: "use an address of the own organisation" } },
        );
        continue;
      }
      context.report(
        relation === "other" ? "missing" : "parted",
        { domain: name, host, name: owner },
        { at, help: { text: `let ${host} say that it takes them`, publish: [txtLine(owner, "v=DMARC1")] } },
      );
    }
  },
});

/** Proved that no record there authorises; several are as good as one (RFC 9990 4). */
function isRefused(answer: Answer): boolean {
  if (answer.state === "absent") return true;
  return answer.state === "found" && dmarcTexts(answer.records).length === 0 && !hasUnknownText(answer.records);
}

/** Whether two names have one organisational domain by the tree walk (RFC 9990 4); what is not known counts as the same. */
function relationOf(domain: Domain, host: Name): "same" | "other" | "parted" {
  const own = domain.dmarc.organizationalDomain;
  const theirs = discoverDmarc(domain.world, host).organizationalDomain;
  const related = registrableDomain(domain.name) === registrableDomain(host);
  if (own === undefined || theirs === undefined) return related ? "same" : "other";
  if (own === theirs) return "same";
  return related ? "parted" : "other";
}
