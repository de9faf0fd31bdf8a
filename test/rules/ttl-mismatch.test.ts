import rule from "../../src/rules/ttl-mismatch.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "equal",
      zone: `
        @ 300 MX 10 mx1.example.net.
        @ 300 MX 20 mx2.example.net.`,
    },
    {
      name: "one TTL is not in the document",
      zone: `
        @ 300 MX 10 mx1.example.net.
        @ MX 20 mx2.example.net.`,
    },
    {
      name: "another type",
      zone: `
        @ 300 MX 10 mx1.example.net.
        @ 3600 TXT v=spf1 mx -all`,
    },
    {
      name: "another name",
      zone: `
        @ 300 MX 10 mx1.example.net.
        news 3600 MX 20 mx2.example.net.`,
    },
    {
      name: "routed alternatives",
      zone: `
        @ 300 MX 10 mx1.example.net. ; routing=a
        @ 3600 MX 10 mx2.example.net. ; routing=b`,
    },
    {
      name: "Cloudflare's automatic",
      zone: `
        $HOST cloudflare
        @ 1 MX 10 mx1.example.net.
        @ 300 MX 20 mx2.example.net.`,
    },
    {
      name: "texts that mail does not look at",
      zone: `
        build 300 TXT a
        build 3600 TXT b`,
    },
    {
      name: "addresses",
      zone: `
        www 300 A 192.0.2.1
        www 60 A 192.0.2.2`,
    },
  ],
  invalid: [
    {
      name: "two TTLs",
      zone: `
        @ 300 MX 10 mx1.example.net.
        @ 3600 MX 20 mx2.example.net.`,
      findings: [
        {
          severity: "info",
          message:
            "the MX records of example.com have the TTLs 300 and 3600; a set has one TTL, and resolvers that follow RFC 2181 take the lowest, 300",
          at: "example.com MX",
          publish: ["example.com. 300 MX 10 mx1.example.net.", "example.com. 300 MX 20 mx2.example.net."],
        },
      ],
    },
    {
      name: "three of them",
      zone: `
        @ 300 MX 10 mx1.example.net.
        @ 3600 MX 20 mx2.example.net.
        @ 60 MX 30 mx3.example.net.`,
      findings: [
        {
          severity: "info",
          message:
            "the MX records of example.com have the TTLs 60, 300 and 3600; a set has one TTL, and resolvers that follow RFC 2181 take the lowest, 60",
          at: "example.com MX",
          publish: [
            "example.com. 60 MX 10 mx1.example.net.",
            "example.com. 60 MX 20 mx2.example.net.",
            "example.com. 60 MX 30 mx3.example.net.",
          ],
        },
      ],
    },
    {
      name: "Cloudflare's automatic beside an hour",
      zone: `
        $HOST cloudflare
        @ 1 MX 10 mx1.example.net.
        @ 3600 MX 20 mx2.example.net.`,
      findings: [
        {
          severity: "info",
          message:
            "the MX records of example.com have the TTLs 300 and 3600; a set has one TTL, and resolvers that follow RFC 2181 take the lowest, 300",
          at: "example.com MX",
          publish: ["example.com. 300 MX 10 mx1.example.net.", "example.com. 300 MX 20 mx2.example.net."],
        },
      ],
    },
    {
      name: "SPF beside another text",
      zone: `
        @ 300 TXT v=spf1 mx -all
        @ 3600 TXT google-site-verification=x`,
      findings: [
        {
          severity: "info",
          message:
            "the TXT records of example.com have the TTLs 300 and 3600; a set has one TTL, and resolvers that follow RFC 2181 take the lowest, 300",
          at: "example.com TXT",
          publish: ['example.com. 300 TXT "v=spf1 mx -all"', 'example.com. 300 TXT "google-site-verification=x"'],
        },
      ],
    },
    {
      name: "TLSA",
      zone: `
        _25._tcp.mx 300 TLSA 3 1 1 0a
        _25._tcp.mx 60 TLSA 3 1 1 0b`,
      findings: [
        {
          severity: "info",
          message:
            "the TLSA records of _25._tcp.mx.example.com have the TTLs 60 and 300; a set has one TTL, and resolvers that follow RFC 2181 take the lowest, 60",
          domain: "_25._tcp.mx.example.com",
          at: "_25._tcp.mx.example.com TLSA",
        },
      ],
    },
    {
      name: "one alternative alone",
      zone: `
        @ 300 MX 10 mx1.example.net. ; routing=a
        @ 60 MX 20 mx2.example.net. ; routing=a
        @ 300 MX 10 mx3.example.net. ; routing=b`,
      findings: [
        {
          severity: "info",
          message:
            "the MX records of example.com have the TTLs 60 and 300; a set has one TTL, and resolvers that follow RFC 2181 take the lowest, 60",
          at: "example.com MX",
          publish: ["example.com. 60 MX 10 mx1.example.net.", "example.com. 60 MX 20 mx2.example.net."],
        },
      ],
    },
    {
      name: "no preference in the document",
      zone: `
        @ 300 MX ? mx1.example.net.
        @ 60 MX ? mx2.example.net.`,
      findings: [
        {
          severity: "info",
          message:
            "the MX records of example.com have the TTLs 60 and 300; a set has one TTL, and resolvers that follow RFC 2181 take the lowest, 60",
          at: "example.com MX",
        },
      ],
    },
  ],
});
