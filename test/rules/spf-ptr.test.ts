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
      name: "a name",
      zone: "@ TXT v=spf1 a:ptr.example.net -all",
    },
  ],
  invalid: [
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
