import { describe, expect, it } from "vitest";
import type { Ignore } from "../../src/engine/settings.ts";
import { suppress } from "../../src/engine/suppress.ts";
import type { Finding } from "../../src/model/finding.ts";

function finding(rule: string, domain: string): Finding {
  const message = { id: "m", text: "text" };
  return { rule, severity: "error", domain, message, at: undefined, related: [], help: undefined, fingerprint: "0" };
}

const findings = [
  finding("mx-one", "example.com"),
  finding("mx-one", "a.example.com"),
  finding("mx-two", "a.example.com"),
  finding("mx-two", "badexample.com"),
];

const ignore = (rule: string, domain: string, until?: string): Ignore => ({ rule, domain, reason: "known", until });

const rows: readonly {
  readonly title: string;
  readonly ignores: readonly Ignore[];
  readonly today?: string;
  readonly kept: readonly number[];
  readonly problems?: readonly string[];
}[] = [
  { title: "nothing", ignores: [], kept: [0, 1, 2, 3] },
  { title: "one rule on one domain", ignores: [ignore("mx-one", "example.com")], kept: [1, 2, 3] },
  { title: "any rule on one domain", ignores: [ignore("*", "a.example.com")], kept: [0, 3] },
  { title: "one rule on any domain", ignores: [ignore("mx-two", "*")], kept: [0, 1] },
  {
    title: "a wildcard is what lies below, not the name itself",
    ignores: [ignore("*", "*.example.com")],
    kept: [0, 3],
  },
  { title: "on its last day", ignores: [ignore("mx-one", "*", "2026-05-31")], today: "2026-05-31", kept: [2, 3] },
  {
    title: "the day after",
    ignores: [ignore("mx-one", "*", "2026-05-31")],
    today: "2026-06-01",
    kept: [0, 1, 2, 3],
    problems: ["expired mx-one *"],
  },
  { title: "no day given, none expires", ignores: [ignore("mx-one", "*", "2000-01-01")], kept: [2, 3] },
  {
    title: "an expired one that silenced nothing is expired, not unused",
    ignores: [ignore("mx-one", "example.net", "2026-05-31")],
    today: "2026-06-01",
    kept: [0, 1, 2, 3],
    problems: ["expired mx-one example.net"],
  },
  {
    title: "unused",
    ignores: [ignore("mx-one", "example.net"), ignore("mx-three", "*")],
    kept: [0, 1, 2, 3],
    problems: ["unused mx-one example.net", "unused mx-three *"],
  },
  {
    title: "one that overlaps another is used",
    ignores: [ignore("*", "*"), ignore("mx-one", "example.com")],
    kept: [],
  },
  {
    title: "an expired one beside one that holds",
    ignores: [ignore("mx-one", "example.com", "2026-05-31"), ignore("mx-one", "*")],
    today: "2026-06-01",
    kept: [2, 3],
    problems: ["expired mx-one example.com"],
  },
];

describe("suppress", () => {
  for (const { title, ignores, today, kept, problems } of rows) {
    it(title, () => {
      const result = suppress(findings, ignores, today);
      expect(result.findings).toEqual(kept.map((index) => findings[index]));
      expect(result.ignored).toHaveLength(findings.length - kept.length);
      for (const each of result.ignored) expect(each.ignore.reason).toBe("known");
      expect(result.problems.map((each) => `${each.why} ${each.ignore.rule} ${each.ignore.domain}`)).toEqual(
        problems ?? [],
      );
    });
  }
});
