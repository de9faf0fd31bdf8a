import rule from "../../src/rules/mx-target-address.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a host",
      zone: "@ MX 10 mx.example.net.",
    },
    {
      name: "a host whose name begins like an address",
      zone: "@ MX 10 192.0.2.1.example.net.",
    },
    {
      name: "digits",
      zone: "@ MX 10 10.example.net.",
    },
    {
      name: "not known",
      zone: "@ MX 10 ?preview",
    },
  ],
  invalid: [
    {
      name: "IPv4",
      zone: "@ MX 10 203.0.113.7.",
      findings: [
        {
          severity: "error",
          message: 'the exchange "203.0.113.7" is an IP address; an MX takes a host name, so no sender can resolve it',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.com.", "mx.example.com. A 203.0.113.7"],
        },
      ],
    },
    {
      name: "IPv4 without its dot, below the zone",
      zone: "@ MX 10 203.0.113.7",
      findings: [
        {
          severity: "error",
          message: 'the exchange "203.0.113.7" is an IP address; an MX takes a host name, so no sender can resolve it',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.com.", "mx.example.com. A 203.0.113.7"],
        },
      ],
    },
    {
      name: "IPv6",
      zone: "@ MX 10 2001:db8::25.",
      findings: [
        {
          severity: "error",
          message: 'the exchange "2001:db8::25" is an IP address; an MX takes a host name, so no sender can resolve it',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.com.", "mx.example.com. AAAA 2001:db8::25"],
        },
      ],
    },
    {
      name: "of a wildcard",
      zone: "*.news MX 10 203.0.113.7.",
      findings: [
        {
          severity: "error",
          domain: "*.news.example.com",
          message: 'the exchange "203.0.113.7" is an IP address; an MX takes a host name, so no sender can resolve it',
          at: "*.news.example.com MX",
          publish: ["*.news.example.com. MX 10 mx.news.example.com.", "mx.news.example.com. A 203.0.113.7"],
        },
      ],
    },
    {
      name: "in brackets, no preference",
      zone: "@ MX ? [203.0.113.7].",
      findings: [
        {
          severity: "error",
          message: 'the exchange "203.0.113.7" is an IP address; an MX takes a host name, so no sender can resolve it',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.com.", "mx.example.com. A 203.0.113.7"],
        },
      ],
    },
    {
      name: "part of a zone",
      zone: `
        $SCOPE part
        @ MX 5 203.0.113.7.`,
      findings: [
        {
          severity: "error",
          message: 'the exchange "203.0.113.7" is an IP address; an MX takes a host name, so no sender can resolve it',
          at: "example.com MX",
          publish: ["example.com. MX 5 mx.example.com.", "mx.example.com. A 203.0.113.7"],
        },
      ],
    },
  ],
});
