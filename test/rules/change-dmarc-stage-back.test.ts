import rule from "../../src/rules/change-dmarc-stage-back.ts";
import { testRule } from "./rule-tester.ts";

const SPF = "@ TXT v=spf1 ip4:192.0.2.1 -all";
const dmarc = (tags: string): string => `${SPF}\n_dmarc TXT v=DMARC1; ${tags}; rua=mailto:dmarc@example.com`;

testRule(rule, {
  valid: [
    { name: "up", before: dmarc("p=none"), zone: dmarc("p=quarantine") },
    { name: "t=y beside none", before: dmarc("p=none"), zone: dmarc("p=none; t=y") },
    {
      name: "quarantine to reject with t=y, which asks for quarantine",
      before: dmarc("p=quarantine"),
      zone: dmarc("p=reject; t=y"),
    },
    { name: "the whole zone is gone", before: dmarc("p=reject"), zone: "$ORIGIN example.net.\n@ A 192.0.2.1" },
    {
      name: "its own record goes, the same is inherited",
      before: `${dmarc("p=reject")}\n_dmarc.news TXT v=DMARC1; p=reject`,
      zone: dmarc("p=reject"),
    },
    { name: "a broken record has rules of its own", before: dmarc("p=reject"), zone: dmarc("p=rejct") },
    {
      name: "a host that takes mail for a program",
      before: "parse MX 10 mx.sendgrid.net.\n_dmarc.parse TXT v=DMARC1; p=reject",
      zone: "parse MX 10 mx.sendgrid.net.\n_dmarc.parse TXT v=DMARC1; p=none",
    },
    {
      name: "a text that is not known yet",
      before: dmarc("p=reject"),
      zone: `${SPF}\n_dmarc TXT ?preview`,
      notJudged: ["which policy holds after the change is not known: the text at _dmarc.example.com is not known yet"],
    },
    {
      name: "declared elsewhere from now on",
      before: `$SCOPE part\n${dmarc("p=reject")}`,
      zone: `$SCOPE part\n${SPF}`,
      domains: { "example.com": { elsewhere: ["dmarc"] } },
    },
  ],
  invalid: [
    {
      name: "reject to quarantine",
      before: dmarc("p=reject"),
      zone: dmarc("p=quarantine"),
      history: { since: "2026-06-01", source: "git history (commit abc1234)" },
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes back from "reject" to "quarantine": forged mail that was refused goes to spam; "reject" has been held since 2026-06-01 (183 days) by git history (commit abc1234)',
          at: "_dmarc.example.com TXT: p=quarantine",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "reject to reject with t=y",
      before: dmarc("p=reject"),
      zone: dmarc("p=reject; t=y"),
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes back from "reject" to "quarantine" ("reject" with t=y): forged mail that was refused goes to spam; since when "reject" has held is not known',
          at: "_dmarc.example.com TXT: p=reject",
        },
      ],
    },
    {
      name: "the record goes",
      before: dmarc("p=quarantine"),
      zone: SPF,
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes back from "quarantine" to no policy: forged mail that was put into spam is delivered, and the reports end; since when "quarantine" has held is not known',
          at: "example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "the record goes from a program that declares a part",
      before: "$SCOPE program\n_dmarc TXT v=DMARC1; p=none; rua=mailto:d@example.com\nwww A 192.0.2.1",
      zone: "$SCOPE program\nwww A 192.0.2.1",
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes back from "none" to no policy: the reports end; since when "none" has held is not known',
          at: "_dmarc.example.com TXT: p=none",
        },
      ],
    },
    {
      name: "a parked domain opens",
      before: "@ TXT v=spf1 -all\n_dmarc TXT v=DMARC1; p=reject",
      zone: "@ TXT v=spf1 -all\n_dmarc TXT v=DMARC1; p=none",
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes back from "reject" to "none": forged mail that was refused is delivered; since when "reject" has held is not known',
          at: "_dmarc.example.com TXT: p=none",
        },
      ],
    },
    {
      name: "np for names that do not exist is no name's affair, sp is",
      before: `${dmarc("p=reject; np=reject")}\nnews MX 10 mx.example.net.`,
      zone: `${dmarc("p=reject; sp=none; np=none")}\nnews MX 10 mx.example.net.`,
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of news.example.com goes back from "reject" to "none": forged mail that was refused is delivered; since when "reject" has held is not known',
          domain: "news.example.com",
          at: "_dmarc.example.com TXT: sp=none",
        },
      ],
    },
  ],
});
