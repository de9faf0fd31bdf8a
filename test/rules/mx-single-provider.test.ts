import rule from "../../src/rules/mx-single-provider.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "one provider, two registrable domains",
      zone: `
        @ MX 1 aspmx.l.google.com.
        @ MX 5 alt1.aspmx.l.google.com.
        @ MX 5 alt2.aspmx.l.google.com.
        @ MX 10 aspmx2.googlemail.com.
        @ MX 10 aspmx3.googlemail.com.`,
    },
    {
      name: "one gateway, two registrable domains",
      zone: `
        @ MX 10 de.mx1.mailanyone.net.
        @ MX 10 de.mx2.mx25.net.`,
    },
    {
      name: "the documented move to mx.microsoft",
      zone: `
        @ MX 10 example-com.mail.protection.outlook.com.
        @ MX 20 example-com.a-v1.mx.microsoft.`,
    },
    {
      name: "Microsoft 365 bought from a reseller",
      zone: `
        @ MX 0 example-com.mail.protection.outlook.com.
        @ TXT v=spf1 include:secureserver.net -all`,
    },
    {
      name: "unknown beside unknown",
      zone: `
        @ MX 10 mail1.rz.example.net.
        @ MX 20 mail2.rz.example.org.`,
    },
    {
      name: "a configured backup",
      zone: `
        @ MX 0 example-com.mail.protection.outlook.com.
        @ MX 50 backup.example.net.`,
      domains: { "example.com": { backupMx: ["backup.example.net"] } },
    },
    {
      name: "a verification placeholder",
      zone: `
        @ MX 0 example-com.mail.protection.outlook.com.
        @ MX 100 ms12345678.msv1.invalid.`,
    },
    {
      name: "Google's verification placeholder",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 15 abcdefghijklmnop.mx-verification.google.com.`,
    },
    {
      name: "a retired host has a rule of its own",
      zone: `
        @ MX 10 example-com.mail.eo.outlook.com.
        @ MX 20 mx01.lolipop.jp.`,
    },
    {
      name: "so has a submission host",
      zone: `
        @ MX 10 smtp.gmail.com.
        @ MX 20 mx01.lolipop.jp.`,
    },
    {
      name: "a gateway alone, its mailbox behind it",
      zone: `
        @ MX 10 mx1-us1.ppe-hosted.com.
        @ MX 20 mx2-us1.ppe-hosted.com.
        @ TXT v=spf1 include:spf.protection.outlook.com -all`,
    },
    {
      name: "two parse hosts of a subdomain",
      zone: `
        parse MX 10 mx.sendgrid.net.
        parse MX 20 mxa.mailgun.org.`,
    },
    {
      name: "routed alternatives are judged alone",
      zone: `
        @ MX 1 smtp.google.com. ; routing=a
        @ MX 0 example-com.mail.protection.outlook.com. ; routing=b`,
    },
    {
      name: "a value that is not known",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 ?preview`,
      notJudged: ["an MX host of example.com is not known"],
    },
    {
      name: "a malformed value has a rule of its own",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 mx..example.net`,
    },
    {
      name: "a hosting provider that tells customers to name their own domain",
      zone: `
        @ MX 10 sv1234.xserver.jp.
        @ MX 20 example.com.`,
    },
    {
      name: "null MX alone",
      zone: "@ MX 0 .",
    },
  ],
  invalid: [
    {
      name: "a forwarder that by its documentation stands alone",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 12 route1.mx.cloudflare.net.
        @ MX 57 route2.mx.cloudflare.net.
        @ MX 89 route3.mx.cloudflare.net.`,
      findings: [
        {
          severity: "error",
          message:
            "the MX records of example.com point at Google Workspace (Gmail) and at the forwarding service Cloudflare Email Routing, which do not belong together; part of the mail goes the other way",
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "two mailbox providers",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 mx01.lolipop.jp.`,
      findings: [
        {
          severity: "error",
          message:
            "the MX records of example.com point at two mail providers, Google Workspace (Gmail) and Lolipop! (GMO Pepabo); mail that reaches the one without the mailboxes is refused (550 5.1.1) or lies there unread",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "SPF tells which one is in use",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 0 example-com.mail.protection.outlook.com.
        @ TXT v=spf1 include:spf.protection.outlook.com -all`,
      findings: [
        {
          severity: "error",
          message:
            "the MX records of example.com point at two mail providers, Google Workspace (Gmail) and Microsoft 365 / Exchange Online; mail that reaches the one without the mailboxes is refused (550 5.1.1) or lies there unread",
          at: "example.com MX",
          publish: ["example.com. MX 0 example-com.mail.protection.outlook.com."],
        },
      ],
    },
    {
      name: "the configuration tells",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 mx01.lolipop.jp.`,
      domains: { "example.com": { mailbox: "google-workspace" } },
      findings: [
        {
          severity: "error",
          message:
            "the MX records of example.com point at two mail providers, Google Workspace (Gmail) and Lolipop! (GMO Pepabo); mail that reaches the one without the mailboxes is refused (550 5.1.1) or lies there unread",
          at: "example.com MX",
          publish: ["example.com. MX 1 smtp.google.com."],
        },
      ],
    },
    {
      name: "without preferences",
      zone: `
        @ MX ? mx01.lolipop.jp.
        @ MX ? smtp.google.com.`,
      domains: { "example.com": { mailbox: "google-workspace" } },
      findings: [
        {
          severity: "error",
          message:
            "the MX records of example.com point at two mail providers, Lolipop! (GMO Pepabo) and Google Workspace (Gmail); mail that reaches the one without the mailboxes is refused (550 5.1.1) or lies there unread",
          at: "example.com MX",
          publish: ["example.com. MX 10 smtp.google.com."],
        },
      ],
    },
    {
      name: "a gateway and the mailbox behind it",
      zone: `
        @ MX 10 mx1-us1.ppe-hosted.com.
        @ MX 20 mx2-us1.ppe-hosted.com.
        @ MX 30 example-com.mail.protection.outlook.com.`,
      findings: [
        {
          severity: "warning",
          message:
            "the MX records of example.com name the filter Proofpoint Essentials and beside it Microsoft 365 / Exchange Online; senders, spammers first of all, can deliver round the filter",
          at: "example.com MX",
          publish: ["example.com. MX 10 mx1-us1.ppe-hosted.com.", "example.com. MX 20 mx2-us1.ppe-hosted.com."],
        },
      ],
    },
    {
      name: "the mailbox first, its gateway second",
      zone: `
        @ MX 10 example-com.mail.protection.outlook.com.
        @ MX 20 mx1-us1.ppe-hosted.com.`,
      findings: [
        {
          severity: "warning",
          message:
            "the MX records of example.com name the filter Proofpoint Essentials and beside it Microsoft 365 / Exchange Online; senders, spammers first of all, can deliver round the filter",
          at: "example.com MX",
          publish: ["example.com. MX 20 mx1-us1.ppe-hosted.com."],
        },
      ],
    },
    {
      name: "a bounce host at the apex",
      zone: `
        @ MX 10 feedback-smtp.eu-west-1.amazonses.com.
        @ MX 20 example-com.mail.protection.outlook.com.`,
      findings: [
        {
          severity: "warning",
          message:
            "the MX records of example.com point at Microsoft 365 / Exchange Online and at the bounce host Amazon SES (sending and receiving), which do not belong together; part of the mail goes the other way",
          at: "example.com MX",
          publish: ["example.com. MX 20 example-com.mail.protection.outlook.com."],
        },
      ],
    },
    {
      name: "a parse host beside a mailbox",
      zone: `
        @ MX 10 smtp.google.com.
        @ MX 20 mx.sendgrid.net.`,
      findings: [
        {
          severity: "warning",
          message:
            "the MX records of example.com point at Google Workspace (Gmail) and at the inbound parse service Twilio SendGrid, which do not belong together; part of the mail goes the other way",
          at: "example.com MX",
          publish: ["example.com. MX 10 smtp.google.com."],
        },
      ],
    },
    {
      name: "two gateways",
      zone: `
        @ MX 10 mx1-us1.ppe-hosted.com.
        @ MX 20 de-smtp-inbound-1.mimecast.com.`,
      findings: [
        {
          severity: "warning",
          message:
            "the MX records of example.com point at Proofpoint Essentials and at the mail filter Mimecast, which do not belong together; part of the mail goes the other way",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "a forwarder mixed in",
      zone: `
        @ MX 10 smtp.google.com.
        @ MX 20 mx1.improvmx.com.`,
      findings: [
        {
          severity: "warning",
          message:
            "the MX records of example.com point at Google Workspace (Gmail) and at the forwarding service ImprovMX, which do not belong together; part of the mail goes the other way",
          at: "example.com MX",
          publish: ["example.com. MX 10 smtp.google.com."],
        },
      ],
    },
    {
      name: "known beside unrecognised",
      zone: `
        @ MX 0 example-com.mail.protection.outlook.com.
        @ MX 10 mail.example.com.
        @ MX 20 mail.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the MX records of example.com point at Microsoft 365 / Exchange Online and at "mail.example.com", which is none of its hosts; mail that reaches that host does not get to Microsoft 365 / Exchange Online',
          at: "example.com MX",
          publish: ["example.com. MX 0 example-com.mail.protection.outlook.com."],
        },
      ],
    },
    {
      name: "a part of a zone is enough",
      zone: `
        $SCOPE part
        @ MX 1 smtp.google.com.
        @ MX 10 mx01.lolipop.jp.`,
      findings: [
        {
          severity: "error",
          message:
            "the MX records of example.com point at two mail providers, Google Workspace (Gmail) and Lolipop! (GMO Pepabo); mail that reaches the one without the mailboxes is refused (550 5.1.1) or lies there unread",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "one alternative mixes",
      zone: `
        @ MX 1 smtp.google.com. ; routing=a
        @ MX 1 smtp.google.com. ; routing=b
        @ MX 10 mx01.lolipop.jp. ; routing=b`,
      adviceNotTried: "the advice is for one alternative",
      findings: [
        {
          severity: "error",
          message:
            "the MX records of example.com point at two mail providers, Google Workspace (Gmail) and Lolipop! (GMO Pepabo); mail that reaches the one without the mailboxes is refused (550 5.1.1) or lies there unread",
          at: "example.com MX",
        },
      ],
    },
    {
      name: "through a wildcard",
      zone: `
        * MX 1 smtp.google.com.
        * MX 10 mx01.lolipop.jp.`,
      findings: [
        {
          severity: "error",
          domain: "*.example.com",
          message:
            "the MX records of *.example.com point at two mail providers, Google Workspace (Gmail) and Lolipop! (GMO Pepabo); mail that reaches the one without the mailboxes is refused (550 5.1.1) or lies there unread",
          at: "*.example.com MX",
        },
      ],
    },
  ],
});
