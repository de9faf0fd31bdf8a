import rule from "../../src/rules/dmarc-enforced-without-auth.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "SPF",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "DKIM",
      zone: `
        @ MX 1 smtp.google.com.
        google._domainkey TXT v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "DKIM delegated",
      zone: `
        @ MX 1 smtp.google.com.
        _domainkey NS ns1.example.net.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "DKIM by CNAME",
      zone: `
        @ MX 1 smtp.google.com.
        s1._domainkey CNAME s1.example.net.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "another name's key aligns",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        k1._domainkey.mail TXT v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ`,
    },
    {
      name: "another name's SPF aligns",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        bounce TXT v=spf1 include:amazonses.com -all`,
    },
    {
      name: "none",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
    {
      name: "in test mode",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=quarantine; t=y; rua=mailto:dmarc@example.com`,
    },
    {
      name: "parked",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject`,
    },
    {
      name: "receive-only",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject`,
    },
    {
      name: "inbound",
      zone: `
        parse MX 10 mx.sendgrid.net.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "SPF is declared elsewhere",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      domains: { "example.com": { elsewhere: ["spf"] } },
    },
    {
      name: "a text that is not known yet",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT ?preview
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "the organisational domain is not declared",
      zone: `
        $ORIGIN news.example.com.
        @ MX 10 mx.example.net.
        _dmarc TXT v=DMARC1; p=reject; adkim=s; aspf=r`,
      notJudged: ["example.com is in no declared zone"],
    },
    {
      name: "a name that leads to a sending service",
      zone: `
        @ MX 1 smtp.google.com.
        em1234 CNAME u1234.wl.example.net.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      notJudged: ["em1234.example.com is an alias for a name that is not declared here"],
    },
    {
      name: "a delegated name",
      zone: `
        @ MX 1 smtp.google.com.
        mail NS ns1.example.net.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      notJudged: ["mail.example.com is answered from elsewhere"],
    },
    {
      name: "a name that is not known yet",
      zone: `
        @ MX 1 smtp.google.com.
        ?preview A 203.0.113.1
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
  ],
  invalid: [
    {
      name: "neither SPF nor DKIM",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "error",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), while it has neither an SPF record nor a DKIM key that could align; all of its mail fails",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "aliases of the web do not send",
      zone: `
        @ MX 1 smtp.google.com.
        www CNAME pages.example.net.
        autodiscover CNAME autodiscover.outlook.com.
        _acme-challenge CNAME x.example.net.
        _dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "error",
          message:
            "the DMARC policy for example.com is quarantine (from _dmarc.example.com), while it has neither an SPF record nor a DKIM key that could align; all of its mail fails",
          at: "_dmarc.example.com TXT: p=quarantine",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "strict alignment: another name's do not count",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; adkim=s; aspf=s; rua=mailto:dmarc@example.com
        bounce TXT v=spf1 include:amazonses.com -all
        em1 CNAME u1.example.net.`,
      findings: [
        {
          severity: "error",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), while it has neither an SPF record nor a DKIM key that could align; all of its mail fails",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; adkim=s; aspf=s; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "inherited",
      zone: `
        _dmarc TXT v=DMARC1; p=none; sp=reject; rua=mailto:dmarc@example.com
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "the DMARC policy for news.example.com is reject (from _dmarc.example.com), while it has neither an SPF record nor a DKIM key that could align; all of its mail fails",
          at: "_dmarc.example.com TXT: sp=reject",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@news.example.com"'],
        },
      ],
    },
    {
      name: "configured to send",
      zone: "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
      domains: { "example.com": { role: "send-only" } },
      findings: [
        {
          severity: "error",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), while it has neither an SPF record nor a DKIM key that could align; all of its mail fails",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
