import spfMissing from "../../src/rules/spf-missing.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfMissing, {
  valid: [
    {
      name: "strings that are joined to what is no policy",
      zone: '@ MX 10 mx.example.net.\n@ TXT "v=spf1" "mx" "-all"',
    },
    {
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:_spf.google.com ~all",
    },
    {
      name: "a domain without mail",
      zone: "@ A 192.0.2.1\n_dmarc TXT v=DMARC1; p=reject",
    },
    {
      name: "a null MX",
      zone: "@ MX 0 .",
    },
    {
      name: "parse host",
      zone: "parse MX 10 mx.sendgrid.net.",
    },
    {
      name: "return path",
      zone: "bounce MX 10 feedback-smtp.us-east-1.amazonses.com.",
    },
    {
      name: "a name that only receives, by the configuration",
      zone: "in MX 10 mx.example.net.",
      domains: {
        "in.example.com": {
          role: "receive-only",
        },
      },
    },
    {
      name: "SPF lies elsewhere",
      zone: "@ MX 1 smtp.google.com.",
      domains: {
        "example.com": {
          elsewhere: ["spf"],
        },
      },
    },
    {
      name: "a CNAME at the name",
      zone: "www CNAME web.example.net.\n_dmarc.www TXT v=DMARC1; p=none",
      domains: {
        "www.example.com": {
          role: "mail",
        },
      },
    },
    {
      name: "spf-near-miss tells of it",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1a mx -all",
    },
    {
      name: "placeholder only",
      zone: "@ MX 10 ms12345678.msv1.invalid.",
    },
    {
      name: "unlisted names",
      zone: "* MX 10 mx.example.net.",
    },
    {
      name: "a private zone",
      zone: "$PRIVATE\n@ MX 1 smtp.google.com.",
    },
    {
      name: "a zone that is only referred to",
      zone: "$SCOPE none\n@ MX 1 smtp.google.com.",
      notJudged: ["example.com is only referred to here, or not shown in full"],
    },
    {
      name: "a text that is not known",
      zone: "@ MX 1 smtp.google.com.\n@ TXT ?preview",
      notJudged: ["the text of a TXT record of example.com is not known"],
    },
    {
      name: "a record of unknown type",
      zone: "@ MX 1 smtp.google.com.\n@ UNKNOWN ?",
      notJudged: ["a record at example.com is declared whose type is not known"],
    },
    {
      name: "an MX that is not known",
      zone: "mail MX 10 ?preview",
      notJudged: ["the MX of mail.example.com is not known yet"],
    },
    {
      name: "declared in part, configured, without an MX",
      zone: "$SCOPE part\n@ A 192.0.2.1",
      domains: {
        "example.com": {
          role: "mail",
        },
      },
      notJudged: ["neither MX nor SPF of example.com is declared here"],
    },
    {
      name: "a delegated name",
      zone: "sub NS ns1.example.net.\nsub MX 10 mx.example.net.",
    },
  ],
  invalid: [
    {
      zone: "@ MX 1 smtp.google.com.",
      findings: [
        {
          severity: "error",
          message:
            "example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com ~all"'],
        },
      ],
    },
    {
      zone: "@ MX 0 example-com.mail.protection.outlook.com.",
      findings: [
        {
          severity: "error",
          message:
            "example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 include:spf.protection.outlook.com -all"'],
        },
      ],
    },
    {
      name: "unrecognised hosts",
      zone: "@ MX 10 mx.example.net.",
      findings: [
        {
          severity: "error",
          message:
            "example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      name: "a verification text is none",
      zone: "@ MX 10 mx.example.net.\n@ TXT spf-verification=1",
      findings: [
        {
          severity: "error",
          message:
            "example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      name: "a filter",
      zone: "@ MX 10 cluster1.eu.messagelabs.com.",
      findings: [
        {
          severity: "error",
          message:
            "example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 include:spf.messagelabs.com ~all"'],
        },
      ],
    },
    {
      name: "another mail name",
      zone: "sub MX 10 mx.example.net.",
      findings: [
        {
          severity: "warning",
          message:
            "sub.example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          domain: "sub.example.com",
          at: "sub.example.com MX",
          publish: ['sub.example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      name: "a forwarder",
      zone: "@ MX 10 mx1.improvmx.com.\n@ MX 20 mx2.improvmx.com.",
      findings: [
        {
          severity: "warning",
          message:
            "example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 include:spf.improvmx.com ~all"'],
        },
      ],
    },
    {
      name: "configured to send",
      zone: "@ A 192.0.2.1",
      domains: {
        "example.com": {
          role: "send-only",
        },
      },
      findings: [
        {
          severity: "error",
          message:
            "example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          at: "example.com A",
        },
      ],
    },
    {
      name: "configured senders",
      zone: "@ MX 1 smtp.google.com.",
      domains: {
        "example.com": {
          mailbox: "google-workspace",
          senders: ["mailjet", "sendgrid"],
        },
      },
      findings: [
        {
          severity: "error",
          message:
            "example.com has no SPF record; large receivers ask for one, and mail from it is refused or goes to spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com include:spf.mailjet.com ~all"'],
        },
      ],
    },
    {
      name: "a stack",
      zone: "$SCOPE program\n@ MX 1 smtp.google.com.",
      findings: [
        {
          severity: "error",
          message:
            "this stack declares the MX of example.com and no SPF record; without one, large receivers refuse its mail or put it into spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com ~all"'],
        },
      ],
    },
    {
      name: "declared in part",
      zone: "$SCOPE part\n@ MX 1 smtp.google.com.",
      findings: [
        {
          severity: "warning",
          message:
            "no SPF record of example.com is declared here; without one, large receivers refuse its mail or put it into spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com ~all"'],
        },
      ],
    },
    {
      name: "declared in part, with other texts",
      zone: "$SCOPE part\n@ MX 1 smtp.google.com.\n@ TXT hello",
      findings: [
        {
          severity: "warning",
          message:
            "no SPF record of example.com is declared here; without one, large receivers refuse its mail or put it into spam",
          at: "example.com MX",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com ~all"'],
        },
      ],
    },
    {
      name: "type SPF alone",
      zone: "@ MX 1 smtp.google.com.\n@ SPF v=spf1 include:_spf.google.com -all",
      findings: [
        {
          severity: "error",
          message:
            "example.com has its SPF policy in a record of type SPF alone; receivers ask for TXT only, so it is as if there were none",
          at: "example.com SPF",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com -all"'],
        },
      ],
    },
  ],
});
