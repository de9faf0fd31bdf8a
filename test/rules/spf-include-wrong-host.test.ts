import rule from "../../src/rules/spf-include-wrong-host.ts";
import { testRule } from "./rule-tester.ts";

const server = "not its SPF record; there is no SPF at that name, and receivers stop with permerror";

testRule(rule, {
  valid: [
    { zone: "@ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all" },
    { name: "Google's old host holds SPF all the same", zone: "@ TXT v=spf1 include:aspmx.googlemail.com ~all" },
    { name: "a mail server is right behind a", zone: "@ TXT v=spf1 a:smtp.gmail.com ~all" },
    { name: "never reached", zone: "@ TXT v=spf1 -all include:smtp.gmail.com" },
    { name: "an include that nobody knows", zone: "@ TXT v=spf1 include:_spf.example.net -all" },
    {
      name: "what is declared here is judged by what stands there",
      zone: "$ORIGIN google.con.\nother A 192.0.2.1\n$ORIGIN example.com.\n@ TXT v=spf1 include:_spf.google.con -all",
    },
    { name: "digits alone are no misspelling", zone: "@ TXT v=spf1 include:_netblocks9.google.com -all" },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1 ip4:192.0.2.1 include:smtp.gmail.com ~all",
      findings: [
        {
          severity: "error",
          message: `"include:smtp.gmail.com" names a mail server of Google Workspace (Gmail) and ${server}`,
          at: "example.com TXT: include:smtp.gmail.com",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 include:_spf.google.com ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 include:_spf.google.com include:aspmx.l.google.com ~all",
      findings: [
        {
          severity: "error",
          message: `"include:aspmx.l.google.com" names a mail server of Google Workspace (Gmail) and ${server}`,
          at: "example.com TXT: include:aspmx.l.google.com",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 redirect=smtp.gmail.com",
      findings: [
        {
          severity: "error",
          message: `"redirect=smtp.gmail.com" names a mail server of Google Workspace (Gmail) and ${server}`,
          at: "example.com TXT: redirect=smtp.gmail.com",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 include:spf.protection.outlok.com -all",
      findings: [
        {
          severity: "warning",
          message:
            '"include:spf.protection.outlok.com" is one character away from the documented "spf.protection.outlook.com"; if it holds no SPF record, receivers stop with permerror',
          at: "example.com TXT: include:spf.protection.outlok.com",
          publish: ['example.com. TXT "v=spf1 include:spf.protection.outlook.com -all"'],
        },
      ],
    },
  ],
});
