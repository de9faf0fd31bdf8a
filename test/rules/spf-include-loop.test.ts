import rule from "../../src/rules/spf-include-loop.ts";
import { testRule } from "./rule-tester.ts";

const round = "receivers go round until 10 look-ups are spent and stop with permerror";

testRule(rule, {
  valid: [
    { zone: "@ TXT v=spf1 include:_spf.example.com -all\n_spf TXT v=spf1 ip4:192.0.2.1 ~all" },
    { name: "not followed beside all", zone: "@ TXT v=spf1 redirect=example.com -all" },
    { name: "never reached", zone: "@ TXT v=spf1 -all include:example.com" },
    { name: "a and mx of the own name do not lead on", zone: "@ TXT v=spf1 a mx a:example.com -all" },
    { name: "outside", zone: "@ TXT v=spf1 include:example.net -all" },
    {
      name: "two ways to one policy are no loop",
      zone: `
        @ TXT v=spf1 include:_a.example.com include:_b.example.com -all
        _a TXT v=spf1 include:_c.example.com ~all
        _b TXT v=spf1 include:_c.example.com ~all
        _c TXT v=spf1 ip4:192.0.2.1 ~all`,
    },
    { name: "a name that depends on the message", zone: "@ TXT v=spf1 include:%{o} -all" },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1 ip4:192.0.2.1 include:example.com -all",
      findings: [
        {
          severity: "error",
          message: `"include:example.com" leads to the policy it stands in: ${round}`,
          at: "example.com TXT: include:example.com",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 ip4:192.0.2.1 redirect=EXAMPLE.com.",
      findings: [
        {
          severity: "error",
          message: `"redirect=EXAMPLE.com." leads to the policy it stands in: ${round}`,
          at: "example.com TXT: redirect=EXAMPLE.com.",
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 include:%{d} -all",
      findings: [
        {
          severity: "error",
          message: `"include:%{d}" leads to the policy it stands in: ${round}`,
          at: "example.com TXT: include:%{d}",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      name: "once, at the first of its names; who includes it is not in it",
      zone: `
        $ORIGIN example.com.
        @ TXT v=spf1 include:b.example.com -all
        a TXT v=spf1 include:_spf.example.org ~all
        b TXT v=spf1 include:a.example.com ~all
        $ORIGIN example.org.
        _spf TXT v=spf1 redirect=b.example.com`,
      findings: [
        {
          severity: "error",
          domain: "_spf.example.org",
          message: `"redirect=b.example.com" leads back here (_spf.example.org -> b.example.com -> a.example.com -> _spf.example.org): ${round}`,
          at: "_spf.example.org TXT: redirect=b.example.com",
        },
      ],
    },
    {
      name: "two loops through one policy",
      zone: `
        a TXT v=spf1 include:b.example.com include:c.example.com ~all
        b TXT v=spf1 include:a.example.com ~all
        c TXT v=spf1 include:a.example.com ~all`,
      findings: [
        {
          severity: "error",
          domain: "a.example.com",
          message: `"include:b.example.com" leads back here (a.example.com -> b.example.com -> a.example.com): ${round}`,
          at: "a.example.com TXT: include:b.example.com",
          publish: ['a.example.com. TXT "v=spf1 include:c.example.com ~all"'],
        },
        {
          severity: "error",
          domain: "a.example.com",
          message: `"include:c.example.com" leads back here (a.example.com -> c.example.com -> a.example.com): ${round}`,
          at: "a.example.com TXT: include:c.example.com",
          publish: ['a.example.com. TXT "v=spf1 include:b.example.com ~all"'],
        },
      ],
      adviceNotTried: "each line mends its own loop",
    },
  ],
});
