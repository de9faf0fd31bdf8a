import rule from "../../src/rules/mta-sts-mx-not-listed.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "no policy is given",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1`,
    },
    {
      name: "listed",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
    },
    {
      name: "by a wildcard, in upper case",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: *.EXAMPLE.com\r\nmax_age: 604800\r\n" },
    },
    { name: "mode none", zone: "@ MX 10 mx", policies: { "example.com": "version: STSv1\nmode: none\nmax_age: 1\n" } },
    {
      name: "a broken policy has a rule of its own",
      zone: "@ MX 10 mx",
      policies: { "example.com": "mode: enforce\nmx: other.example.com\n" },
    },
    {
      name: "the null MX",
      zone: `@ MX 0 .
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
    },
    {
      name: "no MX",
      zone: "@ A 5.6.7.8",
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
    },
    {
      name: "another domain's policy",
      zone: "@ MX 10 mx",
      policies: {
        "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n",
        "example.net": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.net\r\nmax_age: 604800\r\n",
      },
      notJudged: ["whether the MTA-STS policy covers every MX: example.net is in no declared zone"],
    },
    {
      name: "an MX that is not known",
      zone: `@ MX 10 ?preview
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      notJudged: ["whether the MTA-STS policy covers every MX: one of them is not known"],
    },
    {
      name: "the MX are not declared",
      zone: `$SCOPE part
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      notJudged: ["whether the MTA-STS policy covers every MX: example.com has no MX in these documents"],
    },
    {
      name: "delegated",
      zone: "news NS ns.example.net.",
      policies: { "news.example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      notJudged: ["whether the MTA-STS policy covers every MX: news.example.com is delegated to other name servers"],
    },
  ],
  invalid: [
    {
      name: "enforce",
      zone: `@ MX 10 mx
@ MX 20 mx2.example.net.
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      findings: [
        {
          severity: "error",
          message:
            'the MTA-STS policy of example.com does not list "mx2.example.net"; the mode is enforce, so senders that keep to it refuse to deliver there; the policy lists "mx.example.com"',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "enforce, none is listed",
      zone: `@ MX 10 mx1.example.net.
@ MX 20 mx2.example.net.
_mta-sts TXT v=STSv1; id=1`,
      policies: {
        "example.com":
          "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmx: *.example.org\r\nmax_age: 604800\r\n",
      },
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com is in its MTA-STS policy: "mx1.example.net" and "mx2.example.net"; the mode is enforce, so senders that keep to it deliver no mail at all; the policy lists "mx.example.com" and "*.example.org"',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "testing",
      zone: `@ MX 10 mx1.example.net.
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: testing\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      findings: [
        {
          severity: "warning",
          message:
            'the MTA-STS policy of example.com does not list "mx1.example.net"; as soon as its mode is enforce, senders that keep to it refuse to deliver there; the policy lists "mx.example.com"',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a wildcard does not stand for its own name",
      zone: `@ MX 10 example.net.
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: *.example.net\r\nmax_age: 604800\r\n" },
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com is in its MTA-STS policy: "example.net"; the mode is enforce, so senders that keep to it deliver no mail at all; the policy lists "*.example.net"',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "nor for two labels",
      zone: `@ MX 10 a.mx.example.net.
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: *.example.net\r\nmax_age: 604800\r\n" },
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com is in its MTA-STS policy: "a.mx.example.net"; the mode is enforce, so senders that keep to it deliver no mail at all; the policy lists "*.example.net"',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "no record tells of the policy yet",
      zone: "@ MX 10 mx1.example.net.",
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      findings: [
        {
          severity: "warning",
          message:
            'the MTA-STS policy of example.com (mode enforce) does not list "mx1.example.net"; senders go by it as soon as a valid record at _mta-sts.example.com says that it exists; the policy lists "mx.example.com"',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "the record leads outside: it is taken to be there",
      zone: `@ MX 10 mx1.example.net.
_mta-sts CNAME sts.example.org.`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com is in its MTA-STS policy: "mx1.example.net"; the mode is enforce, so senders that keep to it deliver no mail at all; the policy lists "mx.example.com"',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "alternatives",
      zone: `$HOST route53
@ MX 10 mx ; routing=a
@ MX 10 mx9 ; routing=b
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      findings: [
        {
          severity: "error",
          message:
            'no MX of example.com is in its MTA-STS policy: "mx9.example.com"; the mode is enforce, so senders that keep to it deliver no mail at all; the policy lists "mx.example.com"',
          at: "example.com MX",
        },
      ],
    },
    {
      name: "one is not known, another is not listed",
      zone: `@ MX 10 ?preview
@ MX 10 mx9
_mta-sts TXT v=STSv1; id=1`,
      policies: { "example.com": "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n" },
      notJudged: ["whether the MTA-STS policy covers every MX: one of them is not known"],
      findings: [
        {
          severity: "error",
          message:
            'the MTA-STS policy of example.com does not list "mx9.example.com"; the mode is enforce, so senders that keep to it refuse to deliver there; the policy lists "mx.example.com"',
          at: "example.com MX",
        },
      ],
    },
  ],
});
