import spfNearMiss from "../../src/rules/spf-near-miss.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfNearMiss, {
  valid: [
    {
      zone: "@ TXT v=spf1 mx -all",
    },
    {
      zone: "@ TXT spf-verification=v1",
    },
    {
      zone: "@ TXT spf2.0/pra mx -all",
    },
    {
      zone: "@ TXT some text about v=spf1 records",
    },
    {
      name: "at _dmarc",
      zone: "_dmarc TXT v=spf1a mx -all",
    },
    {
      name: "at a DKIM name",
      zone: "s1._domainkey TXT v=spf1a mx -all",
    },
    {
      zone: "@ TXT ?secret",
    },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1a mx -all",
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF has no blank after "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: v=spf1a",
          publish: ['example.com. TXT "v=spf1 a mx -all"'],
        },
      ],
    },
    {
      zone: '@ TXT " v=spf1 mx -all"',
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF begins with a blank; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT:  ",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: '@ TXT "\\"v=spf1 mx -all\\""',
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF begins with a quote that is part of the data; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: 'example.com TXT: "',
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: '@ TXT "\u3000v=spf1 mx -all"',
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF has "\u3000" before "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: \xe3\x80\x80",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: '@ TXT "v=spf1\u3000mx -all"',
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF has "\u3000" where a blank follows "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: \xe3\x80\x80",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: '@ TXT "v=spf1\\" \\"mx -all"',
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF has quotes as data after "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: 'example.com TXT: " "',
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT spf1 mx -all",
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF begins with "spf1" instead of "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: spf1",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf mx -all",
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF begins with "v=spf" instead of "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: v=spf",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v = spf1 mx -all",
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF begins with "v = spf1" instead of "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: v = spf1",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=sfp1 mx -all",
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF begins with "v=sfp1" instead of "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: v=sfp1",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1;mx;-all",
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF has ";" where a blank follows "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: ;",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT include:_spf.example.net -all",
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF has SPF terms without "v=spf1" before them; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: ",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      name: "two slips at once",
      zone: "@ TXT spf1 ipv4:192.0.2.1 -all",
      findings: [
        {
          severity: "error",
          message:
            'a text that was meant as SPF begins with "spf1" instead of "v=spf1"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: spf1",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      name: "a valid record beside it",
      zone: "@ TXT v=spf1 mx -all\n@ TXT v=spf1a mx -all",
      findings: [
        {
          severity: "warning",
          message:
            'a text that was meant as SPF has no blank after "v=spf1"; receivers ignore it and use the SPF record beside it, so what it says has no effect',
          at: "example.com TXT: v=spf1a",
        },
      ],
    },
  ],
});
