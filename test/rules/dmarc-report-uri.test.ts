import rule from "../../src/rules/dmarc-report-uri.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "mailto:",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    },
    {
      name: "many (RFC 9989 4.6)",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:a@example.com,mailto:b@example.com, mailto:c@example.com,mailto:d@example.com",
    },
    {
      name: "an escaped comma",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:a%2Cb@example.com",
    },
    {
      name: "a report authorisation",
      zone: "example.org._report._dmarc TXT v=DMARC1; rua=x",
    },
    {
      name: "external addresses are no fault",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:a@example.org",
    },
    {
      name: "elsewhere",
      zone: "@ TXT v=DMARC1; p=none; rua=a@example.com",
    },
  ],
  invalid: [
    {
      name: "no scheme",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message: 'the rua address "dmarc@example.com" lacks "mailto:", so it is no URI and no reports are sent to it',
          at: "_dmarc.example.com TXT: dmarc@example.com",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "another scheme",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=https://dmarc.example.com/report",
      findings: [
        {
          severity: "warning",
          message:
            'the rua address "https://dmarc.example.com/report" has a scheme that receivers need not know; only mailto: is sure to get reports',
          at: "_dmarc.example.com TXT: https://dmarc.example.com/report",
        },
      ],
    },
    {
      name: "no address",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc",
      findings: [
        {
          severity: "warning",
          message: 'the rua address "mailto:dmarc" is no valid mailto: URI, so no reports are sent to it',
          at: "_dmarc.example.com TXT: mailto:dmarc",
        },
      ],
    },
    {
      name: "a size",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com!10m",
      findings: [
        {
          severity: "warning",
          message: 'the rua address carries the size limit "!10m", which RFC 9989 has dropped; receivers ignore it',
          at: "_dmarc.example.com TXT: !10m",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "an empty entry",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:a@example.com,,mailto:b@example.com",
      findings: [
        {
          severity: "warning",
          message: "the rua tag has an empty entry between its commas, which breaks the list for strict receivers",
          at: "_dmarc.example.com TXT: ",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:a@example.com,mailto:b@example.com"'],
        },
      ],
    },
    {
      name: "of ruf, in a shared record",
      zone: `
        _dmarc CNAME policy
        policy TXT v=DMARC1; p=none; rua=mailto:a@example.com; ruf=b@example.com`,
      findings: [
        {
          severity: "warning",
          message: 'the ruf address "b@example.com" lacks "mailto:", so it is no URI and no reports are sent to it',
          at: "policy.example.com TXT: b@example.com",
          publish: ['policy.example.com. TXT "v=DMARC1; p=none; rua=mailto:a@example.com; ruf=mailto:b@example.com"'],
        },
      ],
    },
    {
      name: "a comma inside",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:a,b@example.com",
      findings: [
        {
          severity: "warning",
          message:
            'the rua address "mailto:a,b@example.com" holds a comma or "!" that parts addresses; inside one it is written %2C or %21',
          at: "_dmarc.example.com TXT: mailto:a,b@example.com",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:a%2Cb@example.com"'],
        },
      ],
    },
  ],
});
