import rule from "../../src/rules/ses-mail-from.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "as documented",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 include:amazonses.com ~all`,
    },
    {
      name: "among other senders",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 ip4:192.0.2.1 include:amazonses.com -all`,
    },
    {
      name: "by an include of the declared world",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 include:_spf.example.com -all
        _spf TXT v=spf1 include:amazonses.com -all`,
    },
    {
      name: "by an include that nobody knows",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 include:_spf.example.net -all`,
      notJudged: ['"_spf.example.net" in the SPF record of bounce.example.com may authorise Amazon SES'],
    },
    {
      name: "SPF not known yet",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT ?preview`,
      notJudged: ["a TXT record of bounce.example.com is not known yet"],
    },
    {
      name: "SPF declared elsewhere",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.`,
      domains: { "bounce.example.com": { elsewhere: ["spf"] } },
    },
    {
      name: "two regions by routing",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com. ; routing=a
        bounce MX 10 feedback-smtp.us-east-1.amazonses.com. ; routing=b
        bounce TXT v=spf1 include:amazonses.com ~all`,
    },
    {
      name: "SES takes mail here",
      zone: `
        parse MX 10 inbound-smtp.eu-west-1.amazonaws.com.`,
    },
    {
      name: "a broken policy has rules of its own",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 nclude:amazonses.com ~all`,
    },
  ],
  invalid: [
    {
      name: "no SPF",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.`,
      findings: [
        {
          severity: "error",
          message:
            'bounce.example.com is a custom MAIL FROM name of Amazon SES (MX "feedback-smtp.eu-west-1.amazonses.com") and has no SPF record; mail sent with it fails SPF, because SPF is looked for at MAIL FROM',
          domain: "bounce.example.com",
          at: "bounce.example.com MX",
          publish: ['bounce.example.com. TXT "v=spf1 include:amazonses.com ~all"'],
        },
      ],
    },
    {
      name: "no SPF in a program",
      zone: `
        $SCOPE program
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.`,
      findings: [
        {
          severity: "error",
          message:
            'bounce.example.com is a custom MAIL FROM name of Amazon SES (MX "feedback-smtp.eu-west-1.amazonses.com") and has no SPF record; mail sent with it fails SPF, because SPF is looked for at MAIL FROM',
          domain: "bounce.example.com",
          at: "bounce.example.com MX",
          publish: ['bounce.example.com. TXT "v=spf1 include:amazonses.com ~all"'],
        },
      ],
    },
    {
      name: "no SPF in a part of a zone",
      zone: `
        $SCOPE part
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.`,
      findings: [
        {
          severity: "warning",
          message:
            'no SPF record of bounce.example.com is declared here, a custom MAIL FROM name of Amazon SES (MX "feedback-smtp.eu-west-1.amazonses.com"); without one, mail sent with it fails SPF',
          domain: "bounce.example.com",
          at: "bounce.example.com MX",
          publish: ['bounce.example.com. TXT "v=spf1 include:amazonses.com ~all"'],
        },
      ],
    },
    {
      name: "SPF of somebody else",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 include:_spf.google.com -all`,
      findings: [
        {
          severity: "error",
          message:
            'the SPF record of bounce.example.com, a custom MAIL FROM name of Amazon SES, does not authorise SES: "v=spf1 include:_spf.google.com -all" lacks "include:amazonses.com"; mail sent with it fails SPF',
          domain: "bounce.example.com",
          at: "bounce.example.com TXT",
          publish: ['bounce.example.com. TXT "v=spf1 include:_spf.google.com include:amazonses.com -all"'],
        },
      ],
    },
    {
      name: "addresses may be dedicated ones",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 ip4:192.0.2.1 -all`,
      findings: [
        {
          severity: "warning",
          message:
            'the SPF record of bounce.example.com, a custom MAIL FROM name of Amazon SES, does not authorise SES: "v=spf1 ip4:192.0.2.1 -all" lacks "include:amazonses.com"; mail sent with it fails SPF',
          domain: "bounce.example.com",
          at: "bounce.example.com TXT",
          publish: ['bounce.example.com. TXT "v=spf1 ip4:192.0.2.1 include:amazonses.com -all"'],
        },
      ],
    },
    {
      name: "two regions",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce MX 20 feedback-smtp.us-east-1.amazonses.com.
        bounce TXT v=spf1 include:amazonses.com ~all`,
      findings: [
        {
          severity: "error",
          message:
            'bounce.example.com is a custom MAIL FROM name of Amazon SES (MX "feedback-smtp.eu-west-1.amazonses.com") and has 2 MX records; SES takes the name only with exactly one',
          domain: "bounce.example.com",
          at: "bounce.example.com MX",
          publish: ["bounce.example.com. MX 10 feedback-smtp.eu-west-1.amazonses.com."],
        },
      ],
    },
    {
      name: "beside people's mail",
      zone: `
        @ MX 1 smtp.google.com.
        @ MX 10 feedback-smtp.eu-west-1.amazonses.com.
        @ TXT v=spf1 include:_spf.google.com -all`,
      findings: [
        {
          severity: "error",
          message:
            'example.com is a custom MAIL FROM name of Amazon SES (MX "feedback-smtp.eu-west-1.amazonses.com") and has 2 MX records; SES takes the name only with exactly one',
          at: "example.com MX",
        },
      ],
    },
  ],
});
