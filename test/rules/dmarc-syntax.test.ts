import rule from "../../src/rules/dmarc-syntax.ts";
import { testRule } from "./rule-tester.ts";

testRule(rule, {
  valid: [
    {
      name: "a policy",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=mailto:dmarc@example.com",
    },
    {
      name: "p=Reject",
      zone: "_dmarc TXT v=DMARC1; p=Reject",
    },
    {
      name: "v = DMARC1",
      zone: "_dmarc TXT v = DMARC1; p = none;",
    },
    {
      name: "p last",
      zone: "_dmarc TXT v=DMARC1; rua=mailto:dmarc@example.com; p=reject",
    },
    {
      name: "a report authorisation has no p",
      zone: "*._report._dmarc TXT v=DMARC1",
    },
    {
      name: "another's report authorisation",
      zone: "example.org._report._dmarc TXT v=DMARC1;",
    },
    {
      name: "removed tags have a rule of their own",
      zone: "_dmarc TXT v=DMARC1; p=none; pct=50; ri=3600; rf=afrf",
    },
    {
      name: "so have report addresses",
      zone: "_dmarc TXT v=DMARC1; p=none; rua=dmarc@example.com",
    },
    {
      name: "SPF at _dmarc",
      zone: "_dmarc TXT v=spf1 -all",
    },
    {
      name: "a verification token",
      zone: "_dmarc TXT dmarc-verification=0123456789abcdef",
    },
    {
      name: "elsewhere",
      zone: "@ TXT v=DMARC1; p=rejct",
    },
    {
      name: "not known",
      zone: "_dmarc TXT ?preview",
    },
    {
      name: "torn into strings",
      zone: '_dmarc TXT "v=DMARC1; p=re" "ject"',
    },
  ],
  invalid: [
    {
      name: "p misspelt",
      zone: "_dmarc TXT v=DMARC1; p=quarentine; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the tag "p" of the DMARC record has the value "quarentine", which must be none, quarantine or reject; receivers act as if the policy were none',
          at: "_dmarc.example.com TXT: quarentine",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "p misspelt, no reports",
      zone: "_dmarc TXT v=DMARC1; p=rejected",
      findings: [
        {
          severity: "error",
          message:
            'the tag "p" of the DMARC record has the value "rejected", which must be none, quarantine or reject; receivers apply no DMARC at all',
          at: "_dmarc.example.com TXT: rejected",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
    {
      name: "sp misspelt",
      zone: "_dmarc TXT v=DMARC1; p=reject; sp=rejct; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the tag "sp" of the DMARC record has the value "rejct", which must be none, quarantine or reject; receivers act as if the policy were none',
          at: "_dmarc.example.com TXT: rejct",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; sp=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "np misspelt, no reports",
      zone: "_dmarc TXT v=DMARC1; p=reject; np=x",
      findings: [
        {
          severity: "error",
          message:
            'the tag "np" of the DMARC record has the value "x", which must be none, quarantine or reject; receivers apply no DMARC at all',
          at: "_dmarc.example.com TXT: x",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject"'],
        },
      ],
    },
    {
      name: "p missing",
      zone: "_dmarc TXT v=DMARC1",
      findings: [
        {
          severity: "error",
          message:
            'the DMARC record is "v=DMARC1" and nothing more: the rest is lost, as behind a ";" that no quotes protect; receivers apply no DMARC at all',
          at: "_dmarc.example.com TXT: ",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none"'],
        },
      ],
    },
    {
      name: "p missing, with reports",
      zone: "_dmarc TXT v=DMARC1; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message: 'the DMARC record has no tag "p"; receivers act as if the policy were none',
          at: "_dmarc.example.com TXT: ",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "p empty",
      zone: "_dmarc TXT v=DMARC1; p=; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the tag "p" of the DMARC record has the value "", which must be none, quarantine or reject; receivers act as if the policy were none',
          at: "_dmarc.example.com TXT: p=",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a tag twice",
      zone: "_dmarc TXT v=DMARC1; p=none; p=reject; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the tag "p" stands twice in the DMARC record; some receivers take the last one, others ignore the whole record',
          at: "_dmarc.example.com TXT: p=reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a default applies",
      zone: "_dmarc TXT v=DMARC1; p=none; adkim=x; fo=2; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "adkim" of the DMARC record has the value "x", which must be r or s; receivers take its default, r',
          at: "_dmarc.example.com TXT: x",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
        {
          severity: "warning",
          message:
            'the tag "fo" of the DMARC record has the value "2", which must be 0 or 1, d and s, each once, colons between; receivers take its default, 0',
          at: "_dmarc.example.com TXT: 2",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "an unknown tag that was meant as a known one",
      zone: "_dmarc TXT v=DMARC1; p=none; tt=y; adkm=s; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message:
            'the tag "tt" of the DMARC record is not known to RFC 9989, so receivers ignore it; it was meant as "t"',
          at: "_dmarc.example.com TXT: tt",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; t=y; adkim=s; rua=mailto:dmarc@example.com"'],
        },
        {
          severity: "warning",
          message:
            'the tag "adkm" of the DMARC record is not known to RFC 9989, so receivers ignore it; it was meant as "adkim"',
          at: "_dmarc.example.com TXT: adkm",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; t=y; adkim=s; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "an unknown tag without a value",
      zone: "_dmarc TXT v=DMARC1; p=none; ty=; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "warning",
          message: '"ty=" in the DMARC record is no tag of the form name=value; receivers leave it out',
          at: "_dmarc.example.com TXT: ty=",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "an unknown tag",
      zone: "_dmarc TXT v=DMARC1; p=none; foo=bar; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "info",
          message: 'the tag "foo" of the DMARC record is not known to RFC 9989; receivers ignore it',
          at: "_dmarc.example.com TXT: foo",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "no semicolon",
      zone: "_dmarc TXT v=DMARC1; p=none rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'a semicolon is missing in "none rua=mailto:dmarc@example.com": the tag "p" takes all of it for its value; receivers apply no DMARC at all',
          at: "_dmarc.example.com TXT: none rua=mailto:dmarc@example.com",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a colon for the equals sign",
      zone: "_dmarc TXT v=DMARC1; p:reject; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            '"p:reject" in the DMARC record is no tag of the form name=value; receivers act as if the policy were none',
          at: "_dmarc.example.com TXT: p:reject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "v in lower case",
      zone: "_dmarc TXT v=dmarc1; p=reject; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the text "v=dmarc1; p=reject; rua=mailto:dmarc@example.com" was meant as a DMARC record, which starts with exactly "v=DMARC1;"; receivers do not see one in it',
          at: "_dmarc.example.com TXT: v=dmarc1",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "no semicolon after v",
      zone: "_dmarc TXT v=DMARC1 p=reject; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the text "v=DMARC1 p=reject; rua=mailto:dmarc@example.com" was meant as a DMARC record, which starts with exactly "v=DMARC1;"; receivers do not see one in it',
          at: "_dmarc.example.com TXT:  ",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "v not first",
      zone: "_dmarc TXT p=reject; v=DMARC1; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the text "p=reject; v=DMARC1; rua=mailto:dmarc@example.com" was meant as a DMARC record, which starts with exactly "v=DMARC1;"; receivers do not see one in it',
          at: "_dmarc.example.com TXT: v=DMARC1",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "a letter before v",
      zone: "_dmarc TXT nv=DMARC1; p=reject; pct=100; rua=mailto:dmarc@example.com",
      findings: [
        {
          severity: "error",
          message:
            'the text "nv=DMARC1; p=reject; pct=100; rua=mailto:dmarc@example.com" was meant as a DMARC record, which starts with exactly "v=DMARC1;"; receivers do not see one in it',
          at: "_dmarc.example.com TXT: n",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "escapes kept as data",
      zone: '_dmarc TXT "v=DMARC1\\\\; p=none\\\\; rua=mailto:dmarc@example.com"',
      findings: [
        {
          severity: "error",
          message:
            'the text "v=DMARC1\\; p=none\\; rua=mailto:dmarc@example.com" was meant as a DMARC record, which starts with exactly "v=DMARC1;"; receivers do not see one in it',
          at: "_dmarc.example.com TXT: \\",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "quotes kept as data",
      zone: '_dmarc TXT "\\"v=DMARC1; p=none\\""',
      findings: [
        {
          severity: "error",
          message:
            'the text ""v=DMARC1; p=none"" was meant as a DMARC record, which starts with exactly "v=DMARC1;"; receivers do not see one in it',
          at: '_dmarc.example.com TXT: "',
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none"'],
        },
      ],
    },
    {
      name: "misspelt beside a right one",
      zone: `
        _dmarc TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com
        _dmarc TXT v=DMARC; p=none`,
      findings: [
        {
          severity: "warning",
          message:
            'the text "v=DMARC; p=none" was meant as a DMARC record, which starts with exactly "v=DMARC1;"; receivers do not see one in it',
          at: "_dmarc.example.com TXT: v=DMARC",
        },
      ],
    },
    {
      name: "a record that a CNAME leads to",
      zone: `
        _dmarc.news CNAME policy
        _dmarc CNAME policy
        policy TXT v=DMARC1; p=rejct; rua=mailto:dmarc@example.com`,
      findings: [
        {
          severity: "error",
          domain: "news.example.com",
          message:
            'the tag "p" of the DMARC record has the value "rejct", which must be none, quarantine or reject; receivers act as if the policy were none',
          at: "policy.example.com TXT: rejct",
          publish: ['policy.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
    {
      name: "no more than four of one record",
      zone: "_dmarc TXT v=DMARC1; p=none; a=1; b=2; c=3; d=4; e=5",
      findings: [
        {
          severity: "info",
          message: 'the tag "a" of the DMARC record is not known to RFC 9989; receivers ignore it',
          at: "_dmarc.example.com TXT: a",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none"'],
        },
        {
          severity: "info",
          message: 'the tag "b" of the DMARC record is not known to RFC 9989; receivers ignore it',
          at: "_dmarc.example.com TXT: b",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none"'],
        },
        {
          severity: "info",
          message: 'the tag "c" of the DMARC record is not known to RFC 9989; receivers ignore it',
          at: "_dmarc.example.com TXT: c",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none"'],
        },
        {
          severity: "info",
          message: 'the tag "d" of the DMARC record is not known to RFC 9989; receivers ignore it',
          at: "_dmarc.example.com TXT: d",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=none"'],
        },
      ],
    },
    {
      name: "two strings with a gap inside a word",
      zone: '_dmarc TXT "v=DMARC1; p=re" " ject; rua=mailto:dmarc@example.com"',
      findings: [
        {
          severity: "error",
          message:
            'the tag "p" of the DMARC record has the value "re ject", which must be none, quarantine or reject; receivers act as if the policy were none',
          at: "_dmarc.example.com TXT: re ject",
          publish: ['_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'],
        },
      ],
    },
  ],
});
