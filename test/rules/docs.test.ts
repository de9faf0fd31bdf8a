import { describe, expect, it } from "vitest";
import { lint, type LintResult } from "../../src/engine/lint.ts";
import { defaultSettings } from "../../src/engine/settings.ts";
import type { AnyRule } from "../../src/rules/define.ts";
import { rules } from "../../src/rules/index.ts";
import { zones } from "../zones.ts";

/** Rules whose defect a zone file cannot show, and why. */
const WITHOUT_EXAMPLE: Readonly<Record<string, string>> = {
  "mx-target-proxied": "the proxy is a switch of Cloudflare's, not a record",
  "record-owned-twice": "a program's resources, not records",
};
/** Of these only one side can be shown. */
const WITHOUT_BAD: Readonly<Record<string, string>> = {
  "mx-missing": "it is the absence of a record that the configuration or other records ask for",
};

/** Half of the defect is an error of its own. */
const COMPANION: Readonly<Record<string, string>> = { "dmarc-enforced-without-auth": "spf-missing" };

/** Ends what an example says, which shows the records that it is about and not the rest of a zone: its SPF and DMARC. */
function judge(rule: AnyRule, lines: readonly string[]): LintResult {
  const text = lines.join("\n");
  const rest: string[] = [];
  if (!rule.id.startsWith("dmarc-") && !/^_dmarc\s.*v=DMARC1/m.test(text)) {
    rest.push('_dmarc TXT "v=DMARC1; p=none; rua=mailto:reports@example.com"');
  }
  if (!rule.id.startsWith("spf-") && COMPANION[rule.id] !== "spf-missing") {
    for (const name of new Set([...text.matchAll(/^(\S+)\s+(?:\d+\s+)?MX\s/gm)].map((match) => match[1] as string))) {
      const has = lines.some((line) => line.startsWith(`${name} `) && line.includes("v=spf1"));
      if (!has) rest.push(`${name} TXT "v=spf1 ip4:5.6.7.8 -all"`);
    }
  }
  const after = zones(["$ORIGIN example.com.", ...lines, ...rest].join("\n"));
  const result = lint({ after, settings: { ...defaultSettings, set: "preview" } });
  expect(result.internalErrors).toEqual([]);
  return result;
}

function errorsOfOthers(rule: AnyRule, { findings }: LintResult): string[] {
  return findings
    .filter(({ rule: id, severity }) => severity === "error" && id !== rule.id && id !== COMPANION[rule.id])
    .map((finding) => `${finding.rule} (${finding.domain}): ${finding.message.text}`);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("the page of %s", (id, rule) => {
  const { bad, good } = rule.docs;

  it("says why and what to do", () => {
    for (const text of [rule.docs.why, rule.docs.fix]) expect(text).toMatch(/^\S.*[.?!)]$/s);
    for (const text of [rule.summary, rule.consequence]) {
      expect(text).toMatch(/^(?:[a-z]|[A-Z]{2,}|Internet)/);
      expect(text).not.toMatch(/\.$|\n/);
    }
  });

  it("has examples", () => {
    const none = WITHOUT_EXAMPLE[id] !== undefined;
    expect([bad.length > 0, good.length > 0]).toEqual([!none && WITHOUT_BAD[id] === undefined, !none]);
  });

  it.skipIf(bad.length === 0)("the bad example has this defect and no other error", () => {
    const result = judge(rule, bad);
    expect(result.findings.map((finding) => finding.rule)).toContain(id);
    expect(errorsOfOthers(rule, result)).toEqual([]);
  });

  it.skipIf(good.length === 0)("the good example has no error and not this defect", () => {
    const result = judge(rule, good);
    expect(result.findings.filter((finding) => finding.rule === id).map(({ message }) => message.text)).toEqual([]);
    expect(errorsOfOthers(rule, result)).toEqual([]);
  });
});
