import spfAfterAll from "../../src/rules/spf-after-all.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfAfterAll, {
  valid: [
    {
      zone: "@ TXT v=spf1 mx -all",
    },
    {
      zone: "@ TXT v=spf1 mx -all exp=explain.example.com",
    },
    {
      zone: "@ TXT v=spf1 mx -all foo=bar",
    },
    {
      zone: "@ TXT v=spf1 mx redirect=_spf.example.net",
    },
    {
      name: "spf-syntax tells of it",
      zone: "@ TXT v=spf1 mx -all ipv4:192.0.2.1",
    },
  ],
  invalid: [
    {
      name: "two records in one",
      zone: "@ TXT v=spf1 mx ~all v=spf1 include:_spf.example.net -all",
      findings: [
        {
          severity: "warning",
          message:
            '"include:_spf.example.net" and "-all" stand after "~all": receivers stop at "all", so nothing after it has any effect',
          at: "example.com TXT: include:_spf.example.net -all",
          publish: ['example.com. TXT "v=spf1 mx include:_spf.example.net ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx -all include:_spf.example.net",
      findings: [
        {
          severity: "warning",
          message:
            '"include:_spf.example.net" stands after "-all": receivers stop at "all", so nothing after it has any effect',
          at: "example.com TXT: include:_spf.example.net",
          publish: ['example.com. TXT "v=spf1 mx include:_spf.example.net -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx ~all ip4:192.0.2.1 ip4:192.0.2.2 -all",
      findings: [
        {
          severity: "warning",
          message:
            '"ip4:192.0.2.1", "ip4:192.0.2.2" and "-all" stand after "~all": receivers stop at "all", so nothing after it has any effect',
          at: "example.com TXT: ip4:192.0.2.1 ip4:192.0.2.2 -all",
          publish: ['example.com. TXT "v=spf1 mx ip4:192.0.2.1 ip4:192.0.2.2 ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx -all -all",
      findings: [
        {
          severity: "warning",
          message: '"-all" stands after "-all": receivers stop at "all", so nothing after it has any effect',
          at: "example.com TXT: -all",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx -all +mx",
      findings: [
        {
          severity: "warning",
          message: '"+mx" stands after "-all": receivers stop at "all", so nothing after it has any effect',
          at: "example.com TXT: +mx",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 redirect=_spf.example.net mx ~all",
      findings: [
        {
          severity: "warning",
          message:
            '"redirect=_spf.example.net" stands in a record with "~all": receivers ignore redirect where there is an "all"',
          at: "example.com TXT: redirect=_spf.example.net",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx ~all a redirect=_spf.example.net",
      findings: [
        {
          severity: "warning",
          message: '"a" stands after "~all": receivers stop at "all", so nothing after it has any effect',
          at: "example.com TXT: a",
          publish: ['example.com. TXT "v=spf1 mx a ~all"'],
        },
      ],
    },
  ],
});
