import rule from "../../src/rules/mta-sts-multiple.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1`,
    },
    {
      name: "another text beside it is discarded",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1
_mta-sts TXT v=STSv2; id=1
_mta-sts TXT example-verification=1`,
    },
    {
      name: "the same text twice is one record",
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1
_mta-sts TXT v=STSv1; id=1`,
    },
    {
      name: "routed alternatives",
      zone: `$HOST route53
@ MX 10 mx
_mta-sts TXT v=STSv1; id=1 ; routing=a
_mta-sts TXT v=STSv1; id=2 ; routing=b`,
    },
    {
      name: "delegated",
      zone: `@ MX 10 mx
_mta-sts NS ns1.example.net.
_mta-sts TXT v=STSv1; id=1
_mta-sts TXT v=STSv1; id=2`,
    },
  ],
  invalid: [
    {
      zone: `@ MX 10 mx
_mta-sts TXT v=STSv1; id=1
_mta-sts TXT v=STSv1; id=2`,
      findings: [
        {
          severity: "warning",
          message:
            "_mta-sts.example.com holds 2 MTA-STS records; senders use one only where there is exactly one, so they take the domain as one without MTA-STS",
          at: "_mta-sts.example.com TXT",
        },
      ],
    },
    {
      name: "no MX is declared here",
      zone: `$SCOPE part
_mta-sts TXT v=STSv1; id=1
_mta-sts TXT v=STSv1; id=2`,
      findings: [
        {
          severity: "warning",
          message:
            "_mta-sts.example.com holds 2 MTA-STS records; senders use one only where there is exactly one, so they take the domain as one without MTA-STS",
          at: "_mta-sts.example.com TXT",
        },
      ],
    },
    {
      name: "one of them is broken: both count",
      zone: `_mta-sts TXT v=STSv1; id=1
_mta-sts TXT v=STSv1;`,
      findings: [
        {
          severity: "warning",
          message:
            "_mta-sts.example.com holds 2 MTA-STS records; senders use one only where there is exactly one, so they take the domain as one without MTA-STS",
          at: "_mta-sts.example.com TXT",
        },
      ],
    },
    {
      name: "where a CNAME leads",
      zone: `_mta-sts CNAME sts
sts TXT v=STSv1; id=1
sts TXT v=STSv1; id=2
sts TXT v=STSv1; id=3`,
      findings: [
        {
          severity: "warning",
          message:
            "_mta-sts.example.com holds 3 MTA-STS records; senders use one only where there is exactly one, so they take the domain as one without MTA-STS",
          at: "sts.example.com TXT",
        },
      ],
    },
  ],
});
