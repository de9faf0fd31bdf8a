import rule from "../../src/rules/spf-void-lookups.ts";
import { testRule } from "./rule-tester.ts";

const after = "receivers stop with permerror after 2";

testRule(rule, {
  valid: [
    {
      name: "two are allowed",
      zone: "@ TXT v=spf1 a:a.example.com a:b.example.com ip4:192.0.2.1 -all",
    },
    {
      name: "a zone that is declared in part proves nothing",
      zone: "$SCOPE part\n@ TXT v=spf1 a mx a:b.example.com -all",
    },
    { name: "names outside", zone: "@ TXT v=spf1 a:a.example.net a:b.example.net a:c.example.net -all" },
    {
      name: "hosts of one address family are not void to everybody",
      zone: `
        @ TXT v=spf1 a:a.example.com a:b.example.com a:c.example.com -all
        a A 192.0.2.1
        b A 192.0.2.2
        c AAAA 2001:db8::1`,
    },
    {
      name: "ALIAS, proxied and unknown records answer something",
      zone: `
        $ORIGIN example.com.
        @ TXT v=spf1 a:a.example.com a:b.example.com a:c.example.com -all
        a ALIAS host.example.net.
        b CNAME host.example.net. ; proxied
        c UNKNOWN ?`,
    },
    {
      name: "CNAME to the outside, delegations, wildcards",
      zone: `
        @ TXT v=spf1 a:a.example.com a:b.sub.example.com a:c.w.example.com a:d.example.com -all
        a CNAME host.example.net.
        sub NS ns.example.net.
        *.w A 192.0.2.1`,
    },
    {
      name: "a null MX is an answer",
      zone: `
        @ TXT v=spf1 mx mx mx -all
        @ MX 0 .`,
    },
    { name: "terms after all", zone: "@ TXT v=spf1 -all a:a.example.com a:b.example.com a:c.example.com" },
    {
      name: "macros",
      zone: "@ TXT v=spf1 exists:%{i}.a.example.com exists:%{l}.b.example.com exists:%{i}.c.example.com -all",
    },
    {
      name: "a circle of CNAME records is an error, not a void answer",
      zone: "@ TXT v=spf1 a:a.example.com a:a.example.com a:b.example.com -all\na CNAME b\nb CNAME a",
    },
    { name: "ptr", zone: "@ TXT v=spf1 ptr ptr:example.com ptr:a.example.com -all" },
    {
      name: "an include without a policy is permerror at once, not void",
      zone: "@ TXT v=spf1 include:a.example.com include:b.example.com include:c.example.com -all",
    },
  ],
  invalid: [
    {
      zone: `
        @ TXT v=spf1 ip4:192.0.2.1 a mx exists:gone.example.com -all`,
      findings: [
        {
          severity: "warning",
          message: `"a", "mx" and "exists:gone.example.com" find nothing in the declared zones; 3 look-ups are void, and ${after}`,
          at: "example.com TXT: exists:gone.example.com",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      name: "an A record does not answer exists over IPv6, but it does answer",
      zone: `
        @ TXT v=spf1 a:a.example.com exists:v6.example.com a:b.example.com a:ok.example.com -all
        v6 AAAA 2001:db8::1
        ok A 192.0.2.1`,
      findings: [
        {
          severity: "warning",
          message: `"a:a.example.com", "exists:v6.example.com" and "a:b.example.com" find nothing in the declared zones; 3 look-ups are void, and ${after}`,
          at: "example.com TXT: a:b.example.com",
          publish: ['example.com. TXT "v=spf1 a:ok.example.com -all"'],
        },
      ],
    },
    {
      name: "the same void host counts each time",
      zone: "@ TXT v=spf1 a:a.example.com -a:a.example.com ?a:a.example.com -all",
      findings: [
        {
          severity: "warning",
          message: `"a:a.example.com", "-a:a.example.com" and "?a:a.example.com" find nothing in the declared zones; 3 look-ups are void, and ${after}`,
          at: "example.com TXT: ?a:a.example.com",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      name: "together with those of an included policy",
      zone: `
        @ TXT v=spf1 a:gone.example.com include:_spf.example.com -all
        _spf TXT v=spf1 a:old1.example.com a:old2.example.com ~all`,
      findings: [
        {
          severity: "warning",
          message: `"a:gone.example.com", "a:old1.example.com" and "a:old2.example.com" find nothing in the declared zones; 3 look-ups are void, and ${after}`,
          at: "example.com TXT: include:_spf.example.com",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.com -all"'],
        },
      ],
    },
    {
      name: "a shared policy is reported once, where it stands",
      zone: `
        @ TXT v=spf1 include:_spf.example.com -all
        www TXT v=spf1 include:_spf.example.com -all
        _spf TXT v=spf1 a:old1.example.com a:old2.example.com a:old3.example.com ~all`,
      findings: [
        {
          severity: "warning",
          domain: "_spf.example.com",
          message: `"a:old1.example.com", "a:old2.example.com" and "a:old3.example.com" find nothing in the declared zones; 3 look-ups are void, and ${after}`,
          at: "_spf.example.com TXT: a:old3.example.com",
          publish: ['_spf.example.com. TXT "v=spf1 ~all"'],
        },
      ],
    },
  ],
});
