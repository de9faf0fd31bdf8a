import { describe, expect, it } from "vitest";
import { lint } from "../../src/engine/lint.ts";
import { keys } from "../dkim-keys.ts";
import { zones } from "../zones.ts";

interface Row {
  readonly looked: string;
  readonly zone: string;
  /** What all rules together say: level and rule. */
  readonly found: readonly string[];
}

/** The organisation around a slip, without one of its own. */
const AROUND = `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.`;

const [HEAD, TAIL] = [keys.rsa2048.slice(0, 160), keys.rsa2048.slice(160)] as const;

/** What real zones look like, made anonymous: what is wrong is found, and nothing else is. */
const rows: readonly Row[] = [
  {
    looked: "one mailbox provider, set up well",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.`,
    found: [],
  },
  {
    looked: "Google's hosts below two registrable domains",
    zone: `
      @ MX 1 aspmx.l.google.com.
      @ MX 5 alt1.aspmx.l.google.com.
      @ MX 5 alt2.aspmx.l.google.com.
      @ MX 10 aspmx2.googlemail.com.
      @ MX 10 aspmx3.googlemail.com.
      @ TXT v=spf1 include:_spf.google.com -all
      google._domainkey CNAME google.example.net.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning mx-provider-set"],
  },
  {
    looked: "a filter below two registrable domains, without preferences",
    zone: `
      $SCOPE part
      @ MX ? ch.mx1.mailanyone.net.
      @ MX ? ch.mx2.mx25.net.
      @ MX ? ch.mx3.mailanyone.net.
      @ MX ? ch.mx4.mx25.net.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "a filter below three registrable domains",
    zone: `
      $SCOPE part
      @ MX ? mx.spamexperts.com.
      @ MX ? fallbackmx.spamexperts.eu.
      @ MX ? lastmx.spamexperts.net.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "a filter below .com and .net",
    zone: `
      $SCOPE part
      @ MX ? example-com.mx1.comendosystems.com.
      @ MX ? example-com.mx2.comendosystems.net.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "a computing centre below two domains, both unrecognised",
    zone: `
      $SCOPE part
      @ MX ? mail1.rz.example.net.
      @ MX ? mail2.rz.example.org.
      @ MX ? mailbackup.rz.example.net.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "a move to mx.microsoft",
    zone: `
      @ MX 10 example-com.mail.protection.outlook.com.
      @ MX 20 example-com.a-v1.mx.microsoft.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.`,
    found: [],
  },
  {
    looked: "a mailbox beside a filter that nobody knows",
    zone: `
      $SCOPE part
      @ MX ? example-com.mail.protection.outlook.com.
      @ MX ? cleanmail.example.net.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning mx-single-provider"],
  },
  {
    looked: "a mailbox beside own servers",
    zone: `
      $SCOPE part
      @ MX ? example-com.mail.protection.outlook.com.
      @ MX ? mx1.example.com.
      @ MX ? mx2.example.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning mx-single-provider"],
  },
  {
    looked: "a mailbox beside the domain itself and a verification record",
    zone: `
      $SCOPE part
      @ MX ? example-com.mail.protection.outlook.com.
      @ MX ? ms12345678.msv1.invalid.
      @ MX ? example.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["info mx-retired-host", "warning mx-single-provider"],
  },
  {
    looked: "a mailbox beside the tenant's inner domain, twice",
    zone: `
      $SCOPE part
      @ MX ? example-com.mail.protection.outlook.com.
      @ MX ? example.onmicrosoft.com.
      @ MX ? example.onmicrosoft.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning mx-single-provider", "warning mx-duplicate-target"],
  },
  {
    looked: "a mailbox beside another mailbox",
    zone: `
      $SCOPE part
      @ MX ? mta-gw.infomaniak.ch.
      @ MX ? example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["error mx-single-provider"],
  },
  {
    looked: "a filter beside the mailbox behind it",
    zone: `
      $SCOPE part
      @ MX ? mx1-eu1.ppe-hosted.com.
      @ MX ? mx2-eu1.ppe-hosted.com.
      @ MX ? example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning mx-single-provider"],
  },
  {
    looked: "a bounce host of a misspelt region at the apex",
    zone: `
      $SCOPE part
      @ MX ? example-com.mail.protection.outlook.com.
      @ MX ? feedback-smtp.eu-cenral-1.amazonses.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning mx-target-wrong-host"],
  },
  {
    looked: "a blank pasted before the host",
    zone: `
      $SCOPE part
      @ MX ? example-com.mail.protection.outlook.com.
      @ MX ? \\032nt.example.net.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["error mx-value"],
  },
  {
    looked: "an old name of the provider, alone",
    zone: `
      $SCOPE part
      @ MX ? example-com.mail.eo.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning mx-retired-host"],
  },
  {
    looked: "one host twice",
    zone: `
      $SCOPE part
      @ MX ? mail.example.net.
      @ MX ? mail.example.net.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning mx-duplicate-target"],
  },
  {
    looked: "parked: null MX, no senders, null keys",
    zone: `
      @ MX 0 .
      @ TXT v=spf1 -all
      *._domainkey TXT v=DKIM1; p=
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "parked in the middle of a zone, under the organisation's policy",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      old MX 0 .
      old TXT v=spf1 -all`,
    found: [],
  },
  {
    looked: "null MX, and SPF that lets servers send",
    zone: `
      @ MX 1 smtp.google.com.
      @ TXT v=spf1 include:_spf.google.com -all
      google._domainkey CNAME google.example.net.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      design MX 0 .
      design TXT v=spf1 include:spf.example.net -all`,
    found: ["warning mx-null-sending design.example.com"],
  },
  {
    looked: "DMARC at the name and at _dmarc",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      case MX 10 mx.example.net.
      case TXT v=spf1 mx -all
      _dmarc.case TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      case TXT v=DMARC1;p=reject;sp=reject;rua=mailto:dmarc@example.com;`,
    found: ["warning dmarc-wrong-name case.example.com"],
  },
  {
    looked: "Microsoft 365 behind Mimecast",
    zone: `
      @ MX 10 eu-smtp-inbound-1.mimecast.com.
      @ MX 10 eu-smtp-inbound-2.mimecast.com.
      @ TXT v=spf1 include:eu._netblocks.mimecast.com include:spf.protection.outlook.com -all
      autodiscover CNAME autodiscover.outlook.com.
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "Google with SendGrid, its return path and its parse host",
    zone: `
      @ MX 1 smtp.google.com.
      @ TXT v=spf1 include:_spf.google.com include:sendgrid.net ~all
      google._domainkey CNAME google.example.net.
      s1._domainkey CNAME s1.domainkey.u123.wl123.sendgrid.net.
      em1234 CNAME u123.wl123.sendgrid.net.
      parse MX 10 mx.sendgrid.net.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "Proton, wildcard MX and all",
    zone: `
      @ MX 10 mail.protonmail.ch.
      @ MX 20 mailsec.protonmail.ch.
      * MX 10 mail.protonmail.ch.
      * MX 20 mailsec.protonmail.ch.
      @ TXT v=spf1 include:_spf.protonmail.ch ~all
      protonmail._domainkey CNAME protonmail.domainkey.dabc.domains.proton.ch.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "SES takes mail and sends it, with a MAIL FROM name",
    zone: `
      @ MX 10 inbound-smtp.eu-west-1.amazonaws.com.
      @ TXT v=spf1 include:amazonses.com -all
      abc._domainkey CNAME abc.dkim.amazonses.com.
      mail MX 10 feedback-smtp.eu-west-1.amazonses.com.
      mail TXT v=spf1 include:amazonses.com ~all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "Cloudflare's routing beside a wildcard for pages",
    zone: `
      $HOST cloudflare
      @ MX 23 route1.mx.cloudflare.net.
      @ MX 67 route2.mx.cloudflare.net.
      @ MX 92 route3.mx.cloudflare.net.
      @ TXT v=spf1 include:_spf.mx.cloudflare.net ~all
      cf2024-1._domainkey CNAME cf.example.net.
      _mta-sts CNAME _mta-sts.example.net.
      * CNAME site.example.net.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "a parked domain, closed for every name",
    zone: `
      @ MX 0 .
      @ TXT v=spf1 -all
      * MX 0 .
      * TXT v=spf1 -all
      *._domainkey TXT v=DKIM1; p=
      _dmarc TXT v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s
      www A 5.6.7.8`,
    found: [],
  },
  {
    looked: "Microsoft 365 with servers of one's own behind it",
    zone: `
      @ MX 10 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 ip4:5.6.7.8 mx:inner.example.com include:spf.protection.outlook.com -all
      inner MX 10 mail.inner
      mail.inner A 5.6.7.8
      inner TXT v=spf1 mx -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "HENNGE sends for Microsoft 365",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.mta.hdems.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "keys, policy and MTA-STS in the hands of vendors",
    zone: `
      @ MX 10 mx1
      mx1 A 5.6.7.8
      @ TXT v=spf1 mx -all
      _domainkey NS ns1.example.net.
      _dmarc NS ns1.example.net.
      _mta-sts CNAME _mta-sts.example.net.
      mta-sts CNAME mta-sts.example.net.
      _smtp._tls CNAME _tls.example.net.`,
    found: [],
  },
  {
    looked: "a wildcard that leads to a web host",
    zone: `
      @ MX 1 smtp.google.com.
      @ TXT v=spf1 include:_spf.google.com ~all
      * CNAME app.example.net.
      _dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com`,
    found: ["warning dmarc-wildcard"],
  },
  {
    looked: "mx beside the include of the provider",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 mx include:spf.protection.outlook.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["info spf-mx-self-host"],
  },
  {
    looked: "the former mailbox in SPF",
    zone: `
      @ MX 1 smtp.google.com.
      @ TXT v=spf1 include:_spf.google.com include:_mailcust.gandi.net ~all
      google._domainkey CNAME google.example.net.
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["info spf-provider-stale"],
  },
  {
    looked: "DMARC that begins nv=",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc.visits TXT nv=DMARC1; p=reject; pct=100; rua=mailto:dmarc@example.com`,
    found: ["error dmarc-syntax visits.example.com"],
  },
  {
    looked: "one policy for many names by CNAME, sp in it",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1;p=reject;sp=reject;rua=mailto:dmarc@example.com
      _dmarc.a CNAME _dmarc_policy
      _dmarc.b CNAME _dmarc_policy
      _dmarc_policy TXT v=DMARC1;p=reject;sp=reject;rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "a policy kept for CNAMEs that have gone",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc_legacydomain_policy TXT v=DMARC1;p=reject;rua=mailto:dmarc@example.com`,
    found: [],
  },
  {
    looked: "a policy of another organisation's by CNAME",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc CNAME example.com.dmarc.example.net.`,
    found: [],
  },
  {
    looked: "mail records that stay behind a delegation",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      services NS ns1.example.net.
      services NS ns2.example.net.
      _dmarc.services CNAME _dmarc_policy
      _smtp._tls.services TXT v=TLSRPTv1;rua=mailto:tls@example.com
      selector1._domainkey.services CNAME selector1-services-example-com._domainkey.example.onmicrosoft.com.
      _asvdns-0123.services TXT asvdns_0123`,
    found: [
      "warning record-occluded services.example.com",
      "warning record-occluded services.example.com",
      "warning record-occluded services.example.com",
    ],
  },
  {
    looked: "reject, a filter's MX, and nothing to pass it",
    zone: `
      @ MX 10 cluster2.gsi.messagelabs.com.
      @ MX 20 cluster2a.gsi.messagelabs.com.
      @ TXT verification=1
      www ALIAS d123.example.net.
      _93c55b22.www CNAME _cd9f.example.net.
      _dmarc TXT v=DMARC1;p=reject;sp=reject;rua=mailto:dmarc@example.com;`,
    found: ["error spf-missing", "error dmarc-enforced-without-auth"],
  },
  {
    looked: "a mailbox without DMARC",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.`,
    found: ["error dmarc-missing"],
  },
  {
    looked: "tags that are removed",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1;p=reject;fo=0;adkim=r;aspf=r;rf=afrf;pct=100;rua=mailto:dmarc@example.com`,
    found: ["warning dmarc-removed-tags"],
  },
  {
    looked: "enforced without reports",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1; p=reject;`,
    found: ["warning dmarc-no-reports"],
  },
  {
    looked: "watching, subdomains too",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc TXT v=DMARC1;p=none;sp=none;rua=mailto:dmarc@example.com`,
    found: ["info dmarc-monitoring-only"],
  },
  {
    looked: "sp below the organisational domain",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      _dmarc.store TXT v=DMARC1;p=reject;sp=reject;rua=mailto:dmarc@example.com`,
    found: ["info dmarc-subdomain-weaker store.example.com"],
  },
  {
    looked: "a sending service on a subdomain",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      mail MX 10 feedback-smtp.eu-west-1.amazonses.com.
      mail TXT v=spf1 include:amazonses.com ~all
      abc._domainkey.mail CNAME abc.dkim.amazonses.com.`,
    found: [],
  },
  {
    looked: "an inbound parse host on a subdomain",
    zone: `
      @ MX 0 example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
      reply MX 10 mx.sendgrid.net.`,
    found: [],
  },
  {
    looked: "a reverse zone",
    zone: `
      $ORIGIN 2.0.192.in-addr.arpa.
      1 PTR mx.example.net.
      @ NS ns1.example.net.`,
    found: [],
  },
  {
    looked: "a mail server of one's own, and no SPF",
    zone: `
      @ MX 10 mailhost
      mailhost A 5.6.7.8
      @ ALIAS d123.example.net.
      _dmarc TXT v=DMARC1; p=none; sp=none; rua=mailto:dmarc@example.com
      _smtp._tls TXT v=TLSRPTv1;rua=mailto:tls@example.com`,
    found: ["error spf-missing", "info dmarc-monitoring-only"],
  },
  {
    looked: "a subdomain with mailboxes and no SPF, under the organisation's policy",
    zone: `${AROUND}
      gs MX 1 aspmx.l.google.com.
      gs MX 5 alt1.aspmx.l.google.com.
      gs MX 5 alt2.aspmx.l.google.com.
      gs MX 10 alt3.aspmx.l.google.com.
      gs MX 10 alt4.aspmx.l.google.com.
      gs TXT google-site-verification=abc`,
    found: ["warning spf-missing gs.example.com"],
  },
  {
    looked: "the null key of a parked domain at its apex",
    zone: `
      @ MX 0 .
      @ TXT v=spf1 -all
      @ TXT v=DKIM1; p=
      _dmarc TXT v=DMARC1;p=reject;rua=mailto:dmarc@example.com;`,
    found: ["warning dkim-wrong-name"],
  },
  {
    looked: "a key at its selector, without _domainkey",
    zone: `${AROUND}
      fp01.noreply TXT v=DKIM1; p=${keys.rsa1024};`,
    found: ["warning dkim-wrong-name noreply.example.com"],
  },
  {
    looked: "a vendor's key of 1024 bits, at the domain and below it",
    zone: `${AROUND}
      fp01._domainkey TXT v=DKIM1; p=${keys.rsa1024};
      smtpapi._domainkey.email TXT k=rsa; t=s; p=${keys.rsa1024}`,
    found: ["warning dkim-key-weak", "warning dkim-key-weak email.example.com"],
  },
  {
    looked: "octoDNS: the two strings of a key, pasted with the quotes between them",
    zone: `
      $HOST octodns${AROUND}
      court._domainkey.office TXT "v=DKIM1; k=rsa; t=s; p=${HEAD}\\"\\"${TAIL}"`,
    found: ["error dkim-key-syntax office.example.com"],
  },
  {
    looked: "octoDNS: the same with backslashes before the quotes",
    zone: `
      $HOST octodns${AROUND}
      dkim2048._domainkey.people TXT "v=DKIM1; k=rsa; p=${HEAD}\\\\\\"\\\\\\"${TAIL}"`,
    found: ["error dkim-key-syntax people.example.com"],
  },
  {
    looked: "octoDNS: quotes before p and inside of it",
    zone: `
      $HOST octodns${AROUND}
      s1._domainkey.secure TXT "v=DKIM1;t=s;\\"\\"p=${HEAD}\\"\\"${TAIL}"`,
    found: ["error dkim-key-syntax secure.example.com"],
  },
  {
    looked: "SES tokens as TXT beside others as CNAME",
    zone: `${AROUND}
      abcdefghijklmnopqrstuvwxyz234567._domainkey TXT abcdefghijklmnopqrstuvwxyz234567.dkim.amazonses.com
      bbcdefghijklmnopqrstuvwxyz234567._domainkey CNAME bbcdefghijklmnopqrstuvwxyz234567.dkim.amazonses.com.`,
    found: ["error dkim-cname-as-txt"],
  },
  {
    looked: "one selector of Microsoft 365 as TXT, the other as CNAME",
    zone: `${AROUND}
      pp MX 0 pp-example-com.mail.protection.outlook.com.
      pp TXT v=spf1 include:spf.protection.outlook.com -all
      selector1._domainkey.pp TXT selector1-pp-example-com._domainkey.example.onmicrosoft.com
      selector2._domainkey.pp CNAME selector2-pp-example-com._domainkey.example.onmicrosoft.com.`,
    found: ["error dkim-cname-as-txt pp.example.com"],
  },
  {
    looked: "a letter lost from include, on a name with a null MX",
    zone: `${AROUND}
      survey MX 0 .
      survey TXT v=spf1 nclude:spf.example.net ~all`,
    found: ["error spf-syntax survey.example.com"],
  },
  {
    looked: "an n left before values, from line breaks",
    zone: `
      @ TXT v=spf1 include:sendgrid.net ~all
      @ TXT ngoogle-site-verification=abc
      _dmarc TXT v=DMARC1;p=reject;sp=reject;rua=mailto:dmarc@example.net;
      email CNAME nu123.wl123.sendgrid.net.
      s1._domainkey CNAME ns1.domainkey.u123.wl123.sendgrid.net.
      s2._domainkey CNAME ns2.domainkey.u123.wl123.sendgrid.net.
      smtpapi._domainkey TXT nk=rsa; t=s; p=${keys.rsa1024}`,
    found: ["error dkim-cname-target", "error dkim-cname-target", "info dkim-key-syntax", "warning dkim-key-weak"],
  },
  {
    looked: "the MX moved to Google, SPF stayed behind",
    zone: `
      @ MX 1 aspmx.l.google.com.
      @ MX 5 alt1.aspmx.l.google.com.
      @ MX 5 alt2.aspmx.l.google.com.
      @ MX 10 alt3.aspmx.l.google.com.
      @ MX 10 alt4.aspmx.l.google.com.
      @ TXT v=spf1 include:_mailcust.gandi.net ~all
      _dmarc TXT v=DMARC1;p=none;sp=none;rua=mailto:dmarc@example.com`,
    found: ["warning spf-provider-missing", "info spf-provider-stale", "info dmarc-monitoring-only"],
  },
  {
    looked: "a name that only sends, enforced without reports",
    zone: `${AROUND}
      links A 5.6.7.8
      links TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc.links TXT v=DMARC1; p=reject;`,
    found: ["warning dmarc-no-reports links.example.com"],
  },
  {
    looked: "removed tags and an sp that is not read, below the organisation",
    zone: `${AROUND}
      tracker MX 0 tracker-example-com.mail.protection.outlook.com.
      tracker TXT v=spf1 include:spf.protection.outlook.com -all
      _dmarc.tracker TXT v=DMARC1;p=none;sp=none;fo=1;rua=mailto:dmarc@example.com;pct=100;ri=3600`,
    found: [
      "info dmarc-monitoring-only tracker.example.com",
      "warning dmarc-removed-tags tracker.example.com",
      "info dmarc-subdomain-weaker tracker.example.com",
    ],
  },
  {
    looked: "a public suffix that names the policy of others apart",
    zone: `
      $ORIGIN gov.
      @ NS ns1.example.net.
      _dmarc TXT v=DMARC1; p=reject; sp=none; np=reject; rua=mailto:dmarc@example.com; psd=y`,
    found: [],
  },
  {
    looked: "two SPF records glued into one",
    zone: `
      $SCOPE part
      @ MX ? example-com.mail.protection.outlook.com.
      @ TXT v=spf1 include:_spf.example.net +mx +a ~all v=spf1 include:spf.protection.outlook.com -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    found: ["warning spf-after-all"],
  },
  {
    looked: "a label that looks like a top-level domain",
    zone: `
      @ MX 10 contact.justice
      @ TXT v=spf1 mx -all
      _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
      contact.justice A 5.6.7.8
      mail._domainkey CNAME k.example.net.`,
    found: [],
  },
];

describe("real zones, made anonymous", () => {
  for (const { looked, zone, found } of rows) {
    it(looked, () => {
      const { findings, internalErrors } = lint({ after: zones(zone) });
      const said = findings.map(({ severity, rule, domain }) =>
        domain === "example.com" ? `${severity} ${rule}` : `${severity} ${rule} ${domain}`,
      );
      expect(said).toEqual(found);
      expect(internalErrors).toEqual([]);
    });
  }
});
