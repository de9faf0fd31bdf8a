import rule from "../../src/rules/mx-target-alias.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a host with addresses",
      zone: `
        @ MX 10 mx
        mx A 203.0.113.1`,
    },
    {
      name: "an alias outside the world is not seen",
      zone: "@ MX 10 mail.example.net.",
    },
    {
      name: "ALIAS",
      zone: `
        @ MX 10 mx
        mx ALIAS lb.example.net.`,
    },
    {
      name: "a flattened CNAME",
      zone: `
        @ MX 10 mx
        mx CNAME lb.example.net. ; flattened`,
    },
    {
      name: "the apex at a host that flattens it",
      zone: `
        $HOST cloudflare
        @ CNAME lb.example.net.
        @ MX 10 example.com.`,
    },
    {
      name: "a circle has a rule of its own",
      zone: `
        @ MX 10 mx
        mx CNAME mx`,
    },
    {
      name: "delegated",
      zone: `
        @ MX 10 mx.sub
        sub NS ns1.example.net.
        mx.sub CNAME never.example.net.`,
    },
    {
      name: "not known",
      zone: "@ MX 10 ?preview",
    },
  ],
  invalid: [
    {
      name: "a CNAME in the zone",
      zone: `
        @ MX 10 mail
        mail CNAME mx.example.net.`,
      settings: { set: "default" },
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mail.example.com" is a CNAME to "mx.example.net"; an MX must name a host with addresses of its own, and some senders do not follow the alias',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "strict",
      zone: `
        @ MX 10 mail
        mail CNAME mx.example.net.`,
      settings: { set: "strict" },
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mail.example.com" is a CNAME to "mx.example.net"; an MX must name a host with addresses of its own, and some senders do not follow the alias',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "in another zone, over two steps",
      zone: `
        @ MX 10 mail.example.net.
        $ORIGIN example.net.
        mail CNAME a
        a CNAME mx
        mx A 203.0.113.1`,
      settings: { set: "default" },
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mail.example.net" is a CNAME to "a.example.net"; an MX must name a host with addresses of its own, and some senders do not follow the alias',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "a wildcard CNAME",
      zone: `
        @ MX 10 mx.mail
        *.mail CNAME mx.example.net.`,
      settings: { set: "default" },
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mx.mail.example.com" is a CNAME to "mx.example.net"; an MX must name a host with addresses of its own, and some senders do not follow the alias',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "a target that is not known",
      zone: `
        @ MX 10 mail
        mail CNAME ?preview`,
      settings: { set: "default" },
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mail.example.com" is a CNAME to a name that is not known yet; an MX must name a host with addresses of its own, and some senders do not follow the alias',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "no preference in the document",
      zone: `
        @ MX ? mail
        mail CNAME mx.example.net.`,
      settings: { set: "default" },
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mail.example.com" is a CNAME to "mx.example.net"; an MX must name a host with addresses of its own, and some senders do not follow the alias',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
  ],
});
