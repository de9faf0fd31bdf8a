import { describe, expect, it } from "vitest";
import rule from "../../src/rules/spf-lookup-limit.ts";
import { zones } from "../zones.ts";
import { run, testRule } from "./rule-tester.ts";

const hosts = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `a:h${from + index}.example.net`).join(" ");
const includes = (count: number): string =>
  Array.from({ length: count }, (_, index) => `include:_spf${index}.example.net`).join(" ");
const stops = "the limit is 10, and a receiver that reaches it stops with permerror";
const mx = (count: number): string =>
  Array.from({ length: count }, (_, index) => `many MX 10 mx${index}.example.net.`).join("\n");

/** Each of `count` policies includes the next nine. */
function ring(count: number): string {
  const name = (n: number): string => `_${String(n % count).padStart(2, "0")}`;
  const next = (n: number): string =>
    Array.from({ length: 9 }, (_, k) => `include:${name(n + k + 1)}.example.com`).join(" ");
  return Array.from({ length: count }, (_, n) => `${name(n)} TXT v=spf1 ${next(n)} ~all`).join("\n");
}

testRule(rule, {
  valid: [
    { zone: "@ TXT v=spf1 -all" },
    { zone: `@ TXT v=spf1 ${hosts(1, 8)} -all` },
    { name: "addresses cost nothing", zone: `@ TXT v=spf1 ${"ip4:192.0.2.1 ".repeat(12)}ip6:2001:db8::1 -all` },
    { name: "terms after all are never reached", zone: `@ TXT v=spf1 mx -all ${hosts(1, 12)}` },
    { name: "redirect beside all is ignored", zone: `@ TXT v=spf1 ${hosts(1, 8)} redirect=_spf.example.net -all` },
    { name: "exp costs nothing", zone: `@ TXT v=spf1 ${hosts(1, 8)} exp=why.example.net -all` },
    { name: "a policy that other policies include says nothing at 9", zone: `_spf TXT v=spf1 ${hosts(1, 9)} ~all` },
    {
      name: "several policies are another rule's affair",
      zone: `
        @ TXT v=spf1 ${hosts(1, 12)} -all
        @ TXT v=spf1 ${hosts(1, 12)} ~all`,
    },
    {
      name: "routed alternatives are counted each for itself",
      zone: `
        @ TXT v=spf1 ${hosts(1, 6)} -all ; routing=a
        @ TXT v=spf1 ${hosts(7, 12)} -all ; routing=b`,
    },
    { name: "ten MX are no more than allowed", zone: `@ TXT v=spf1 mx:many.example.com -all\n${mx(10)}` },
    { name: "ptr has no limit that the domain could break", zone: `@ TXT v=spf1 ptr -all` },
  ],
  invalid: [
    {
      zone: `@ TXT v=spf1 ${hosts(1, 11)} -all`,
      findings: [{ severity: "error", message: `the policy needs 11 DNS look-ups; ${stops}`, at: "example.com TXT" }],
    },
    {
      zone: `@ TXT v=spf1 ${hosts(1, 9)} -all`,
      findings: [
        {
          severity: "info",
          message: "9 of 10 DNS look-ups are spent, 1 is left; with one too many receivers stop with permerror",
          at: "example.com TXT",
        },
      ],
    },
    {
      zone: `@ TXT v=spf1 ${hosts(1, 10)} -all`,
      findings: [
        {
          severity: "info",
          message: "10 of 10 DNS look-ups are spent, none is left; with one too many receivers stop with permerror",
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "an include nobody knows makes it a lower bound",
      zone: `@ TXT v=spf1 ${includes(9)} -all`,
      findings: [
        {
          severity: "info",
          message:
            "at least 9 of 10 DNS look-ups are spent, 1 is left; with one too many receivers stop with permerror",
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "outside includes count one each",
      zone: `@ TXT v=spf1 ${includes(11)} -all`,
      findings: [
        { severity: "error", message: `the policy needs at least 11 DNS look-ups; ${stops}`, at: "example.com TXT" },
      ],
    },
    {
      name: "over by the catalogue's measured cost alone",
      zone: `@ TXT v=spf1 ${hosts(1, 6)} include:mailgun.org -all`,
      findings: [
        {
          severity: "warning",
          message: `the policy needs 11 DNS look-ups, 7 of them by the records here and the rest inside its includes as measured on 2026-04-23; ${stops}`,
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "nested and redirected policies in the declared zones",
      zone: `
        @ TXT v=spf1 a mx include:_a.example.com redirect=_b.example.com
        _a TXT v=spf1 ${hosts(1, 3)} ~all
        _b TXT v=spf1 ${hosts(4, 7)} ~all`,
      findings: [{ severity: "error", message: `the policy needs 11 DNS look-ups; ${stops}`, at: "example.com TXT" }],
    },
    {
      name: "%{d} is the name whose policy it is",
      zone: `
        @ TXT v=spf1 include:_a.%{d} -all
        _a TXT v=spf1 ${hosts(1, 10)} ~all`,
      findings: [{ severity: "error", message: `the policy needs 11 DNS look-ups; ${stops}`, at: "example.com TXT" }],
    },
    {
      name: "a shared policy that is over alone is reported where it stands",
      zone: `
        @ TXT v=spf1 include:_spf.example.com -all
        www TXT v=spf1 include:_spf.example.com -all
        _spf TXT v=spf1 ${hosts(1, 11)} ~all`,
      findings: [
        {
          severity: "error",
          domain: "_spf.example.com",
          message: `the policy needs 11 DNS look-ups; ${stops}`,
          at: "_spf.example.com TXT",
        },
      ],
    },
    {
      name: "across zones, through a CNAME",
      zone: `
        $ORIGIN example.com.
        @ TXT v=spf1 ${hosts(1, 6)} include:spf.example.com -all
        spf CNAME _spf.example.org.
        $ORIGIN example.org.
        _spf TXT v=spf1 ${hosts(1, 4)} -all`,
      findings: [{ severity: "error", message: `the policy needs 11 DNS look-ups; ${stops}`, at: "example.com TXT" }],
    },
    {
      name: "an include bomb is followed to a bound",
      zone: `
        @ TXT v=spf1 include:_0.example.com -all
        ${Array.from({ length: 20 }, (_, n) => `_${n} TXT v=spf1 ${`include:_${n + 1}.example.com `.repeat(9)}~all`).join("\n")}
        _20 TXT v=spf1 ip4:192.0.2.1 ~all`,
      findings: [undefined, ...Array.from({ length: 19 }, (_, n) => `_${n}.example.com`)].map((domain) => ({
        severity: "error" as const,
        ...(domain === undefined ? {} : { domain }),
        message: expect.stringMatching(/^the policy needs at least \d+ DNS look-ups/) as string,
        at: `${domain ?? "example.com"} TXT`,
      })),
    },
    {
      name: "policies in a wide ring are each reported: none of them is where it begins",
      zone: ring(20),
      findings: Array.from({ length: 20 }, (_, n) => `_${String(n).padStart(2, "0")}.example.com`).map((domain) => ({
        severity: "error" as const,
        domain,
        message: expect.stringMatching(/^the policy needs at least \d+ DNS look-ups/) as string,
        at: `${domain} TXT`,
      })),
    },
    {
      name: "more MX than receivers look at",
      zone: `@ TXT v=spf1 mx:many.example.com -all\n${mx(11)}`,
      findings: [
        {
          severity: "error",
          message:
            '"mx:many.example.com" asks for a name with 11 MX records; receivers look at no more than 10 and answer permerror',
          at: "example.com TXT: mx:many.example.com",
        },
      ],
    },
  ],
});

describe("the tree in the help", () => {
  it("shows what each branch costs", () => {
    const zone = `
      @ TXT v=spf1 mx include:_spf.example.com include:mailgun.org include:%{i}.example.net include:_spf.example.net include:gone.example.com -all
      _spf TXT v=spf1 a:a.example.net include:deep.example.com ~all
      deep TXT v=spf1 a:b.example.net a:c.example.net ~all`;
    const [finding] = run(rule, zones(zone), { zone }).findings;
    expect(finding?.help?.drawing).toEqual([
      "├ mx                                   1",
      "├ include:_spf.example.com             5",
      "│ ├ a:a.example.net                    1",
      "│ └ include:deep.example.com           3",
      "│   ├ a:b.example.net                  1",
      "│   └ a:c.example.net                  1",
      "├ include:mailgun.org                  5  (measured 2026-04-23)",
      "├ include:%{i}.example.net    at least 1  (depends on the message)",
      "├ include:_spf.example.net    at least 1  (not declared here, never measured)",
      "└ include:gone.example.com             1  (no SPF there)",
    ]);
  });
});
