import rule from "../../src/rules/mx-provider-set.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "the present set",
      zone: "@ MX 1 smtp.google.com.",
    },
    {
      name: "the older set, still supported",
      zone: `
        @ MX 1 aspmx.l.google.com.
        @ MX 5 alt1.aspmx.l.google.com.
        @ MX 5 alt2.aspmx.l.google.com.
        @ MX 10 alt3.aspmx.l.google.com.
        @ MX 10 alt4.aspmx.l.google.com.`,
    },
    {
      name: "any number will do for one MX",
      zone: "@ MX 10 smtp.google.com.",
    },
    {
      name: "one of several where one MX is normal",
      zone: "@ MX 10 aspmx.l.google.com.",
    },
    {
      name: "a tenant's host",
      zone: "@ MX 0 example-com.mail.protection.outlook.com.",
    },
    {
      name: "a host per region",
      zone: `
        @ MX 10 mx1-us1.ppe-hosted.com.
        @ MX 20 mx2-us1.ppe-hosted.com.`,
    },
    {
      name: "preferences not known in the document",
      zone: `
        @ MX ? aspmx.l.google.com.
        @ MX ? alt1.aspmx.l.google.com.
        @ MX ? alt2.aspmx.l.google.com.
        @ MX ? alt3.aspmx.l.google.com.
        @ MX ? alt4.aspmx.l.google.com.`,
    },
    {
      name: "numbers that the provider does not confirm",
      zone: `
        @ MX 30 de.mx1.mailanyone.net.
        @ MX 10 de.mx2.mx25.net.
        @ MX 20 de.mx3.mailanyone.net.
        @ MX 20 de.mx4.mx25.net.`,
    },
    {
      name: "a host that the catalogue does not list",
      zone: `
        @ MX 10 smtp.google.com.
        @ MX 20 aspmx9.googlemail.com.`,
    },
    {
      name: "two providers have a rule of their own",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 mx01.lolipop.jp.`,
    },
    {
      name: "not known",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 ?preview`,
    },
    {
      name: "null MX",
      zone: "@ MX 0 .",
    },
  ],
  invalid: [
    {
      name: "two alternative sets",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 5 alt1.aspmx.l.google.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'the MX records mix sets that Google Workspace (Gmail) gives as alternatives, "single (since April 2023)" and "legacy five (still supported; never together with smtp.google.com)"; one of them, alone, is what it supports',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "an obsolete set",
      zone: `
        @ MX 1 aspmx.l.google.com.
        @ MX 5 alt1.aspmx.l.google.com.
        @ MX 5 alt2.aspmx.l.google.com.
        @ MX 10 aspmx2.googlemail.com.
        @ MX 10 aspmx3.googlemail.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'this MX set of Google Workspace (Gmail), "older five (two registrable domains)", is no longer given to customers; mail arrives as long as the old hosts are kept',
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "fallbacks in the wrong order",
      zone: `
        @ MX 1 aspmx.l.google.com.
        @ MX 10 alt1.aspmx.l.google.com.
        @ MX 5 alt2.aspmx.l.google.com.
        @ MX 5 alt3.aspmx.l.google.com.
        @ MX 10 alt4.aspmx.l.google.com.`,
      findings: [
        {
          severity: "warning",
          message:
            "Google Workspace (Gmail) gives alt1.aspmx.l.google.com a lower number than alt3.aspmx.l.google.com; here it is the other way round, so fallbacks are tried in the wrong order",
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
      name: "incomplete",
      zone: "@ MX 10 in1-smtp.messagingengine.com.",
      findings: [
        {
          severity: "warning",
          message:
            "the MX set of Fastmail is not complete: in2-smtp.messagingengine.com is missing, so mail waits when the other hosts are busy",
          at: "example.com MX",
          publish: [
            "example.com. MX 10 in1-smtp.messagingengine.com.",
            "example.com. MX 20 in2-smtp.messagingengine.com.",
          ],
        },
      ],
    },
    {
      name: "incomplete, per region",
      zone: "@ MX 10 mx1-us1.ppe-hosted.com.",
      findings: [
        {
          severity: "warning",
          message:
            "the MX set of Proofpoint Essentials is not complete: mx2-us1.ppe-hosted.com is missing, so mail waits when the other hosts are busy",
          at: "example.com MX",
          publish: ["example.com. MX 10 mx1-us1.ppe-hosted.com.", "example.com. MX 20 mx2-us1.ppe-hosted.com."],
        },
      ],
    },
    {
      name: "order, per region",
      zone: `
        @ MX 20 mx1-us1.ppe-hosted.com.
        @ MX 10 mx2-us1.ppe-hosted.com.`,
      findings: [
        {
          severity: "warning",
          message:
            "Proofpoint Essentials gives mx1-us1.ppe-hosted.com a lower number than mx2-us1.ppe-hosted.com; here it is the other way round, so fallbacks are tried in the wrong order",
          at: "example.com MX",
          publish: ["example.com. MX 10 mx1-us1.ppe-hosted.com.", "example.com. MX 20 mx2-us1.ppe-hosted.com."],
        },
      ],
    },
  ],
});
