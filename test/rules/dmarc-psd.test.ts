import rule from "../../src/rules/dmarc-psd.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "no tag",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "psd=n at the organisational domain",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; psd=n; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.`,
    },
    {
      name: "psd=u",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; psd=u
        news MX 1 smtp.google.com.`,
    },
    {
      name: "psd=n with keys of its own",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=reject; psd=n
        k1._domainkey.news TXT v=DKIM1; p=MIGf`,
    },
    {
      name: "psd=n with a return path below it",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=reject; psd=n
        bounce.news TXT v=spf1 include:amazonses.com -all`,
    },
    {
      name: "psd=n without enforcement",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=none; psd=n`,
    },
    {
      name: "nothing anywhere: another rule's",
      zone: `
        @ A 192.0.2.1
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=reject; psd=n`,
    },
    {
      name: "a name that only takes mail",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        news TXT v=spf1 -all
        _dmarc.news TXT v=DMARC1; p=reject; psd=n`,
    },
    {
      name: "SPF of the name is declared elsewhere",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=reject; psd=n`,
      domains: { "news.example.com": { elsewhere: ["spf"] } },
    },
    {
      name: "a public suffix",
      zone: `
        $ORIGIN co.uk.
        _dmarc TXT v=DMARC1; p=reject; psd=y; rua=mailto:dmarc@nic.example`,
    },
    {
      name: "what leads outside may send",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=reject; psd=n
        bounce.news CNAME u1.wl.sendgrid.net.`,
      notJudged: ["bounce.news.example.com is an alias for a name that is not declared here"],
    },
    {
      name: "psd=n under strict alignment changes nothing",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=reject; psd=n; adkim=s; aspf=s`,
    },
  ],
  invalid: [
    {
      name: "psd=n below, keys above",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=reject; psd=n`,
      findings: [
        {
          severity: "error",
          message:
            "psd=n at _dmarc.news.example.com makes news.example.com an organisation of its own, and what is declared to authenticate mail of news.example.com stands outside of it; under reject all of that mail fails",
          domain: "news.example.com",
          at: "_dmarc.news.example.com TXT: psd=n",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
    {
      name: "psd=n below, a return path beside it",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        bounce TXT v=spf1 include:amazonses.com -all
        news MX 1 smtp.google.com.
        _dmarc.news TXT v=DMARC1; p=quarantine; psd=n`,
      findings: [
        {
          severity: "error",
          message:
            "psd=n at _dmarc.news.example.com makes news.example.com an organisation of its own, and what is declared to authenticate mail of news.example.com stands outside of it; under quarantine all of that mail fails",
          domain: "news.example.com",
          at: "_dmarc.news.example.com TXT: psd=n",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=quarantine"'],
        },
      ],
    },
    {
      name: "psd=y at an ordinary domain",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; psd=y; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "psd=y says that example.com is a public suffix, below which names belong to different organisations, and the public suffix list does not have it; mail from names below example.com no longer aligns with its keys and SPF",
          at: "_dmarc.example.com TXT: psd=y",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "psd=y cuts every name below it off",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=reject; psd=y; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.`,
      adviceNotTried: "the advice for one name ends both",
      findings: [
        {
          severity: "warning",
          message:
            "psd=y says that example.com is a public suffix, below which names belong to different organisations, and the public suffix list does not have it; mail from names below example.com no longer aligns with its keys and SPF",
          at: "_dmarc.example.com TXT: psd=y",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
        {
          severity: "error",
          message:
            "psd=y at _dmarc.example.com makes every name right below it an organisation of its own, and what is declared to authenticate mail of news.example.com stands outside of it; under reject all of that mail fails",
          domain: "news.example.com",
          at: "_dmarc.example.com TXT: psd=y",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
