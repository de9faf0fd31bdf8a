import rule from "../../src/rules/name-doubled.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "at its name",
      zone: "_dmarc TXT v=DMARC1; p=none",
    },
    {
      name: "a report authorisation of another domain",
      zone: `
        $ORIGIN example.net.
        example.com._report._dmarc TXT v=DMARC1`,
    },
    {
      name: "the domain's own name before a service's label",
      zone: "example.com._report._dmarc TXT v=DMARC1",
    },
    {
      name: "a record that mail does not look at",
      zone: `
        www.example.com A 203.0.113.1
        www.example.com CNAME x.example.net.
        x.example.com TXT verification=1`,
    },
    {
      name: "a zone of one label",
      zone: `
        $ORIGIN com.
        com MX 10 mx.example.net.`,
    },
    {
      name: "a reverse zone",
      zone: `
        $ORIGIN 2.0.192.in-addr.arpa.
        1 PTR mx.example.net.`,
    },
  ],
  invalid: [
    {
      name: "DMARC",
      zone: "_dmarc.example.com TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the DMARC record stands at "_dmarc.example.com.example.com": the zone example.com is there twice, and nobody looks for it at that name',
          at: "_dmarc.example.com.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "MX",
      zone: "example.com MX 10 mx.example.net.",
      findings: [
        {
          severity: "error",
          message:
            'the MX stands at "example.com.example.com": the zone example.com is there twice, and nobody looks for it at that name',
          at: "example.com.example.com MX",
          publish: ["example.com. MX 10 mx.example.net."],
        },
      ],
    },
    {
      name: "SPF",
      zone: "example.com TXT v=spf1 -all",
      findings: [
        {
          severity: "error",
          message:
            'the SPF record stands at "example.com.example.com": the zone example.com is there twice, and nobody looks for it at that name',
          at: "example.com.example.com TXT",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      name: "a DKIM CNAME",
      zone: "s1._domainkey.news.example.com CNAME s1.example.net.",
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            'the DKIM key stands at "s1._domainkey.news.example.com.example.com": the zone example.com is there twice, and nobody looks for it at that name',
          at: "s1._domainkey.news.example.com.example.com CNAME",
          publish: ["s1._domainkey.news.example.com. CNAME s1.example.net."],
        },
      ],
    },
    {
      name: "DMARC beside a right one",
      zone: `
        _dmarc.example.com TXT v=DMARC1; p=none
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            'a DMARC record stands at "_dmarc.example.com.example.com", where the zone example.com is there twice; the right name holds one too, so this one has no effect',
          at: "_dmarc.example.com.example.com TXT",
        },
      ],
    },
    {
      name: "another text at the right name is no right one",
      zone: `
        example.com TXT v=spf1 -all
        @ TXT verification=1`,
      findings: [
        {
          severity: "error",
          message:
            'the SPF record stands at "example.com.example.com": the zone example.com is there twice, and nobody looks for it at that name',
          at: "example.com.example.com TXT",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      name: "MTA-STS",
      zone: "_mta-sts.example.com TXT v=STSv1; id=1",
      findings: [
        {
          severity: "error",
          message:
            'the MTA-STS record stands at "_mta-sts.example.com.example.com": the zone example.com is there twice, and nobody looks for it at that name',
          at: "_mta-sts.example.com.example.com TXT",
          publish: ['_mta-sts.example.com. TXT "v=STSv1; id=1"'],
        },
      ],
    },
    {
      name: "TLS reports",
      zone: "_smtp._tls.example.com TXT v=TLSRPTv1; rua=mailto:tls@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the TLS-RPT record stands at "_smtp._tls.example.com.example.com": the zone example.com is there twice, and nobody looks for it at that name',
          at: "_smtp._tls.example.com.example.com TXT",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls@example.com"'],
        },
      ],
    },
    {
      name: "in a listing of absolute names",
      zone: `
        $HOST cloudflare
        _dmarc.example.com.example.com. TXT v=DMARC1; p=none`,
      findings: [
        {
          severity: "error",
          message:
            'the DMARC record stands at "_dmarc.example.com.example.com": the zone example.com is there twice, and nobody looks for it at that name',
          at: "_dmarc.example.com.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none"'],
        },
      ],
    },
  ],
});
