import rule from "../../src/rules/spf-parked-open.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "not configured",
      zone: `
        @ A 192.0.2.1
        www A 192.0.2.1`,
    },
    {
      name: "said at each name",
      zone: `
        @ A 192.0.2.1
        @ TXT v=spf1 -all
        www A 192.0.2.1
        www TXT v=spf1 -all`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "by an alias",
      zone: `
        @ TXT v=spf1 -all
        www CNAME example.com.`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "names that are no host names, or have no address",
      zone: `
        @ TXT v=spf1 -all
        _x A 192.0.2.1
        note TXT hello`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "mail at a name of it",
      zone: `
        @ TXT v=spf1 -all
        news MX 1 smtp.google.com.
        news A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "keys at a name of it",
      zone: `
        @ TXT v=spf1 -all
        news A 192.0.2.1
        k1._domainkey.news TXT v=DKIM1; p=MIGf`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "another role at a name of it",
      zone: `
        @ TXT v=spf1 -all
        news A 192.0.2.1`,
      domains: { "example.com": { role: "none" }, "news.example.com": { role: "send-only" } },
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        www A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "a delegated name",
      zone: `
        @ TXT v=spf1 -all
        shop NS ns1.example.net.
        shop A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
    },
  ],
  invalid: [
    {
      name: "a host and a wildcard",
      zone: `
        @ TXT v=spf1 -all
        www A 192.0.2.1
        www AAAA 2001:db8::1
        * A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail, and no SPF record "v=spf1 -all" at www.example.com says that nobody sends from it; others can send in its name',
          domain: "www.example.com",
          at: "www.example.com A",
          publish: ['www.example.com. TXT "v=spf1 -all"'],
        },
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail, and no SPF record "v=spf1 -all" at *.example.com says that nobody sends from it; others can send in its name',
          domain: "*.example.com",
          at: "*.example.com A",
          publish: ['*.example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      name: "softfail",
      zone: `
        @ TXT v=spf1 -all
        www A 192.0.2.1
        www TXT v=spf1 ~all`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail, and no SPF record "v=spf1 -all" at www.example.com says that nobody sends from it; others can send in its name',
          domain: "www.example.com",
          at: "www.example.com TXT",
          publish: ['www.example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      name: "the domain itself",
      zone: `
        @ A 192.0.2.1`,
      domains: { "example.com": { role: "none" } },
      findings: [
        {
          severity: "warning",
          message:
            'example.com is configured as a domain without mail, and no SPF record "v=spf1 -all" at example.com says that nobody sends from it; others can send in its name',
          at: "example.com A",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
  ],
});
