import rule from "../../src/rules/mx-missing.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "an ordinary domain",
      zone: "@ MX 10 mx.example.net.",
    },
    {
      name: "nothing says that it is a mail domain",
      zone: "www A 203.0.113.1",
    },
    {
      name: "implicit MX on the own host (RFC 5321 5.1)",
      zone: "@ A 203.0.113.1",
      domains: { "example.com": { role: "mail" } },
    },
    {
      name: "implicit MX, IPv6",
      zone: "@ AAAA 2001:db8::1",
      domains: { "example.com": { role: "receive-only" } },
    },
    {
      name: "a covering wildcard MX",
      zone: "* MX 10 mx.example.net.",
      domains: { "news.example.com": { role: "mail" } },
    },
    {
      name: "send-only",
      zone: "@ TXT v=spf1 ip4:203.0.113.1 -all",
      domains: { "example.com": { role: "send-only" } },
    },
    {
      name: "role none, a mailbox left in the configuration",
      zone: "@ TXT v=spf1 -all",
      domains: { "example.com": { role: "none", mailbox: "microsoft-365" } },
    },
    {
      name: "declared elsewhere",
      zone: "@ TXT v=spf1 -all",
      domains: { "example.com": { role: "mail", elsewhere: ["mx"] } },
    },
    {
      name: "a zone in part",
      zone: `
        $SCOPE part
        @ TXT v=spf1 -all`,
      domains: { "example.com": { role: "mail" } },
      notJudged: ["the MX of example.com is not declared here"],
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        @ TXT v=spf1 -all`,
      domains: { "example.com": { role: "mail" } },
      notJudged: ["example.com is a private zone"],
    },
    {
      name: "a CNAME leads outside",
      zone: "news CNAME news.example.net.",
      domains: { "news.example.com": { role: "mail" } },
      notJudged: ["news.example.net is in no declared zone"],
    },
    {
      name: "delegated",
      zone: "news NS ns1.example.net.",
      domains: { "news.example.com": { role: "mail" } },
      notJudged: ["news.example.com is delegated to other name servers"],
    },
    {
      name: "in no declared zone",
      zone: "@ MX 10 mx.example.net.",
      domains: { "example.net": { role: "mail" } },
      notJudged: ["example.net is in no declared zone"],
    },
    {
      name: "the DNS host makes addresses",
      zone: "@ ALIAS lb.example.net.",
      domains: { "example.com": { role: "mail" } },
    },
    {
      name: "a name that is not known yet",
      zone: "?preview MX 10 mx.example.net.",
      domains: { "example.com": { role: "mail" } },
      notJudged: ["a record of example.com has a name that is not known yet"],
    },
    {
      name: "autodiscover of one provider, SPF of another",
      zone: `
        autodiscover CNAME autodiscover.outlook.com.
        @ TXT v=spf1 include:_spf.google.com -all`,
    },
    {
      name: "traces, and the configuration says that it only sends",
      zone: `
        autodiscover CNAME autodiscover.outlook.com.
        @ TXT v=spf1 include:spf.protection.outlook.com -all`,
      domains: { "example.com": { role: "send-only" } },
    },
    {
      name: "a null MX is an MX",
      zone: "@ MX 0 .",
      domains: { "example.com": { role: "receive-only" } },
    },
  ],
  invalid: [
    {
      name: "a hosted provider is configured",
      zone: "@ A 203.0.113.1",
      domains: { "example.com": { mailbox: "google-workspace" } },
      findings: [
        {
          severity: "error",
          message:
            "example.com is configured to take its mail at Google Workspace (Gmail) and has no MX; senders do not find it",
          at: "example.com A",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "the gateway's MX are due",
      zone: "@ A 203.0.113.1",
      domains: { "example.com": { mailbox: "microsoft-365", gateway: "mimecast" } },
      findings: [
        {
          severity: "error",
          message: "example.com is configured to take its mail at Mimecast and has no MX; senders do not find it",
          at: "example.com A",
          publish: [
            "example.com. MX 10 <region>-smtp-inbound-1.mimecast.com.",
            "example.com. MX 10 <region>-smtp-inbound-2.mimecast.com.",
          ],
        },
      ],
    },
    {
      name: "a tenant's host",
      zone: "@ A 203.0.113.1",
      domains: { "example.com": { mailbox: "microsoft-365" } },
      findings: [
        {
          severity: "error",
          message:
            "example.com is configured to take its mail at Microsoft 365 / Exchange Online and has no MX; senders do not find it",
          at: "example.com A",
          publish: ["example.com. MX 0 <m365MxHost>."],
        },
      ],
    },
    {
      name: "neither MX nor address",
      zone: "www A 203.0.113.1",
      domains: { "example.com": { role: "mail" } },
      findings: [
        {
          severity: "error",
          message:
            "example.com is configured as a mail domain and has neither an MX nor an address; senders find no server",
          at: undefined,
        },
      ],
    },
    {
      name: "no record names the domain",
      zone: "www A 203.0.113.1",
      domains: { "news.example.com": { role: "mail" } },
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            "news.example.com is configured as a mail domain and has neither an MX nor an address; senders find no server",
          at: undefined,
        },
      ],
    },
    {
      name: "traces of a mailbox provider",
      zone: `
        autodiscover CNAME autodiscover.outlook.com.
        @ TXT v=spf1 include:spf.protection.outlook.com -all`,
      findings: [
        {
          severity: "warning",
          message:
            "example.com has no MX, while its SPF and its autodiscover record speak of Microsoft 365 / Exchange Online; if its mailboxes are there, no mail reaches them",
          at: "example.com TXT",
          publish: ["example.com. MX 0 <m365MxHost>."],
        },
      ],
    },
  ],
});
