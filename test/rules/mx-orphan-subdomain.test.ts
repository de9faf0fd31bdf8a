import rule from "../../src/rules/mx-orphan-subdomain.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "the same provider",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        shop MX 1 smtp.google.com.`,
    },
    {
      name: "SPF still speaks of it",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all
        shop MX 0 shop-example-com.mail.protection.outlook.com.`,
    },
    {
      name: "configured so",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        shop MX 10 mx01.lolipop.jp.`,
      domains: { "shop.example.com": { mailbox: "lolipop" } },
    },
    {
      name: "inbound",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        parse MX 10 mx.sendgrid.net.`,
    },
    {
      name: "return path",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.`,
    },
    {
      name: "the organisation's MX are not recognised",
      zone: `
        @ MX 1 mx.example.net.
        @ TXT v=spf1 mx -all
        shop MX 10 mx01.lolipop.jp.`,
    },
    {
      name: "a filter stands before the organisation's mailboxes",
      zone: `
        @ MX 10 mx1-us1.ppe-hosted.com.
        @ MX 20 mx2-us1.ppe-hosted.com.
        @ TXT v=spf1 a:dispatch-us.ppe-hosted.com -all
        shop MX 0 shop-example-com.mail.protection.outlook.com.`,
    },
    {
      name: "the apex itself",
      zone: `
        @ MX 10 mx01.lolipop.jp.
        @ TXT v=spf1 include:_spf.google.com -all`,
    },
    {
      name: "the apex is not declared",
      zone: `
        $ORIGIN shop.example.com.
        @ MX 10 mx01.lolipop.jp.`,
    },
  ],
  invalid: [
    {
      name: "left behind",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        shop MX 10 mx01.lolipop.jp.`,
      findings: [
        {
          severity: "warning",
          domain: "shop.example.com",
          message:
            "the MX of shop.example.com points at Lolipop! (GMO Pepabo), while example.com takes its mail at Google Workspace (Gmail) and does not name Lolipop! (GMO Pepabo) in its SPF record; a closed account there loses the subdomain's mail",
          at: "shop.example.com MX",
        },
      ],
    },
  ],
});
