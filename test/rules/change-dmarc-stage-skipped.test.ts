import rule from "../../src/rules/change-dmarc-stage-skipped.ts";
import { testRule } from "./rule-tester.ts";

const SPF = "@ TXT v=spf1 ip4:192.0.2.1 -all";
const NONE = `${SPF}\n_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com`;
const REJECT = `${SPF}\n_dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com`;

testRule(rule, {
  valid: [
    { name: "no state before", zone: REJECT },
    { name: "nothing changed", before: REJECT, zone: REJECT },
    { name: "one stage up", before: NONE, zone: NONE.replace("none", "quarantine") },
    {
      name: "none to reject with t=y, which asks for quarantine",
      before: NONE,
      zone: NONE.replace("none", "reject; t=y"),
    },
    {
      name: "no record to quarantine with t=y, which asks for none",
      before: SPF,
      zone: NONE.replace("none", "quarantine; t=y"),
    },
    { name: "no record to none", before: SPF, zone: NONE },
    { name: "a step back", before: REJECT, zone: NONE },
    {
      name: "a parked domain",
      before: "@ MX 0 .\n@ TXT v=spf1 -all",
      zone: "@ MX 0 .\n@ TXT v=spf1 -all\n_dmarc TXT v=DMARC1; p=reject",
    },
    {
      name: "parked by its role",
      before: `@ MX 10 mx.example.net.\n${NONE}`,
      zone: `@ MX 10 mx.example.net.\n${REJECT}`,
      domains: { "example.com": { role: "none" } },
    },
    {
      name: "receive-only",
      before: "@ MX 10 mx.example.net.\n@ TXT v=spf1 -all",
      zone: "@ MX 10 mx.example.net.\n@ TXT v=spf1 -all\n_dmarc TXT v=DMARC1; p=reject",
    },
    {
      name: "a host that takes mail for a program",
      before: "parse MX 10 mx.sendgrid.net.",
      zone: "parse MX 10 mx.sendgrid.net.\n_dmarc.parse TXT v=DMARC1; p=reject",
    },
    { name: "a new zone", before: "$ORIGIN example.net.\n@ A 192.0.2.1", zone: `$ORIGIN example.com.\n${REJECT}` },
    {
      name: "a new subdomain",
      before: NONE,
      zone: `${NONE}\nnews TXT v=spf1 ip4:192.0.2.2 -all\n_dmarc.news TXT v=DMARC1; p=reject`,
    },
    {
      name: "a new subdomain that the configuration knows",
      before: NONE,
      zone: `${NONE}\nnews TXT v=spf1 ip4:192.0.2.2 -all\n_dmarc.news TXT v=DMARC1; p=reject`,
      domains: { "news.example.com": { role: "send-only" } },
    },
    {
      name: "a record of its own that says what was inherited",
      before: `${REJECT}\nnews TXT v=spf1 ip4:192.0.2.2 -all`,
      zone: `${REJECT}\nnews TXT v=spf1 ip4:192.0.2.2 -all\n_dmarc.news TXT v=DMARC1; p=reject`,
    },
    {
      name: "the record lay elsewhere",
      before: `$SCOPE part\n${SPF}`,
      zone: `$SCOPE part\n${REJECT}`,
      domains: { "example.com": { elsewhere: ["dmarc"] } },
    },
    {
      name: "not declared before: not judged",
      before: `$SCOPE part\n${SPF}`,
      zone: `$SCOPE part\n${REJECT}`,
      notJudged: ["which policy held before the change is not known: _dmarc.example.com is not declared there"],
    },
    {
      name: "whether it sends is not known: not judged",
      before: `${NONE}\nshop CNAME shops.example.net.`,
      zone: `${NONE}\nshop CNAME shops.example.net.\n_dmarc.shop TXT v=DMARC1; p=reject`,
      notJudged: [
        "whether shop.example.com sends mail is not known: neither its MX nor its SPF is declared; its role in the configuration would tell",
      ],
    },
    {
      name: "a broken record has rules of its own",
      before: NONE,
      zone: `${REJECT}\n_dmarc TXT v=DMARC1; p=none`,
    },
  ],
  invalid: [
    {
      name: "none to reject",
      before: NONE,
      zone: REJECT,
      history: { since: "2026-11-20", source: "git history (commit abc1234)" },
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from "none" to "reject" in one step: mail of its own that fails is refused, and "quarantine" never showed it; "none" has been held since 2026-11-20 (11 days) by git history (commit abc1234)',
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "none to reject, against the declared plan",
      before: NONE,
      zone: REJECT,
      domains: { "example.com": { dmarc: { stage: "none", since: "2026-01-01", target: "reject" } } },
      findings: [
        {
          severity: "error",
          message:
            'the DMARC policy of example.com goes from "none" to "reject" in one step: mail of its own that fails is refused, and "quarantine" never showed it; "none" has been held since 2026-01-01 (334 days) by the configuration',
          at: "_dmarc.example.com TXT: p=reject",
        },
      ],
    },
    {
      name: "a half step that asks for none, to reject",
      before: NONE.replace("none", "quarantine; t=y"),
      zone: REJECT,
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from "none" ("quarantine" with t=y) to "reject" in one step: mail of its own that fails is refused, and "quarantine" never showed it; since when "none" ("quarantine" with t=y) has held is not known',
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "no record to reject",
      before: SPF,
      zone: `${SPF}\n_dmarc TXT v=DMARC1; p=reject; sp=reject`,
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from no policy to "reject": nobody has seen in reports which of its own mail fails, and all that fails is refused',
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "no record to reject, against the declared plan",
      before: SPF,
      zone: REJECT,
      domains: { "example.com": { dmarc: { target: "reject" } } },
      findings: [
        {
          severity: "error",
          message:
            'the DMARC policy of example.com goes from no policy to "reject": nobody has seen in reports which of its own mail fails, and all that fails is refused',
          at: "_dmarc.example.com TXT: p=reject",
        },
      ],
    },
    {
      name: "no record to quarantine",
      before: SPF,
      zone: `${SPF}\n_dmarc TXT v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from no policy to "quarantine" ("reject" with t=y): nobody has seen in reports which of its own mail fails, and all that fails is put into spam',
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "subdomains inherit it",
      before: `${NONE}\nnews TXT v=spf1 ip4:192.0.2.2 -all\nshop TXT v=spf1 ip4:192.0.2.2 -all`,
      zone: `${REJECT}\nnews TXT v=spf1 ip4:192.0.2.2 -all\nshop TXT v=spf1 ip4:192.0.2.2 -all`,
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from "none" to "reject" in one step: mail of its own that fails is refused, and "quarantine" never showed it; since when "none" has held is not known; so do news.example.com and 1 more name, which inherit it',
          at: "_dmarc.example.com TXT: p=reject",
        },
      ],
    },
    {
      name: "a subdomain by sp alone",
      before: `${SPF}\n_dmarc TXT v=DMARC1; p=quarantine; sp=none; rua=mailto:d@example.com\nnews TXT v=spf1 ip4:192.0.2.2 -all`,
      zone: `${SPF}\n_dmarc TXT v=DMARC1; p=quarantine; sp=reject; rua=mailto:d@example.com\nnews TXT v=spf1 ip4:192.0.2.2 -all`,
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of news.example.com goes from "none" to "reject" in one step: mail of its own that fails is refused, and "quarantine" never showed it; since when "none" has held is not known',
          domain: "news.example.com",
          at: "_dmarc.example.com TXT: sp=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; sp=quarantine; rua=mailto:d@example.com"'],
        },
      ],
    },
    {
      name: "its own record goes, and it inherits reject",
      before: `${REJECT}\nnews TXT v=spf1 ip4:192.0.2.2 -all\n_dmarc.news TXT v=DMARC1; p=none; rua=mailto:d@example.com`,
      zone: `${REJECT}\nnews TXT v=spf1 ip4:192.0.2.2 -all`,
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of news.example.com goes from "none" to "reject" in one step: mail of its own that fails is refused, and "quarantine" never showed it; since when "none" has held is not known',
          domain: "news.example.com",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:d@example.com"'],
        },
      ],
    },
    {
      name: "a stack that declares the DMARC record alone: a policy of none shows that it is not parked",
      before: "$SCOPE program\n_dmarc TXT v=DMARC1; p=none; rua=mailto:d@example.com ; modified=2026-10-01T10:00:00Z",
      zone: "$SCOPE program\n_dmarc TXT v=DMARC1; p=reject; rua=mailto:d@example.com",
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from "none" to "reject" in one step: mail of its own that fails is refused, and "quarantine" never showed it; "none" has been held since 2026-10-01 (61 days) by the record\'s modification time (zone file)',
          at: "_dmarc.example.com TXT: p=reject",
        },
      ],
    },
  ],
});
