import spfPassAll from "../../src/rules/spf-pass-all.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfPassAll, {
  valid: [
    {
      zone: "@ TXT v=spf1 mx -all",
    },
    {
      name: "the first all counts",
      zone: "@ TXT v=spf1 mx -all +all",
    },
    {
      name: "refused, not passed",
      zone: "@ TXT v=spf1 -ip4:0.0.0.0/0 -all",
    },
    {
      name: "after all",
      zone: "@ TXT v=spf1 -all ip4:0.0.0.0/0",
    },
    {
      name: "large, but somebody's",
      zone: "@ TXT v=spf1 ip4:10.0.0.0/8 ip6:2001:db8::/32 -all",
    },
    {
      name: "at _dmarc",
      zone: "_dmarc TXT v=spf1 +all",
    },
  ],
  invalid: [
    {
      name: "a prefix length cut short",
      zone: "@ TXT v=spf1 mx ip4:192.0.2.0/2 -all",
      findings: [
        {
          severity: "warning",
          message:
            'the range "ip4:192.0.2.0/2" lets 1 in 4 of all IPv4 addresses send in the domain\'s name, more than any one network holds; forged mail from the rest of it passes SPF and DMARC',
          at: "example.com TXT: ip4:192.0.2.0/2",
        },
      ],
    },
    {
      name: "a prefix length cut short, IPv6",
      zone: "@ TXT v=spf1 mx ip6:2001:db8::/3 -all",
      findings: [
        {
          severity: "error",
          message:
            'the range "ip6:2001:db8::/3" lets every IPv6 address send in the domain\'s name, and forged mail passes SPF and DMARC',
          at: "example.com TXT: ip6:2001:db8::/3",
        },
      ],
    },
    {
      name: "more than a registry holds, IPv6",
      zone: "@ TXT v=spf1 mx ip6:2001:db8::/6 -all",
      findings: [
        {
          severity: "warning",
          message:
            'the range "ip6:2001:db8::/6" lets 1 in 64 of all IPv6 addresses send in the domain\'s name, more than any one network holds; forged mail from the rest of it passes SPF and DMARC',
          at: "example.com TXT: ip6:2001:db8::/6",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx +all",
      findings: [
        {
          severity: "error",
          message:
            '"+all" lets every server on the Internet send in the domain\'s name, and forged mail passes SPF and DMARC; allowed to strangers is "-all" or "~all"',
          at: "example.com TXT: +all",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx all",
      findings: [
        {
          severity: "error",
          message:
            '"all" lets every server on the Internet send in the domain\'s name, and forged mail passes SPF and DMARC; allowed to strangers is "-all" or "~all"',
          at: "example.com TXT: all",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      name: "nothing but +all",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 +all",
      findings: [
        {
          severity: "error",
          message:
            '"+all" lets every server on the Internet send in the domain\'s name, and forged mail passes SPF and DMARC; allowed to strangers is "-all" or "~all"',
          at: "example.com TXT: +all",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip4:0.0.0.0/0 -all",
      findings: [
        {
          severity: "error",
          message:
            'the range "ip4:0.0.0.0/0" lets every IPv4 address send in the domain\'s name, and forged mail passes SPF and DMARC',
          at: "example.com TXT: ip4:0.0.0.0/0",
          publish: ['example.com. TXT "v=spf1 ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip4:0.0.0.0/1 mx ip4:128.0.0.0/1 -all",
      findings: [
        {
          severity: "error",
          message:
            'the ranges "ip4:0.0.0.0/1" and "ip4:128.0.0.0/1" let every IPv4 address send in the domain\'s name, and forged mail passes SPF and DMARC',
          at: "example.com TXT: ip4:0.0.0.0/1 mx ip4:128.0.0.0/1",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      name: "host bits",
      zone: "@ TXT v=spf1 ip4:192.0.2.1/1 -all",
      findings: [
        {
          severity: "error",
          message:
            'the range "ip4:192.0.2.1/1" lets half of all IPv4 addresses or more send in the domain\'s name, and forged mail passes SPF and DMARC',
          at: "example.com TXT: ip4:192.0.2.1/1",
          publish: ['example.com. TXT "v=spf1 ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip6:::/0 -all",
      findings: [
        {
          severity: "error",
          message:
            'the range "ip6:::/0" lets every IPv6 address send in the domain\'s name, and forged mail passes SPF and DMARC',
          at: "example.com TXT: ip6:::/0",
          publish: ['example.com. TXT "v=spf1 ~all"'],
        },
      ],
    },
    {
      name: "all of the addresses in use",
      zone: "@ TXT v=spf1 mx ip6:2000::/3 -all",
      findings: [
        {
          severity: "error",
          message:
            'the range "ip6:2000::/3" lets every IPv6 address send in the domain\'s name, and forged mail passes SPF and DMARC',
          at: "example.com TXT: ip6:2000::/3",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 a/0 -all",
      findings: [
        {
          severity: "error",
          message:
            'the range "a/0" lets every IPv4 address send in the domain\'s name, and forged mail passes SPF and DMARC',
          at: "example.com TXT: a/0",
          publish: ['example.com. TXT "v=spf1 ~all"'],
        },
      ],
    },
    {
      name: "no all",
      zone: "@ TXT v=spf1 mx ip4:0.0.0.0/0",
      findings: [
        {
          severity: "error",
          message:
            'the range "ip4:0.0.0.0/0" lets every IPv4 address send in the domain\'s name, and forged mail passes SPF and DMARC',
          at: "example.com TXT: ip4:0.0.0.0/0",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
  ],
});
