import spfMultiple from "../../src/rules/spf-multiple.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfMultiple, {
  valid: [
    {
      zone: "@ TXT v=spf1 mx -all",
    },
    {
      name: "Sender ID",
      zone: "@ TXT v=spf1 mx -all\n@ TXT spf2.0/pra mx -all",
    },
    {
      name: "a twin of type SPF",
      zone: "@ TXT v=spf1 mx -all\n@ SPF v=spf1 mx -all",
    },
    {
      name: "routed alternatives",
      zone: "@ TXT v=spf1 mx -all ; routing=a\n@ TXT v=spf1 a -all ; routing=b",
    },
    {
      name: "the same data twice is answered once",
      zone: "@ TXT v=spf1 mx -all\n@ TXT v=spf1 mx -all",
    },
    {
      name: "not published",
      zone: "@ TXT v=spf1 mx -all\n@ TXT v=spf1 a -all ; disabled",
    },
    {
      name: "one is not known",
      zone: "@ TXT v=spf1 mx -all\n@ TXT ?preview",
    },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1 include:_spf.google.com ~all\n@ TXT v=spf1 include:amazonses.com -all",
      findings: [
        {
          severity: "error",
          message: "example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed",
          at: "example.com TXT",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com include:amazonses.com ~all"'],
        },
      ],
    },
    {
      name: "each authorisation once, in either case",
      zone: "@ TXT v=spf1 mx include:_spf.example.net -all\n@ TXT v=spf1 +MX a -all",
      findings: [
        {
          severity: "error",
          message: "example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed",
          at: "example.com TXT",
          publish: ['example.com. TXT "v=spf1 mx include:_spf.example.net a -all"'],
        },
      ],
    },
    {
      name: "nobody and somebody",
      zone: "@ TXT v=spf1 -all\n@ TXT v=spf1 include:_spf.example.net ~all",
      findings: [
        {
          severity: "error",
          message: "example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed",
          at: "example.com TXT",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net ~all"'],
        },
      ],
    },
    {
      name: "a redirect becomes an include",
      zone: "@ TXT v=spf1 redirect=_spf.example.net\n@ TXT v=spf1 a -all",
      findings: [
        {
          severity: "error",
          message: "example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed",
          at: "example.com TXT",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net a ~all"'],
        },
      ],
    },
    {
      name: "what cannot be mended is not merged",
      zone: "@ TXT v=spf1 foo:%{zz} -all\n@ TXT v=spf1 a -all",
      findings: [
        {
          severity: "error",
          message: "example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed",
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "mended first",
      zone: "@ TXT v=spf1 ipv4:192.0.2.1 -all\n@ TXT v=spf1 a -all",
      findings: [
        {
          severity: "error",
          message: "example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed",
          at: "example.com TXT",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 a -all"'],
        },
      ],
    },
    {
      name: "within one alternative",
      zone: "@ TXT v=spf1 mx -all ; routing=a\n@ TXT v=spf1 a -all ; routing=a\n@ TXT v=spf1 a -all ; routing=b",
      adviceNotTried: "routing ids are not part of the text to publish",
      findings: [
        {
          severity: "error",
          message: "example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed",
          at: "example.com TXT",
          publish: ['example.com. TXT "v=spf1 mx a -all"'],
        },
      ],
    },
    {
      name: "one text cut differently",
      zone: '@ TXT "v=spf1 mx " "-all"\n@ TXT v=spf1 mx -all',
      findings: [
        {
          severity: "error",
          message: "example.com has 2 SPF records; receivers take none of them and answer permerror, one is allowed",
          at: "example.com TXT",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
  ],
});
