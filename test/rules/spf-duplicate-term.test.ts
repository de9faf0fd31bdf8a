import rule from "../../src/rules/spf-duplicate-term.ts";
import { testRule } from "./rule-tester.ts";

const never = "the second never decides anything";

testRule(rule, {
  valid: [
    { zone: "@ TXT v=spf1 a mx a:www.example.com ip4:192.0.2.1 ip4:192.0.2.2 -all" },
    { name: "other prefix lengths", zone: "@ TXT v=spf1 a a/24 a//64 mx mx/24 ip4:192.0.2.0/24 ip4:192.0.2.0/25 -all" },
    { name: "after all", zone: "@ TXT v=spf1 mx -all mx" },
    { name: "modifiers are the grammar's affair", zone: "@ TXT v=spf1 mx foo=1 foo=1 -all" },
    { name: "macros that differ", zone: "@ TXT v=spf1 exists:%{i}.example.com exists:%{ir}.example.com -all" },
    {
      name: "an upper case macro letter means something else",
      zone: "@ TXT v=spf1 exists:%{l}.example.com exists:%{L}.example.com -all",
    },
    {
      name: "not inside: the outer one makes an exception first",
      zone: `
        @ TXT v=spf1 include:_a.example.com include:_b.example.com -all
        _a TXT v=spf1 -ip4:192.0.2.9 include:_b.example.com ~all
        _b TXT v=spf1 ip4:192.0.2.0/24 ~all`,
    },
    {
      name: "not inside: an exception in the own record",
      zone: `
        @ TXT v=spf1 include:_b.example.com -ip4:192.0.2.9 include:_a.example.com -all
        _a TXT v=spf1 include:_b.example.com ~all
        _b TXT v=spf1 ip4:192.0.2.0/24 ~all`,
    },
    {
      name: "what outside includes hold is not known",
      zone: "@ TXT v=spf1 include:a.example.net include:b.example.net -all",
    },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1 include:_spf.example.net mx include:_SPF.example.net. -all",
      findings: [
        {
          severity: "warning",
          message: `"include:_SPF.example.net." asks the same as "include:_spf.example.net"; ${never} and costs its look-ups again`,
          at: "example.com TXT: include:_SPF.example.net.",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net mx -all"'],
        },
      ],
    },
    {
      name: "several in one finding",
      zone: "@ TXT v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 a ip4:192.0.2.1/32 ip6:2001:DB8:0::1 +a:example.com -all",
      findings: [
        {
          severity: "warning",
          message: `"ip4:192.0.2.1/32" asks the same as "ip4:192.0.2.1", and 2 more terms repeat another; ${never}`,
          at: "example.com TXT: ip4:192.0.2.1/32",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 a -all"'],
        },
      ],
    },
    {
      name: "host bits do not matter, nor does the qualifier",
      zone: "@ TXT v=spf1 ip4:192.0.2.1/24 -ip4:192.0.2.0/24 mx -all",
      findings: [
        {
          severity: "warning",
          message: `"-ip4:192.0.2.0/24" asks the same as "ip4:192.0.2.1/24"; ${never}`,
          at: "example.com TXT: -ip4:192.0.2.0/24",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1/24 mx -all"'],
        },
      ],
    },
    {
      name: "~a at the end was meant as ~all",
      zone: "@ TXT v=spf1 a mx ~a",
      findings: [
        {
          severity: "warning",
          message: `"~a" asks the same as "a"; ${never} and costs its look-ups again`,
          at: "example.com TXT: ~a",
          publish: ['example.com. TXT "v=spf1 a mx ~all"'],
        },
      ],
    },
    {
      name: "an include inside another",
      zone: `
        @ TXT v=spf1 include:_b.example.com include:_a.example.com -all
        _a TXT v=spf1 ip4:198.51.100.1 include:_c.example.com ~all
        _b TXT v=spf1 ip4:192.0.2.0/24 mx ~all
        _c TXT v=spf1 redirect=_b.example.com`,
      findings: [
        {
          severity: "warning",
          message:
            '"include:_b.example.com" is inside "include:_a.example.com" already; here it adds nobody and costs 2 look-ups of the ten',
          at: "example.com TXT: include:_b.example.com",
          publish: ['example.com. TXT "v=spf1 include:_a.example.com -all"'],
        },
      ],
    },
    {
      name: "an outside include inside a declared one",
      zone: `
        @ TXT v=spf1 include:_a.example.com include:_spf.example.net -all
        _a TXT v=spf1 include:_spf.example.net ~all`,
      findings: [
        {
          severity: "warning",
          message:
            '"include:_spf.example.net" is inside "include:_a.example.com" already; here it adds nobody and costs a look-up of the ten',
          at: "example.com TXT: include:_spf.example.net",
          publish: ['example.com. TXT "v=spf1 include:_a.example.com -all"'],
        },
      ],
    },
    {
      name: "of two that hold each other only one goes",
      zone: `
        @ TXT v=spf1 include:_a.example.com include:_b.example.com -all
        _a TXT v=spf1 include:_b.example.com ~all
        _b TXT v=spf1 include:_a.example.com ~all`,
      findings: [
        {
          severity: "warning",
          message:
            '"include:_a.example.com" is inside "include:_b.example.com" already; here it adds nobody and costs 3 look-ups of the ten',
          at: "example.com TXT: include:_a.example.com",
        },
      ],
    },
  ],
});
