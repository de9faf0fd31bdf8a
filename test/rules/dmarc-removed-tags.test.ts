import rule from "../../src/rules/dmarc-removed-tags.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "none of them",
      zone: "_dmarc TXT v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com",
    },
    {
      name: "a report authorisation",
      zone: "example.org._report._dmarc TXT v=DMARC1; pct=10",
    },
  ],
  invalid: [
    {
      name: "pct under 100 with reject",
      zone: "_dmarc TXT v=DMARC1; p=reject; pct=10; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record has pct=10 beside p=reject; RFC 9989 (May 2026) has removed pct, so receivers that follow it apply reject to all mail",
          at: "_dmarc.example.com TXT: pct=10",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com; t=y"'],
        },
      ],
    },
    {
      name: "with quarantine, pct=0",
      zone: "_dmarc TXT v=DMARC1; pct=0; p=quarantine; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record has pct=0 beside p=quarantine; RFC 9989 (May 2026) has removed pct, so receivers that follow it apply quarantine to all mail",
          at: "_dmarc.example.com TXT: pct=0",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com; t=y"'],
        },
      ],
    },
    {
      name: "pct with a zero before it is under 100 too, so readers of RFC 7489 keep it",
      zone: "_dmarc TXT v=DMARC1; p=reject; pct=050; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record has pct=050 beside p=reject; RFC 9989 (May 2026) has removed pct, so receivers that follow it apply reject to all mail",
          at: "_dmarc.example.com TXT: pct=050",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com; t=y"'],
        },
      ],
    },
    {
      name: "pct under 100 with none does nothing",
      zone: "_dmarc TXT v=DMARC1; p=none; pct=10; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record holds pct=10, removed by RFC 9989 (May 2026); receivers that follow it take no notice",
          at: "_dmarc.example.com TXT: pct=10",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "pct=100",
      zone: "_dmarc TXT v=DMARC1; p=reject; pct=100; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record holds pct=100, removed by RFC 9989 (May 2026); receivers that follow it take no notice",
          at: "_dmarc.example.com TXT: pct=100",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "all three",
      zone: "_dmarc TXT v=DMARC1; p=none; rf=afrf; ri=86400; pct=100; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record holds pct=100, rf=afrf and ri=86400, removed by RFC 9989 (May 2026); receivers that follow it take no notice",
          at: "_dmarc.example.com TXT: pct=100",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "beside t=y",
      zone: "_dmarc TXT v=DMARC1; p=reject; t=y; pct=50; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record holds pct=50, removed by RFC 9989 (May 2026); receivers that follow it take no notice",
          at: "_dmarc.example.com TXT: pct=50",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a shared record",
      zone: `
        _dmarc CNAME policy
        policy TXT v=DMARC1; p=reject; pct=100; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            "the DMARC record holds pct=100, removed by RFC 9989 (May 2026); receivers that follow it take no notice",
          at: "policy.example.com TXT: pct=100",
          publish: ['policy.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
