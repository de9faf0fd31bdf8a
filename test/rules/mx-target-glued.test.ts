import rule from "../../src/rules/mx-target-glued.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a host outside",
      zone: "@ MX 1 smtp.google.com.",
    },
    {
      name: "a host below the zone",
      zone: `
        @ MX 10 mx.mail
        mx.mail A 203.0.113.1`,
    },
    {
      name: "a label that looks like a top-level domain proves nothing",
      zone: "@ MX 10 contact.justice",
    },
    {
      name: "nor does one behind others",
      zone: `
        @ MX 10 mail.ph.pecs
        mail.ph.pecs A 203.0.113.1`,
    },
    {
      name: "the host is declared",
      zone: `
        @ MX 10 mx.example.net
        mx.example.net A 203.0.113.1`,
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        @ MX 10 mx.example.net`,
    },
    {
      name: "the zone itself",
      zone: "@ MX 10 example.com.",
    },
    {
      name: "an alias",
      zone: `
        @ MX 10 mx.example.net
        mx.example.net CNAME mx.example.net.`,
    },
  ],
  invalid: [
    {
      name: "a known provider's host",
      zone: "@ MX 1 smtp.google.com",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "smtp.google.com.example.com" is "smtp.google.com" with the zone example.com behind it: its final dot is missing, so senders look for a host that does not exist',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "in a part of a zone too",
      zone: `
        $SCOPE part
        @ MX 0 example-com.mail.protection.outlook.com`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "example-com.mail.protection.outlook.com.example.com" is "example-com.mail.protection.outlook.com" with the zone example.com behind it: its final dot is missing, so senders look for a host that does not exist',
          at: "example.com MX",
          publish: ["example.com. MX 0 example-com.mail.protection.outlook.com."],
        },
      ],
    },
    {
      name: "a wildcard answers for it",
      zone: `
        @ MX 1 smtp.google.com
        * A 203.0.113.1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "smtp.google.com.example.com" is "smtp.google.com" with the zone example.com behind it: its final dot is missing, so senders look for a host that does not exist',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "a submission host",
      zone: "@ MX 10 smtp.gmail.com",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "smtp.gmail.com.example.com" is "smtp.gmail.com" with the zone example.com behind it: its final dot is missing, so senders look for a host that does not exist',
          at: "example.com MX",
          publish: ["example.com. MX 10 smtp.gmail.com."],
        },
      ],
    },
    {
      name: "the zone again",
      zone: "@ MX 10 mx.example.com",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.com.example.com" is "mx.example.com" with the zone example.com behind it: its final dot is missing, so senders look for a host that does not exist',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.com."],
        },
      ],
    },
    {
      name: "the zone again, at the apex",
      zone: "@ MX 10 example.com",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "example.com.example.com" is "example.com" with the zone example.com behind it: its final dot is missing, so senders look for a host that does not exist',
          at: "example.com MX",
          publish: ["example.com. MX 10 example.com."],
        },
      ],
    },
    {
      name: "somebody's host, nothing there",
      zone: "@ MX 10 mx1.mail.example.net",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx1.mail.example.net.example.com" is "mx1.mail.example.net" with the zone example.com behind it: its final dot is missing, so senders look for a host that does not exist',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx1.mail.example.net."],
        },
      ],
    },
    {
      name: "typed so where names are absolute",
      zone: `
        $HOST cloudflare
        @ MX 10 smtp.google.com.example.com.`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "smtp.google.com.example.com" is "smtp.google.com" with the zone example.com behind it, so senders look for a host that does not exist',
          at: "example.com MX",
          publish: ["example.com. MX 10 smtp.google.com."],
        },
      ],
    },
    {
      name: "of a subdomain",
      zone: "news MX 10 smtp.google.com",
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            'the exchange "smtp.google.com.example.com" is "smtp.google.com" with the zone example.com behind it: its final dot is missing, so senders look for a host that does not exist',
          at: "news.example.com MX",
          publish: ["news.example.com. MX 10 smtp.google.com."],
        },
      ],
    },
  ],
});
