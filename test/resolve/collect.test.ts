import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { furtherQuestions } from "../../src/domain/spf-questions.ts";
import { World } from "../../src/domain/world.ts";
import type { MeasuredName, Question } from "../../src/model/measured.ts";
import { collect, limits, type CollectOptions, type Collected } from "../../src/resolve/collect.ts";
import { isPublicName } from "../../src/resolve/public-name.ts";
import type { DnsAnswer, Resolver } from "../../src/resolve/resolver.ts";

const today = "2026-11-22";
const nowhere = new World([]);
const further = (name: string, texts: readonly string[]): Question[] => furtherQuestions(nowhere, name, texts);
const spf = (text: string): DnsAnswer => ({ state: "found", values: [text] });
const txt = (name: string): Question => ({ name, type: "TXT" });

interface Watched extends Resolver {
  readonly asked: string[];
  most: number;
  cancelled: boolean;
}

/** Answers from a table after some turns of the event loop; what is not in it does not exist. */
function fake(
  table: Readonly<Record<string, DnsAnswer | "never" | "throws">>,
  turns: (key: string) => number = () => 1,
): Watched {
  let active = 0;
  const watched: Watched = {
    asked: [],
    most: 0,
    cancelled: false,
    cancel: () => void (watched.cancelled = true),
    ask: async ({ name, type }) => {
      const key = type === "TXT" ? name : `${type} ${name}`;
      watched.asked.push(key);
      watched.most = Math.max(watched.most, ++active);
      for (let turn = turns(key); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
      active--;
      const answer = table[key] ?? { state: "none", exists: false };
      if (answer === "throws") throw new Error("out of order");
      return answer === "never" ? new Promise(() => undefined) : answer;
    },
  };
  return watched;
}

async function run(
  resolver: Resolver,
  names: readonly string[],
  options: Partial<CollectOptions> = {},
): Promise<Collected> {
  return collect({ resolver, questions: names.map(txt), further, today, ...options });
}

const failed = (reason: string): DnsAnswer => ({ state: "failed", reason });

describe("collect", () => {
  const rows: readonly (readonly [
    string,
    Readonly<Record<string, DnsAnswer | "never" | "throws">>,
    Readonly<Record<string, MeasuredName>>,
    readonly string[],
  ])[] = [
    [
      "a policy",
      { "a.example.net": spf("v=spf1 -all") },
      { "a.example.net": { date: today, spf: ["v=spf1 -all"] } },
      [],
    ],
    [
      "keeps policies alone, sorted",
      { "a.example.net": { state: "found", values: ["token=1", "v=spf1 ~all", "v=spf1 -all"] } },
      { "a.example.net": { date: today, spf: ["v=spf1 -all", "v=spf1 ~all"] } },
      [],
    ],
    [
      "no data",
      { "a.example.net": { state: "none", exists: true } },
      { "a.example.net": { date: today, spf: [] } },
      [],
    ],
    ["no such name", {}, { "a.example.net": { date: today, exists: false, spf: [] } }, []],
    [
      "no answer",
      { "a.example.net": failed("the name server failed (SERVFAIL)") },
      {},
      ["the DNS gives no answer for a.example.net: the name server failed (SERVFAIL)"],
    ],
    [
      "a resolver that throws",
      { "a.example.net": "throws" },
      {},
      ["the DNS gives no answer for a.example.net: out of order"],
    ],
    [
      "includes, redirects and hosts",
      {
        "a.example.net": spf("v=spf1 a:h.example.net mx:m.example.net redirect=b.example.net"),
        "b.example.net": spf("v=spf1 exists:e.example.net include:%{i}.example.net -all"),
        "A h.example.net": { state: "found", values: ["192.0.2.1"] },
        "AAAA h.example.net": { state: "none", exists: true },
        "MX m.example.net": { state: "found", values: ["x.example.net", "y.example.net"] },
      },
      {
        "a.example.net": { date: today, spf: ["v=spf1 a:h.example.net mx:m.example.net redirect=b.example.net"] },
        "b.example.net": { date: today, spf: ["v=spf1 exists:e.example.net include:%{i}.example.net -all"] },
        "h.example.net": { date: today, a: true, aaaa: false },
        "m.example.net": { date: today, mx: 2 },
        "e.example.net": { date: today, exists: false, a: false },
      },
      [],
    ],
    [
      "a loop",
      {
        "a.example.net": spf("v=spf1 include:b.example.net -all"),
        "b.example.net": spf("v=spf1 include:a.example.net -all"),
      },
      {
        "a.example.net": { date: today, spf: ["v=spf1 include:b.example.net -all"] },
        "b.example.net": { date: today, spf: ["v=spf1 include:a.example.net -all"] },
      },
      [],
    ],
    [
      "names that are not asked for",
      {
        "a.example.net": spf("v=spf1 include:db.internal include:x.local exists:1.0.0.127.in-addr.arpa -all"),
      },
      {
        "a.example.net": {
          date: today,
          spf: ["v=spf1 include:db.internal include:x.local exists:1.0.0.127.in-addr.arpa -all"],
        },
      },
      ["1.0.0.127.in-addr.arpa", "db.internal", "x.local"].map(
        (name) => `${name} is not asked for: it is no name of the public DNS`,
      ),
    ],
  ];
  it.each(rows)("%s", async (_, table, names, failures) => {
    const resolver = fake(table);
    const collected = await run(resolver, ["a.example.net"]);
    expect(Object.fromEntries(collected.names)).toEqual(names);
    expect([...collected.failures.values()].sort()).toEqual(failures);
    expect(new Set(resolver.asked).size).toBe(resolver.asked.length);
    expect(resolver.asked.filter((key) => !isPublicName(key.split(" ").at(-1) ?? ""))).toEqual([]);
  });

  it("asks ten at a time, and no more", async () => {
    const names = Array.from({ length: 60 }, (_, n) => `n${n}.example.net`);
    const resolver = fake({}, (key) => 1 + (key.charCodeAt(1) % 5));
    const { names: found } = await run(resolver, [...names, ...names]);
    expect(resolver.most).toBe(10);
    expect(resolver.asked).toHaveLength(60);
    expect([...found.keys()]).toEqual(names);
  });

  it("ends in time though nothing answers, and says so of each name", async () => {
    const names = Array.from({ length: 30 }, (_, n) => `n${n}.example.net`);
    const resolver = fake(Object.fromEntries(names.map((name) => [name, "never"])));
    const { names: found, failures } = await run(resolver, names, { limits: { time: 20 } });
    expect(found.size).toBe(0);
    expect(failures.size).toBe(30);
    expect(failures.get("n29.example.net")).toBe(
      "the DNS gives no answer for n29.example.net: the 0.02 seconds for all look-ups were over",
    );
    expect(resolver.asked).toHaveLength(10);
    expect(resolver.cancelled).toBe(true);
  });

  it("keeps what was answered before the time was up", async () => {
    const resolver = fake({ "a.example.net": spf("v=spf1 include:b.example.net -all"), "b.example.net": "never" });
    const { names, failures } = await run(resolver, ["a.example.net"], { limits: { time: 50 } });
    expect([...names.keys()]).toEqual(["a.example.net"]);
    expect([...failures.keys()]).toEqual(["b.example.net"]);
  });

  it("follows an earlier answer where there is none now", async () => {
    const earlier = new Map([["a.example.net", { date: "2026-10-01", spf: ["v=spf1 include:b.example.net -all"] }]]);
    const resolver = fake({ "a.example.net": failed("no"), "b.example.net": spf("v=spf1 -all") });
    const { names, needed } = await run(resolver, ["a.example.net"], { earlier });
    expect([...names.keys()]).toEqual(["b.example.net"]);
    expect([...needed]).toEqual(["a.example.net", "b.example.net"]);
  });

  it("does not follow name servers that make up names without end", async () => {
    let made = 0;
    const resolver: Resolver = {
      ask: () =>
        Promise.resolve(
          spf(`v=spf1 ${Array.from({ length: 200 }, () => `include:n${made++}.example.net`).join(" ")} -all`),
        ),
      cancel: () => undefined,
    };
    const { names, needed } = await run(resolver, ["a.example.net", "b.example.net"]);
    expect(needed.size).toBe(limits.names);
    expect(names.size).toBeLessThanOrEqual(limits.names);
    expect(made).toBeLessThanOrEqual(200 * limits.names);
  });

  it("gives one policy's terms no more than their share", async () => {
    const greedy = Array.from({ length: 400 }, (_, n) => `include:g${n}.example.net`).join(" ");
    const resolver = fake({
      "a.example.net": spf(`v=spf1 ${greedy} -all`),
      "b.example.net": spf("v=spf1 include:c.example.net -all"),
    });
    const { needed } = await run(resolver, ["a.example.net", "b.example.net"]);
    expect(needed.size).toBe(3 + limits.terms);
    expect(needed.has("c.example.net")).toBe(true);
  });

  it("goes no deeper than a policy can lead", async () => {
    let depth = 0;
    const resolver: Resolver = {
      ask: () => Promise.resolve(spf(`v=spf1 include:n${depth++}.example.net -all`)),
      cancel: () => undefined,
    };
    const { needed, failures } = await run(resolver, ["a.example.net"]);
    expect(needed.size).toBe(limits.depth + 1);
    expect([...failures.values()]).toEqual(["n16.example.net is not asked for: it lies more than 16 policies deep"]);
  });

  it("keeps no more text than it may", async () => {
    const text = `v=spf1 ${"ip4:192.0.2.1 ".repeat(4000)}-all`;
    const names = Array.from({ length: 40 }, (_, n) => `n${n}.example.net`);
    const { names: found, failures } = await run(
      fake(Object.fromEntries(names.map((name) => [name, spf(text)]))),
      names,
    );
    expect(found.size).toBe(Math.floor(limits.text / text.length));
    expect([...failures.values()].at(-1)).toBe("the answers for n39.example.net are too long to be kept");
  });

  it("comes to the same whatever the order of answers", async () => {
    const name = fc.integer({ min: 0, max: 12 }).map((n) => `n${n}.example.net`);
    const policy = fc
      .array(name, { maxLength: 4 })
      .map((names) => spf(`v=spf1 ${names.map((each) => `include:${each}`).join(" ")} a:h.example.net -all`));
    const answer = fc.oneof(
      policy,
      fc.constant<DnsAnswer>({ state: "none", exists: false }),
      fc.constant(failed("no")),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, answer),
        fc.array(name, { minLength: 1 }),
        fc.array(fc.nat(4), { minLength: 1, maxLength: 9 }),
        async (table, start, speeds) => {
          const slow = await run(
            fake(table, (key) => speeds[key.length % speeds.length] ?? 0),
            start,
          );
          const quick = await run(
            fake(table, () => 0),
            start,
          );
          expect(slow).toEqual(quick);
          expect([...slow.names]).toEqual([...quick.names]);
        },
      ),
      { numRuns: Math.min(100, Number(process.env["FUZZ_RUNS"] ?? 100)) },
    );
  });
});

describe("names that may be asked for", () => {
  const yes = [
    "example.net",
    "_spf.example.net",
    "a-b.c_d.example.net",
    "xn--p1ai.xn--p1ai",
    "1.2.3.4.example.net",
    "spf.mail.co.jp",
  ];
  const no = [
    "",
    "localhost",
    "net",
    "a.localhost",
    "db.internal",
    "printer.local",
    "host.lan",
    "x.corp",
    "x.home.arpa",
    "1.0.0.127.in-addr.arpa",
    "a.onion",
    "a.test",
    "a.invalid",
    "192.0.2.1",
    "a.b.1",
    "*.example.net",
    "a..b.net",
    "-a.example.net",
    "a-.example.net",
    "a\\.b.example.net",
    "a\\000.example.net",
    "A.example.net",
    "example.net.",
    "a b.example.net",
    "a;b.example.net",
    "é.example.net",
    `${"a".repeat(64)}.example.net`,
    `${"a.".repeat(130)}net`,
    "a.-net",
    "a.net-",
  ];
  it.each(yes)("%s", (name) => expect(isPublicName(name)).toBe(true));
  it.each(no)("not %j", (name) => expect(isPublicName(name)).toBe(false));
});
