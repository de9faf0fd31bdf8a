import rule from "../../src/rules/mx-target-wrong-host.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "the provider's MX",
      zone: "@ MX 1 smtp.google.com.",
    },
    {
      name: "a host that serves both",
      zone: "@ MX 0 sv1234.xserver.jp.",
    },
    {
      name: "a tenant's name",
      zone: "@ MX 0 examplecom-0.mail.protection.outlook.com.",
    },
    {
      name: "hosts that differ in a number",
      zone: "@ MX 10 mx07.lolipop.jp.",
    },
    {
      name: "nobody's host",
      zone: "@ MX 10 smtp.example.net.",
    },
    {
      name: "GoDaddy's smtp host is a real MX",
      zone: `
        @ MX 0 smtp.secureserver.net.
        @ MX 10 mailstore1.secureserver.net.`,
    },
    {
      name: "not known",
      zone: "@ MX 10 ?preview",
    },
    {
      name: "null MX",
      zone: "@ MX 0 .",
    },
  ],
  invalid: [
    {
      name: "submission host alone",
      zone: "@ MX 10 smtp.gmail.com.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "smtp.gmail.com" is the server of Google Workspace (Gmail) for sending or reading one\'s own mail; it takes no mail from other senders',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "Microsoft's submission host",
      zone: "@ MX 10 smtp.office365.com.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "smtp.office365.com" is the server of Microsoft 365 / Exchange Online for sending or reading one\'s own mail; it takes no mail from other senders',
          at: "example.com MX",
          publish: ["example.com. MX 0 <m365MxHost>."],
        },
      ],
    },
    {
      name: "beside another, as a fallback",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 smtp.gmail.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "smtp.gmail.com" is the server of Google Workspace (Gmail) for sending or reading one\'s own mail; it takes no mail from other senders',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "the lowest of several",
      zone: `
        @ MX 1 smtp.gmail.com.
        @ MX 10 smtp.google.com.`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "smtp.gmail.com" is the server of Google Workspace (Gmail) for sending or reading one\'s own mail; it takes no mail from other senders',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "without preferences, beside another",
      zone: `
        @ MX ? smtp.gmail.com.
        @ MX ? aspmx.l.google.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "smtp.gmail.com" is the server of Google Workspace (Gmail) for sending or reading one\'s own mail; it takes no mail from other senders',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "without preferences, alone",
      zone: "@ MX ? smtp.gmail.com.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "smtp.gmail.com" is the server of Google Workspace (Gmail) for sending or reading one\'s own mail; it takes no mail from other senders',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "a host that the provider does not have",
      zone: "@ MX 10 aspmx.google.com.",
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "aspmx.google.com" is none of the MX hosts of Google Workspace (Gmail); the nearest is "aspmx.l.google.com", and a host that does not exist takes no mail',
          at: "example.com MX",
          publish: ["example.com. MX 10 aspmx.l.google.com."],
        },
      ],
    },
    {
      name: "a misspelt region",
      zone: "bounce MX 10 feedback-smtp.eu-cenral-1.amazonses.com.",
      findings: [
        {
          severity: "warning",
          domain: "bounce.example.com",
          message:
            'the exchange "feedback-smtp.eu-cenral-1.amazonses.com" is none of the MX hosts of Amazon SES (sending and receiving); the nearest is "feedback-smtp.eu-central-1.amazonses.com", and a host that does not exist takes no mail',
          at: "bounce.example.com MX",
          publish: ["bounce.example.com. MX 10 feedback-smtp.eu-central-1.amazonses.com."],
        },
      ],
    },
    {
      name: "a misspelt tenant's host",
      zone: "@ MX 0 example-com.mail.protecton.outlook.com.",
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "example-com.mail.protecton.outlook.com" is none of the MX hosts of Microsoft 365 / Exchange Online; the nearest is "example-com.mail.protection.outlook.com", and a host that does not exist takes no mail',
          at: "example.com MX",
          publish: ["example.com. MX 0 example-com.mail.protection.outlook.com."],
        },
      ],
    },
  ],
});
