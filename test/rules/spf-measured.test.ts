import { describe, expect, it } from "vitest";
import { DECLARED, findsNothing } from "../../src/domain/measured.ts";
import { checkHost } from "../../src/domain/spf-evaluate.ts";
import { costDrift } from "../../src/domain/spf-drift.ts";
import { furtherQuestions, openQuestions } from "../../src/domain/spf-questions.ts";
import { spfTree } from "../../src/domain/texts.ts";
import { World } from "../../src/domain/world.ts";
import type { MeasuredName } from "../../src/model/measured.ts";
import broken from "../../src/rules/spf-include-broken.ts";
import loop from "../../src/rules/spf-include-loop.ts";
import limit from "../../src/rules/spf-lookup-limit.ts";
import missing from "../../src/rules/spf-provider-missing.ts";
import voids from "../../src/rules/spf-void-lookups.ts";
import { includeCost } from "../../src/providers/recognise.ts";
import { zones } from "../zones.ts";
import { testRule } from "./rule-tester.ts";

/** What the DNS answered to the rules that count and follow includes. */
const day = "2026-11-22";
const spf = (...texts: string[]): MeasuredName => ({ date: day, spf: texts });
const gone: MeasuredName = { date: day, exists: false, spf: [] };
const hosts = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `a:h${from + index}.example.net`).join(" ");
const stops = "the limit is 10, and a receiver that reaches it stops with permerror";
const zone = "@ TXT v=spf1 include:_spf.example.net -all";
const noAnswer = "the DNS gives no answer for _spf.example.net: the name server took too long";
const wide = (count: number): MeasuredName => spf(`v=spf1 ${hosts(1, count)} -all`);

testRule(limit, {
  valid: [
    { name: "8 in all", zone, measured: { "_spf.example.net": wide(7) } },
    {
      name: "a declared policy is not asked for",
      zone: `${zone}\n$ORIGIN example.net\n_spf TXT v=spf1 -all`,
      measured: { "_spf.example.net": wide(30) },
    },
    { name: "no answer is no finding", zone, failures: { "_spf.example.net": noAnswer }, notJudged: [noAnswer] },
    {
      name: "no answer further down",
      zone,
      measured: { "_spf.example.net": spf("v=spf1 include:b.example.net -all") },
      failures: { "b.example.net": "b.example.net is not asked for: 500 names are asked for at most" },
      notJudged: ["b.example.net is not asked for: 500 names are asked for at most"],
    },
    {
      name: "the DNS does not know a private zone",
      zone: `$PRIVATE\n@ TXT v=spf1 include:_spf.example.com -all`,
      measured: { "_spf.example.com": wide(30) },
    },
  ],
  invalid: [
    {
      name: "over by what was measured",
      zone,
      measured: {
        "_spf.example.net": spf(`v=spf1 ${hosts(1, 5)} include:b.example.net -all`),
        "b.example.net": wide(4),
      },
      findings: [
        {
          severity: "error",
          message: `the policy needs 11 DNS look-ups, 1 of them by the records here and the rest inside its includes as measured on 2026-11-22; ${stops}`,
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "near by what was measured; the oldest day counts",
      zone,
      measured: {
        "_spf.example.net": spf(`v=spf1 ${hosts(1, 5)} include:b.example.net -all`),
        "b.example.net": { ...wide(3), date: "2026-05-01" },
      },
      findings: [
        {
          severity: "info",
          message:
            "10 of 10 DNS look-ups are spent (includes as measured on 2026-05-01), none is left; with one too many receivers stop with permerror",
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "an include without an answer below one that is over",
      zone,
      measured: { "_spf.example.net": spf(`v=spf1 ${hosts(1, 10)} include:b.example.net -all`) },
      failures: { "b.example.net": "the DNS gives no answer for b.example.net: the name server failed (SERVFAIL)" },
      findings: [
        {
          severity: "error",
          message: `the policy needs at least 12 DNS look-ups, 1 of them by the records here and the rest inside its includes as measured on 2026-11-22; ${stops}`,
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "what was measured counts, not the catalogue",
      zone: `@ TXT v=spf1 ${hosts(1, 6)} include:_spf.google.com -all`,
      measured: { "_spf.google.com": wide(4) },
      findings: [
        {
          severity: "error",
          message: `the policy needs 11 DNS look-ups, 7 of them by the records here and the rest inside its includes as measured on 2026-11-22; ${stops}`,
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "through an alias that is declared, from a zone that is declared in part, and beyond a cut",
      zone: `$SCOPE part\n@ TXT v=spf1 include:a.example.com include:b.example.com include:_spf.sub.example.com -all
        a CNAME _spf.example.net.\nsub NS ns.example.net.`,
      measured: {
        "_spf.example.net": wide(3),
        "b.example.com": wide(3),
        "_spf.sub.example.com": wide(3),
      },
      findings: [
        {
          severity: "error",
          message: `the policy needs 12 DNS look-ups, 3 of them by the records here and the rest inside its includes as measured on 2026-11-22; ${stops}`,
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "a measured policy that includes a declared one",
      zone: `${zone}\n_own TXT v=spf1 ${hosts(1, 9)} -all`,
      measured: { "_spf.example.net": spf("v=spf1 include:_own.example.com -all") },
      findings: [
        {
          severity: "error",
          message: `the policy needs 11 DNS look-ups, 10 of them by the records here and the rest inside its includes as measured on 2026-11-22; ${stops}`,
          at: "example.com TXT",
        },
      ],
    },
    {
      name: "more MX than receivers look at",
      zone: "@ TXT v=spf1 mx:example.net -all",
      measured: { "example.net": { date: day, mx: 11 } },
      findings: [
        {
          severity: "error",
          message:
            '"mx:example.net" asks for a name with 11 MX records; receivers look at no more than 10 and answer permerror',
          at: "example.com TXT: mx:example.net",
        },
      ],
    },
  ],
});

const end = "receivers stop there with permerror";
testRule(broken, {
  valid: [
    { zone, measured: { "_spf.example.net": spf("v=spf1 -all") } },
    { name: "no answer", zone, failures: { "_spf.example.net": noAnswer }, notJudged: [noAnswer] },
    { name: "its hosts alone were asked for", zone, measured: { "_spf.example.net": { date: day, a: false } } },
    { name: "declared elsewhere in part, not asked for", zone: "$SCOPE part\n@ TXT v=spf1 include:a.example.com -all" },
  ],
  invalid: [
    {
      zone,
      measured: { "_spf.example.net": gone },
      findings: [
        {
          severity: "error",
          message: `"include:_spf.example.net" leads to _spf.example.net, which does not exist (measured on 2026-11-22); ${end}`,
          at: "example.com TXT: include:_spf.example.net",
          publish: ['example.com. TXT "v=spf1 -all"'],
        },
      ],
    },
    {
      zone: "@ TXT v=spf1 redirect=_spf.example.net",
      measured: { "_spf.example.net": spf() },
      findings: [
        {
          severity: "error",
          message: `"redirect=_spf.example.net" leads to _spf.example.net, which has no SPF record (measured on 2026-11-22); ${end}`,
          at: "example.com TXT: redirect=_spf.example.net",
        },
      ],
    },
    {
      zone,
      measured: { "_spf.example.net": spf("v=spf1 -all", "v=spf1 ~all") },
      findings: [
        {
          severity: "error",
          message: `"include:_spf.example.net" leads to _spf.example.net, which has several SPF records (measured on 2026-11-22); ${end}`,
          at: "example.com TXT: include:_spf.example.net",
        },
      ],
    },
    {
      name: "further down",
      zone,
      measured: { "_spf.example.net": spf("v=spf1 include:b.example.net -all"), "b.example.net": gone },
      findings: [
        {
          severity: "error",
          message: `"include:_spf.example.net" leads to _spf.example.net, and from there to b.example.net, which does not exist (measured on 2026-11-22); ${end}`,
          at: "example.com TXT: include:_spf.example.net",
        },
      ],
    },
    {
      name: "round in a circle among others",
      zone,
      measured: {
        "_spf.example.net": spf("v=spf1 include:b.example.net -all"),
        "b.example.net": spf("v=spf1 include:_spf.example.net -all"),
      },
      findings: [
        {
          severity: "error",
          message: `"include:_spf.example.net" leads to _spf.example.net, and from there to b.example.net, and from there round in a circle to _spf.example.net (measured on 2026-11-22); ${end}`,
          at: "example.com TXT: include:_spf.example.net",
        },
      ],
    },
    {
      name: "another's grammar is a warning",
      zone,
      measured: { "_spf.example.net": spf("v=spf1 ipv4:192.0.2.1 -all") },
      findings: [
        {
          severity: "warning",
          message: `"include:_spf.example.net" leads to _spf.example.net, whose SPF record breaks the grammar at "ipv4" (measured on 2026-11-22); ${end}`,
          at: "example.com TXT: include:_spf.example.net",
        },
      ],
    },
  ],
});

testRule(loop, {
  valid: [{ zone, measured: { "_spf.example.net": spf("v=spf1 include:b.example.net -all") } }],
  invalid: [
    {
      zone,
      measured: { "_spf.example.net": spf("v=spf1 include:example.com -all") },
      findings: [
        {
          severity: "error",
          message:
            '"include:_spf.example.net" leads back here (example.com -> _spf.example.net -> example.com): receivers go round until 10 look-ups are spent and stop with permerror',
          at: "example.com TXT: include:_spf.example.net",
        },
      ],
    },
  ],
});

const nothing: MeasuredName = { date: day, exists: false, a: false, aaaa: false };
const old = "@ TXT v=spf1 a:h1.example.net a:h2.example.net a:h3.example.net -all";
testRule(voids, {
  valid: [
    { zone: old, measured: { "h1.example.net": nothing, "h2.example.net": nothing } },
    {
      name: "IPv6 alone is something",
      zone: old,
      measured: {
        "h1.example.net": nothing,
        "h2.example.net": nothing,
        "h3.example.net": { date: day, a: false, aaaa: true },
      },
    },
    {
      name: "one family was not answered",
      zone: old,
      measured: { "h1.example.net": nothing, "h2.example.net": nothing, "h3.example.net": { date: day, a: false } },
    },
    {
      name: "inside an include, not all asked for",
      zone,
      measured: {
        "_spf.example.net": spf("v=spf1 mx exists:%{d} exists:h1.example.net -all"),
        "h1.example.net": { date: day, a: false },
      },
    },
  ],
  invalid: [
    {
      zone: old,
      measured: { "h1.example.net": nothing, "h2.example.net": nothing, "h3.example.net": nothing },
      findings: [
        {
          severity: "warning",
          message:
            '"a:h1.example.net", "a:h2.example.net" and "a:h3.example.net" find nothing (measured on 2026-11-22); 3 look-ups are void, and receivers stop with permerror after 2',
          at: "example.com TXT: a:h3.example.net",
        },
      ],
    },
    {
      name: "inside an include, all asked for",
      zone,
      measured: {
        "_spf.example.net": { ...spf("v=spf1 mx exists:%{d} exists:h1.example.net -all"), mx: 0, a: false },
        "h1.example.net": { date: day, a: false },
      },
      findings: [
        {
          severity: "warning",
          message:
            '"mx", "exists:%{d}" and "exists:h1.example.net" find nothing (measured on 2026-11-22); 3 look-ups are void, and receivers stop with permerror after 2',
          at: "example.com TXT: include:_spf.example.net",
        },
      ],
    },
  ],
});

const configured = { domains: { "example.com": { mailbox: "google-workspace" } }, adviceNotTried: "the include stays" };
testRule(missing, {
  valid: [
    {
      name: "the provider is found inside",
      zone,
      ...configured,
      measured: { "_spf.example.net": spf("v=spf1 include:_spf.google.com -all") },
    },
  ],
  invalid: [
    {
      name: "an include that lists addresses may list the provider's",
      zone,
      ...configured,
      measured: { "_spf.example.net": spf("v=spf1 ip4:192.0.2.0/24 -all") },
      findings: [
        {
          severity: "warning",
          message:
            'Google Workspace (Gmail) sends the mail of example.com by the configuration, and the SPF record does not name it ("include:_spf.google.com"); unless "_spf.example.net" covers it, that mail fails SPF',
          at: "example.com TXT: -all",
        },
      ],
    },
    {
      name: "an include that names another provider alone does not authorise this one",
      zone,
      ...configured,
      measured: { "_spf.example.net": spf("v=spf1 include:sendgrid.net -all") },
      findings: [
        {
          severity: "error",
          message:
            'Google Workspace (Gmail) sends the mail of example.com by the configuration, and the SPF record does not authorise it ("include:_spf.google.com" is missing); that mail fails SPF',
          at: "example.com TXT: -all",
        },
      ],
    },
  ],
});

function world(text: string, measured: Readonly<Record<string, MeasuredName>> = {}): World {
  return new World(zones(text), { names: new Map(Object.entries(measured)), failures: new Map() });
}

describe("what is asked for", () => {
  const asked: readonly (readonly [string, string, readonly string[]])[] = [
    ["nothing that is declared", "@ TXT v=spf1 a mx include:_spf.example.com -all\n_spf TXT v=spf1 -all", []],
    [
      "includes and redirects",
      "@ TXT v=spf1 include:a.example.net redirect=b.example.net",
      ["TXT a.example.net", "TXT b.example.net"],
    ],
    [
      "hosts, for void look-ups",
      "@ TXT v=spf1 a:h.example.net mx:m.example.net exists:e.example.net ptr:p.example.net -all",
      ["A e.example.net", "A h.example.net", "AAAA h.example.net", "MX m.example.net"],
    ],
    [
      "no macro but the domain itself",
      "@ TXT v=spf1 include:%{i}.example.net include:%{d}.example.net -all",
      ["TXT example.com.example.net"],
    ],
    ["nothing behind all, no exp", "@ TXT v=spf1 exp=e.example.net -all include:a.example.net", []],
    ["the end of an alias", "@ TXT v=spf1 include:a.example.com -all\na CNAME b.example.net.", ["TXT b.example.net"]],
    [
      "what declared policies include",
      "@ TXT v=spf1 include:a.example.com -all\na TXT v=spf1 include:b.example.net -all",
      ["TXT b.example.net"],
    ],
    ["once", "@ TXT v=spf1 include:b.example.net -all\na TXT v=spf1 include:b.example.net -all", ["TXT b.example.net"]],
    ["what a part may have left out", "$SCOPE part\n@ TXT v=spf1 include:a.example.com -all", ["TXT a.example.com"]],
    ["nothing of private zones", "$PRIVATE\n@ TXT v=spf1 include:a.example.net include:_spf.example.com -all", []],
    ["no secret", "@ TXT ?secret", []],
  ];
  it.each(asked)("%s", (_, text, expected) => {
    const questions = openQuestions(world(text)).map(({ type, name }) => `${type} ${name}`);
    expect(questions.sort()).toEqual(expected);
  });

  it("follows an answer, and not into declared zones", () => {
    const here = world("@ TXT v=spf1 include:a.example.net -all\n_spf TXT v=spf1 include:c.example.net -all");
    const further = furtherQuestions(here, "a.example.net", [
      "v=spf1 a include:_spf.example.com include:b.example.net ~all",
    ]);
    expect(further.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "A a.example.net",
      "AAAA a.example.net",
      "TXT b.example.net",
      "TXT c.example.net",
    ]);
  });
});

describe("drift", () => {
  const name = "_spf.google.com";
  const cost = includeCost(name)?.lookups ?? 0;
  const terms = (count: number): MeasuredName => wide(count);
  const drift = (measured: Readonly<Record<string, MeasuredName>>, text = `@ TXT v=spf1 include:${name} -all`) =>
    costDrift(world(text, measured)).map(({ name: of, lookups, day: on }) => `${of} ${lookups} ${on}`);

  it("is what differs from the catalogue", () => {
    expect(cost).toBeGreaterThan(0);
    expect(drift({ [name]: terms(cost - 1) })).toEqual([]);
    expect(drift({ [name]: terms(cost) })).toEqual([`${name} ${cost + 1} ${day}`]);
  });

  it("is not judged where something is missing, nor of names that are declared or that nobody knows", () => {
    expect(drift({ [name]: spf("v=spf1 include:a.example.net include:b.example.net -all") })).toEqual([]);
    expect(drift({ [name]: spf("v=spf1 include:sendgrid.net -all") })).toEqual([]);
    expect(drift({ [name]: terms(9) }, "$ORIGIN google.com\n_spf TXT v=spf1 -all")).toEqual([]);
    expect(drift({ "_spf.example.net": terms(9) })).toEqual([]);
  });
});

describe("check_host", () => {
  const verdict = (measured: Readonly<Record<string, MeasuredName>>, text = zone) =>
    checkHost(world(text, measured), { ip: "192.0.2.1", helo: "mail.example.org", sender: "a@example.com" }).verdict
      .result;

  it("takes what was measured", () => {
    expect(verdict({})).toBe("unknown");
    expect(verdict({ "_spf.example.net": spf("v=spf1 ip4:192.0.2.1 -all") })).toBe("pass");
    expect(verdict({ "_spf.example.net": spf("v=spf1 ip4:192.0.2.2 -all") })).toBe("fail");
    expect(verdict({ "_spf.example.net": gone })).toBe("permerror");
    expect(verdict({ "h1.example.net": nothing, "h2.example.net": nothing, "h3.example.net": nothing }, old)).toBe(
      "permerror",
    );
    expect(verdict({ "h1.example.net": nothing, "h2.example.net": nothing }, old)).toBe("unknown");
    expect(verdict({ "example.net": { date: day, mx: 11 } }, "@ TXT v=spf1 mx:example.net -all")).toBe("permerror");
    expect(verdict({ "example.net": { date: day, mx: 0 } }, "@ TXT v=spf1 mx:example.net -all")).toBe("fail");
  });
});

describe("a term that finds nothing", () => {
  const of = (text: string, term: string, measured: Readonly<Record<string, MeasuredName>> = {}) => {
    const [first] = spfTree(`v=spf1 ${term} -all`).lookupTerms;
    if (first?.domain?.name === undefined) throw new Error("no term");
    return findsNothing(world(text, measured), first, first.domain.name);
  };
  it("is proved by the zones, or was measured", () => {
    expect(of("@ TXT x", "a:h.example.com")).toBe(DECLARED);
    expect(of("h A 192.0.2.1", "a:h.example.com")).toBeUndefined();
    expect(of("@ TXT x", "a:h.example.net", { "h.example.net": nothing })).toBe(day);
    expect(of("@ TXT x", "mx:h.example.net", { "h.example.net": { date: day, mx: 0 } })).toBe(day);
    expect(of("@ TXT x", "mx:h.example.net", { "h.example.net": { date: day, mx: 1 } })).toBeUndefined();
    expect(of("@ TXT x", "ptr:h.example.net", { "h.example.net": nothing })).toBeUndefined();
  });
});
