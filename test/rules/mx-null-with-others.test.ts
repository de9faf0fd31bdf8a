import rule from "../../src/rules/mx-null-with-others.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "alone",
      zone: "@ MX 0 .",
    },
    {
      name: "a host alone",
      zone: "@ MX 10 mx.example.net.",
    },
    {
      name: "in another alternative",
      zone: `
        @ MX 0 . ; routing=a
        @ MX 10 mx.example.net. ; routing=b`,
    },
    {
      name: "at another name",
      zone: `
        @ MX 10 mx.example.net.
        www MX 0 .`,
    },
    {
      name: "no preference in the document",
      zone: "@ MX ? .",
    },
    {
      name: "not known",
      zone: "@ MX 10 ?preview",
    },
  ],
  invalid: [
    {
      name: "beside a host",
      zone: `
        @ MX 0 .
        @ MX 10 mx.example.net.`,
      findings: [
        {
          severity: "error",
          message:
            'example.com has the null MX "0 ." beside another MX; the null MX says that the domain takes no mail and must stand alone',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "beside two",
      zone: `
        @ MX 10 mx.example.net.
        @ MX 0 .
        @ MX 20 mx2.example.net.`,
      findings: [
        {
          severity: "error",
          message:
            'example.com has the null MX "0 ." beside 2 other MX; the null MX says that the domain takes no mail and must stand alone',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net.", "example.com. MX 20 mx2.example.net."],
        },
      ],
    },
    {
      name: "beside one that is not known",
      zone: `
        @ MX 0 .
        @ MX 10 ?preview`,
      adviceNotTried: "the other host is not known",
      findings: [
        {
          severity: "error",
          message:
            'example.com has the null MX "0 ." beside another MX; the null MX says that the domain takes no mail and must stand alone',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "another preference",
      zone: "@ MX 10 .",
      findings: [
        {
          severity: "warning",
          message: 'the null MX has the preference 10; senders expect "0 ." and may look for the host "."',
          at: "example.com MX",
          publish: ["example.com. MX 0 ."],
        },
      ],
    },
    {
      name: "two of them",
      zone: `
        @ MX 0 .
        @ MX 10 .`,
      findings: [
        {
          severity: "warning",
          message: 'the null MX has the preference 10; senders expect "0 ." and may look for the host "."',
          at: "example.com MX",
          publish: ["example.com. MX 0 ."],
        },
      ],
    },
  ],
});
