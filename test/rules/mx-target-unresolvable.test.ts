import rule from "../../src/rules/mx-target-unresolvable.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "an address",
      zone: `
        @ MX 10 mx
        mx A 203.0.113.1`,
    },
    {
      name: "a CNAME",
      zone: `
        @ MX 10 mx
        mx CNAME mail.example.net.`,
      notJudged: ["whether mx.example.com has an address: mail.example.net is in no declared zone"],
    },
    {
      name: "outside the declared world",
      zone: "@ MX 10 mx.example.net.",
    },
    {
      name: "a covering wildcard",
      zone: `
        @ MX 10 mx
        * A 203.0.113.1`,
    },
    {
      name: "a wildcard CNAME",
      zone: `
        @ MX 10 mx
        * CNAME mail.example.net.`,
      notJudged: ["whether mx.example.com has an address: mail.example.net is in no declared zone"],
    },
    {
      name: "delegated below an NS",
      zone: `
        @ MX 10 mx.sub
        sub NS ns1.example.net.`,
      notJudged: ["whether mx.sub.example.com has an address: sub.example.com is delegated to other name servers"],
    },
    {
      name: "ALIAS",
      zone: `
        @ MX 10 mx
        mx ALIAS lb.example.net.`,
    },
    {
      name: "LUA",
      zone: `
        @ MX 10 mx
        mx LUA A "pickrandom({'203.0.113.1'})"`,
      notJudged: ["whether mx.example.com has an address: the DNS host computes what it answers for mx.example.com"],
    },
    {
      name: "a type of the DNS host's own",
      zone: `
        @ MX 10 mx
        mx SomeProvider/LB x`,
      notJudged: ["whether mx.example.com has an address: the DNS host computes what it answers for mx.example.com"],
    },
    {
      name: "an unknown type",
      zone: `
        @ MX 10 mx
        mx UNKNOWN x`,
      notJudged: [
        "whether mx.example.com has an address: a record at mx.example.com is declared whose type is not known",
      ],
    },
    {
      name: "a proxied name",
      zone: `
        $HOST cloudflare
        @ MX 10 mx
        mx A 203.0.113.1 ; proxied`,
    },
    {
      name: "a proxied CNAME",
      zone: `
        $HOST cloudflare
        @ MX 10 mx
        mx CNAME lb.example.net. ; proxied`,
    },
    {
      name: "an address that is not known yet",
      zone: `
        @ MX 10 mx
        mx A ?preview`,
    },
    {
      name: "a name that is not known yet",
      zone: `
        @ MX 10 mx
        ?preview A 203.0.113.1`,
      notJudged: ["whether mx.example.com has an address: a record of example.com has a name that is not known yet"],
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        @ MX 10 mx`,
    },
    {
      name: "a program that declares a part",
      zone: `
        $SCOPE program
        @ MX 10 mx`,
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        @ MX 10 mx`,
    },
    {
      name: "null MX",
      zone: "@ MX 0 .",
    },
    {
      name: "a DNAME leads outside",
      zone: `
        @ MX 10 mx.old
        old DNAME new.example.net.`,
      notJudged: ["whether mx.old.example.com has an address: mx.new.example.net is in no declared zone"],
    },
  ],
  invalid: [
    {
      name: "no record at all",
      zone: "@ MX 10 mx",
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com has an address: "mx.example.com" has neither A nor AAAA record, so nobody can deliver mail',
          at: "example.com MX",
          publish: ["mx.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "no address at the name",
      zone: `
        @ MX 10 mx
        mx TXT x`,
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com has an address: "mx.example.com" has neither A nor AAAA record, so nobody can deliver mail',
          at: "example.com MX",
          publish: ["mx.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "an empty non-terminal hides the wildcard",
      zone: `
        @ MX 10 mx
        * A 203.0.113.1
        a.mx TXT x`,
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com has an address: "mx.example.com" has neither A nor AAAA record, so nobody can deliver mail',
          at: "example.com MX",
          publish: ["mx.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "a CNAME to nowhere",
      zone: `
        @ MX 10 mx
        mx CNAME gone`,
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com has an address: "mx.example.com" (a CNAME to gone.example.com) has neither A nor AAAA record, so nobody can deliver mail',
          at: "example.com MX",
          publish: ["gone.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "all of several",
      zone: `
        @ MX 10 mx1
        @ MX 20 mx2`,
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com has an address: "mx1.example.com" and "mx2.example.com" have neither A nor AAAA record, so nobody can deliver mail',
          at: "example.com MX",
          publish: ["mx1.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "one of several",
      zone: `
        @ MX 10 mx1
        @ MX 20 mx2
        mx1 A 203.0.113.1`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mx2.example.com" has neither A nor AAAA record; mail reaches the domain only through the other exchanges',
          at: "example.com MX",
          publish: ["mx2.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "beside one outside",
      zone: `
        @ MX 10 mx1
        @ MX 20 mx.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mx1.example.com" has neither A nor AAAA record; mail reaches the domain only through the other exchanges',
          at: "example.com MX",
          publish: ["mx1.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "in another zone",
      zone: `
        @ MX 10 mx.example.net.
        $ORIGIN example.net.
        @ A 203.0.113.1`,
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com has an address: "mx.example.net" has neither A nor AAAA record, so nobody can deliver mail',
          at: "example.com MX",
          publish: ["mx.example.net. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "in a child zone",
      zone: `
        @ MX 10 mx.sub
        sub NS ns1.example.net.
        mx.sub A 203.0.113.1
        $ORIGIN sub.example.com.
        @ A 203.0.113.1`,
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com has an address: "mx.sub.example.com" has neither A nor AAAA record, so nobody can deliver mail',
          at: "example.com MX",
          publish: ["mx.sub.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "disabled",
      zone: `
        @ MX 10 mx
        mx A 203.0.113.1 ; disabled`,
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com has an address: "mx.example.com" has neither A nor AAAA record, so nobody can deliver mail',
          at: "example.com MX",
          publish: ["mx.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "a listing that does not show load balancers",
      zone: `
        $HOST cloudflare
        @ MX 10 mx
        www A 203.0.113.1`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mx.example.com" has no A, AAAA or CNAME record in this listing; unless a load balancer of Cloudflare answers for it, senders cannot resolve it',
          at: "example.com MX",
          publish: ["mx.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "such a listing in another zone",
      zone: `
        @ MX 10 mx.example.net.
        $ORIGIN example.net.
        $HOST cloudflare
        @ A 203.0.113.1`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mx.example.net" has no A, AAAA or CNAME record in this listing; unless a load balancer of Cloudflare answers for it, senders cannot resolve it',
          at: "example.com MX",
          publish: ["mx.example.net. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "IPv6 only",
      zone: `
        @ MX 10 mx
        mx AAAA 2001:db8::25`,
      findings: [
        {
          severity: "warning",
          message:
            "the exchange of example.com has IPv6 addresses only; senders without IPv6, still a large part, cannot deliver",
          at: "example.com MX",
          publish: ["mx.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "all of them IPv6 only",
      zone: `
        @ MX 10 mx1
        @ MX 20 mx2
        mx1 AAAA 2001:db8::25
        mx2 AAAA 2001:db8::26`,
      findings: [
        {
          severity: "warning",
          message:
            "every exchange of example.com has IPv6 addresses only; senders without IPv6, still a large part, cannot deliver",
          at: "example.com MX",
          publish: ["mx1.example.com. A <IPv4 address of the mail server>"],
        },
      ],
    },
    {
      name: "a circle",
      zone: `
        @ MX 10 a
        a CNAME b
        b CNAME a`,
      findings: [
        {
          severity: "error",
          message:
            'the exchange "a.example.com" is a CNAME that leads in a circle (a.example.com, b.example.com), so senders find no address for it',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a circle beside a host",
      zone: `
        @ MX 10 a
        @ MX 20 mx
        a CNAME a
        mx A 203.0.113.1`,
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "a.example.com" is a CNAME that leads in a circle (a.example.com), so senders find no address for it',
          at: "example.com MX",
        },
      ],
    },
  ],
});
