import rule from "../../src/rules/record-owned-twice.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "one resource",
      zone: `
        $HOST route53
        @ MX 10 a.example.net. ; owner=urn:1
        @ MX 20 b.example.net. ; owner=urn:1`,
    },
    {
      name: "one value a resource (Cloudflare)",
      zone: `
        $HOST cloudflare
        @ MX 10 a.example.net. ; owner=urn:1
        @ MX 20 b.example.net. ; owner=urn:2`,
    },
    {
      name: "two types",
      zone: `
        $HOST route53
        @ MX 10 a.example.net. ; owner=urn:1
        @ TXT x ; owner=urn:2`,
    },
    {
      name: "routed alternatives",
      zone: `
        $HOST route53
        @ MX 10 a.example.net. ; owner=urn:1 routing=a
        @ MX 10 a.example.net. ; owner=urn:2 routing=b`,
    },
    {
      name: "a document without resources",
      zone: `
        $HOST octodns
        @ MX 10 a.example.net.
        @ MX 20 b.example.net.`,
    },
    {
      name: "the same zone at two DNS hosts",
      zone: `
        $HOST route53
        @ MX 10 a.example.net. ; owner=urn:1
        $ORIGIN example.com.
        $HOST cloudflare
        @ MX 10 a.example.net. ; owner=urn:2`,
    },
    {
      name: "the public and the private view",
      zone: `
        $HOST route53
        @ MX 10 a.example.net. ; owner=urn:1
        $ORIGIN example.com.
        $HOST route53
        $PRIVATE
        @ MX 10 a.example.net. ; owner=urn:2`,
    },
  ],
  invalid: [
    {
      name: "MX",
      zone: `
        $HOST route53
        @ MX 10 a.example.net. ; owner=urn:1
        @ MX 20 b.example.net. ; owner=urn:2`,
      findings: [
        {
          severity: "error",
          message:
            "two resources declare the MX set of example.com; at Route 53 a resource owns its whole set, so the one deployed last erases the other's values",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "TXT, told once",
      zone: `
        $HOST route53
        @ TXT a ; owner=urn:1
        @ TXT b ; owner=urn:2
        @ TXT c ; owner=urn:2`,
      findings: [
        {
          severity: "error",
          message:
            "two resources declare the TXT set of example.com; at Route 53 a resource owns its whole set, so the one deployed last erases the other's values",
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "three resources",
      zone: `
        $HOST route53
        @ TXT a ; owner=urn:1
        @ TXT b ; owner=urn:2
        @ TXT c ; owner=urn:3`,
      findings: [
        {
          severity: "error",
          message:
            "two resources declare the TXT set of example.com; at Route 53 a resource owns its whole set, so the one deployed last erases the other's values",
          at: "example.com TXT",
        },
        {
          severity: "error",
          message:
            "two resources declare the TXT set of example.com; at Route 53 a resource owns its whole set, so the one deployed last erases the other's values",
          at: "example.com TXT",
        },
      ],
    },
  ],
});
