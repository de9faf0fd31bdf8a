import rule from "../../src/rules/mx-retired-host.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a present host",
      zone: "@ MX 0 example-com.mail.protection.outlook.com.",
    },
    {
      name: "nobody's",
      zone: "@ MX 10 mx.example.net.",
    },
    {
      name: "null MX",
      zone: "@ MX 0 .",
    },
    {
      name: "not known",
      zone: "@ MX 10 ?preview",
    },
  ],
  invalid: [
    {
      name: "an old name alone",
      zone: "@ MX 10 example-com.mail.eo.outlook.com.",
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "example-com.mail.eo.outlook.com" is an old host of Microsoft 365 / Exchange Online that it no longer supports; mail arrives there only as long as it is kept running',
          at: "example.com MX",
          publish: ["example.com. MX 0 <m365MxHost>."],
        },
      ],
    },
    {
      name: "an old name beside the present one",
      zone: `
        @ MX 0 example-com.mail.protection.outlook.com.
        @ MX 10 example-com.mail.eo.outlook.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "example-com.mail.eo.outlook.com" is an old host of Microsoft 365 / Exchange Online that it no longer supports; mail arrives there only as long as it is kept running',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "forwarding of a seller that is gone",
      zone: `
        @ MX 5 gmr-smtp-in.l.google.com.
        @ MX 10 alt1.gmr-smtp-in.l.google.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "gmr-smtp-in.l.google.com" is an old host of Google Domains / Squarespace email forwarding (legacy) that it no longer supports; mail arrives there only as long as it is kept running',
          at: "example.com MX",
        },
        {
          severity: "warning",
          message:
            'the exchange "alt1.gmr-smtp-in.l.google.com" is an old host of Google Domains / Squarespace email forwarding (legacy) that it no longer supports; mail arrives there only as long as it is kept running',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a verification record",
      zone: `
        @ MX 0 example-com.mail.protection.outlook.com.
        @ MX 100 ms12345678.msv1.invalid.`,
      findings: [
        {
          severity: "info",
          message:
            'the exchange "ms12345678.msv1.invalid" proves to the provider that the domain is yours; once it is verified the record can go',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "Google's verification record",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 15 abcdefghijklmnop.mx-verification.google.com.`,
      findings: [
        {
          severity: "info",
          message:
            'the exchange "abcdefghijklmnop.mx-verification.google.com" proves to the provider that the domain is yours; once it is verified the record can go',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a placeholder alone",
      zone: "@ MX 10 blackhole.tem.scaleway.com.",
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "blackhole.tem.scaleway.com" is a placeholder that takes no mail, and it is the only MX: no mail arrives',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a placeholder beside a host",
      zone: `
        @ MX 10 blackhole.tem.scaleway.com.
        @ MX 20 mx.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "blackhole.tem.scaleway.com" is a placeholder that takes no mail; senders that try it wait for nothing',
          at: "example.com MX",
        },
      ],
    },
  ],
});
