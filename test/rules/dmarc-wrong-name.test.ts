import rule from "../../src/rules/dmarc-wrong-name.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "at _dmarc",
      zone: "_dmarc TXT v=DMARC1; p=reject",
    },
    {
      name: "of a subdomain",
      zone: "_dmarc.news TXT v=DMARC1; p=reject",
    },
    {
      name: "a report authorisation",
      zone: "example.org._report._dmarc TXT v=DMARC1",
    },
    {
      name: "for all",
      zone: "*._report._dmarc TXT v=DMARC1",
    },
    {
      name: "where a CNAME leads",
      zone: `
        _dmarc CNAME policy
        policy TXT v=DMARC1; p=reject`,
    },
    {
      name: "kept for CNAMEs that are not declared here",
      zone: `
        _dmarc TXT v=DMARC1; p=reject
        _dmarc_legacy_policy TXT v=DMARC1; p=reject`,
    },
    {
      name: "kept for others",
      zone: "example.net._dmarc TXT v=DMARC1; p=reject",
    },
    {
      name: "a wildcard",
      zone: "* TXT v=DMARC1; p=reject",
    },
    {
      name: "SPF at its name",
      zone: "@ TXT v=spf1 -all",
    },
    {
      name: "a text that speaks of DMARC",
      zone: "@ TXT dmarc-verification=1",
    },
  ],
  invalid: [
    {
      name: "at the apex",
      zone: `
        @ MX 1 smtp.google.com.
        @ TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "error",
          message:
            "a DMARC record stands at example.com; receivers look for it at _dmarc.example.com only, so it has no effect",
          at: "example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "at dmarc.",
      zone: "dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            "a DMARC record stands at dmarc.example.com; receivers look for it at _dmarc.example.com only, so it has no effect",
          at: "dmarc.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "at _dmarc_",
      zone: "_dmarc_ TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            "a DMARC record stands at _dmarc_.example.com; receivers look for it at _dmarc.example.com only, so it has no effect",
          at: "_dmarc_.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "at _dmark",
      zone: "_dmark TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            "a DMARC record stands at _dmark.example.com; receivers look for it at _dmarc.example.com only, so it has no effect",
          at: "_dmark.example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "at a subdomain",
      zone: "news TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "a DMARC record stands at news.example.com; receivers look for it at _dmarc.news.example.com only, so it has no effect",
          at: "news.example.com TXT",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a right record covers the name",
      zone: `
        _dmarc TXT v=DMARC1; p=reject
        @ TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "a DMARC record stands at example.com, where nobody looks for it; the policy that holds is found from _dmarc.example.com",
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "a parent's covers the name",
      zone: `
        _dmarc TXT v=DMARC1; p=reject
        news TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "a DMARC record stands at news.example.com, where nobody looks for it; the policy that holds is found from _dmarc.example.com",
          at: "news.example.com TXT",
        },
      ],
    },
    {
      name: "whether one covers it is not known",
      zone: `
        $SCOPE part
        @ TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "a DMARC record stands at example.com; receivers look for it at _dmarc.example.com only, so it has no effect",
          at: "example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "SPF at _dmarc",
      zone: "_dmarc TXT v=spf1 -all",
      findings: [
        {
          severity: "error",
          message:
            "the SPF record at _dmarc.example.com has no effect there; receivers look for SPF at example.com and for DMARC at _dmarc.example.com",
          at: "_dmarc.example.com TXT",
        },
      ],
    },
    {
      name: "SPF at _dmarc beside a policy",
      zone: `
        _dmarc TXT v=spf1 -all
        _dmarc TXT v=DMARC1; p=reject`,
      findings: [
        {
          severity: "warning",
          message:
            "the SPF record at _dmarc.example.com has no effect there; receivers look for SPF at example.com and for DMARC at _dmarc.example.com",
          at: "_dmarc.example.com TXT",
        },
      ],
    },
  ],
});
