import rule from "../../src/rules/tls-rpt-syntax.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    { zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls@example.com" },
    { name: "no blank", zone: "_smtp._tls TXT v=TLSRPTv1;rua=mailto:tls@example.com" },
    {
      name: "several places",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com , https://reports.example.net/v1/tls?d=1,mailto:b@example.net;",
    },
    { name: "an extension", zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com; x.y=1" },
    { name: "encoded characters", zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a%2Cb%21c@example.com" },
    { name: "upper case scheme", zone: "_smtp._tls TXT v=TLSRPTv1; rua=MAILTO:a@example.com" },
    {
      name: "the same record twice",
      zone: `_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com
_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com`,
    },
    { name: "a CNAME to a vendor", zone: "_smtp._tls CNAME tls.example.net." },
    {
      name: "routed alternatives",
      zone: `$HOST route53
_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com ; routing=a
_smtp._tls TXT v=TLSRPTv1; rua=mailto:b@example.com ; routing=b`,
    },
    { name: "another text", zone: "_smtp._tls TXT example-verification=1" },
    { name: "quotes have a rule of their own", zone: '_smtp._tls TXT "\\"v=TLSRPTv1; rua=mailto:a@example.com\\""' },
  ],
  invalid: [
    {
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=tls@example.com",
      findings: [
        {
          severity: "warning",
          message:
            '"tls@example.com" in the TLS-RPT record is no place for reports, which begins with "mailto:" or "https://"; nothing is sent there',
          at: "_smtp._tls.example.com TXT: tls@example.com",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls@example.com"'],
        },
      ],
    },
    {
      name: "no rua",
      zone: "_smtp._tls TXT v=TLSRPTv1;",
      findings: [
        {
          severity: "warning",
          message: 'the TLS-RPT record has no "rua", the place that reports go to; no sender reports about TLS',
          at: "_smtp._tls.example.com TXT: v=TLSRPTv1;",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
        },
      ],
    },
    {
      name: "an empty rua",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=",
      findings: [
        {
          severity: "warning",
          message: 'the field "rua" of the TLS-RPT record is empty; no sender reports about TLS',
          at: "_smtp._tls.example.com TXT: rua=",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
        },
      ],
    },
    {
      name: "http",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=http://reports.example.net/tls",
      findings: [
        {
          severity: "warning",
          message:
            '"http://reports.example.net/tls" in the TLS-RPT record is no place for reports, which begins with "mailto:" or "https://"; nothing is sent there',
          at: "_smtp._tls.example.com TXT: http://reports.example.net/tls",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=https://reports.example.net/tls"'],
        },
      ],
    },
    {
      name: "no address",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:tls",
      findings: [
        {
          severity: "warning",
          message: '"mailto:tls" in the TLS-RPT record holds no mail address behind "mailto:"; nothing is sent there',
          at: "_smtp._tls.example.com TXT: mailto:tls",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
        },
      ],
    },
    {
      name: "no host",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=https:///tls",
      findings: [
        {
          severity: "warning",
          message: '"https:///tls" in the TLS-RPT record names no host behind "https://"; nothing is sent there',
          at: "_smtp._tls.example.com TXT: https:///tls",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"'],
        },
      ],
    },
    {
      name: "an exclamation mark",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com!10m",
      findings: [
        {
          severity: "warning",
          message:
            '"mailto:a@example.com!10m" in the TLS-RPT record holds a character that a URI must encode as %hh; nothing is sent there',
          at: "_smtp._tls.example.com TXT: mailto:a@example.com!10m",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "a blank for the comma",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com mailto:b@example.com",
      findings: [
        {
          severity: "warning",
          message:
            '"mailto:a@example.com mailto:b@example.com" in the TLS-RPT record holds a character that a URI must encode as %hh; nothing is sent there',
          at: "_smtp._tls.example.com TXT: mailto:a@example.com mailto:b@example.com",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"'],
        },
      ],
    },
    {
      name: "a semicolon for the comma",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com; mailto:b@example.com",
      findings: [
        {
          severity: "warning",
          message:
            '"mailto:b@example.com" in the TLS-RPT record is no field of the form name=value; no sender reports about TLS',
          at: "_smtp._tls.example.com TXT: mailto:b@example.com",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"'],
        },
      ],
    },
    {
      name: "two commas",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com,,mailto:b@example.com",
      findings: [
        {
          severity: "warning",
          message: "a place for reports is empty in the TLS-RPT record: a comma stands with nothing beside it",
          at: "_smtp._tls.example.com TXT: ,,",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"'],
        },
      ],
    },
    {
      name: "one place of two is broken",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com,b@example.com",
      findings: [
        {
          severity: "warning",
          message:
            '"b@example.com" in the TLS-RPT record is no place for reports, which begins with "mailto:" or "https://"; nothing is sent there',
          at: "_smtp._tls.example.com TXT: b@example.com",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"'],
        },
      ],
    },
    {
      name: "rua twice",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com; rua=mailto:b@example.com",
      findings: [
        {
          severity: "warning",
          message: 'the field "rua" stands twice in the TLS-RPT record; senders take the first one',
          at: "_smtp._tls.example.com TXT: rua=mailto:b@example.com",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"'],
        },
      ],
    },
    {
      name: "RUA",
      zone: "_smtp._tls TXT v=TLSRPTv1; RUA=mailto:a@example.com",
      findings: [
        {
          severity: "warning",
          message: 'the TLS-RPT record has no "rua", the place that reports go to; no sender reports about TLS',
          at: "_smtp._tls.example.com TXT: v=TLSRPTv1; RUA=mailto:a@example.com",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "a blank behind the equals sign",
      zone: "_smtp._tls TXT v=TLSRPTv1; rua= mailto:a@example.com",
      findings: [
        {
          severity: "warning",
          message:
            'a blank stands in the field "rua" of the TLS-RPT record, where the grammar has none; no sender reports about TLS',
          at: "_smtp._tls.example.com TXT: rua= mailto:a@example.com",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "a blank at the end",
      zone: '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com "',
      findings: [
        {
          severity: "warning",
          message:
            "the TLS-RPT record ends in a blank, which the grammar allows only behind a semicolon; strict senders do not report",
          at: "_smtp._tls.example.com TXT:  ",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "another version",
      zone: "_smtp._tls TXT v=TLSRPT1; rua=mailto:a@example.com",
      findings: [
        {
          severity: "warning",
          message:
            'the text "v=TLSRPT1; rua=mailto:a@example.com" was meant as a TLS-RPT record, which starts with exactly "v=TLSRPTv1;"; senders take no notice of it',
          at: "_smtp._tls.example.com TXT: v=TLSRPT1",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "lower case",
      zone: "_smtp._tls TXT v=tlsrptv1; rua=mailto:a@example.com",
      findings: [
        {
          severity: "warning",
          message:
            'the text "v=tlsrptv1; rua=mailto:a@example.com" was meant as a TLS-RPT record, which starts with exactly "v=TLSRPTv1;"; senders take no notice of it',
          at: "_smtp._tls.example.com TXT: v=tlsrptv1",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "DMARC's version",
      zone: "_smtp._tls TXT v=DMARC1; rua=mailto:a@example.com",
      findings: [
        {
          severity: "warning",
          message:
            'the text "v=DMARC1; rua=mailto:a@example.com" was meant as a TLS-RPT record, which starts with exactly "v=TLSRPTv1;"; senders take no notice of it',
          at: "_smtp._tls.example.com TXT: v=DMARC1",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "several records",
      zone: `_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@example.com
_smtp._tls TXT v=TLSRPTv1; rua=mailto:b@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "_smtp._tls.example.com holds 2 TLS-RPT records; senders use one only where there is exactly one, so no sender reports about TLS",
          at: "_smtp._tls.example.com TXT",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"'],
        },
      ],
    },
    {
      name: "at the apex",
      zone: "@ TXT v=TLSRPTv1; rua=mailto:a@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "a TLS-RPT record stands at example.com; senders look for it at _smtp._tls.example.com only, so it has no effect",
          at: "example.com TXT",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "at _tls",
      zone: "_tls TXT v=TLSRPTv1; rua=mailto:a@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "a TLS-RPT record stands at _tls.example.com; senders look for it at _smtp._tls.example.com only, so it has no effect",
          at: "_tls.example.com TXT",
          publish: ['_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@example.com"'],
        },
      ],
    },
    {
      name: "where a CNAME leads",
      zone: `_smtp._tls CNAME tls
tls TXT v=TLSRPTv1; rua=tls@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            '"tls@example.com" in the TLS-RPT record is no place for reports, which begins with "mailto:" or "https://"; nothing is sent there',
          at: "tls.example.com TXT: tls@example.com",
          publish: ['tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls@example.com"'],
        },
      ],
    },
  ],
});
