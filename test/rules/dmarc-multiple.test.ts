import rule from "../../src/rules/dmarc-multiple.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "one",
      zone: "_dmarc TXT v=DMARC1; p=none",
    },
    {
      name: "one beside other texts",
      zone: `
        _dmarc TXT v=DMARC1; p=none
        _dmarc TXT verification=1`,
    },
    {
      name: "the same twice is one in the DNS",
      zone: `
        _dmarc TXT v=DMARC1; p=none
        _dmarc TXT v=DMARC1; p=none`,
    },
    {
      name: "one is no DMARC record to discovery",
      zone: `
        _dmarc TXT v=DMARC1; p=none
        _dmarc TXT v=dmarc1; p=none`,
    },
    {
      name: "in two alternatives",
      zone: `
        _dmarc TXT v=DMARC1; p=none ; routing=a
        _dmarc TXT v=DMARC1; p=reject ; routing=b`,
    },
    {
      name: "report authorisations",
      zone: `
        news._report._dmarc TXT v=DMARC1
        news._report._dmarc TXT v=DMARC1; rua=mailto:a@example.com`,
    },
    {
      name: "not known",
      zone: `
        _dmarc TXT v=DMARC1; p=none
        _dmarc TXT ?preview`,
    },
  ],
  invalid: [
    {
      name: "no policy is left",
      zone: `
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:a@example.com
        _dmarc TXT v=DMARC1; p=none; rua=mailto:b@example.net`,
      findings: [
        {
          severity: "error",
          message: "_dmarc.example.com holds 2 DMARC records; receivers discard them all, so no policy holds",
          at: "_dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@example.net"'],
        },
      ],
    },
    {
      name: "a weaker one holds",
      zone: `
        _dmarc TXT v=DMARC1; p=none
        _dmarc.news TXT v=DMARC1; p=reject
        _dmarc.news TXT v=DMARC1; p=quarantine`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "_dmarc.news.example.com holds 2 DMARC records; receivers discard them all, so the policy of _dmarc.example.com holds (p=none)",
          at: "_dmarc.news.example.com TXT",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
    {
      name: "an equal one holds",
      zone: `
        _dmarc TXT v=DMARC1; p=reject
        _dmarc.news TXT v=DMARC1; p=reject
        _dmarc.news TXT v=DMARC1; p=quarantine`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "_dmarc.news.example.com holds 2 DMARC records; receivers discard them all, so the policy of _dmarc.example.com holds (p=reject)",
          at: "_dmarc.news.example.com TXT",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
    {
      name: "what holds above is not known",
      zone: `
        $ORIGIN news.example.com.
        _dmarc TXT v=DMARC1; p=reject
        _dmarc TXT v=DMARC1; p=quarantine`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "_dmarc.news.example.com holds 2 DMARC records; receivers discard them all, so a policy of the domain above holds, if there is one",
          at: "_dmarc.news.example.com TXT",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
    {
      name: "of three, one broken",
      zone: `
        _dmarc TXT v=DMARC1; p=rejct
        _dmarc TXT v=DMARC1; p=none
        _dmarc TXT v=DMARC1; p=quarantine; rua=mailto:a@example.com`,
      findings: [
        {
          severity: "error",
          message: "_dmarc.example.com holds 3 DMARC records; receivers discard them all, so no policy holds",
          at: "_dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "through a CNAME",
      zone: `
        _dmarc CNAME policy
        policy TXT v=DMARC1; p=none
        policy TXT v=DMARC1; p=reject`,
      findings: [
        {
          severity: "error",
          message: "_dmarc.example.com holds 2 DMARC records; receivers discard them all, so no policy holds",
          at: "policy.example.com TXT",
          publish: ['policy.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        _dmarc TXT v=DMARC1; p=reject
        _dmarc TXT v=DMARC1; p=quarantine`,
      findings: [
        {
          severity: "error",
          message: "_dmarc.example.com holds 2 DMARC records; receivers discard them all, so no policy holds",
          at: "_dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
  ],
});
