import { describe, expect, it } from "vitest";
import { mergeContext } from "../../src/engine/context.ts";
import { lint } from "../../src/engine/lint.ts";
import { rrtypeOf } from "../../src/model/record.ts";
import type { Zone } from "../../src/model/zone.ts";
import { defineRule, type AnyRule } from "../../src/rules/define.ts";
import { zones } from "../zones.ts";

/** `owner TYPE data`, those of the context in brackets. */
function shape(zone: Zone | undefined): string[] {
  return (zone?.records ?? []).map((record) => {
    const text = `${String(record.name)} ${rrtypeOf(record)} ${Object.values(record.data).flat().join(" ")}`;
    return record.source.context === true ? `[${text}]` : text;
  });
}

const live = `
  $ORIGIN example.com.
  @ MX 10 old.example.net.
  @ MX 20 older.example.net.
  @ TXT v=spf1 -all
  www A 192.0.2.1
  _dmarc CNAME dmarc.example.net.
  app A 192.0.2.2`;

const rows: readonly {
  readonly title: string;
  readonly judged: string;
  readonly context?: string;
  readonly before?: string;
  readonly records: readonly string[];
  readonly scope: Zone["scope"];
}[] = [
  {
    title: "a declared set wins wholly, the rest is filled in, and the whole is known",
    judged: "$SCOPE part\n@ MX 10 new.example.net.\nwww A 192.0.2.9",
    records: [
      "example.com MX 10 new.example.net",
      "www.example.com A 192.0.2.9",
      "[example.com TXT v=spf1 -all]",
      "[_dmarc.example.com CNAME dmarc.example.net]",
      "[app.example.com A 192.0.2.2]",
    ],
    scope: "whole",
  },
  {
    title: "a CNAME replaces what stood there, and is replaced",
    judged: "$SCOPE part\napp CNAME app.example.net.\n_dmarc TXT v=DMARC1; p=none\n@ MX 1 a.example.net.",
    records: [
      "app.example.com CNAME app.example.net",
      "_dmarc.example.com TXT v=DMARC1; p=none",
      "example.com MX 1 a.example.net",
      "[example.com TXT v=spf1 -all]",
      "[www.example.com A 192.0.2.1]",
    ],
    scope: "whole",
  },
  {
    title: "what the documents declared before and declare no more is gone",
    judged: "$SCOPE part\nwww A 192.0.2.9",
    before: "$SCOPE part\nwww A 192.0.2.1\n@ TXT v=spf1 -all\n_dmarc CNAME dmarc.example.net.\napp A 192.0.2.2",
    records: [
      "www.example.com A 192.0.2.9",
      "[example.com MX 10 old.example.net]",
      "[example.com MX 20 older.example.net]",
    ],
    scope: "whole",
  },
  {
    title: "routing ids are sets of their own",
    judged: "$SCOPE part\nwww A 192.0.2.9 ; routing=a",
    context: "$ORIGIN example.com.\n$SCOPE part\nwww A 192.0.2.1 ; routing=a\nwww A 192.0.2.2 ; routing=b",
    records: ["www.example.com A 192.0.2.9", "[www.example.com A 192.0.2.2]"],
    scope: "part",
  },
  {
    title: "a set with routing ids replaces a simple one",
    judged: "$SCOPE part\nwww A 192.0.2.9 ; routing=a",
    context: "$ORIGIN example.com.\n$SCOPE none\nwww A 192.0.2.1",
    records: ["www.example.com A 192.0.2.9"],
    scope: "part",
  },
  {
    title: "a zone declared whole takes nothing",
    judged: "www A 192.0.2.9",
    records: ["www.example.com A 192.0.2.9"],
    scope: "whole",
  },
  {
    title: "another view of the zone gives nothing",
    judged: "$PRIVATE\n$SCOPE part\nwww A 192.0.2.9",
    records: ["www.example.com A 192.0.2.9"],
    scope: "part",
  },
];

describe("mergeContext", () => {
  for (const { title, judged, context = live, before, records, scope } of rows) {
    it(title, () => {
      const earlier = before === undefined ? undefined : zones(`$ORIGIN example.com.\n${before}`);
      const [zone] = mergeContext(zones(`$ORIGIN example.com.\n${judged}`), zones(context), earlier);
      expect(shape(zone)).toEqual(records);
      expect(zone?.scope).toBe(scope);
    });
  }

  it("adds zones that only the context has, and does nothing without one", () => {
    const judged = zones("$ORIGIN example.com.\n@ MX 10 mx.example.net.");
    const merged = mergeContext(judged, zones("$ORIGIN example.net.\nmx A 192.0.2.1"));
    expect(merged.map(({ origin }) => origin)).toEqual(["example.com", "example.net"]);
    expect(shape(merged[1])).toEqual(["[mx.example.net A 192.0.2.1]"]);
    expect(mergeContext(judged, [])).toBe(judged);
  });
});

const common = {
  set: "default",
  severity: "error",
  covers: [],
  summary: "test",
  consequence: "test",
  references: [],
  smtp: [],
  docs: { why: "", fix: "", bad: [], good: [] },
  messages: { seen: () => "seen" },
} as const;

const everyMx: AnyRule = defineRule({
  ...common,
  id: "test-record",
  kind: "record",
  types: ["MX"],
  check: ({ record }, context) => context.report("seen", {}, { at: { record } }),
});
const everyDomain: AnyRule = defineRule({
  ...common,
  id: "test-domain",
  kind: "domain",
  check: (_, context) => context.report("seen", {}, { at: undefined }),
});
const everyAlias: AnyRule = defineRule({
  ...common,
  id: "test-world",
  kind: "world",
  check: (world, context) => {
    for (const node of world.nodes.values()) {
      for (const record of node.records) if (record.type === "MX") context.report("seen", {}, { at: { record } });
    }
  },
});

describe("lint with context", () => {
  it("judges no record and no domain that only the context has", () => {
    const after = mergeContext(
      zones("$ORIGIN example.com.\n$SCOPE part\n_dmarc TXT v=DMARC1; p=none\nb MX 1 mx.example.org.\nc TXT note"),
      zones(`
        $ORIGIN example.com.
        @ MX 10 mx.example.net.
        a MX 10 mx.example.net.
        b TXT v=spf1 -all
        c MX 10 mx.example.net.
        _dmarc.a TXT v=DMARC1; p=none`),
    );
    const { findings } = lint({ after, rules: [everyMx, everyDomain, everyAlias] });
    const of = (rule: string) => findings.filter((each) => each.rule === rule);
    expect(of("test-record").map(({ domain }) => domain)).toEqual(["b.example.com"]);
    expect(of("test-domain").map(({ domain }) => domain)).toEqual(["b.example.com", "c.example.com", "example.com"]);
    expect(of("test-world").map(({ at }) => at?.record.name)).toEqual(["b.example.com"]);
  });
});
