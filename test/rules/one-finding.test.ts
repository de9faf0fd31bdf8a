import { describe, expect, it } from "vitest";
import type { DomainFacts } from "../../src/domain/facts.ts";
import { lint } from "../../src/engine/lint.ts";
import { defaultSettings } from "../../src/engine/settings.ts";
import { zones } from "../zones.ts";

interface Row {
  readonly defect: string;
  readonly zone: string;
  readonly domains?: Readonly<Record<string, DomainFacts>>;
  /** What all rules of the strict set say, and what was silenced by it. */
  readonly found: readonly string[];
}

const PARKED = { "example.com": { role: "none" } } as const;

/** One defect gives one finding, though several rules see it. */
const rows: readonly Row[] = [
  {
    defect: "a parked domain without anything",
    zone: "@ A 192.0.2.1",
    domains: PARKED,
    found: ["warning parked-domain-open example.com (spf-parked-open)"],
  },
  {
    defect: "a parked domain whose policy only watches",
    zone: `
      @ MX 0 .
      @ TXT v=spf1 -all
      _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    domains: PARKED,
    found: ["warning parked-domain-open example.com (dmarc-monitoring-only)"],
  },
  {
    defect: "a parked domain with an SPF record that ends in nothing",
    zone: `
      @ MX 0 .
      @ TXT v=spf1
      _dmarc TXT v=DMARC1; p=reject`,
    domains: PARKED,
    found: ["warning parked-domain-open example.com (spf-no-all, spf-parked-open)"],
  },
  {
    defect: "a parked domain with a null MX that sends",
    zone: `
      @ MX 0 .
      @ TXT v=spf1 ip4:5.6.7.8 -all
      _dmarc TXT v=DMARC1; p=reject`,
    domains: PARKED,
    found: ["warning parked-domain-open example.com (mx-null-sending)"],
  },
  {
    defect: "SPF of a mail domain in a record of type SPF",
    zone: `
      @ MX 10 mx.example.net.
      @ SPF v=spf1 mx -all
      _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
      k1._domainkey CNAME k1.example.net.`,
    found: ["error spf-missing example.com (spf-type)", "info dmarc-monitoring-only example.com"],
  },
  {
    defect: "reject with nothing to pass it",
    zone: `
      @ MX 10 mx.example.net.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["error dmarc-enforced-without-auth example.com", "error spf-missing example.com"],
  },
  {
    defect: "reject with SPF alone",
    zone: `
      @ MX 10 mx.example.net.
      @ TXT v=spf1 ip4:5.6.7.8 -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning dmarc-reject-without-dkim example.com"],
  },
  {
    defect: "none with SPF alone",
    zone: `
      @ MX 10 mx.example.net.
      @ TXT v=spf1 ip4:5.6.7.8 -all
      _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    found: ["info dmarc-monitoring-only example.com", "warning sender-requirements example.com"],
  },
  {
    defect: "a boundary between a name and its keys",
    zone: `
      @ MX 10 mx.example.net.
      @ TXT v=spf1 ip4:5.6.7.8 -all
      k1._domainkey CNAME k1.example.net.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      news MX 10 mx.example.net.
      _dmarc.news TXT v=DMARC1; p=reject; psd=n; rua=mailto:dmarc@news.example.com`,
    found: ["error dmarc-psd news.example.com", "warning spf-missing news.example.com"],
  },
  {
    defect: "the bounce host of SES beside a mailbox",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ MX 10 feedback-smtp.eu-west-1.amazonses.com.
      @ TXT v=spf1 include:spf.protection.outlook.com include:amazonses.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["error ses-mail-from example.com (mx-single-provider)"],
  },
  {
    defect: "a return path of SES without SPF",
    zone: `
      @ MX 10 mx.example.net.
      @ TXT v=spf1 ip4:5.6.7.8 -all
      k1._domainkey CNAME k1.example.net.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.`,
    found: ["error ses-mail-from bounce.example.com"],
  },
];

describe("one defect, one finding", () => {
  it.each(rows)("$defect", ({ zone, domains, found }) => {
    const settings = { ...defaultSettings, set: "strict" as const, domains: new Map(Object.entries(domains ?? {})) };
    const result = lint({ after: zones(zone), settings });
    expect(result.internalErrors).toEqual([]);
    const seen = result.findings.map(({ severity, rule, domain, covered }) => {
      return `${severity} ${rule} ${domain}${covered === undefined ? "" : ` (${covered.join(", ")})`}`;
    });
    expect(seen.sort()).toEqual([...found].sort());
  });
});
