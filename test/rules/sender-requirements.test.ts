import rule from "../../src/rules/sender-requirements.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "SPF, DKIM and DMARC",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
    {
      name: "keys delegated",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        _domainkey NS ns1.example.net.`,
    },
    {
      name: "keys declared elsewhere",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      domains: { "example.com": { elsewhere: ["dkim"] } },
    },
    {
      name: "reject without DKIM has a rule of its own",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "nobody sends",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 -all`,
    },
    {
      name: "a subdomain that nobody configured",
      zone: `
        news MX 1 smtp.google.com.
        news TXT v=spf1 include:_spf.google.com -all`,
    },
    {
      name: "a name that is only included",
      zone: `
        $ORIGIN example.org.
        @ TXT v=spf1 ip4:192.0.2.1 -all
        $ORIGIN example.com.
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:example.org -all
        google._domainkey TXT v=DKIM1; p=MIGf`,
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
    {
      name: "what leads outside may sign",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        em1 CNAME u1.wl.sendgrid.net.`,
      notJudged: ["em1.example.com is an alias for a name that is not declared here"],
    },
    {
      name: "RSA beside Ed25519",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        google._domainkey TXT v=DKIM1; p=MIGf
        ed._domainkey TXT v=DKIM1; k=ed25519; p=abcd`,
    },
    {
      name: "sends, and takes mail at its address",
      zone: `
        @ A 192.0.2.1
        @ TXT v=spf1 a -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
  ],
  invalid: [
    {
      name: "no DKIM",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com does not meet what Gmail, Yahoo and Outlook.com ask of bulk senders: no DKIM key is declared that could align with it",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "no DKIM and no DMARC: the second is told by dmarc-missing",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com does not meet what Gmail, Yahoo and Outlook.com ask of bulk senders: no DKIM key is declared that could align with it",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a configured subdomain",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        news TXT v=spf1 include:_spf.google.com -all`,
      domains: { "news.example.com": { role: "mail" } },
      findings: [
        {
          severity: "warning",
          message:
            "news.example.com does not meet what Gmail, Yahoo and Outlook.com ask of bulk senders: no DKIM key is declared that could align with it",
          domain: "news.example.com",
          at: "news.example.com MX",
        },
      ],
    },
    {
      name: "Ed25519 alone",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        ed._domainkey TXT v=DKIM1; k=ed25519; p=abcd`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com does not meet what Gmail, Yahoo and Outlook.com ask of bulk senders: its only DKIM keys are Ed25519, which not all of them verify",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "nobody can answer",
      zone: `
        @ TXT v=spf1 include:sendgrid.net -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com does not meet what Gmail, Yahoo and Outlook.com ask of bulk senders: it has neither an MX nor an address, so that nobody can answer it",
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "neither",
      zone: `
        @ TXT v=spf1 include:sendgrid.net -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com does not meet what Gmail, Yahoo and Outlook.com ask of bulk senders: no DKIM key is declared that could align with it; it has neither an MX nor an address, so that nobody can answer it",
          at: "example.com TXT",
        },
      ],
    },
  ],
});
