import rule from "../../src/rules/change-dmarc-stage-early.ts";
import { testRule } from "./rule-tester.ts";

const SPF = "@ TXT v=spf1 ip4:192.0.2.1 -all";
const dmarc = (tags: string, facts = ""): string =>
  `${SPF}\n_dmarc TXT v=DMARC1; ${tags}; rua=mailto:dmarc@example.com${facts}`;
const git = (since: string) => ({ since, source: "git history (commit abc1234)" });
const plan = (since: string) => ({ "example.com": { dmarc: { stage: "none", since, target: "reject" } } }) as const;

testRule(rule, {
  valid: [
    {
      name: "in time by the modification time",
      before: dmarc("p=none", " ; modified=2026-11-01T08:00:00Z"),
      zone: dmarc("p=quarantine"),
    },
    {
      name: "in time by git history",
      before: dmarc("p=quarantine"),
      zone: dmarc("p=reject"),
      history: git("2026-11-01"),
    },
    {
      name: "in time by the configuration",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine"),
      domains: plan("2026-11-01"),
    },
    {
      name: "in time at least",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine"),
      history: { ...git("2026-10-01"), atLeast: true },
    },
    {
      name: "the history does not reach far enough, and the configuration knows",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine"),
      history: { ...git("2026-11-20"), atLeast: true },
      domains: plan("2026-01-01"),
    },
    {
      name: "a half step asks for what holds",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine; t=y"),
      history: git("2026-11-30"),
    },
    { name: "nothing changed", before: dmarc("p=none"), zone: dmarc("p=none; fo=1"), history: git("2026-11-30") },
    {
      name: "skipping is another rule's affair",
      before: dmarc("p=none"),
      zone: dmarc("p=reject"),
      history: git("2026-11-30"),
    },
    { name: "a step back", before: dmarc("p=reject"), zone: dmarc("p=quarantine"), history: git("2026-11-30") },
    { name: "no record before", before: SPF, zone: dmarc("p=none"), history: git("2026-11-30") },
    {
      name: "fewer days asked for",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine"),
      history: git("2026-11-20"),
      settings: { rules: new Map([["change-dmarc-stage-early", { options: { days: 10 } }]]) },
    },
    {
      name: "parked",
      before: "@ TXT v=spf1 -all\n_dmarc TXT v=DMARC1; p=quarantine",
      zone: "@ TXT v=spf1 -all\n_dmarc TXT v=DMARC1; p=reject",
      history: git("2026-11-30"),
    },
    {
      name: "nobody knows",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine"),
      notJudged: [
        'since when "none" has held is not known; the record\'s modification time, git history (--before-ref) or domains["example.com"].dmarc {stage, since} of the configuration would tell',
      ],
    },
    {
      name: "the configuration speaks of another stage",
      before: dmarc("p=quarantine"),
      zone: dmarc("p=reject"),
      domains: plan("2026-01-01"),
      notJudged: [
        'since when "quarantine" has held is not known; the record\'s modification time, git history (--before-ref) or domains["example.com"].dmarc {stage, since} of the configuration would tell',
      ],
    },
    {
      name: "the history does not reach far enough",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine"),
      history: { ...git("2026-11-20"), atLeast: true },
      notJudged: [
        '"none" has been held since at least 2026-11-20 (11 days) by git history (commit abc1234), whether for 30 days is not known',
      ],
    },
    {
      name: "a modification time that is no date is none",
      before: dmarc("p=none", " ; modified=yesterday"),
      zone: dmarc("p=quarantine"),
      history: git("2026-10-01"),
    },
  ],
  invalid: [
    {
      name: "none to quarantine by git history",
      before: dmarc("p=none"),
      zone: dmarc("p=quarantine"),
      history: git("2026-11-20"),
      domains: plan("2026-01-01"),
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from "none" to "quarantine" early: "none" has been held since 2026-11-20 (11 days) by git history (commit abc1234), and 30 days are asked for before the next stage; 2026-12-20 is the first day for it',
          at: "_dmarc.example.com TXT: p=quarantine",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "one day too early by the modification time, which is asked first",
      before: dmarc("p=quarantine", " ; modified=2026-11-02T23:00:00Z"),
      zone: dmarc("p=reject"),
      history: git("2026-01-01"),
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from "quarantine" to "reject" early: "quarantine" has been held since 2026-11-02 (29 days) by the record\'s modification time (zone file), and 30 days are asked for before the next stage; 2026-12-02 is the first day for it',
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "by the configuration",
      before: dmarc("p=none"),
      zone: dmarc("p=reject; t=y"),
      domains: plan("2026-11-30"),
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from "none" to "quarantine" ("reject" with t=y) early: "none" has been held since 2026-11-30 (1 day) by the configuration, and 30 days are asked for before the next stage; 2026-12-30 is the first day for it',
          at: "_dmarc.example.com TXT: p=reject",
        },
      ],
    },
    {
      name: "from the half step to the whole one",
      before: dmarc("p=reject; t=y"),
      zone: dmarc("p=reject"),
      history: git("2026-12-24"),
      findings: [
        {
          severity: "warning",
          message:
            'the DMARC policy of example.com goes from "quarantine" ("reject" with t=y) to "reject" early: "quarantine" ("reject" with t=y) has been held since 2026-12-24 (0 days) by git history (commit abc1234), and 30 days are asked for before the next stage; 2027-01-23 is the first day for it',
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
