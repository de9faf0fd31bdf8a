import type { DmarcPlan } from "../../src/domain/facts.ts";
import rule from "../../src/rules/dmarc-stage-declared.ts";
import { testRule } from "./rule-tester.ts";

const SPF = "@ TXT v=spf1 ip4:192.0.2.1 -all";
const dmarc = (tags: string): string => `${SPF}\n_dmarc TXT v=DMARC1; ${tags}; rua=mailto:dmarc@example.com`;
const plan = (dmarc: DmarcPlan) => ({ "example.com": { dmarc } });

testRule(rule, {
  valid: [
    { name: "no stage declared", zone: dmarc("p=none"), domains: plan({ target: "reject" }) },
    { name: "shown", zone: dmarc("p=quarantine"), domains: plan({ stage: "quarantine" }) },
    { name: "asked for by the half step", zone: dmarc("p=reject; t=y"), domains: plan({ stage: "quarantine" }) },
    { name: "the half step itself", zone: dmarc("p=reject; t=y"), domains: plan({ stage: "reject-test" }) },
    { name: "elsewhere", zone: SPF, domains: { "example.com": { elsewhere: ["dmarc"], dmarc: { stage: "reject" } } } },
    { name: "not in the documents", zone: SPF, domains: { "example.net": { dmarc: { stage: "reject" } } } },
    {
      name: "a change away from the declared stage",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine"),
      domains: plan({ stage: "none", since: "2026-01-01" }),
    },
    {
      name: "several records have a rule of their own",
      zone: `${dmarc("p=none")}\n_dmarc TXT v=DMARC1; p=reject`,
      domains: plan({ stage: "none" }),
    },
    {
      name: "not declared here",
      zone: `$SCOPE part\n${SPF}`,
      domains: plan({ stage: "none" }),
      notJudged: ["_dmarc.example.com is not declared here, so whether it shows the declared stage is not known"],
    },
  ],
  invalid: [
    {
      name: "weaker than declared",
      zone: dmarc("p=none; sp=none"),
      domains: plan({ stage: "quarantine", since: "2026-10-01" }),
      findings: [
        {
          severity: "warning",
          message:
            'the configuration declares the DMARC stage of example.com as "quarantine" since 2026-10-01, and _dmarc.example.com asks receivers for "none"',
          at: "_dmarc.example.com TXT: p=none",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; sp=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "test mode left on",
      zone: dmarc("p=reject; t=y"),
      domains: plan({ stage: "reject" }),
      findings: [
        {
          severity: "warning",
          message:
            'the configuration declares the DMARC stage of example.com as "reject", and _dmarc.example.com asks receivers for "quarantine" ("reject" with t=y)',
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "no test mode where it is declared",
      zone: dmarc("p=quarantine"),
      domains: plan({ stage: "reject-test" }),
      findings: [
        {
          severity: "warning",
          message:
            'the configuration declares the DMARC stage of example.com as "reject-test", and _dmarc.example.com asks receivers for "quarantine"',
          at: "_dmarc.example.com TXT: p=quarantine",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com; t=y"'],
        },
      ],
    },
    {
      name: "inherited",
      zone: `${dmarc("p=reject")}\nnews TXT v=spf1 ip4:192.0.2.2 -all`,
      domains: { "news.example.com": { dmarc: { stage: "none" } } },
      findings: [
        {
          severity: "warning",
          message:
            'the configuration declares the DMARC stage of news.example.com as "none", and _dmarc.example.com asks receivers for "reject"',
          domain: "news.example.com",
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.news.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@news.example.com"'],
        },
      ],
    },
    {
      name: "no policy at all",
      zone: SPF,
      domains: plan({ stage: "reject-test" }),
      findings: [
        {
          severity: "warning",
          message:
            'the configuration declares the DMARC stage of example.com as "reject-test", and there is no policy for it',
          at: "example.com TXT",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a change that neither state shows",
      before: dmarc("p=none"),
      zone: dmarc("p=none; fo=1"),
      domains: plan({ stage: "reject" }),
      findings: [
        {
          severity: "warning",
          message:
            'the configuration declares the DMARC stage of example.com as "reject", and _dmarc.example.com asks receivers for "none"',
          at: "_dmarc.example.com TXT: p=none",
        },
      ],
    },
  ],
});
