import spfPtr from "../../src/rules/spf-ptr.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfPtr, {
  valid: [
    {
      zone: "@ TXT v=spf1 mx -all",
    },
    {
      name: "never reached",
      zone: "@ TXT v=spf1 mx -all ptr",
    },
    {
      name: "the macro in the explanation, which is looked up after the verdict, and in a redirect that is never followed",
      zone: "@ TXT v=spf1 mx redirect=%{p}.example.net exp=%{p}.example.net -all",
    },
    {
      name: "a name",
      zone: "@ TXT v=spf1 a:ptr.example.net -all",
    },
  ],
  invalid: [
    {
      name: "the macro",
      zone: "@ TXT v=spf1 exists:%{p}._spf.example.net -all",
      findings: [
        {
          severity: "warning",
          message:
            '"%{p}" in "exists:%{p}._spf.example.net" stands for the sender\'s reverse name, which RFC 7208 says not to use: it is slow, depends on the DNS of others, and is "unknown" where that does not answer',
          at: "example.com TXT: exists:%{p}._spf.example.net",
        },
      ],
    },
    {
      name: "the macro in what redirect names",
      zone: "@ TXT v=spf1 redirect=%{p2r}._spf.example.net",
      findings: [
        {
          severity: "warning",
          message:
            '"%{p}" in "redirect=%{p2r}._spf.example.net" stands for the sender\'s reverse name, which RFC 7208 says not to use: it is slow, depends on the DNS of others, and is "unknown" where that does not answer',
          at: "example.com TXT: redirect=%{p2r}._spf.example.net",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx ptr -all",
      findings: [
        {
          severity: "warning",
          message:
            '"ptr" authorises hosts by their reverse names, which RFC 7208 says not to use: it is slow, depends on the DNS of others, and some receivers never match it',
          at: "example.com TXT: ptr",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx ?ptr:example.net ptr -all",
      findings: [
        {
          severity: "warning",
          message:
            '"?ptr:example.net" authorises hosts by their reverse names, which RFC 7208 says not to use: it is slow, depends on the DNS of others, and some receivers never match it',
          at: "example.com TXT: ?ptr:example.net",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      name: "nothing else",
      zone: "@ TXT v=spf1 ptr ~all",
      findings: [
        {
          severity: "warning",
          message:
            '"ptr" authorises hosts by their reverse names, which RFC 7208 says not to use: it is slow, depends on the DNS of others, and some receivers never match it',
          at: "example.com TXT: ptr",
        },
      ],
    },
  ],
});
