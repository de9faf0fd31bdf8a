import rule from "../../src/rules/spf-type.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "with its TXT twin",
      zone: `
        @ TXT v=spf1 mx -all
        @ SPF v=spf1 mx -all`,
    },
    {
      name: "the TXT says something else: nobody reads the other one",
      zone: `
        @ TXT v=spf1 mx -all
        @ SPF v=spf1 ~all`,
    },
    {
      name: "TXT not known",
      zone: `
        @ TXT ?preview
        @ SPF v=spf1 mx -all`,
      notJudged: ["the text of a TXT record of example.com is not known"],
    },
    {
      name: "a part of a zone",
      zone: `
        $SCOPE part
        news SPF v=spf1 mx -all`,
      notJudged: ["the TXT records of news.example.com may be declared elsewhere"],
    },
    {
      name: "a part of a zone with another TXT",
      zone: `
        $SCOPE part
        news SPF v=spf1 mx -all
        news TXT hello`,
      notJudged: ["the TXT records of news.example.com may be declared elsewhere"],
    },
    {
      name: "a private zone",
      zone: `
        $PRIVATE
        news SPF v=spf1 mx -all`,
      notJudged: ["example.com is a private zone"],
    },
    {
      name: "behind a CNAME of the declared world",
      zone: `
        news CNAME sender
        news SPF v=spf1 a -all
        sender TXT v=spf1 a -all`,
    },
  ],
  invalid: [
    {
      name: "a text with a slip is mended on its way",
      zone: "news SPF v=spf1 ip4:192.0.2.1-all",
      findings: [
        {
          severity: "warning",
          domain: "news.example.com",
          message:
            "the SPF policy of news.example.com stands in a record of type SPF (99) and not in a TXT; receivers ask for TXT only, so mail from news.example.com has no SPF",
          at: "news.example.com SPF",
          publish: ['news.example.com. TXT "v=spf1 ip4:192.0.2.1 -all"'],
        },
      ],
    },
    {
      name: "no TXT",
      zone: `
        news A 192.0.2.1
        news SPF v=spf1 a -all`,
      findings: [
        {
          severity: "warning",
          message:
            "the SPF policy of news.example.com stands in a record of type SPF (99) and not in a TXT; receivers ask for TXT only, so mail from news.example.com has no SPF",
          domain: "news.example.com",
          at: "news.example.com SPF",
          publish: ['news.example.com. TXT "v=spf1 a -all"'],
        },
      ],
    },
    {
      name: "another TXT",
      zone: `
        news TXT hello
        news SPF v=spf1 a -all`,
      findings: [
        {
          severity: "warning",
          message:
            "the SPF policy of news.example.com stands in a record of type SPF (99) and not in a TXT; receivers ask for TXT only, so mail from news.example.com has no SPF",
          domain: "news.example.com",
          at: "news.example.com SPF",
          publish: ['news.example.com. TXT "v=spf1 a -all"'],
        },
      ],
    },
    {
      name: "two of them are told once",
      zone: `
        news SPF v=spf1 a -all
        news SPF v=spf1 mx -all`,
      findings: [
        {
          severity: "warning",
          message:
            "the SPF policy of news.example.com stands in a record of type SPF (99) and not in a TXT; receivers ask for TXT only, so mail from news.example.com has no SPF",
          domain: "news.example.com",
          at: "news.example.com SPF",
          publish: ['news.example.com. TXT "v=spf1 a -all"'],
        },
      ],
    },
    {
      name: "a text that is not known",
      zone: `
        news SPF ?secret`,
      findings: [
        {
          severity: "warning",
          message:
            "the SPF policy of news.example.com stands in a record of type SPF (99) and not in a TXT; receivers ask for TXT only, so mail from news.example.com has no SPF",
          domain: "news.example.com",
          at: "news.example.com SPF",
        },
      ],
    },
  ],
});
