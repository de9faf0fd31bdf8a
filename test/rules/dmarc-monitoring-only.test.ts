import rule from "../../src/rules/dmarc-monitoring-only.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "enforced",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com`,
    },
    {
      name: "no reports",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none`,
    },
    {
      name: "inherited",
      zone: `
        _dmarc TXT v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com
        news MX 10 mx.example.net.`,
    },
    {
      name: "p bad: has a rule of its own",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=nnoe; rua=mailto:dmarc@example.com`,
    },
    {
      name: "inbound",
      zone: `
        parse MX 10 mx.sendgrid.net.
        _dmarc.parse TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
  ],
  invalid: [
    {
      name: "watching",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "info",
          message:
            'the DMARC policy of example.com is "none": receivers report and deliver everything; once the reports show that your own mail passes, quarantine is next',
          at: "_dmarc.example.com TXT: p=none",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "sp and removed tags go with it",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1;p=none;sp=none;pct=100;rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "info",
          message:
            'the DMARC policy of example.com is "none": receivers report and deliver everything; once the reports show that your own mail passes, quarantine is next',
          at: "_dmarc.example.com TXT: p=none",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a domain whose mail the next stage would lose",
      zone: `
        @ MX 10 mx
        mx A 5.6.7.8
        _dmarc TXT v=DMARC1; p=none; sp=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "info",
          message:
            'the DMARC policy of example.com is "none": receivers report and deliver everything; once the reports show that your own mail passes, quarantine is next',
          at: "_dmarc.example.com TXT: p=none",
        },
      ],
    },
    {
      name: "mail that may align through a name that leads outside",
      zone: `
        @ MX 10 mx
        mx A 5.6.7.8
        shop CNAME shop.example.net.
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "info",
          message:
            'the DMARC policy of example.com is "none": receivers report and deliver everything; once the reports show that your own mail passes, quarantine is next',
          at: "_dmarc.example.com TXT: p=none",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a shared record",
      zone: `
        @ TXT v=spf1 -all
        _dmarc CNAME policy.example.net.
        $ORIGIN example.net.
        policy TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "info",
          message:
            'the DMARC policy of example.com is "none": receivers report and deliver everything; once the reports show that your own mail passes, quarantine is next',
          at: "policy.example.net TXT: p=none",
          publish: ['policy.example.net. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
