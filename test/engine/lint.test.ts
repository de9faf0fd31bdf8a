import { describe, expect, it } from "vitest";
import { lint, type LintInput } from "../../src/engine/lint.ts";
import { defaultSettings, type Settings } from "../../src/engine/settings.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Zone } from "../../src/model/zone.ts";
import { defineRule, type AnyRule } from "../../src/rules/define.ts";
import { rules } from "../../src/rules/index.ts";
import { zones } from "../zones.ts";

const base = {
  set: "default",
  severity: "error",
  covers: [],
  summary: "x",
  consequence: "x",
  references: [],
  smtp: [],
  docs: { why: "x", fix: "x", bad: [], good: [] },
} as const;

/** Says one thing of every name with an MX. */
function saying(id: string, more: Partial<AnyRule> = {}): AnyRule {
  const rule = defineRule({
    ...base,
    id,
    kind: "domain",
    needs: "mx",
    messages: { said: ({ name }: { name: string }) => `${id} of ${name}` },
    check(domain, context) {
      const record = domain.mx[0]?.records[0];
      context.report("said", { name: domain.name }, { at: record === undefined ? undefined : { record } });
    },
  });
  return { ...rule, ...more } as AnyRule;
}

function settings(more: Partial<Settings>): Settings {
  return { ...defaultSettings, ...more };
}

function said(input: LintInput): string[] {
  return lint(input).findings.map(({ rule, severity, domain }) => `${severity} ${rule} ${domain}`);
}

const mx = "@ MX 10 mx.example.net.";

describe("lint", () => {
  it("gives nothing for nothing", () => {
    const result = lint({ after: [] });
    expect(result.findings).toEqual([]);
    expect(result.domains).toEqual([]);
    expect(result.worlds).toHaveLength(1);
  });

  it("gives the same twice", () => {
    const after = zones(
      "@ MX 1 smtp.google.com.\n@ MX 10 mx01.lolipop.jp.\n@ TXT v=spf1 +all\n_dmarc TXT v=DMARC1; p=x",
    );
    expect(lint({ after }).findings).toEqual(lint({ after }).findings);
  });

  it("judges names with an MX or SPF, and those that _dmarc names", () => {
    const after = zones(`${mx}\nnews TXT v=spf1 -all\n_dmarc.shop TXT v=DMARC1; p=none\nwww A 203.0.113.1`);
    expect(lint({ after }).domains).toEqual(["example.com", "news.example.com", "shop.example.com"]);
  });

  it("judges a configured name that no record shows", () => {
    const rule = saying("a-rule", { needs: undefined } as Partial<AnyRule>);
    const domains = new Map([["other.example.com", { role: "mail" } as const]]);
    const after = zones("www A 203.0.113.1");
    expect(said({ after, rules: [rule], settings: settings({ domains }) })).toEqual(["error a-rule other.example.com"]);
  });

  it("orders findings by document and place, then rule, then domain", () => {
    const after = zones(`
      $ORIGIN example.net.
      z ${mx.slice(2)}
      a ${mx.slice(2)}
      $ORIGIN example.com.
      @ MX 10 mx.example.net.`);
    expect(said({ after, rules: [saying("b-rule"), saying("a-rule")] })).toEqual([
      "error a-rule example.com",
      "error b-rule example.com",
      "error a-rule z.example.net",
      "error b-rule z.example.net",
      "error a-rule a.example.net",
      "error b-rule a.example.net",
    ]);
    const reversed = [...after].reverse();
    expect(said({ after: reversed, rules: [saying("a-rule"), saying("b-rule")] })).toEqual(
      said({ after, rules: [saying("b-rule"), saying("a-rule")] }),
    );
  });
});

describe("levels and sets", () => {
  const after = zones(mx);
  it("runs the rules of the chosen set and those below it", () => {
    const all = [saying("a-rule"), saying("b-rule", { set: "strict" }), saying("c-rule", { set: "preview" })];
    const count = (set: Settings["set"]): number =>
      lint({ after, rules: all, settings: settings({ set }) }).findings.length;
    expect([count("default"), count("strict"), count("preview")]).toEqual([1, 2, 3]);
  });

  it("lets an explicit level switch a rule off, on, and win over the rule's own lower one", () => {
    const low = defineRule({
      ...base,
      id: "low-rule",
      kind: "record",
      types: ["MX"],
      messages: { low: () => "low" },
      check: ({ record }, context) => context.report("low", {}, { at: { record }, severity: "info" }),
    });
    const with_ = (id: string, level: "error" | "warning" | "off"): Partial<Settings> => ({
      rules: new Map([[id, { level }]]),
    });
    expect(said({ after, rules: [low] })).toEqual(["info low-rule example.com"]);
    expect(said({ after, rules: [low], settings: settings(with_("low-rule", "warning")) })).toEqual([
      "warning low-rule example.com",
    ]);
    expect(said({ after, rules: [low], settings: settings(with_("low-rule", "off")) })).toEqual([]);
    const preview = saying("new-rule", { set: "preview" });
    expect(said({ after, rules: [preview], settings: settings(with_("new-rule", "error")) })).toEqual([
      "error new-rule example.com",
    ]);
  });

  it("fills options in from their defaults", () => {
    const seen: unknown[] = [];
    const rule = defineRule({
      ...base,
      id: "opt-rule",
      kind: "record",
      types: ["MX"],
      messages: {},
      options: {
        days: { description: "x", type: "integer", default: 30 },
        strict: { description: "x", type: "boolean", default: false },
      },
      check: (_view, context) => seen.push(context.options),
    });
    lint({ after, rules: [rule] });
    lint({ after, rules: [rule], settings: settings({ rules: new Map([["opt-rule", { options: { days: 7 } }]]) }) });
    expect(seen).toEqual([
      { days: 30, strict: false },
      { days: 7, strict: false },
    ]);
  });
});

describe("covers", () => {
  const after = zones(`${mx}\nnews MX 10 mx.example.org.`);
  it("silences the covered rule at the same record and names it", () => {
    const { findings } = lint({
      after,
      rules: [saying("a-rule", { covers: ["b-rule", "c-rule"] }), saying("b-rule"), saying("c-rule")],
    });
    expect(findings.map(({ rule, covered }) => [rule, covered])).toEqual([
      ["a-rule", ["b-rule", "c-rule"]],
      ["a-rule", ["b-rule", "c-rule"]],
    ]);
  });

  it("does not silence a more severe one", () => {
    const rule = saying("a-rule", { severity: "warning", covers: ["b-rule"] });
    expect(said({ after: zones(mx), rules: [rule, saying("b-rule")] })).toEqual([
      "warning a-rule example.com",
      "error b-rule example.com",
    ]);
  });

  it("does not silence one at another record", () => {
    const other = saying("b-rule", {
      needs: undefined,
      check(domain: { name: string; world: { declared: (name: string) => readonly unknown[] } }, context: never) {
        const report = (context as { report: (id: string, values: object, where: object) => void }).report;
        if (domain.name === "example.com")
          report("said", { name: "x" }, { at: { record: domain.world.declared("news.example.com")[0] } });
      },
    } as unknown as Partial<AnyRule>);
    const only = saying("a-rule", { covers: ["b-rule"] });
    const result = lint({ after, rules: [only, other], settings: settings({ rules: new Map() }) });
    // a-rule speaks of news.example.com too, at that very record
    expect(result.findings.filter(({ rule }) => rule === "b-rule")).toEqual([]);
    const alone = lint({ after: zones("@ MX 10 mx.example.net.\nnews A 203.0.113.1"), rules: [only, other] });
    expect(alone.findings.map(({ rule }) => rule)).toEqual(["a-rule", "b-rule"]);
  });

  it("silences by the real rules too: one defect, one finding", () => {
    const found = said({ after: zones("@ MX 10 mx\nnews CNAME x.example.net.\nnews MX 10 mx\nmx A 5.6.7.8") });
    expect(found.filter((line) => line.includes("cname"))).toEqual(["error mx-cname-same-name news.example.com"]);
  });
});

describe("fingerprints", () => {
  const prints = (text: string): string[] =>
    lint({ after: zones(text) })
      .findings.map(({ fingerprint }) => fingerprint)
      .sort();
  const text =
    "$ORIGIN example.com.\n@ MX 1 smtp.google.com.\n@ MX 10 mx01.lolipop.jp.\n@ TXT v=spf1 +all\n_dmarc TXT v=DMARC1; p=x";

  it("stay when lines move, a TTL changes or a comment comes", () => {
    expect(prints(text).length).toBeGreaterThan(2);
    const lines = text.split("\n");
    const moved = [
      lines[0],
      "",
      "",
      lines[4],
      "",
      lines[1]?.replace("@ MX", "@ 300 MX"),
      lines[2],
      `${lines[3]} ; comment=new`,
    ];
    expect(prints(moved.join("\n"))).toEqual(prints(text));
  });

  it("differ between rules, domains and values", () => {
    const all = prints("$ORIGIN example.com.\na MX 10 192.0.2.1.\nb MX 10 192.0.2.1.\nb MX 20 192.0.2.2.");
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(3);
  });

  it("are 16 hex digits", () => {
    for (const print of prints(text)) expect(print).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("a rule that throws", () => {
  it("is named and contained; the others still run", () => {
    const broken = saying("broken-rule", {
      check: () => {
        throw new Error("broken");
      },
    } as unknown as Partial<AnyRule>);
    const world = { ...broken, id: "broken-world", kind: "world" } as AnyRule;
    const result = lint({ after: zones(`${mx}\nnews ${mx.slice(2)}`), rules: [broken, world, saying("a-rule")] });
    expect(result.findings.map(({ rule }) => rule)).toEqual(["a-rule", "a-rule"]);
    expect(result.internalErrors.map(({ rule, domain }) => [rule, domain])).toEqual([
      ["broken-rule", "example.com"],
      ["broken-rule", "news.example.com"],
      ["broken-world", ""],
    ]);
  });

  it("is none of ours, whatever is not known", () => {
    const odd = zones(`
      $ORIGIN example.com.
      ?preview MX ?preview ?preview
      ?preview TXT ?secret
      @ MX ?preview ?preview
      @ MX ? ?
      @ MX ? .
      @ TXT ?template
      @ UNKNOWN x
      @ LUA x
      _dmarc TXT ?preview
      _dmarc CNAME ?preview
      * CNAME ?dynamic
      s1._domainkey TXT ?secret
      sub DNAME ?preview
      cut NS ?preview
      mx A ?preview
      a CNAME b
      b CNAME a
      @ MX 10 a
      $ORIGIN .
      @ MX 10 .
      @ TXT v=spf1 -all
      _dmarc TXT v=DMARC1; p=none
      com MX 10 mx.com.
      $ORIGIN *.example.net.
      @ MX 10 192.0.2.1
      _dmarc TXT v=DMARC1; p=none`);
    expect(lint({ after: odd, before: odd, settings: settings({ set: "preview" }) }).internalErrors).toEqual([]);
  });
});

describe("changes", () => {
  const rule = defineRule({
    ...base,
    id: "change-rule",
    kind: "change",
    messages: { gone: ({ name }: { name: string }) => `the MX of ${name} goes` },
    check(change, context) {
      for (const name of change.before.nodes.keys()) {
        const [before, after] = [change.domainBefore(name), change.domainAfter(name)];
        if (before.mx.length > 0 && after.mx.length === 0) {
          context.report("gone", { name }, { at: undefined, domain: name });
        }
      }
    },
  });
  const [before, after] = [zones(mx), zones("www A 203.0.113.1")];

  it("see both worlds", () =>
    expect(said({ after, before, rules: [rule] })).toEqual(["error change-rule example.com"]));
  it("do not run without the state before", () => expect(said({ after, rules: [rule] })).toEqual([]));
  it("judge the state after alone by all other rules", () => {
    expect(said({ after, before, rules: [saying("a-rule")] })).toEqual([]);
  });
});

describe("worlds", () => {
  const described = (findings: readonly Finding[]): string[] =>
    findings.map(({ rule, domain, at }) => `${rule} ${domain} ${at?.record.source.publisher.id}`);

  it("judges one zone at two DNS hosts twice, never together", () => {
    const after = zones(`
      $ORIGIN example.com.
      $HOST route53
      @ MX 1 smtp.google.com.
      $ORIGIN example.com.
      $HOST cloudflare
      @ MX 10 mx01.lolipop.jp.`);
    const single = rules.filter(({ id }) => id === "mx-single-provider");
    expect(lint({ after, rules: single }).findings).toEqual([]);
    expect(described(lint({ after, rules: [saying("a-rule")] }).findings)).toEqual([
      "a-rule example.com route53",
      "a-rule example.com cloudflare",
    ]);
  });

  it("says what is wrong in a third zone once", () => {
    const after = zones(`
      $ORIGIN example.com.
      $HOST route53
      @ MX 10 mx.example.net.
      $ORIGIN example.com.
      $HOST octodns
      @ MX 10 mx.example.net.
      $ORIGIN example.org.
      www CNAME x.example.net.
      www TXT x`);
    const cname = rules.filter(({ id }) => id === "cname-with-other-data");
    expect(lint({ after, rules: cname }).findings).toHaveLength(1);
  });

  it("takes a private view for a world of its own, over the public one", () => {
    const after: Zone[] = zones(`
      $ORIGIN example.com.
      @ MX 10 mx
      mx A 5.6.7.8
      $ORIGIN example.com.
      $PRIVATE
      @ MX 10 mx.inner.example.com.
      mx A 10.0.0.25
      $ORIGIN inner.example.com.
      $PRIVATE
      mx A 10.0.0.26`);
    const result = lint({
      after,
      rules: rules.filter(({ id }) => id.startsWith("mx-target") || id.startsWith("record-")),
    });
    expect(described(result.findings)).toEqual([]);
    expect(result.worlds).toHaveLength(2);
    expect(result.worlds[0]?.lookup("mx.example.com", "A")).toMatchObject({
      records: [{ data: { address: "5.6.7.8" } }],
    });
    expect(result.worlds[1]?.lookup("mx.example.com", "A")).toMatchObject({
      records: [{ data: { address: "10.0.0.25" } }],
    });
  });

  it("judges private zones that stand alone", () => {
    const after = zones(`$ORIGIN inner.example.\n$PRIVATE\n${mx}`);
    expect(described(lint({ after, rules: [saying("a-rule")] }).findings)).toEqual(["a-rule inner.example zone-file"]);
  });
});

describe("documents of the context", () => {
  it("are looked at and not judged", () => {
    const [zone] = zones("@ MX 10 mx\nmx A 5.6.7.8");
    if (zone === undefined) throw new Error("no zone");
    const records = zone.records.map((record) => ({ ...record, source: { ...record.source, context: true } }));
    expect(said({ after: [{ ...zone, records }], rules: [saying("a-rule")] })).toEqual([]);
  });
});
