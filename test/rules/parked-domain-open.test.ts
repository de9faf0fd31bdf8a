import rule from "../../src/rules/parked-domain-open.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "all three",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "not configured",
      zone: `
        @ A 192.0.2.1`,
    },
    {
      name: "another role",
      zone: `
        @ A 192.0.2.1`,
      domains: { "example.com": { role: "send-only" } },
    },
    {
      name: "the policy is inherited",
      zone: `
        old MX 0 .
        old TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject`,
      domains: { "old.example.com": { role: "none" } },
    },
    {
      name: "a text that is not known",
      zone: `
        @ MX 0 .
        @ TXT ?preview
        _dmarc TXT v=DMARC1; p=reject`,
      domains: { "example.com": { role: "none" } },
      notJudged: ["the text of a TXT record of example.com is not known"],
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        @ MX 0 .
        _dmarc TXT v=DMARC1; p=reject`,
      domains: { "example.com": { role: "none" } },
      notJudged: ["the SPF record of example.com is not declared here"],
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        @ A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "not declared at all",
      zone: `
        $ORIGIN example.net.
        @ A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "a revoked key beside all three",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject
        *._domainkey TXT v=DKIM1; p=`,
      domains: { "example.com": { role: "none" } },
    },
  ],
  invalid: [
    {
      name: "nothing",
      zone: `
        @ A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail and lacks the null MX "0 .", the SPF record "v=spf1 -all" and the DMARC policy reject; others can send in its name',
          at: "example.com A",
          publish: [
            "example.com. MX 0 .",
            'example.com. TXT "v=spf1 -all"',
            '_dmarc.example.com. TXT "v=DMARC1; p=reject"',
          ],
        },
      ],
    },
    {
      name: "an empty zone",
      zone: `
        www A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail and lacks the null MX "0 .", the SPF record "v=spf1 -all" and the DMARC policy reject; others can send in its name',
          at: undefined,
          publish: [
            "example.com. MX 0 .",
            'example.com. TXT "v=spf1 -all"',
            '_dmarc.example.com. TXT "v=DMARC1; p=reject"',
          ],
        },
      ],
    },
    {
      name: "softfail and quarantine",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 ~all
        _dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.net`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail and lacks the SPF record "v=spf1 -all" and the DMARC policy reject (it is quarantine); others can send in its name',
          at: "example.com TXT",
          publish: [
            'example.com. TXT "v=spf1 -all"',
            '_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.net"',
          ],
        },
      ],
    },
    {
      name: "reject in test mode",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject; t=y`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            "example.com is configured as a domain without mail and lacks the DMARC policy reject (it is quarantine); others can send in its name",
          at: "_dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
    {
      name: "an MX is left",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail, while it has the MX "smtp.google.com"; either the configuration is wrong or those records are left over, and nothing is advised before that is settled',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "senders are left",
      zone: `
        @ TXT v=spf1 include:sendgrid.net -all`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail, while its SPF record "v=spf1 include:sendgrid.net -all" lets servers send; either the configuration is wrong or those records are left over, and nothing is advised before that is settled',
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "a key is left",
      zone: `
        google._domainkey TXT v=DKIM1; p=MIGf`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail, while it has a DKIM key (selector "google"); either the configuration is wrong or those records are left over, and nothing is advised before that is settled',
          at: "google._domainkey.example.com TXT",
        },
      ],
    },
  ],
});
