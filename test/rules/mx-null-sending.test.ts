import rule from "../../src/rules/mx-null-sending.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "closed",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all`,
    },
    {
      name: "no SPF",
      zone: "@ MX 0 .",
    },
    {
      name: "a host",
      zone: `
        @ MX 10 mx.example.net.
        @ TXT v=spf1 mx -all`,
    },
    {
      name: "a revoked key",
      zone: `
        @ MX 0 .
        s1._domainkey TXT v=DKIM1; p=`,
    },
    {
      name: "a wildcard null key",
      zone: `
        @ MX 0 .
        *._domainkey TXT v=DKIM1; p=`,
    },
    {
      name: "in one alternative only",
      zone: `
        @ MX 0 . ; routing=a
        @ MX 10 mx.example.net. ; routing=b
        @ TXT v=spf1 mx -all`,
    },
    {
      name: "SPF without a mechanism",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 ?all`,
    },
  ],
  invalid: [
    {
      name: "SPF lets servers send",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 include:_spf.example.net -all`,
      findings: [
        {
          severity: "warning",
          message:
            'example.com has the null MX "0 ." and an SPF record that lets servers send for it; receivers may refuse that mail because nobody can answer it',
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      name: "a redirect",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 redirect=_spf.example.net`,
      findings: [
        {
          severity: "warning",
          message:
            'example.com has the null MX "0 ." and an SPF record that lets servers send for it; receivers may refuse that mail because nobody can answer it',
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      name: "a DKIM key",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all
        s1._domainkey TXT v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ`,
      findings: [
        {
          severity: "warning",
          message:
            'example.com has the null MX "0 ." and a DKIM key (selector "s1") to sign with; receivers may refuse mail that nobody can answer',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a subdomain",
      zone: `
        news MX 0 .
        news TXT v=spf1 ip4:203.0.113.1 -all`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            'news.example.com has the null MX "0 ." and an SPF record that lets servers send for it; receivers may refuse that mail because nobody can answer it',
          at: "news.example.com MX",
          publish: ['news.example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
  ],
});
