import rule from "../../src/rules/dmarc-report-unauthorized.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "the own address",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
    {
      name: "a zone that is not declared",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@reports.example.net`,
    },
    {
      name: "authorised",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        example.com._report._dmarc TXT v=DMARC1`,
    },
    {
      name: "authorised with a final semicolon, beside others",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        example.com._report._dmarc TXT v=DMARC1;
        example.com._report._dmarc TXT v=DMARC1; rua=mailto:y@example.net
        example.com._report._dmarc TXT hello`,
    },
    {
      name: "authorised by a wildcard",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        *._report._dmarc TXT v=DMARC1`,
    },
    {
      name: "a name of the same organisation",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@mail.example.com`,
    },
    {
      name: "the organisation above",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        _dmarc.news TXT v=DMARC1; p=none; rua=mailto:x@example.com`,
    },
    {
      name: "a zone declared in part",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        $SCOPE part
        @ MX 10 mx.example.net.`,
    },
    {
      name: "delegated there",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        _report._dmarc NS ns1.example.org.`,
    },
    {
      name: "an alias leads outside",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        *._report._dmarc CNAME reports.example.org.`,
    },
    {
      name: "not known yet",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        example.com._report._dmarc TXT ?preview`,
    },
    {
      name: "no mail address",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=https://example.net/dmarc
        $ORIGIN example.net.
        @ A 192.0.2.1`,
    },
    {
      name: "no valid address",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=x@example.net
        $ORIGIN example.net.
        @ A 192.0.2.1`,
    },
    {
      name: "inherited: the owner of the record is told",
      zone: `
        shop MX 1 smtp.google.com.
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
    },
  ],
  invalid: [
    {
      name: "nothing there",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        @ A 192.0.2.1`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC reports of example.com go to example.net, another organisation, and nothing at example.com._report._dmarc.example.net says that it takes them; receivers send none there",
          at: "_dmarc.example.com TXT: mailto:x@example.net",
          publish: ['example.com._report._dmarc.example.net. TXT "v=DMARC1"'],
        },
      ],
    },
    {
      name: "rua and ruf at one host are told once, two hosts twice",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net!10m,mailto:y@example.org; ruf=mailto:x@example.net
        $ORIGIN example.net.
        @ A 192.0.2.1
        $ORIGIN example.org.
        @ A 192.0.2.1`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC reports of example.com go to example.net, another organisation, and nothing at example.com._report._dmarc.example.net says that it takes them; receivers send none there",
          at: "_dmarc.example.com TXT: mailto:x@example.net",
          publish: ['example.com._report._dmarc.example.net. TXT "v=DMARC1"'],
        },
        {
          severity: "warning",
          message:
            "the DMARC reports of example.com go to example.org, another organisation, and nothing at example.com._report._dmarc.example.org says that it takes them; receivers send none there",
          at: "_dmarc.example.com TXT: mailto:y@example.org",
          publish: ['example.com._report._dmarc.example.org. TXT "v=DMARC1"'],
        },
      ],
    },
    {
      name: "misspelt there",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        example.com._report._dmarc TXT v=dmarc1`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC reports of example.com go to example.net, another organisation, and nothing at example.com._report._dmarc.example.net says that it takes them; receivers send none there",
          at: "_dmarc.example.com TXT: mailto:x@example.net",
          publish: ['example.com._report._dmarc.example.net. TXT "v=DMARC1"'],
        },
      ],
    },
    {
      name: "the wildcard is hidden by a more specific name (RFC 4592 3.3.1)",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:x@example.net
        $ORIGIN example.net.
        *._report._dmarc TXT v=DMARC1
        shop.example.com._report._dmarc TXT v=DMARC1`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC reports of example.com go to example.net, another organisation, and nothing at example.com._report._dmarc.example.net says that it takes them; receivers send none there",
          at: "_dmarc.example.com TXT: mailto:x@example.net",
          publish: ['example.com._report._dmarc.example.net. TXT "v=DMARC1"'],
        },
      ],
    },
    {
      name: "parted by psd=n",
      zone: `
        _dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com
        _dmarc.shop TXT v=DMARC1; p=none; psd=n; rua=mailto:x@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC reports of shop.example.com go to example.com, by the tree walk of RFC 9989 another organisation, and nothing at shop.example.com._report._dmarc.example.com says that it takes them; receivers that follow RFC 9990 send none there",
          domain: "shop.example.com",
          at: "_dmarc.shop.example.com TXT: mailto:x@example.com",
          publish: ['shop.example.com._report._dmarc.example.com. TXT "v=DMARC1"'],
        },
      ],
    },
    {
      name: "parted because nothing stands above",
      zone: `
        @ A 192.0.2.1
        _dmarc.shop TXT v=DMARC1; p=none; rua=mailto:x@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC reports of shop.example.com go to example.com, by the tree walk of RFC 9989 another organisation, and nothing at shop.example.com._report._dmarc.example.com says that it takes them; receivers that follow RFC 9990 send none there",
          domain: "shop.example.com",
          at: "_dmarc.shop.example.com TXT: mailto:x@example.com",
          publish: ['shop.example.com._report._dmarc.example.com. TXT "v=DMARC1"'],
        },
      ],
    },
    {
      name: "a name that is too long",
      zone: `
        _dmarc.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b TXT v=DMARC1; p=none; rua=mailto:x@c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.example.net
        $ORIGIN example.net.
        @ A 192.0.2.1`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC reports of a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b.example.com go to c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.example.net, another organisation, and the name that would say that it takes them is longer than a name can be; receivers send none there",
          domain:
            "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b.example.com",
          at: "_dmarc.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b.example.com TXT: mailto:x@c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.c.example.net",
        },
      ],
    },
  ],
});
