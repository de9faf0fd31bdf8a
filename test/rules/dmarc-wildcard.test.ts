import rule from "../../src/rules/dmarc-wildcard.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "no wildcard",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all`,
    },
    {
      name: "a wildcard of addresses",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        * A 192.0.2.80`,
    },
    {
      name: "a wildcard SPF: no policy is read from it",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        * TXT v=spf1 -all`,
    },
    {
      name: "within the own zone, where no text stands",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        * CNAME www
        www A 192.0.2.80`,
    },
    {
      name: "to the domain itself",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        * CNAME example.com.`,
    },
    {
      name: "the names are there",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        _mta-sts TXT v=STSv1; id=1
        * CNAME web.example.net.`,
    },
    {
      name: "a name without mail",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        _mta-sts TXT v=STSv1; id=1
        dev A 192.0.2.1
        *.dev CNAME web.example.net.`,
    },
    {
      name: "proxied: Cloudflare answers with addresses",
      zone: `
        $HOST cloudflare
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        * CNAME web.example.net. ; proxied`,
    },
    {
      name: "a wildcard of DMARC texts below a name that has its own",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        * TXT v=DMARC1; p=reject`,
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        * CNAME web.example.net.`,
    },
  ],
  invalid: [
    {
      name: "an alias for all",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        * CNAME web.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the wildcard CNAME *.example.com answers for _dmarc.example.com, every DKIM selector of example.com and _mta-sts.example.com with what stands at "web.example.net"; whoever runs that name decides what mail policies and keys receivers find',
          at: "*.example.com CNAME",
          publish: [
            '_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
            '*._domainkey.example.com. TXT "v=DKIM1; p="',
          ],
        },
      ],
    },
    {
      name: "keys only",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        * CNAME web.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the wildcard CNAME *.example.com answers for every DKIM selector of example.com and _mta-sts.example.com with what stands at "web.example.net"; whoever runs that name decides what mail policies and keys receivers find',
          at: "*.example.com CNAME",
          publish: ['*._domainkey.example.com. TXT "v=DKIM1; p="'],
        },
      ],
    },
    {
      name: "MTA-STS only",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        * CNAME web.example.net.`,
      findings: [
        {
          severity: "info",
          message:
            'the wildcard CNAME *.example.com answers for _mta-sts.example.com with what stands at "web.example.net"; whoever runs that name decides what mail policies and keys receivers find',
          at: "*.example.com CNAME",
        },
      ],
    },
    {
      name: "a target that is not known yet",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        google._domainkey TXT v=DKIM1; p=MIGf
        * CNAME ?preview`,
      findings: [
        {
          severity: "warning",
          message:
            "the wildcard CNAME *.example.com answers for _dmarc.example.com and _mta-sts.example.com with what stands at a name that is not known yet; whoever runs that name decides what mail policies and keys receivers find",
          at: "*.example.com CNAME",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a DMARC text for all",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=spf1 include:_spf.google.com -all
        * TXT v=DMARC1; p=reject`,
      adviceNotTried: "the wildcard itself has to go",
      findings: [
        {
          severity: "warning",
          message:
            'the wildcard TXT *.example.com answers for _dmarc.example.com with "v=DMARC1; p=reject"; it does so only where no record stands at or below the name, so some names have the policy and others do not',
          at: "*.example.com TXT",
        },
      ],
    },
  ],
});
