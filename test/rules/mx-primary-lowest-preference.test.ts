import rule from "../../src/rules/mx-primary-lowest-preference.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "the provider's order",
      zone: `
        @ MX 1 aspmx.l.google.com.
        @ MX 5 alt1.aspmx.l.google.com.
        @ MX 5 alt2.aspmx.l.google.com.
        @ MX 10 alt3.aspmx.l.google.com.
        @ MX 10 alt4.aspmx.l.google.com.`,
    },
    {
      name: "documented ties",
      zone: `
        @ MX 10 mx1.abcdefg.iphmx.com.
        @ MX 10 mx2.abcdefg.iphmx.com.`,
    },
    {
      name: "a fallback out of order: mail still arrives at the primary",
      zone: `
        @ MX 1 aspmx.l.google.com.
        @ MX 10 alt1.aspmx.l.google.com.
        @ MX 5 alt2.aspmx.l.google.com.
        @ MX 5 alt3.aspmx.l.google.com.
        @ MX 10 alt4.aspmx.l.google.com.`,
    },
    {
      name: "preference * (Cloudflare)",
      zone: `
        @ MX 90 route1.mx.cloudflare.net.
        @ MX 5 route2.mx.cloudflare.net.
        @ MX 20 route3.mx.cloudflare.net.`,
    },
    {
      name: "the configured provider first",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 backup.example.net.`,
      domains: { "example.com": { mailbox: "google-workspace" } },
    },
    {
      name: "the configured gateway first",
      zone: `
        @ MX 10 mx1-us1.ppe-hosted.com.
        @ MX 30 example-com.mail.protection.outlook.com.`,
      domains: { "example.com": { gateway: "proofpoint-essentials", mailbox: "microsoft-365" } },
    },
    {
      name: "the configured provider lets the MX name the customer's domain",
      zone: `
        @ MX 0 example.com.
        @ A 203.0.113.1`,
      domains: { "example.com": { mailbox: "xserver" } },
    },
    {
      name: "no preferences in the document",
      zone: `
        @ MX ? mx01.lolipop.jp.
        @ MX ? smtp.google.com.`,
      domains: { "example.com": { mailbox: "google-workspace" } },
      notJudged: ["a preference of the MX of example.com is not known, so which comes first cannot be told"],
    },
    {
      name: "one preference is not known",
      zone: `
        @ MX ?preview smtp.google.com.
        @ MX 10 mx01.lolipop.jp.`,
      domains: { "example.com": { mailbox: "google-workspace" } },
      notJudged: ["a preference of the MX of example.com is not known, so which comes first cannot be told"],
    },
    {
      name: "a configured provider that nobody knows",
      zone: "@ MX 10 mx.example.net.",
      domains: { "example.com": { mailbox: "house-mail" } },
    },
    {
      name: "unknown hosts share a number",
      zone: `
        @ MX 10 a.example.net.
        @ MX 10 b.example.org.`,
    },
    {
      name: "null MX",
      zone: "@ MX 0 .",
      domains: { "example.com": { mailbox: "google-workspace" } },
    },
  ],
  invalid: [
    {
      name: "another provider first",
      zone: `
        @ MX 10 smtp.google.com.
        @ MX 5 mx01.lolipop.jp.`,
      domains: { "example.com": { mailbox: "google-workspace" } },
      findings: [
        {
          severity: "error",
          message:
            'example.com takes its mail at Google Workspace (Gmail), but the lowest preference (5) is "mx01.lolipop.jp"; the lowest number is tried first, so mail goes there',
          at: "example.com MX",
          publish: ["example.com. MX 10 smtp.google.com.", "example.com. MX 20 mx01.lolipop.jp."],
        },
      ],
    },
    {
      name: "the mailbox before its gateway",
      zone: `
        @ MX 10 mx1-us1.ppe-hosted.com.
        @ MX 5 example-com.mail.protection.outlook.com.`,
      domains: { "example.com": { gateway: "proofpoint-essentials", mailbox: "microsoft-365" } },
      findings: [
        {
          severity: "error",
          message:
            'example.com takes its mail at Proofpoint Essentials, but the lowest preference (5) is "example-com.mail.protection.outlook.com"; the lowest number is tried first, so mail goes there',
          at: "example.com MX",
          publish: [
            "example.com. MX 10 mx1-us1.ppe-hosted.com.",
            "example.com. MX 20 example-com.mail.protection.outlook.com.",
          ],
        },
      ],
    },
    {
      name: "a tie with the configured one",
      zone: `
        @ MX 10 smtp.google.com.
        @ MX 10 mx.example.net.`,
      domains: { "example.com": { mailbox: "google-workspace" } },
      findings: [
        {
          severity: "error",
          message:
            'example.com takes its mail at Google Workspace (Gmail), but the lowest preference (10) is "mx.example.net"; the lowest number is tried first, so mail goes there',
          at: "example.com MX",
          publish: ["example.com. MX 10 smtp.google.com.", "example.com. MX 20 mx.example.net."],
        },
      ],
    },
    {
      name: "the configured one is missing",
      zone: "@ MX 10 mx01.lolipop.jp.",
      domains: { "example.com": { mailbox: "google-workspace" } },
      findings: [
        {
          severity: "error",
          message:
            'example.com takes its mail at Google Workspace (Gmail), but the lowest preference (10) is "mx01.lolipop.jp"; the lowest number is tried first, so mail goes there',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "a tie across two providers",
      zone: `
        @ MX 10 smtp.google.com.
        @ MX 10 mx01.lolipop.jp.`,
      findings: [
        {
          severity: "warning",
          message:
            "two MX of example.com share the lowest preference 10: Google Workspace (Gmail) and Lolipop! (GMO Pepabo); senders pick one of them by chance",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a fallback first",
      zone: `
        @ MX 20 aspmx.l.google.com.
        @ MX 5 alt1.aspmx.l.google.com.
        @ MX 5 alt2.aspmx.l.google.com.
        @ MX 10 alt3.aspmx.l.google.com.
        @ MX 10 alt4.aspmx.l.google.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'the lowest preference (5) is "alt1.aspmx.l.google.com", which its provider gives as a fallback; "aspmx.l.google.com" should come first',
          at: "example.com MX",
          publish: [
            "example.com. MX 1 aspmx.l.google.com.",
            "example.com. MX 5 alt1.aspmx.l.google.com.",
            "example.com. MX 5 alt2.aspmx.l.google.com.",
            "example.com. MX 10 alt3.aspmx.l.google.com.",
            "example.com. MX 10 alt4.aspmx.l.google.com.",
          ],
        },
      ],
    },
    {
      name: "per region, a fallback first",
      zone: `
        @ MX 20 mx-01-eu-central-1.prod.hydra.sophos.com.
        @ MX 10 mx-02-eu-central-1.prod.hydra.sophos.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'the lowest preference (10) is "mx-02-eu-central-1.prod.hydra.sophos.com", which its provider gives as a fallback; "mx-01-eu-central-1.prod.hydra.sophos.com" should come first',
          at: "example.com MX",
          publish: [
            "example.com. MX 10 mx-01-eu-central-1.prod.hydra.sophos.com.",
            "example.com. MX 20 mx-02-eu-central-1.prod.hydra.sophos.com.",
          ],
        },
      ],
    },
  ],
});
