import rule from "../../src/rules/bimi-not-enforced.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "quarantine",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=quarantine
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
    },
    {
      name: "reject, pct of old",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=reject; pct=50
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
    },
    {
      name: "inherited",
      zone: `_dmarc TXT v=DMARC1; p=reject
news MX 10 mx
default._bimi.news TXT v=BIMI1; l=https://www.example.com/a.svg`,
    },
    {
      name: "declined",
      zone: `@ MX 10 mx
default._bimi TXT v=BIMI1; l=; a=`,
    },
    {
      name: "a broken record has a rule of its own",
      zone: `@ MX 10 mx
default._bimi TXT v=BIMI1; l=http://www.example.com/a.svg`,
    },
    {
      name: "DMARC lies elsewhere",
      zone: `@ MX 10 mx
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
      domains: { "example.com": { elsewhere: ["dmarc"] } },
    },
    {
      name: "DMARC leads outside",
      zone: `@ MX 10 mx
_dmarc CNAME d.example.net.
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
      notJudged: ["whether DMARC is enforced, which BIMI asks for: d.example.net is in no declared zone"],
    },
    {
      name: "part of a zone",
      zone: `$SCOPE part
@ MX 10 mx
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
      notJudged: ["whether DMARC is enforced, which BIMI asks for: _dmarc.example.com is not declared here"],
    },
    {
      name: "no BIMI",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=none`,
    },
    {
      name: "BIMI leads outside",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=none
default._bimi CNAME b.example.net.`,
    },
  ],
  invalid: [
    {
      name: "none",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=none
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com has a BIMI record, and the DMARC policy of _dmarc.example.com has p=none; receivers show a logo only where it is quarantine or reject for all mail",
          at: "default._bimi.example.com TXT",
        },
      ],
    },
    {
      name: "no policy",
      zone: `@ MX 10 mx
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com has a BIMI record and no DMARC policy; receivers show a logo only where DMARC is quarantine or reject",
          at: "default._bimi.example.com TXT",
        },
      ],
    },
    {
      name: "sp=none",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=reject; sp=none
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com has a BIMI record, and the DMARC policy of _dmarc.example.com has sp=none; receivers show a logo only where it is quarantine or reject for all mail",
          at: "default._bimi.example.com TXT",
        },
      ],
    },
    {
      name: "quarantine for some mail",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=quarantine; pct=20
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com has a BIMI record, and the DMARC policy of _dmarc.example.com has p=quarantine; pct=20; receivers show a logo only where it is quarantine or reject for all mail",
          at: "default._bimi.example.com TXT",
        },
      ],
    },
    {
      name: "quarantine on trial",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=quarantine; t=y
default._bimi TXT v=BIMI1; l=https://www.example.com/a.svg`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com has a BIMI record, and the DMARC policy of _dmarc.example.com has p=quarantine; t=y, which asks for no action yet; receivers show a logo only where it is quarantine or reject for all mail",
          at: "default._bimi.example.com TXT",
        },
      ],
    },
    {
      name: "the organisational domain's policy is none",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=none
news MX 10 mx
_dmarc.news TXT v=DMARC1; p=reject
default._bimi.news TXT v=BIMI1; l=https://www.example.com/a.svg`,
      findings: [
        {
          severity: "warning",
          message:
            "news.example.com has a BIMI record, and the DMARC policy of _dmarc.example.com has p=none; receivers show a logo only where it is quarantine or reject for all mail",
          domain: "news.example.com",
          at: "default._bimi.news.example.com TXT",
        },
      ],
    },
    {
      name: "where a CNAME leads",
      zone: `@ MX 10 mx
_dmarc TXT v=DMARC1; p=none
default._bimi CNAME logo
logo TXT v=BIMI1; l=https://www.example.com/a.svg`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com has a BIMI record, and the DMARC policy of _dmarc.example.com has p=none; receivers show a logo only where it is quarantine or reject for all mail",
          at: "logo.example.com TXT",
        },
      ],
    },
  ],
});
