import txtQuoting from "../../src/rules/txt-quoting.ts";
import { testRule } from "./rule-tester.ts";

testRule(txtQuoting, {
  valid: [
    {
      zone: '@ TXT "v=spf1 mx -all"',
    },
    {
      zone: 's1._domainkey TXT "v=DKIM1; k=rsa; p=MIGf"',
    },
    {
      name: "quotes inside",
      zone: '@ TXT "a \\"quoted\\" word"',
    },
    {
      name: "reports are authorised so",
      zone: "example.net._report._dmarc TXT v=DMARC1",
    },
    {
      name: "a registry of its own",
      zone: '@ TXT "\\"heritage=external-dns,external-dns/owner=x\\""',
    },
    {
      zone: "@ TXT ?preview",
    },
  ],
  invalid: [
    {
      name: "outer quotes",
      zone: 's1._domainkey TXT "\\"v=DKIM1; k=rsa; p=MIGf\\""',
      findings: [
        {
          severity: "error",
          message: "the text has quotes at its edges that are part of the data; receivers see no valid record in it",
          at: 's1._domainkey.example.com TXT: "v=DKIM1; k=rsa; p=MIGf"',
          publish: ['s1._domainkey.example.com. TXT "v=DKIM1; k=rsa; p=MIGf"'],
        },
      ],
    },
    {
      name: "mail arrives without MTA-STS",
      zone: '_mta-sts TXT "\\"v=STSv1; id=20261101\\""',
      findings: [
        {
          severity: "warning",
          message: "the text has quotes at its edges that are part of the data; receivers see no valid record in it",
          at: '_mta-sts.example.com TXT: "v=STSv1; id=20261101"',
          publish: ['_mta-sts.example.com. TXT "v=STSv1; id=20261101"'],
        },
      ],
    },
    {
      name: "two strings in quotes",
      zone: 's1._domainkey TXT "\\"v=DKIM1; k=rsa; \\" \\"p=MIGf\\""',
      findings: [
        {
          severity: "error",
          message: "the text has quotes at its edges that are part of the data; receivers see no valid record in it",
          at: 's1._domainkey.example.com TXT: "v=DKIM1; k=rsa; " "p=MIGf"',
          publish: ['s1._domainkey.example.com. TXT "v=DKIM1; k=rsa; p=MIGf"'],
        },
      ],
    },
    {
      name: "escaped semicolons",
      zone: 's1._domainkey TXT "v=DKIM1\\\\; k=rsa\\\\; p=MIGf"',
      findings: [
        {
          severity: "error",
          message: 'the text holds "\\;": the backslash is part of the data; receivers see no valid record in it',
          at: "s1._domainkey.example.com TXT: \\;",
          publish: ['s1._domainkey.example.com. TXT "v=DKIM1; k=rsa; p=MIGf"'],
        },
      ],
    },
    {
      name: "typographic quotes",
      zone: "_dmarc TXT “v=DMARC1; p=none”",
      findings: [
        {
          severity: "error",
          message: "the text holds typographic quotes, which no standard knows; receivers see no valid record in it",
          at: "_dmarc.example.com TXT: â",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none"'],
        },
      ],
    },
    {
      name: "cut off",
      zone: "s1._domainkey TXT v=DKIM1",
      findings: [
        {
          severity: "error",
          message:
            'the text is "v=DKIM1" and nothing more: the rest is lost, as behind a ";" that no quotes protect; receivers see no valid record in it',
          at: "s1._domainkey.example.com TXT: ",
        },
      ],
    },
    {
      name: "cut off behind the quote of a shell",
      zone: "s1._domainkey TXT 'v=DKIM1",
      findings: [
        {
          severity: "error",
          message:
            'the text is "\'v=DKIM1" and nothing more: the rest is lost, as behind a ";" that no quotes protect; receivers see no valid record in it',
          at: "s1._domainkey.example.com TXT: ",
        },
      ],
    },
    {
      name: "another text",
      zone: '@ TXT "\\"example-verification=1\\""',
      findings: [
        {
          severity: "warning",
          message: "the text has quotes at its edges that are part of the data; whoever reads it sees another text",
          at: 'example.com TXT: "example-verification=1"',
          publish: ['example.com. TXT "example-verification=1"'],
        },
      ],
    },
    {
      name: "the right text beside it",
      zone: '@ TXT "\\"example-verification=1\\""\n@ TXT example-verification=1',
      findings: [
        {
          severity: "warning",
          message: "the text has quotes at its edges that are part of the data; whoever reads it sees another text",
          at: 'example.com TXT: "example-verification=1"',
        },
      ],
    },
  ],
});
