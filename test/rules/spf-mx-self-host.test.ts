import rule from "../../src/rules/spf-mx-self-host.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "no mx",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all`,
    },
    {
      name: "an own server",
      zone: `
        @ MX 10 mx.example.net.
        @ TXT v=spf1 mx -all`,
    },
    {
      name: "a provider that asks for mx or a host",
      zone: `
        @ MX 0 example.com.
        @ A 192.0.2.1
        @ TXT v=spf1 mx a:sv1234.xserver.jp ~all`,
    },
    {
      name: "mx of another name",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 mx:example.net include:_spf.google.com -all`,
    },
    {
      name: "nothing else authorises the provider",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 mx -all`,
    },
    {
      name: "a filter's hosts",
      zone: `
        @ MX 10 eu-smtp-inbound-1.mimecast.com.
        @ TXT v=spf1 mx include:eu._netblocks.mimecast.com -all`,
    },
    {
      name: "a provider beside an own server",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 20 mx.example.com.
        @ TXT v=spf1 mx include:_spf.google.com -all`,
    },
    {
      name: "an exchange that is not known yet",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 20 ?preview
        @ TXT v=spf1 mx include:_spf.google.com -all`,
    },
    {
      name: "routed alternatives",
      zone: `
        @ MX 1 smtp.google.com. ; routing=a
        @ MX 1 mx.example.com. ; routing=b
        @ TXT v=spf1 mx include:_spf.google.com -all`,
    },
  ],
  invalid: [
    {
      name: "mx twice: both are taken out",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 mx include:_spf.google.com +mx:example.com -all`,
      findings: [
        {
          severity: "info",
          message:
            '"mx" authorises the hosts at Google Workspace (Gmail) that take the domain\'s mail; what sends there is authorised by "include:_spf.google.com" already, so a look-up of the ten is spent for nothing',
          at: "example.com TXT: mx",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com -all"'],
        },
      ],
    },
    {
      name: "Google",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 mx include:_spf.google.com -all`,
      findings: [
        {
          severity: "info",
          message:
            '"mx" authorises the hosts at Google Workspace (Gmail) that take the domain\'s mail; what sends there is authorised by "include:_spf.google.com" already, so a look-up of the ten is spent for nothing',
          at: "example.com TXT: mx",
          publish: ['example.com. TXT "v=spf1 include:_spf.google.com -all"'],
        },
      ],
    },
    {
      name: "Microsoft, named in full",
      zone: `
        @ MX 0 example-com.mail.protection.outlook.com.
        @ TXT v=spf1 ip4:192.0.2.1 +mx:example.com include:spf.protection.outlook.com ~all`,
      findings: [
        {
          severity: "info",
          message:
            '"+mx:example.com" authorises the hosts at Microsoft 365 / Exchange Online that take the domain\'s mail; what sends there is authorised by "include:spf.protection.outlook.com" already, so a look-up of the ten is spent for nothing',
          at: "example.com TXT: +mx:example.com",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 include:spf.protection.outlook.com ~all"'],
        },
      ],
    },
  ],
});
