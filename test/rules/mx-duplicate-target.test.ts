import rule from "../../src/rules/mx-duplicate-target.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "two hosts",
      zone: `
        @ MX 10 a.example.net.
        @ MX 20 b.example.net.`,
    },
    {
      name: "in two alternatives",
      zone: `
        @ MX 10 a.example.net. ; routing=a
        @ MX 10 a.example.net. ; routing=b`,
    },
    {
      name: "two that are not known",
      zone: `
        @ MX 10 ?preview
        @ MX 20 ?preview`,
    },
  ],
  invalid: [
    {
      name: "two preferences",
      zone: `
        @ MX 10 a.example.net.
        @ MX 20 a.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "a.example.net" stands in two MX records (preferences 10 and 20); it is one host, so the second is no fallback',
          at: "example.com MX",
          publish: ["example.com. MX 10 a.example.net."],
        },
      ],
    },
    {
      name: "the lower number is kept",
      zone: `
        @ MX 20 a.example.net.
        @ MX 10 a.example.net.
        @ MX 15 b.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "a.example.net" stands in two MX records (preferences 20 and 10); it is one host, so the second is no fallback',
          at: "example.com MX",
          publish: ["example.com. MX 10 a.example.net.", "example.com. MX 15 b.example.net."],
        },
      ],
    },
    {
      name: "one preference",
      zone: `
        @ MX 10 a.example.net.
        @ MX 10 A.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "a.example.net" stands in two MX records with the preference 10; it is one host, so the second is no fallback',
          at: "example.com MX",
          publish: ["example.com. MX 10 a.example.net."],
        },
      ],
    },
    {
      name: "no preferences in the document",
      zone: `
        @ MX ? a.example.net.
        @ MX ? b.example.net.
        @ MX ? a.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "a.example.net" stands in two MX records; it is one host, so the second is no fallback',
          at: "example.com MX",
          publish: ["example.com. MX <preference> a.example.net.", "example.com. MX <preference> b.example.net."],
        },
      ],
    },
    {
      name: "one preference is not known",
      zone: `
        @ MX 10 a.example.net.
        @ MX ?preview a.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "a.example.net" stands in two MX records; it is one host, so the second is no fallback',
          at: "example.com MX",
          publish: ["example.com. MX 10 a.example.net."],
        },
      ],
    },
  ],
});
