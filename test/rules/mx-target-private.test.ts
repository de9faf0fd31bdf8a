import rule from "../../src/rules/mx-target-private.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a public address",
      zone: `
        @ MX 10 mx
        mx A 5.6.7.8`,
    },
    {
      name: "one of two is public",
      zone: `
        @ MX 10 mx
        mx A 10.0.0.25
        mx A 5.6.7.8`,
    },
    {
      name: "IPv6 is public",
      zone: `
        @ MX 10 mx
        mx A 10.0.0.25
        mx AAAA 2a01:4f8::25`,
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        @ MX 10 mx
        mx A 10.0.0.25`,
    },
    {
      name: "split horizon",
      zone: `
        @ MX 10 mx
        mx A 10.0.0.25`,
      settings: { zones: [{ origin: "example.com", splitHorizon: true }] },
    },
    {
      name: "an address that is not known",
      zone: `
        @ MX 10 mx
        mx A ?preview`,
    },
    {
      name: "the other family is not declared",
      zone: `
        $SCOPE part
        @ MX 10 mx
        mx A 10.0.0.25`,
    },
    {
      name: "fd as a short number is not ULA",
      zone: `
        @ MX 10 mx
        mx AAAA fd::1`,
    },
    {
      name: "just outside the private blocks",
      zone: `
        @ MX 10 mx
        mx A 172.32.0.1
        mx A 100.128.0.1
        mx A 198.20.0.1`,
    },
    {
      name: "no address",
      zone: "@ MX 10 mx.example.net.",
    },
  ],
  invalid: [
    {
      name: "RFC 1918",
      zone: `
        @ MX 10 mx
        mx A 10.0.0.25`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.com" has only the address 10.0.0.25 (private, RFC 1918), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["mx.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "loopback",
      zone: `
        @ MX 10 mx
        mx A 127.0.0.1
        mx AAAA ::1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.com" has only the addresses 127.0.0.1 and ::1 (loopback), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["mx.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "link-local",
      zone: `
        @ MX 10 mx
        mx A 169.254.1.1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.com" has only the address 169.254.1.1 (link-local), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["mx.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "documentation",
      zone: `
        @ MX 10 mx
        mx A 192.0.2.1
        mx AAAA 2001:db8::1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.com" has only the addresses 192.0.2.1 and 2001:db8::1 (documentation), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["mx.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "ULA",
      zone: `
        @ MX 10 mx
        mx AAAA fd12:3456::1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.com" has only the address fd12:3456::1 (unique local, RFC 4193), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["mx.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "carrier-grade NAT",
      zone: `
        @ MX 10 mx
        mx A 100.64.0.1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.com" has only the address 100.64.0.1 (shared, RFC 6598), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["mx.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "an IPv4 address in IPv6 form",
      zone: `
        @ MX 10 mx
        mx AAAA ::ffff:192.168.0.1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx.example.com" has only the address ::ffff:192.168.0.1 (private, RFC 1918), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["mx.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "the second exchange",
      zone: `
        @ MX 10 mx
        @ MX 20 old
        mx A 5.6.7.8
        old A 192.168.0.1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "old.example.com" has only the address 192.168.0.1 (private, RFC 1918), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["old.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "through an alias",
      zone: `
        @ MX 10 mail
        mail CNAME mx.example.net.
        $ORIGIN example.net.
        mx A 172.16.0.1`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mail.example.com" has only the address 172.16.0.1 (private, RFC 1918), which cannot be reached from the Internet',
          at: "example.com MX",
          publish: ["mail.example.com. A <public IPv4 address of the mail server>"],
        },
      ],
    },
  ],
});
