import rule from "../../src/rules/dmarc-no-reports.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "reports",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a bad address has a rule of its own",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none; rua=dmarc@example.com`,
    },
    {
      name: "role none",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject`,
    },
    {
      name: "no mail at all",
      zone: "_dmarc TXT v=DMARC1; p=reject",
    },
    {
      name: "configured as none",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "inherited",
      zone: `
        _dmarc TXT v=DMARC1; p=reject
        news MX 10 mx.example.net.`,
    },
    {
      name: "inbound",
      zone: `
        parse MX 10 mx.sendgrid.net.
        _dmarc.parse TXT v=DMARC1; p=none`,
    },
    {
      name: "a report authorisation",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        example.org._report._dmarc TXT v=DMARC1`,
    },
  ],
  invalid: [
    {
      name: "none",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record of example.com (p=none) has no rua tag, so no receiver reports; without reports the policy does nothing at all",
          at: "_dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "enforced",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject;`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record of example.com (p=reject) has no rua tag, so no receiver reports; own mail that fails is lost unseen",
          at: "_dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a name that takes no mail: reports go to the domain above that does",
      zone: `
        @ MX 10 mx.example.net.
        @ TXT v=spf1 mx -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:reports@example.com
        links A 5.6.7.8
        links TXT v=spf1 include:_spf.example.net -all
        _dmarc.links TXT v=DMARC1; p=reject;`,
      findings: [
        {
          severity: "warning",
          domain: "links.example.com",
          message:
            "the DMARC record of links.example.com (p=reject) has no rua tag, so no receiver reports; own mail that fails is lost unseen",
          at: "_dmarc.links.example.com TXT",
          publish: ['_dmarc.links.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "it only sends",
      zone: `
        @ TXT v=spf1 ip4:203.0.113.1 -all
        _dmarc TXT v=DMARC1; p=quarantine; pct=100`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record of example.com (p=quarantine) has no rua tag, so no receiver reports; own mail that fails is lost unseen",
          at: "_dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
