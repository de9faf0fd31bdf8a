import rule from "../../src/rules/spf-provider-stale.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "the provider of the MX",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all`,
    },
    {
      name: "a sender is no mailbox",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com include:sendgrid.net include:amazonses.com -all`,
    },
    {
      name: "a mailbox behind a filter",
      zone: `
        @ MX 10 eu-smtp-inbound-1.mimecast.com.
        @ TXT v=spf1 include:eu._netblocks.mimecast.com include:spf.protection.outlook.com -all`,
    },
    {
      name: "a mailbox behind a host that nobody knows",
      zone: `
        @ MX 10 mx.example.com.
        @ TXT v=spf1 include:spf.protection.outlook.com -all`,
    },
    {
      name: "a mailbox behind a forwarder",
      zone: `
        @ MX 10 route1.mx.cloudflare.net.
        @ TXT v=spf1 include:_spf.mx.cloudflare.net include:_spf.google.com -all`,
    },
    {
      name: "DKIM speaks of it",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all
        selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.`,
    },
    {
      name: "a key may be its",
      zone: `
        @ MX 10 example-com.mail.protection.outlook.com.
        @ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all
        k2024._domainkey TXT v=DKIM1; p=MIGf`,
    },
    {
      name: "DKIM delegated",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all
        _domainkey NS ns1.example.net.`,
    },
    {
      name: "autodiscover speaks of it",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all
        autodiscover CNAME autodiscover.outlook.com.`,
    },
    {
      name: "configured as a sender",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all`,
      domains: { "example.com": { senders: ["microsoft-365"] } },
    },
    {
      name: "the organisation's own mailbox",
      zone: `
        @ MX 10 example-com.mail.protection.outlook.com.
        @ TXT v=spf1 include:spf.protection.outlook.com -all
        shop MX 1 smtp.google.com.
        shop TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all`,
    },
    {
      name: "not a pass",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com ?include:spf.protection.outlook.com -all`,
    },
    {
      name: "no MX to hold it against",
      zone: `
        news TXT v=spf1 include:spf.protection.outlook.com -all`,
    },
    {
      name: "MX not known yet",
      zone: `
        @ MX 10 ?preview
        @ TXT v=spf1 include:spf.protection.outlook.com -all`,
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all`,
    },
    {
      name: "after all",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all include:spf.protection.outlook.com`,
    },
  ],
  invalid: [
    {
      name: "left from a move",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com ~all
        google._domainkey TXT v=DKIM1; p=MIGf`,
      findings: [
        {
          severity: "info",
          message:
            '"include:spf.protection.outlook.com" in the SPF record of example.com lets Microsoft 365 / Exchange Online send, while its mail is at Google Workspace (Gmail) and no MX, DKIM record or configuration speaks of Microsoft 365 / Exchange Online; it may be left from a move',
          at: "example.com TXT: include:spf.protection.outlook.com",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com ~all"'],
        },
      ],
    },
    {
      name: "nothing else is authorised",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_mailcust.gandi.net ~all`,
      findings: [
        {
          severity: "info",
          message:
            '"include:_mailcust.gandi.net" in the SPF record of example.com lets Gandi Mail send, while its mail is at Google Workspace (Gmail) and no MX, DKIM record or configuration speaks of Gandi Mail; it may be left from a move',
          at: "example.com TXT: include:_mailcust.gandi.net",
        },
      ],
    },
    {
      name: "two left from moves",
      zone: `
        @ MX 10 example-com.mail.protection.outlook.com.
        @ TXT v=spf1 include:spf.protection.outlook.com include:_spf.google.com include:_mailcust.gandi.net -all
        selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.`,
      adviceNotTried: "the other term stays",
      findings: [
        {
          severity: "info",
          message:
            '"include:_spf.google.com" in the SPF record of example.com lets Google Workspace (Gmail) send, while its mail is at Microsoft 365 / Exchange Online and no MX, DKIM record or configuration speaks of Google Workspace (Gmail); it may be left from a move',
          at: "example.com TXT: include:_spf.google.com",
          publish: ['example.com. TXT "v=spf1 include:spf.protection.outlook.com include:_mailcust.gandi.net -all"'],
        },
        {
          severity: "info",
          message:
            '"include:_mailcust.gandi.net" in the SPF record of example.com lets Gandi Mail send, while its mail is at Microsoft 365 / Exchange Online and no MX, DKIM record or configuration speaks of Gandi Mail; it may be left from a move',
          at: "example.com TXT: include:_mailcust.gandi.net",
          publish: ['example.com. TXT "v=spf1 include:spf.protection.outlook.com include:_spf.google.com -all"'],
        },
      ],
    },
  ],
});
