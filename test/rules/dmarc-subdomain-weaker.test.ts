import rule from "../../src/rules/dmarc-subdomain-weaker.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "sp of a public suffix is for the domains of others",
      zone: `
        $ORIGIN gov.
        _dmarc TXT v=DMARC1; p=reject; sp=none; np=reject; psd=y; rua=mailto:dmarc@example.gov`,
    },
    {
      name: "none of them",
      zone: "_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
    },
    {
      name: "sp that repeats p",
      zone: "_dmarc TXT v=DMARC1; p=reject; sp=reject; rua=mailto:dmarc@example.com",
    },
    {
      name: "stronger",
      zone: "_dmarc TXT v=DMARC1; p=none; sp=quarantine; np=reject; rua=mailto:dmarc@example.com",
    },
    {
      name: "a record that a subdomain shares",
      zone: `
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        _dmarc.news CNAME policy
        policy TXT v=DMARC1; p=reject; sp=reject`,
    },
    {
      name: "psd=n makes it the organisational domain",
      zone: `
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        _dmarc.news TXT v=DMARC1; p=reject; sp=reject; psd=n`,
    },
    {
      name: "not known what is above",
      zone: `
        $ORIGIN news.example.com.
        _dmarc TXT v=DMARC1; p=reject; sp=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "p bad: has a rule of its own",
      zone: "_dmarc TXT v=DMARC1; p=rejct; sp=none; rua=mailto:dmarc@example.com",
    },
  ],
  invalid: [
    {
      name: "a public suffix that leaves made-up names open with its sp",
      zone: `
        $ORIGIN gov.
        _dmarc TXT v=DMARC1; p=reject; sp=none; psd=y; rua=mailto:dmarc@example.gov`,
      findings: [
        {
          severity: "warning",
          domain: "gov",
          message:
            "sp=none is weaker than p=reject: mail in the name of subdomains that do not exist is not held to the domain's policy",
          at: "_dmarc.gov TXT: sp=none",
          publish: ['_dmarc.gov. TXT "v=DMARC1; p=reject; sp=none; psd=y; rua=mailto:dmarc@example.gov; np=reject"'],
        },
      ],
    },
    {
      name: "a public suffix with a weak np",
      zone: `
        $ORIGIN gov.
        _dmarc TXT v=DMARC1; p=reject; sp=none; np=none; psd=y; rua=mailto:dmarc@example.gov`,
      findings: [
        {
          severity: "warning",
          domain: "gov",
          message:
            "np=none is weaker than p=reject: mail in the name of subdomains that do not exist is not held to the domain's policy",
          at: "_dmarc.gov TXT: np=none",
          publish: ['_dmarc.gov. TXT "v=DMARC1; p=reject; sp=none; np=reject; psd=y; rua=mailto:dmarc@example.gov"'],
        },
      ],
    },
    {
      name: "sp",
      zone: "_dmarc TXT v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "sp=none is weaker than p=reject: mail in the name of its subdomains is not held to the domain's policy",
          at: "_dmarc.example.com TXT: sp=none",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "np",
      zone: "_dmarc TXT v=DMARC1; p=quarantine; np=none; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "np=none is weaker than p=quarantine: mail in the name of subdomains that do not exist is not held to the domain's policy",
          at: "_dmarc.example.com TXT: np=none",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "both",
      zone: "_dmarc TXT v=DMARC1; p=reject; sp=quarantine; np=none; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "sp=quarantine is weaker than p=reject: mail in the name of its subdomains is not held to the domain's policy",
          at: "_dmarc.example.com TXT: sp=quarantine",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
        {
          severity: "warning",
          message:
            "np=none is weaker than p=reject: mail in the name of subdomains that do not exist is not held to the domain's policy",
          at: "_dmarc.example.com TXT: np=none",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "sp where discovery never reads it",
      zone: `
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        _dmarc.news TXT v=DMARC1; p=reject; sp=reject; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "info",
          domain: "news.example.com",
          message:
            'the tag "sp" in the record of news.example.com is never read: subdomains take the policy of example.com',
          at: "_dmarc.news.example.com TXT: sp=reject",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a shared record at the organisational domain",
      zone: `
        _dmarc CNAME policy
        policy TXT v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "sp=none is weaker than p=reject: mail in the name of its subdomains is not held to the domain's policy",
          at: "policy.example.com TXT: sp=none",
          publish: ['policy.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
