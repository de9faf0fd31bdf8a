import rule from "../../src/rules/mx-value.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a host",
      zone: "@ MX 10 mx.example.net.",
    },
    {
      name: "null MX",
      zone: "@ MX 0 .",
    },
    {
      name: "a name with a hyphen and digits",
      zone: "@ MX 10 mx-1.3com.example.net.",
    },
    {
      name: "an IDN",
      zone: "@ MX 10 mx.bücher.example.",
    },
    {
      name: "preference 0 and 65535",
      zone: `
        @ MX 0 a.example.net.
        @ MX 65535 b.example.net.`,
    },
    {
      name: "not known",
      zone: "@ MX ?preview ?preview",
    },
    {
      name: "no preference in the document",
      zone: "@ MX ? mx.example.net.",
    },
  ],
  invalid: [
    {
      name: "an underscore",
      zone: "@ MX 10 mail_host.example.net.",
      findings: [
        {
          severity: "warning",
          message:
            'the exchange "mail_host.example.net" has an underscore, which host names may not have; some senders refuse it',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "as Cloudflare publishes it",
      zone: "@ MX 10 _dc-mx.0123456789ab.example.com.",
      findings: [
        {
          severity: "info",
          message: 'the exchange "_dc-mx.0123456789ab.example.com" has an underscore, as its DNS host publishes it',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a blank before it",
      zone: "@ MX 10 \\032mx.example.net.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "\\032mx.example.net" is no host name (it holds a blank), so senders cannot connect to it',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "the preference typed into the host",
      zone: "@ MX 10 10\\032mx.example.net.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "10\\032mx.example.net" holds the preference and the host in one field, so senders look for a host of that name',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "a mail address",
      zone: "@ MX 10 postmaster@example.net.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "postmaster@example.net" is no host name (it is a mail address), so senders cannot connect to it',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a URL",
      zone: "@ MX 10 https://mx.example.net.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "https://mx.example.net" is no host name (it is a URL), so senders cannot connect to it',
          at: "example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "a hyphen at the edge",
      zone: "@ MX 10 -mx.example.net.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "-mx.example.net" is no host name (labels are letters, digits and hyphens, 1 to 63 of them, no hyphen at an edge), so senders cannot connect to it',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a star",
      zone: "@ MX 10 *.example.net.",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "*.example.net" is no host name (the character "*" is not allowed in one), so senders cannot connect to it',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "an empty label",
      zone: "@ MX 10 mx..example.net",
      findings: [
        {
          severity: "error",
          message:
            'the exchange "mx..example.net" is no host name (it has an empty label), so senders cannot connect to it',
          at: "example.com MX",
        },
      ],
    },
  ],
});
