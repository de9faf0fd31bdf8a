import spfNoAll from "../../src/rules/spf-no-all.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfNoAll, {
  valid: [
    {
      zone: "@ TXT v=spf1 mx -all",
    },
    {
      zone: "@ TXT v=spf1 redirect=_spf.example.net",
    },
    {
      name: "included by others",
      zone: "_spf TXT v=spf1 ip4:192.0.2.1",
    },
    {
      name: "included in the declared world",
      zone: "@ TXT v=spf1 include:example.org -all\n$ORIGIN example.org.\n@ TXT v=spf1 ip4:192.0.2.1",
    },
    {
      name: "a name without MX below the organisation's",
      zone: "spf TXT v=spf1 ip4:192.0.2.1 ?all",
    },
    {
      name: "spf-syntax tells of it",
      zone: "@ MX 10 mx.example.net.\n@ TXT v=spf1 mx ~al",
    },
  ],
  invalid: [
    {
      zone: "@ TXT v=spf1 mx",
      findings: [
        {
          severity: "warning",
          message:
            'the SPF record ends without "all" or "redirect="; mail from servers it does not list gets the result neutral, as if there were no SPF',
          at: "example.com TXT: mx",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 mx ?all",
      findings: [
        {
          severity: "warning",
          message:
            'the SPF record ends in "?all"; mail from servers it does not list gets the result neutral, as if there were no SPF',
          at: "example.com TXT: ?all",
          publish: ['example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      name: "as the provider's own instructions have it",
      zone: "@ TXT v=spf1 include:spf.messagingengine.com ?all",
      findings: [
        {
          severity: "info",
          message:
            'the SPF record ends in "?all", as Fastmail tells its customers; mail from servers it does not list gets the result neutral, as if there were no SPF',
          at: "example.com TXT: ?all",
          publish: ['example.com. TXT "v=spf1 include:spf.messagingengine.com ~all"'],
        },
      ],
    },
    {
      name: "beside a provider whose instructions do not",
      zone: "@ TXT v=spf1 include:_spf.google.com include:mail.zendesk.com ?all",
      findings: [
        {
          severity: "warning",
          message:
            'the SPF record ends in "?all"; mail from servers it does not list gets the result neutral, as if there were no SPF',
          at: "example.com TXT: ?all",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com include:mail.zendesk.com ~all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1",
      findings: [
        {
          severity: "warning",
          message:
            'the SPF record ends without "all" or "redirect="; mail from servers it does not list gets the result neutral, as if there were no SPF',
          at: "example.com TXT: v=spf1",
          publish: ['example.com. TXT "v=spf1 ~all"'],
        },
      ],
    },
    {
      name: "a mail name below",
      zone: "sub MX 10 mx.example.net.\nsub TXT v=spf1 mx",
      findings: [
        {
          severity: "warning",
          message:
            'the SPF record ends without "all" or "redirect="; mail from servers it does not list gets the result neutral, as if there were no SPF',
          domain: "sub.example.com",
          at: "sub.example.com TXT: mx",
          publish: ['sub.example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      name: "configured to send",
      zone: "news TXT v=spf1 mx",
      domains: {
        "news.example.com": {
          role: "send-only",
        },
      },
      findings: [
        {
          severity: "warning",
          message:
            'the SPF record ends without "all" or "redirect="; mail from servers it does not list gets the result neutral, as if there were no SPF',
          domain: "news.example.com",
          at: "news.example.com TXT: mx",
          publish: ['news.example.com. TXT "v=spf1 mx ~all"'],
        },
      ],
    },
    {
      name: "an explanation comes last",
      zone: "@ TXT v=spf1 mx exp=explain.example.com",
      findings: [
        {
          severity: "warning",
          message:
            'the SPF record ends without "all" or "redirect="; mail from servers it does not list gets the result neutral, as if there were no SPF',
          at: "example.com TXT: exp=explain.example.com",
          publish: ['example.com. TXT "v=spf1 mx exp=explain.example.com ~all"'],
        },
      ],
    },
  ],
});
