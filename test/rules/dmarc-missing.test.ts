import rule from "../../src/rules/dmarc-missing.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a policy",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
    {
      name: "inherited from the organisational domain",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        news MX 10 mx.example.net.`,
    },
    {
      name: "no mail",
      zone: `
        @ A 203.0.113.1
        www A 203.0.113.1`,
    },
    {
      name: "role none",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all`,
    },
    {
      name: "inbound",
      zone: "parse MX 10 mx.sendgrid.net.",
    },
    {
      name: "return path",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 include:amazonses.com -all`,
    },
    {
      name: "configured as inbound",
      zone: "parse MX 10 mx.example.net.",
      domains: { "parse.example.com": { role: "inbound" } },
    },
    {
      name: "a CNAME leads outside",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc CNAME example.com.dmarc.example.net.`,
      notJudged: ["example.com.dmarc.example.net is in no declared zone"],
    },
    {
      name: "delegated",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc NS ns1.example.net.`,
      notJudged: ["_dmarc.example.com is delegated to other name servers"],
    },
    {
      name: "delegated, as providers do with all underscore names",
      zone: `
        @ MX 1 smtp.google.com.
        news MX 10 mx.example.net.
        _dmarc.news NS ns1.example.net.
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      notJudged: ["_dmarc.news.example.com is delegated to other name servers"],
    },
    {
      name: "the organisational domain is not declared",
      zone: `
        $ORIGIN news.example.com.
        @ MX 10 mx.example.net.`,
      notJudged: ["_dmarc.example.com is in no declared zone"],
    },
    {
      name: "a text that is not known yet",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT ?preview`,
      notJudged: ["the text at _dmarc.example.com is not known yet"],
    },
    {
      name: "a name that is not known yet",
      zone: `
        @ MX 1 smtp.google.com.
        ?preview TXT v=DMARC1; p=none`,
      notJudged: ["a record of example.com has a name that is not known yet"],
    },
    {
      name: "declared elsewhere",
      zone: "@ MX 1 smtp.google.com.",
      domains: { "example.com": { elsewhere: ["dmarc"] } },
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        @ MX 1 smtp.google.com.`,
    },
    {
      name: "an unusable record has a rule of its own",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=rejct`,
    },
    {
      name: "so have two",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none
        _dmarc TXT v=DMARC1; p=reject
        news MX 10 mx.example.net.`,
    },
    {
      name: "so has a misspelt one",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC; p=reject`,
    },
    {
      name: "so has one at the apex",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=DMARC1; p=reject`,
    },
    {
      name: "so has one at a doubled name",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc.example.com TXT v=DMARC1; p=reject`,
    },
    {
      name: "a wildcard's names are no From domains of their own",
      zone: "* MX 10 mx.example.net.",
    },
    {
      name: "a part of a zone without an MX",
      zone: `
        $SCOPE part
        @ TXT v=spf1 ip4:203.0.113.1 -all`,
    },
    {
      name: "only referred to",
      zone: `
        $SCOPE none
        @ MX 1 smtp.google.com.`,
      notJudged: ["example.com is only referred to here, or not shown in full"],
    },
    {
      name: "a wildcard policy",
      zone: `
        @ MX 1 smtp.google.com.
        * TXT v=DMARC1; p=none`,
    },
  ],
  invalid: [
    {
      name: "a CNAME without a dot at its end",
      zone: "@ MX 1 smtp.google.com.\n_dmarc CNAME example.com.dmarc.example.net",
      findings: [
        {
          severity: "error",
          message:
            'example.com has no DMARC policy: the CNAME at _dmarc.example.com leads to "example.com.dmarc.example.net.example.com", where none stands; large receivers ask for one, and anybody can send in its name',
          at: "_dmarc.example.com CNAME",
          publish: ["_dmarc.example.com. CNAME example.com.dmarc.example.net."],
        },
      ],
    },
    {
      name: "a CNAME to nothing",
      zone: "@ MX 1 smtp.google.com.\n_dmarc CNAME policy.dmarc",
      findings: [
        {
          severity: "error",
          message:
            'example.com has no DMARC policy: the CNAME at _dmarc.example.com leads to "policy.dmarc.example.com", where none stands; large receivers ask for one, and anybody can send in its name',
          at: "_dmarc.example.com CNAME",
          publish: ['policy.dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "an organisational domain with a mailbox",
      zone: "@ MX 1 smtp.google.com.",
      findings: [
        {
          severity: "error",
          message:
            "example.com has no DMARC policy: nothing stands at _dmarc.example.com; large receivers ask for one, and anybody can send in its name",
          at: "example.com MX",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "it sends only: others",
      zone: "@ TXT v=spf1 ip4:203.0.113.1 -all",
      findings: [
        {
          severity: "warning",
          message:
            "example.com has no DMARC policy: nothing stands at _dmarc.example.com; large receivers ask for one, and anybody can send in its name",
          at: "example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "it is configured",
      zone: "@ TXT v=spf1 ip4:203.0.113.1 -all",
      domains: { "example.com": { role: "send-only" } },
      findings: [
        {
          severity: "error",
          message:
            "example.com has no DMARC policy: nothing stands at _dmarc.example.com; large receivers ask for one, and anybody can send in its name",
          at: "example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a subdomain alone",
      zone: "news MX 10 mx.example.net.",
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "news.example.com has no DMARC policy: nothing stands at _dmarc.news.example.com or _dmarc.example.com; large receivers ask for one, and anybody can send in its name",
          at: "news.example.com MX",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@news.example.com"'],
        },
      ],
    },
    {
      name: "a subdomain of one that lacks it too is told there",
      zone: `
        @ MX 1 smtp.google.com.
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          message:
            "example.com has no DMARC policy: nothing stands at _dmarc.example.com; large receivers ask for one, and anybody can send in its name",
          at: "example.com MX",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "the parent's is not the nearest's",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc.mail TXT v=DMARC1; p=reject
        a.mail MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          message:
            "example.com has no DMARC policy: nothing stands at _dmarc.example.com; large receivers ask for one, and anybody can send in its name",
          at: "example.com MX",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        @ MX 1 smtp.google.com.`,
      findings: [
        {
          severity: "warning",
          message:
            "no DMARC policy for example.com is declared here (_dmarc.example.com is not in this document); without one, large receivers refuse its bulk mail",
          at: "example.com MX",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a program that declares a part",
      zone: `
        $SCOPE program
        @ MX 1 smtp.google.com.`,
      findings: [
        {
          severity: "error",
          message:
            "this stack declares the MX of example.com and no DMARC policy; without one, large receivers refuse its bulk mail and anybody can send in its name",
          at: "example.com MX",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a subdomain in a program",
      zone: `
        $SCOPE program
        news MX 10 mx.example.net.`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "this stack declares the MX of news.example.com and no DMARC policy; without one, large receivers refuse its bulk mail and anybody can send in its name",
          at: "news.example.com MX",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@news.example.com"'],
        },
      ],
    },
    {
      name: "WorkMail shares its host with SES",
      zone: `
        @ MX 10 inbound-smtp.us-east-1.amazonaws.com.
        autodiscover CNAME autodiscover.mail.us-east-1.awsapps.com.`,
      findings: [
        {
          severity: "error",
          message:
            "example.com has no DMARC policy: nothing stands at _dmarc.example.com; large receivers ask for one, and anybody can send in its name",
          at: "example.com MX",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
