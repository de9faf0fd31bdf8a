import rule from "../../src/rules/spf-include-broken.ts";
import { testRule } from "./rule-tester.ts";

const stop = "receivers stop there with permerror";

testRule(rule, {
  valid: [
    { zone: "@ TXT v=spf1 include:_spf.example.com -all\n_spf TXT v=spf1 ip4:192.0.2.1 ~all" },
    { name: "outside", zone: "@ TXT v=spf1 include:_spf.example.net -all" },
    { name: "a zone declared in part", zone: "$SCOPE part\n@ TXT v=spf1 include:_spf.example.com -all" },
    { name: "a private zone", zone: "$PRIVATE\n@ TXT v=spf1 include:_spf.example.com -all" },
    { name: "macros", zone: "@ TXT v=spf1 include:%{i}._spf.example.com include:_spf.%{o} -all" },
    { name: "never reached", zone: "@ TXT v=spf1 -all include:_spf.example.com" },
    { name: "redirect beside all", zone: "@ TXT v=spf1 -all redirect=_spf.example.com" },
    { name: "delegated", zone: "@ TXT v=spf1 include:_spf.sub.example.com -all\nsub NS ns.example.net." },
    { name: "a CNAME that leads out", zone: "@ TXT v=spf1 include:_spf.example.com -all\n_spf CNAME spf.example.net." },
    { name: "a wildcard answers", zone: "@ TXT v=spf1 include:_spf.example.com -all\n* TXT v=spf1 ip4:192.0.2.1 -all" },
    { name: "a text that is not known yet", zone: "@ TXT v=spf1 include:_spf.example.com -all\n_spf TXT ?preview" },
    { name: "something undeclared stands there", zone: "@ TXT v=spf1 include:_spf.example.com -all\n_spf UNKNOWN ?" },
    {
      name: "the configuration says that it lies elsewhere",
      zone: "@ TXT v=spf1 include:_spf.example.com -all",
      domains: { "_spf.example.com": { elsewhere: ["spf"] } },
    },
    { name: "a and mx need no policy", zone: "@ TXT v=spf1 a:www.example.com mx:www.example.com -all" },
    {
      name: "several policies there are reported there",
      zone: "@ TXT v=spf1 include:_spf.example.com -all\n_spf TXT v=spf1 a ~all\n_spf TXT v=spf1 mx ~all",
    },
    { name: "what is no name at all is another rule's affair", zone: "@ TXT v=spf1 include:_spf..example.com -all" },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1 include:_spf.example.com ip4:192.0.2.1 -all",
      findings: [
        {
          severity: "error",
          message: `"include:_spf.example.com" leads to _spf.example.com, which does not exist in the declared zone; ${stop}`,
          at: "example.com TXT: include:_spf.example.com",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 redirect=_spf.example.com",
      findings: [
        {
          severity: "error",
          message: `"redirect=_spf.example.com" leads to _spf.example.com, which does not exist in the declared zone; ${stop}`,
          at: "example.com TXT: redirect=_spf.example.com",
        },
      ],
    },
    {
      name: "other texts are no policy",
      zone: "@ TXT v=spf1 include:_spf.example.com -all\n_spf TXT v=spf1include:example.net -all",
      findings: [
        {
          severity: "error",
          message: `"include:_spf.example.com" leads to _spf.example.com, where no SPF record is declared; ${stop}`,
          at: "example.com TXT: include:_spf.example.com",
        },
      ],
    },
    {
      name: "the type SPF is no policy either",
      zone: "@ TXT v=spf1 include:_spf.example.com -all\n_spf SPF v=spf1 ip4:192.0.2.1 -all",
      findings: [
        {
          severity: "error",
          message: `"include:_spf.example.com" leads to _spf.example.com, where no SPF record is declared; ${stop}`,
          at: "example.com TXT: include:_spf.example.com",
        },
      ],
    },
    {
      name: "in another declared zone, by a CNAME, by %{d}",
      zone: `
        $ORIGIN example.com.
        @ TXT v=spf1 include:gone.example.org include:_spf.%{d} -all
        _spf CNAME spf.example.org.
        $ORIGIN example.org.
        www A 192.0.2.1`,
      findings: [
        {
          severity: "error",
          message: `"include:gone.example.org" leads to gone.example.org, which does not exist in the declared zone; ${stop}`,
          at: "example.com TXT: include:gone.example.org",
          publish: ['example.com. TXT "v=spf1 include:_spf.%{d} -all"'],
        },
        {
          severity: "error",
          message: `"include:_spf.%{d}" leads to _spf.example.com, where no SPF record is declared; ${stop}`,
          at: "example.com TXT: include:_spf.%{d}",
          publish: ['example.com. TXT "v=spf1 include:gone.example.org -all"'],
        },
      ],
      adviceNotTried: "each line mends its own term",
    },
    {
      name: "a shared policy is reported once, where the term stands",
      zone: `
        @ TXT v=spf1 include:_spf.example.com -all
        www TXT v=spf1 include:_spf.example.com -all
        _spf TXT v=spf1 include:old.example.com ~all`,
      findings: [
        {
          severity: "error",
          domain: "_spf.example.com",
          message: `"include:old.example.com" leads to old.example.com, which does not exist in the declared zone; ${stop}`,
          at: "_spf.example.com TXT: include:old.example.com",
          publish: ['_spf.example.com. TXT "v=spf1 ~all"'],
        },
      ],
    },
    {
      name: "advice does not repeat a broken record",
      zone: "@ TXT v=spf1 include:_spf.example.com ipv4:192.0.2.1 -all",
      findings: [
        {
          severity: "error",
          message: `"include:_spf.example.com" leads to _spf.example.com, which does not exist in the declared zone; ${stop}`,
          at: "example.com TXT: include:_spf.example.com",
        },
      ],
    },
  ],
});
