import rule from "../../src/rules/dmarc-reject-without-dkim.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a key at a wrong name, of which dkim-wrong-name tells",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google.domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY=
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a key without its selector",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _domainkey TXT v=DKIM1; k=ed25519; p=Di73MUPy/ZKkci/1SQ5WxkTeps/nSP2psiC/ky5nXaY=
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a key",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a key by CNAME",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        s1._domainkey CNAME s1.example.net.`,
    },
    {
      name: "keys delegated",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        _domainkey NS ns1.example.net.`,
    },
    {
      name: "another name's key aligns",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        k1._domainkey.mail TXT v=DKIM1; p=MIGf`,
    },
    {
      name: "quarantine",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=quarantine`,
    },
    {
      name: "reject in test mode is quarantine",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; t=y`,
    },
    {
      name: "no policy that counts",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; sp=rejct; rua=mailto:dmarc@example.com`,
    },
    {
      name: "no SPF either: dmarc-enforced-without-auth",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "no SPF either, as configured",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      domains: { "example.com": { dkim: "absent" } },
    },
    {
      name: "parked",
      zone: `
        @ MX 0 .
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "nobody sends",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "nobody sends, configured as mail",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      domains: { "example.com": { role: "mail" } },
    },
    {
      name: "inbound",
      zone: `
        parse MX 10 mx.sendgrid.net.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "return path",
      zone: `
        bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.
        bounce TXT v=spf1 include:amazonses.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "declared elsewhere",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      domains: { "example.com": { elsewhere: ["dkim"] } },
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a name that leads outside may sign",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        em1234 CNAME u1.wl.sendgrid.net.`,
      notJudged: ["em1234.example.com is an alias for a name that is not declared here"],
    },
    {
      name: "a key whose text is not known",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        k1._domainkey TXT ?preview`,
    },
  ],
  invalid: [
    {
      name: "names that nobody sends from lead outside",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        mta-sts CNAME mta-sts.example.net.
        www CNAME web.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), and no DKIM key that could align is declared at example.com or below it; whatever is forwarded fails SPF and is refused",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "no key at all",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), and no DKIM key that could align is declared at example.com or below it; whatever is forwarded fails SPF and is refused",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "revoked keys are none",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        *._domainkey TXT v=DKIM1; p=
        _adsp._domainkey TXT dkim=all`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), and no DKIM key that could align is declared at example.com or below it; whatever is forwarded fails SPF and is refused",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "strict alignment takes the name's own keys alone",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; adkim=s
        k1._domainkey.mail TXT v=DKIM1; p=MIGf`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), and no DKIM key that could align is declared at example.com; whatever is forwarded fails SPF and is refused",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; adkim=s"'],
        },
      ],
    },
    {
      name: "inherited by a subdomain that sends",
      zone: `
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news TXT v=spf1 include:sendgrid.net -all`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for news.example.com is reject (from _dmarc.example.com), and no DKIM key that could align is declared at example.com or below it; whatever is forwarded fails SPF and is refused",
          domain: "news.example.com",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@news.example.com"'],
        },
      ],
    },
    {
      name: "told once, where the policy stands",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        news TXT v=spf1 include:_spf.google.com -all`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), and no DKIM key that could align is declared at example.com or below it; whatever is forwarded fails SPF and is refused",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "inherited by sp",
      zone: `
        _dmarc TXT v=DMARC1; p=none; sp=reject
        news TXT v=spf1 include:sendgrid.net -all`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for news.example.com is reject (from _dmarc.example.com), and no DKIM key that could align is declared at example.com or below it; whatever is forwarded fails SPF and is refused",
          domain: "news.example.com",
          at: "_dmarc.example.com TXT: sp=reject",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@news.example.com"'],
        },
      ],
    },
    {
      name: "configured as absent",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      domains: { "example.com": { dkim: "absent" } },
      findings: [
        {
          severity: "error",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), and by the configuration its mail is not signed with DKIM; whatever is forwarded fails SPF and is refused",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "configured as absent, in a part of a zone",
      zone: `
        $SCOPE part
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      domains: { "example.com": { dkim: "absent" } },
      findings: [
        {
          severity: "error",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), and by the configuration its mail is not signed with DKIM; whatever is forwarded fails SPF and is refused",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "the keys stand beyond psd=n",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        news MX 1 smtp.google.com.
        news TXT v=spf1 include:_spf.google.com -all
        _dmarc.news TXT v=DMARC1; p=reject; psd=n`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for news.example.com is reject (from _dmarc.news.example.com), and no DKIM key that could align is declared at news.example.com or below it; whatever is forwarded fails SPF and is refused",
          domain: "news.example.com",
          at: "_dmarc.news.example.com TXT: p=reject",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=quarantine; psd=n"'],
        },
      ],
    },
    {
      name: "SPF is declared elsewhere",
      zone: `
        @ MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      domains: { "example.com": { elsewhere: ["spf"] } },
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC policy for example.com is reject (from _dmarc.example.com), and no DKIM key that could align is declared at example.com or below it; whatever is forwarded fails SPF and is refused",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
