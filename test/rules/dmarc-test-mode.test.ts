import rule from "../../src/rules/dmarc-test-mode.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "t=n",
      zone: "_dmarc TXT v=DMARC1; p=reject; t=n; rua=mailto:dmarc@example.com",
    },
    {
      name: "bad: its default is n",
      zone: "_dmarc TXT v=DMARC1; p=reject; t=x; rua=mailto:dmarc@example.com",
    },
    {
      name: "a report authorisation",
      zone: "example.org._report._dmarc TXT v=DMARC1; t=y",
    },
  ],
  invalid: [
    {
      name: "reject",
      zone: "_dmarc TXT v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "info",
          message:
            "t=y asks receivers to treat p=reject as quarantine while you read the reports; remove it to make reject hold",
          at: "_dmarc.example.com TXT: t=y",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "quarantine",
      zone: "_dmarc TXT v=DMARC1; p=quarantine; T=Y; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "info",
          message:
            "t=y asks receivers to treat p=quarantine as none while you read the reports; remove it to make quarantine hold",
          at: "_dmarc.example.com TXT: T=Y",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "none",
      zone: "_dmarc TXT v=DMARC1; p=none; t=y; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "info",
          message: "t=y beside p=none changes nothing: there is no level below none",
          at: "_dmarc.example.com TXT: t=y",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
