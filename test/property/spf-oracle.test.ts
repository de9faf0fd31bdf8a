import { createRequire } from "node:module";
import fc from "fast-check";
import { spf } from "mailauth/lib/spf/index.js";
import { describe, expect, it } from "vitest";
import { checkHost, type SpfCheck, type SpfQuestion } from "../../src/domain/spf-evaluate.ts";
import { parseSpf } from "../../src/syntax/spf.ts";
import { resolverOf, worldOf, type Row } from "./declared-dns.ts";

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 2000) };

interface Other {
  readonly result: string;
  readonly lookups: number;
  readonly voids: number;
  readonly comment: string;
}

interface Case {
  readonly rows: readonly Row[];
  readonly question: SpfQuestion;
  readonly own: SpfCheck;
  readonly other: Other;
}

interface Difference {
  readonly id: string;
  /** `counts`: the verdicts agree, the numbers need not. */
  readonly about: "verdict" | "counts";
  readonly why: string;
  readonly when: (made: Case) => boolean;
  /** One case of it; verdict, look-ups, void look-ups of ours and of mailauth's. */
  readonly example: {
    readonly rows: readonly Row[];
    readonly asked?: Partial<SpfQuestion>;
    readonly own: string;
    readonly theirs: string;
  };
}

/** Where mailauth reads RFC 7208 otherwise than we do. */
const DIFFERENCES: readonly Difference[] = [
  {
    id: "first look-up",
    about: "counts",
    why: "mailauth counts the look-up of the policy itself as void where there is none; 4.6.4 counts terms",
    when: ({ other }) => other.result === "none",
    example: { rows: [["h0.test", "A", "192.0.2.77"]], own: "none 0 0", theirs: "none 0 1" },
  },
  {
    id: "ended by an error",
    about: "counts",
    why: "where an error ends the evaluation one stops before it counts and one after",
    when: ({ other }) => other.result === "permerror" || other.result === "temperror",
    example: {
      rows: [["p0.test", "TXT", "v=spf1 include:gone.test -all"]],
      own: "permerror 1 0",
      theirs: "permerror 1 1",
    },
  },
  {
    id: "mx over ten",
    about: "verdict",
    why: "4.6.4: more than ten hosts of an mx MUST be permerror; mailauth asks for the first ten, and one of them may match",
    when: ({ own }) => "why" in own.verdict && own.verdict.why?.startsWith("more than 10 MX") === true,
    example: {
      rows: [
        ["p0.test", "TXT", "v=spf1 mx:h0.test -all"],
        ...Array.from({ length: 11 }, (_, n): Row => ["h0.test", "MX", `m${n}.test`]),
        ["m0.test", "A", "192.0.2.77"],
      ],
      own: "permerror 1 0",
      theirs: "pass 1 0",
    },
  },
  {
    id: "reverse name counted",
    about: "verdict",
    why: 'in 4.6.4 the PTR records queried for %{p} are "included" in the limit of ten terms, as those of mx and ptr are, which everybody counts as the one of the term; mailauth counts one more for each term with %{p}. A policy over the limit by that alone is none that all receivers refuse; spf-ptr warns of the macro',
    when: ({ rows }) => texts(rows).some((text) => /%\{p/i.test(text)),
    example: {
      rows: [
        ["p0.test", "TXT", "v=spf1 exists:%{p}.w.test -all"],
        ["unknown.w.test", "A", "127.0.0.2"],
      ],
      own: "pass 1 0",
      theirs: "pass 2 1",
    },
  },
  {
    id: "no host name",
    about: "verdict",
    why: "4.8 leaves open what an expanded domain-spec means that has no two labels or no top label; mailauth asks and counts nothing, we ask for whatever the DNS can hold",
    when: ({ rows, question }) => expandsToNoHost(rows, question),
    example: {
      rows: [
        ["p0.test", "TXT", "v=spf1 exists:%{i} -all"],
        ["192.0.2.77", "A", "127.0.0.2"],
      ],
      own: "pass 1 0",
      theirs: "fail 0 0",
    },
  },
  {
    id: "sender's final dot",
    about: "verdict",
    why: "4.3 takes a zero-length label at the end for well-formed; mailauth has no such domain",
    when: ({ question, other }) => other.result === "none" && (question.sender || question.helo).endsWith("."),
    example: {
      rows: [["p0.test", "TXT", "v=spf1 -all"]],
      asked: { sender: "who@p0.test." },
      own: "fail 0 0",
      theirs: "none 0 0",
    },
  },
];

function texts(rows: readonly Row[]): string[] {
  return rows.filter(([, type]) => type === "TXT").map(([, , data]) => data);
}

interface Mailauth {
  readonly macro: (text: string, values: object) => string;
  readonly validateTerms: (terms: readonly string[]) => string | false;
  readonly isValidTargetName: (name: string) => boolean;
}
const load = createRequire(import.meta.url);
const { macro, isValidTargetName, validateTerms }: Mailauth = {
  macro: load("mailauth/lib/spf/macro.js") as Mailauth["macro"],
  ...(load("mailauth/lib/spf/syntax.js") as Pick<Mailauth, "isValidTargetName" | "validateTerms">),
};

/** Whether a term of a policy makes a name, by mailauth's own expansion, that mailauth does not ask for. */
function expandsToNoHost(rows: readonly Row[], { ip, sender, helo }: SpfQuestion): boolean {
  const given = sender === "" ? `postmaster@${helo}` : sender;
  const at = given.lastIndexOf("@");
  const whole = at > 0 ? given : `postmaster@${given.slice(at + 1)}`;
  const owners = [
    ...new Set([...rows.map(([name]) => name.replace("*", "x")), whole.slice(whole.lastIndexOf("@") + 1), ...P, ...C]),
  ];
  const client = ip.replace("::ffff:", "");
  return texts(rows).some((text) =>
    [...text.matchAll(/(?:include:|a:|mx:|ptr:|exists:|redirect=)([^ ]+)/gi)].some(([, spec = ""]) =>
      owners.some((domain) => {
        try {
          const name = macro(spec.replace(/(?:\/\d+)?(?:\/\/\d+)?$/, ""), {
            sender: whole,
            ip: client,
            helo,
            domain,
            mta: "mx.test",
          });
          return !isValidTargetName(name.replace(/\.$/, ""));
        } catch {
          return false;
        }
      }),
    ),
  );
}

const P = ["p0.test", "p1.test", "p2.test", "p3.test", "p4.test", "p5.test"] as const;
const H = ["h0.test", "h1.test", "h2.test", "h3.test"] as const;
const C = ["c0.test", "c1.test", "c2.test"] as const;
const CLIENT4 = "192.0.2.77";
const CLIENT6 = "2001:db8::77";
const REVERSE4 = "77.2.0.192.in-addr.arpa";
const REVERSE6 = `7.7.${"0.".repeat(22)}8.b.d.0.1.0.0.2.ip6.arpa`;

const policy = fc.constantFrom<string>(...P);
const host = fc.constantFrom<string>(...H);
const alias = fc.constantFrom<string>(...C);
/** Names that are there, aliases, names a wildcard answers for, one below a name that is there, and one that is not. */
const anywhere = fc.oneof(
  { weight: 4, arbitrary: host },
  { weight: 3, arbitrary: policy },
  { weight: 2, arbitrary: alias },
  fc.constantFrom("x.w.test", "a.b.w.test", "w.test", "x.h1.test", "gone.test", "_x.test", "H2.TEST", "h3.test."),
);
const followed = fc.oneof(
  { weight: 6, arbitrary: policy },
  { weight: 1, arbitrary: alias },
  fc.constantFrom("x.w.test", "P3.Test", "gone.test"),
);
const qualifier = fc.constantFrom("", "", "+", "-", "~", "?");
const cidr = fc.constantFrom("", "", "", "/24", "/0", "//64", "//0", "/28//96", "/32//128");
const made = fc.constantFrom(
  "exists:%{ir}.%{v}._x.test",
  "exists:%{l}.w.test",
  "exists:%{l1r-}._l.test",
  "exists:%{lr-}._l.test",
  "exists:%{l-+}._l.test",
  "exists:%{S}.w.test",
  "exists:%{s}.w.test",
  "exists:%{o}.w.test",
  "exists:%{o2r}.w.test",
  "exists:%{h}.w.test",
  "exists:%{d}.%{d1}.w.test",
  "a:%{h}",
  "a:%{d}",
  "a:%{o}/24",
  "mx:%{d2}",
  "a:%{l}.test",
  "include:%{l}.test",
  "include:%{d1r}.test",
  "include:p%{d1}.%{o1}",
  "exists:%{p}._x.test",
  "a:%{p}",
  "exists:%{i}.w.test",
  "a:%{v}.%%.w.test",
  "exists:%{d}..w.test",
);
const term = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(qualifier, followed).map(([q, name]) => `${q}include:${name}`) },
  { weight: 3, arbitrary: fc.tuple(qualifier, anywhere, cidr).map(([q, name, length]) => `${q}a:${name}${length}`) },
  { weight: 3, arbitrary: fc.tuple(qualifier, anywhere, cidr).map(([q, name, length]) => `${q}mx:${name}${length}`) },
  { weight: 2, arbitrary: fc.tuple(qualifier, anywhere).map(([q, name]) => `${q}exists:${name}`) },
  { weight: 1, arbitrary: fc.tuple(qualifier, anywhere).map(([q, name]) => `${q}ptr:${name}`) },
  { weight: 3, arbitrary: fc.tuple(qualifier, made).map(([q, text]) => q + text) },
  fc
    .tuple(qualifier, fc.constantFrom("a", "mx", "ptr"), cidr)
    .map(([q, name, length]) => q + name + (name === "ptr" ? "" : length)),
  fc.constantFrom(
    "ip4:192.0.2.0/24",
    "-ip4:192.0.2.77",
    "ip4:198.51.100.0/25",
    "ip6:2001:db8::/64",
    "?ip6:2001:db8::77",
    "ip6:::ffff:192.0.2.77",
  ),
  fc.constantFrom("exp=%{d}.why.test", "x=%{t}", "unknown=1", "exp=why.test"),
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "foo",
      "ip4:192.0.2",
      "a:localhost",
      "include:",
      "a/33",
      "exists:%{z}.test",
      "v=spf1",
      "-",
      "mx:%{c}.test",
      "redirect=p1.test",
    ),
  },
);
const end = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("-all", "~all", "?all", "all") },
  { weight: 4, arbitrary: followed.map((name) => `redirect=${name}`) },
  fc.constantFrom("redirect=%{l}.test", "redirect=%{o}", "redirect=p%{d1}.test"),
  fc.constant(""),
);
const text = fc
  .tuple(fc.array(term, { maxLength: 5 }), end)
  .map(([terms, last]) => ["v=spf1", ...terms, last].join(" "));
/** A chain of redirects or includes through all policies: depth, and the limit of ten. */
const chained = fc
  .tuple(fc.constantFrom("redirect=", "include:"), fc.array(term, { maxLength: 2 }))
  .map(([kind, terms]) => P.map((_, index) => ["v=spf1", ...terms, `${kind}${P[index + 1] ?? "p0.test"}`].join(" ")));
const other = fc.constantFrom("v=spf10 -all", "some text", "V=SPF1 -ALL", "v=spf1\tmx", "spf2.0/pra all");
const policies = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(
      fc.oneof(
        { weight: 12, arbitrary: text.map((one) => [one]) },
        fc.tuple(text, other),
        fc.tuple(text, text),
        fc.constant([]),
      ),
      { minLength: P.length, maxLength: P.length },
    ),
  },
  { weight: 1, arbitrary: chained.map((all) => all.map((one) => [one])) },
);
const some = <T>(one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> => fc.array(one, { maxLength });
const address4 = fc.constantFrom(CLIENT4, "192.0.2.99", "198.51.100.1");
const address6 = fc.constantFrom(CLIENT6, "2001:db8::99", "2001:db8:2::1", "2001:DB8:0:0:0:0:0:77");
const exchange = fc.oneof(
  { weight: 5, arbitrary: anywhere.map((name) => name.toLowerCase().replace(/\.$/, "")) },
  fc.constant(""),
);

/** At hosts, at the first policies, at the names a wildcard answers for. */
const machines = [...H, "p0.test", "p1.test", "*.w.test"];

const dns: fc.Arbitrary<Row[]> = fc
  .record({
    policies,
    a: fc.array(some(address4, 2), { minLength: machines.length, maxLength: machines.length }),
    aaaa: fc.array(some(address6, 2), { minLength: machines.length, maxLength: machines.length }),
    mx: fc.array(
      fc.oneof({ weight: 5, arbitrary: some(exchange, 3) }, fc.array(exchange, { minLength: 9, maxLength: 12 })),
      { minLength: machines.length, maxLength: machines.length },
    ),
    ptr: fc.array(
      fc.oneof(
        some(fc.oneof(host, policy, fc.constant("x.h1.test")), 3),
        fc.array(host, { minLength: 9, maxLength: 12 }),
      ),
      { minLength: 2, maxLength: 2 },
    ),
    alias: fc.array(fc.oneof(host, policy, alias, fc.constantFrom("x.w.test", "gone.test")), {
      minLength: 3,
      maxLength: 3,
    }),
    wild: fc.option(text, { nil: undefined }),
    made: fc.subarray<Row>([
      ["77.2.0.192.in-addr._x.test", "A", "127.0.0.2"],
      ["*.ip6._x.test", "A", "127.0.0.2"],
      ["who._l.test", "A", "127.0.0.2"],
      ["a._l.test", "A", "127.0.0.2"],
      ["c.b.a._l.test", "AAAA", "2001:db8::1"],
      ["deep.h1.test", "TXT", "an empty place above it"],
      ["%{x}.why.test", "TXT", "why"],
    ]),
  })
  .map((world) => {
    const rows: Row[] = [...world.made];
    P.forEach((name, index) => {
      for (const data of world.policies[index] ?? []) rows.push([name, "TXT", data]);
    });
    machines.forEach((name, index) => {
      for (const data of new Set(world.a[index])) rows.push([name, "A", data]);
      for (const data of new Set(world.aaaa[index])) rows.push([name, "AAAA", data]);
      for (const data of new Set(world.mx[index])) rows.push([name, "MX", data]);
    });
    for (const data of new Set(world.ptr[0])) rows.push([REVERSE4, "PTR", data]);
    for (const data of new Set(world.ptr[1])) rows.push([REVERSE6, "PTR", data]);
    C.forEach((name, index) => rows.push([name, "CNAME", world.alias[index] as string]));
    if (world.wild !== undefined) rows.push(["*.w.test", "TXT", world.wild]);
    return rows;
  });

const question: fc.Arbitrary<SpfQuestion> = fc.record({
  ip: fc.constantFrom(CLIENT4, CLIENT4, CLIENT6, `::ffff:${CLIENT4}`),
  helo: fc.constantFrom("h1.test", "h1.test", "p1.test", "x.w.test", "c0.test", "[192.0.2.77]", "localhost"),
  sender: fc.oneof(
    { weight: 6, arbitrary: fc.constant("who@p0.test") },
    fc.constantFrom(
      "",
      "@p0.test",
      "p0.test",
      "p3@p0.test",
      "a-b-c@p0.test",
      "a+b@P0.Test",
      "who@c0.test",
      "who@x.w.test",
      "h2@gone.test",
      "who@test",
      '"a b"@p0.test',
      "who@p0.test.",
    ),
  ),
});

async function otherAnswer(rows: readonly Row[], { ip, helo, sender }: SpfQuestion): Promise<Other> {
  const answer = await spf({ ip, helo, sender, mta: "mx.test", strict: true, resolver: resolverOf(rows) as never });
  const status = answer.status as { result: string; comment?: string };
  const { count = 0, void: voids = 0 } = (answer.lookups ?? {}) as { count?: number; void?: number };
  return { result: status.result, lookups: count, voids, comment: status.comment ?? "" };
}

describe("check_host() against mailauth", () => {
  it("gives the same verdicts and counts, or the difference is explained", async () => {
    const verdicts = new Map<string, number>();
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(dns, question, async (rows, asked) => {
        const made: Case = {
          rows,
          question: asked,
          own: checkHost(worldOf(rows), asked),
          other: await otherAnswer(rows, asked),
        };
        const { own, other: theirs } = made;
        const explained = (about: Difference["about"]): boolean => {
          const row =
            DIFFERENCES.find((each) => each.about === about && each.when(made)) ??
            DIFFERENCES.find((each) => each.about === "verdict" && each.when(made));
          if (row !== undefined) met.set(row.id, (met.get(row.id) ?? 0) + 1);
          return row !== undefined;
        };
        if (own.verdict.result !== theirs.result) {
          if (!explained("verdict")) expect(own.verdict, theirs.comment).toMatchObject({ result: theirs.result });
          return;
        }
        verdicts.set(theirs.result, (verdicts.get(theirs.result) ?? 0) + 1);
        if (own.lookups === theirs.lookups && own.voids === theirs.voids) return;
        if (!explained("counts")) expect([own.lookups, own.voids]).toEqual([theirs.lookups, theirs.voids]);
      }),
      runs,
    );
    console.log(
      `verdicts ${JSON.stringify(Object.fromEntries(verdicts))}, differences ${JSON.stringify(Object.fromEntries(met))}`,
    );
    expect([...verdicts.keys()].sort()).toEqual([
      "fail",
      "neutral",
      "none",
      "pass",
      "permerror",
      "softfail",
      "temperror",
    ]);
  });

  it.each(DIFFERENCES.map((row) => [row.id, row] as const))("differs: %s", async (_, { example, when }) => {
    const { rows, asked } = example;
    const question: SpfQuestion = { ip: CLIENT4, helo: "h1.test", sender: "who@p0.test", ...asked };
    const own = checkHost(worldOf([...rows, [REVERSE4, "PTR", "gone.test"]]), question);
    const theirs = await otherAnswer(rows, question);
    const seen = {
      own: `${own.verdict.result} ${own.lookups} ${own.voids}`,
      theirs: `${theirs.result} ${theirs.lookups} ${theirs.voids}`,
    };
    expect(seen).toEqual({ own: example.own, theirs: example.theirs });
    expect(when({ rows, question, own, other: theirs })).toBe(true);
  });
});

/** Pieces that terms are made of, right and wrong ones. */
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "a",
      "mx",
      "ptr",
      "include",
      "exists",
      "ip4",
      "ip6",
      "all",
      "redirect",
      "exp",
      "ALL",
      "Ip4",
      "x",
      "moo",
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(":", ":", "=", "/", "//", "-", "+", "~", "?", ".", "", "%") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "h.test",
      "a.b.test.",
      "localhost",
      "192.0.2.1",
      "192.0.2",
      "2001:db8::1",
      "::ffff:192.0.2.1",
      "1::2::3",
      "::",
      "h.te-st",
      "h.-t",
      "h.1-1",
      "h.123",
      "..",
      "h..test",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom("0", "24", "32", "33", "128", "129", "08", "999999") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "%{d}",
      "%{ir}",
      "%{l1r-+}",
      "%{d0}",
      "%{d127r}",
      "%{c}",
      "%{t}",
      "%{z}",
      "%{}",
      "%{d",
      "%%",
      "%_",
      "%-",
      "%{D2R.}",
      "%{lr2}",
      "%{o-}",
    ),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^[!-~]{1,3}$/) },
);
const pieced = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
const anyText = fc.array(fc.oneof({ weight: 2, arbitrary: term }, { weight: 3, arbitrary: pieced }), {
  minLength: 1,
  maxLength: 3,
});

describe("SPF grammar against mailauth", () => {
  it("takes the same texts for broken", () => {
    let broken = 0;
    fc.assert(
      fc.property(anyText, (words) => {
        const terms = words
          .join(" ")
          .split(" ")
          .filter((word) => word !== "");
        const { errors } = parseSpf(["v=spf1", ...terms].join(" "));
        const theirs = validateTerms(terms);
        if (theirs !== false) broken++;
        expect(
          errors.length > 0,
          theirs === false ? errors.map(({ code, value }) => `${code} ${value}`).join(", ") : theirs,
        ).toBe(theirs !== false);
      }),
      { ...runs, numRuns: runs.numRuns * 5 },
    );
    expect(broken).toBeGreaterThan(runs.numRuns);
  });
});
