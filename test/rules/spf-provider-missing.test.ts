import spfProviderMissing from "../../src/rules/spf-provider-missing.ts";
import { testRule } from "./rule-tester.ts";

testRule(spfProviderMissing, {
  valid: [
    {
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:_spf.google.com -all",
    },
    {
      name: "by an include of the declared world",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:_spf.example.com -all\n_spf TXT v=spf1 include:_spf.google.com",
    },
    {
      name: "by redirect",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 redirect=_spf.example.com\n_spf TXT v=spf1 include:_spf.google.com -all",
    },
    {
      name: "another brand of the same hosts",
      zone: "@ MX 0 example-com.mail.protection.outlook.com.\n@ TXT v=spf1 include:secureserver.net -all",
    },
    {
      name: "an outbound filter",
      zone: "@ MX 0 example-com.mail.protection.outlook.com.\n@ TXT v=spf1 include:spf.messagelabs.com -all",
    },
    {
      name: "a filter holds the MX",
      zone: "@ MX 10 cluster1.eu.messagelabs.com.\n@ TXT v=spf1 include:_spf.google.com -all",
    },
    {
      name: "flattened",
      zone: "@ MX 0 example-com.mail.protection.outlook.com.\n@ TXT v=spf1 include:abc.powerspf.com -all",
      notJudged: ["include:abc.powerspf.com in the SPF record of example.com does not show who may send"],
    },
    {
      name: "macros",
      zone: "@ MX 0 example-com.mail.protection.outlook.com.\n@ TXT v=spf1 include:%{ir}.%{v}.%{d}.spf.example.net -all",
      notJudged: [
        "include:%{ir}.%{v}.%{d}.spf.example.net in the SPF record of example.com does not show who may send",
      ],
    },
    {
      name: "an include nobody knows",
      zone: "@ MX 0 example-com.mail.protection.outlook.com.\n@ TXT v=spf1 include:_spf.example.net -all",
      notJudged: [
        'Microsoft 365 / Exchange Online sends for example.com perhaps by "_spf.example.net", an include that is not declared here',
      ],
    },
    {
      name: "receives only",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 -all",
    },
    {
      name: "a return path",
      zone: "bounce MX 10 feedback-smtp.us-east-1.amazonses.com.\nbounce TXT v=spf1 include:_spf.google.com -all",
    },
    {
      name: "unrecognised hosts",
      zone: "@ MX 10 mx.example.net.\n@ TXT v=spf1 include:_spf.google.com -all",
    },
    {
      name: "the provider's own MX hosts send",
      zone: "@ MX 10 mx1.hostinger.com.\n@ TXT v=spf1 mx -all",
    },
    {
      name: "hosts one by one",
      zone: "@ MX 10 example.sakura.ne.jp.\n@ TXT v=spf1 a:www100.sakura.ne.jp -all",
    },
    {
      name: "a name below that lists its own servers",
      zone: "noreply MX 0 example-com.mail.protection.outlook.com.\nnoreply TXT v=spf1 ip4:192.0.2.1 -all",
    },
    {
      name: "a sender with its own return path",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:_spf.google.com -all",
      domains: {
        "example.com": {
          mailbox: "google-workspace",
          senders: ["sendgrid"],
        },
      },
    },
    {
      name: "a broken record",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 ipv4:192.0.2.1 -all",
    },
    {
      name: "several records",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 a -all\n@ TXT v=spf1 mx -all",
    },
    {
      name: "an MX that is not known",
      zone: "@ MX 10 ?preview\n@ TXT v=spf1 a -all",
    },
    {
      name: "SPF lies elsewhere",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 a -all",
      domains: {
        "example.com": {
          elsewhere: ["spf"],
        },
      },
    },
    {
      name: "two providers: mx-single-provider tells",
      zone: "@ MX 1 smtp.google.com.\n@ MX 5 mx.zoho.eu.\n@ TXT v=spf1 a -all",
    },
  ],
  invalid: [
    {
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:spf.protection.outlook.com -all",
      findings: [
        {
          severity: "warning",
          message:
            'the MX of example.com is at Google Workspace (Gmail), and the SPF record does not authorise it ("include:_spf.google.com" is missing); mail sent from there fails SPF',
          at: "example.com TXT: -all",
          publish: ['example.com. TXT "v=spf1 include:spf.protection.outlook.com include:_spf.google.com -all"'],
        },
      ],
    },
    {
      name: "MX hosts that only receive",
      zone: "@ MX 0 example-com.mail.protection.outlook.com.\n@ TXT v=spf1 mx -all",
      findings: [
        {
          severity: "warning",
          message:
            'the MX of example.com is at Microsoft 365 / Exchange Online, and the SPF record does not authorise it ("include:spf.protection.outlook.com" is missing); mail sent from there fails SPF',
          at: "example.com TXT: -all",
          publish: ['example.com. TXT "v=spf1 mx include:spf.protection.outlook.com -all"'],
        },
      ],
    },
    {
      name: "configured",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 a -all",
      domains: {
        "example.com": {
          mailbox: "google-workspace",
        },
      },
      findings: [
        {
          severity: "error",
          message:
            'Google Workspace (Gmail) sends the mail of example.com by the configuration, and the SPF record does not authorise it ("include:_spf.google.com" is missing); that mail fails SPF',
          at: "example.com TXT: -all",
          publish: ['example.com. TXT "v=spf1 a include:_spf.google.com -all"'],
        },
      ],
    },
    {
      name: "configured, an include nobody knows",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:_spf.example.net -all",
      domains: {
        "example.com": {
          mailbox: "google-workspace",
        },
      },
      findings: [
        {
          severity: "warning",
          message:
            'Google Workspace (Gmail) sends the mail of example.com by the configuration, and the SPF record does not name it ("include:_spf.google.com"); unless "_spf.example.net" covers it, that mail fails SPF',
          at: "example.com TXT: -all",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net include:_spf.google.com -all"'],
        },
      ],
    },
    {
      name: "a configured sender that asks for a term",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:_spf.google.com -all",
      domains: {
        "example.com": {
          mailbox: "google-workspace",
          senders: ["mailjet"],
        },
      },
      findings: [
        {
          severity: "error",
          message:
            'Mailjet (Sinch) sends the mail of example.com by the configuration, and the SPF record does not authorise it ("include:spf.mailjet.com" is missing); that mail fails SPF',
          at: "example.com TXT: -all",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com include:spf.mailjet.com -all"'],
        },
      ],
    },
    {
      name: "a known include that leads nowhere",
      zone: "@ MX 1 smtp.google.com.\n@ TXT v=spf1 include:_spf.example.com ~all\n_spf TXT v=spf1 include:amazonses.com",
      findings: [
        {
          severity: "warning",
          message:
            'the MX of example.com is at Google Workspace (Gmail), and the SPF record does not authorise it ("include:_spf.google.com" is missing); mail sent from there fails SPF',
          at: "example.com TXT: ~all",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.com include:_spf.google.com ~all"'],
        },
      ],
    },
  ],
});
