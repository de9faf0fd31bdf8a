import { expect, it } from "vitest";
import spfGluedStrings from "../../src/rules/spf-glued-strings.ts";
import { zones } from "../zones.ts";
import { run, testRule } from "./rule-tester.ts";

testRule(spfGluedStrings, {
  valid: [
    {
      zone: '@ TXT "v=spf1 ip4:192.0.2.1 " "include:_spf.example.net -all"',
    },
    {
      zone: '@ TXT "v=spf1 ip4:192.0.2.1" " include:_spf.example.net -all"',
    },
    {
      name: "cut inside a term on purpose",
      zone: '@ TXT "v=spf1 include:_spf.exam" "ple.net -all"',
    },
    {
      name: "cut inside an address",
      zone: '@ TXT "v=spf1 ip4:192.0.2.1" "23 -all"',
    },
    {
      name: "cut before a delimiter",
      zone: '@ TXT "v=spf1 a" ":mail.example.net -all"',
    },
    {
      name: "a right term by chance",
      zone: '@ TXT "v=spf1 include:spf.example.c" "a -all"',
    },
    {
      name: "an empty string",
      zone: '@ TXT "v=spf1 mx" "" " -all"',
    },
    {
      name: "one string",
      zone: "@ TXT v=spf1 ip4:192.0.2.1include:_spf.example.net -all",
    },
    {
      name: "another text",
      zone: '@ TXT "a=1" "b=2"',
    },
  ],
  invalid: [
    {
      name: "a text without quotes: one defect",
      zone: '@ TXT "v=spf1" "mx" "-all"',
      findings: [
        {
          severity: "error",
          message:
            'the strings of the record are joined with nothing between them, so that it begins with "v=spf1mx"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: v=spf1mx",
          publish: ['example.com. TXT "v=spf1 mx -all"'],
        },
      ],
    },
    {
      zone: '@ TXT "v=spf1 ip4:192.0.2.1" "include:_spf.example.net -all"',
      findings: [
        {
          severity: "error",
          message:
            'the strings of the SPF record are joined with nothing between them, so that "ip4:192.0.2.1" and "include:_spf.example.net" become "ip4:192.0.2.1include:_spf.example.net"; receivers find neither term in it',
          at: "example.com TXT: ip4:192.0.2.1include:_spf.example.net",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      zone: '@ TXT "v=spf1 include:_spf.example.net" "-all"',
      findings: [
        {
          severity: "error",
          message:
            'the strings of the SPF record are joined with nothing between them, so that "include:_spf.example.net" and "-all" become "include:_spf.example.net-all"; receivers find neither term in it',
          at: "example.com TXT: include:_spf.example.net-all",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      zone: '@ TXT "v=spf1 include:_spf.example.net" "include:_spf.example.org" "~all"',
      findings: [
        {
          severity: "error",
          message:
            'the strings of the SPF record are joined with nothing between them, so that "include:_spf.example.net" and "include:_spf.example.org" become "include:_spf.example.netinclude:_spf.example.org"; receivers find neither term in it',
          at: "example.com TXT: include:_spf.example.netinclude:_spf.example.org",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net include:_spf.example.org ~all"'],
        },
        {
          severity: "error",
          message:
            'the strings of the SPF record are joined with nothing between them, so that "include:_spf.example.org" and "~all" become "include:_spf.example.org~all"; receivers find neither term in it',
          at: "example.com TXT: include:_spf.example.org~all",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net include:_spf.example.org ~all"'],
        },
      ],
    },
    {
      name: "the version",
      zone: '@ TXT "v=spf1" "include:_spf.example.net -all"',
      findings: [
        {
          severity: "error",
          message:
            'the strings of the record are joined with nothing between them, so that it begins with "v=spf1include:_spf.example.net"; receivers see no SPF record in it, which starts with exactly "v=spf1" and a blank',
          at: "example.com TXT: v=spf1include:_spf.example.net",
          publish: ['example.com. TXT "v=spf1 include:_spf.example.net -all"'],
        },
      ],
    },
    {
      name: "glued once, cut once",
      zone: '@ TXT "v=spf1 ip4:192.0.2.1" "include:_spf.exam" "ple.net -all"',
      findings: [
        {
          severity: "error",
          message:
            'the strings of the SPF record are joined with nothing between them, so that "ip4:192.0.2.1" and "include:_spf.example.net" become "ip4:192.0.2.1include:_spf.example.net"; receivers find neither term in it',
          at: "example.com TXT: ip4:192.0.2.1include:_spf.example.net",
          publish: ['example.com. TXT "v=spf1 ip4:192.0.2.1 include:_spf.example.net -all"'],
        },
      ],
    },
  ],
});

it("puts the blanks in where that makes a right policy and no second one", () => {
  const fixes = (zone: string): unknown =>
    run(spfGluedStrings, zones(zone), { zone }).findings.map(({ fix }) =>
      fix?.edits.map((edit) => (edit.kind === "text" ? edit.text : edit.kind)),
    );
  expect(fixes('@ TXT "v=spf1" "mx" "-all"')).toEqual([["v=spf1 mx -all"]]);
  expect(fixes('@ TXT "v=spf1 ip4:192.0.2.1" "a" "-all"')).toEqual([
    ["v=spf1 ip4:192.0.2.1 a -all"],
    ["v=spf1 ip4:192.0.2.1 a -all"],
  ]);
  expect(fixes('@ TXT "v=spf1 include:_spf.exam" "ple.net" "-all"')).toEqual([
    ["v=spf1 include:_spf.example.net -all"],
  ]);
  // "_spf.example.neta" may have been meant.
  expect(fixes('@ TXT "v=spf1 include:_spf.example.net" "a" "-all"')).toEqual([undefined]);
  // Something else is wrong with it, or another policy stands there, or may.
  expect(fixes('@ TXT "v=spf1 ip:192.0.2.1 mx" "-all"')).toEqual([undefined]);
  expect(fixes('@ TXT "v=spf1" "mx" "-all"\n@ TXT v=spf1 a -all')).toEqual([undefined]);
  expect(fixes('@ TXT "v=spf1" "mx" "-all"\n@ TXT ?preview')).toEqual([undefined]);
});
