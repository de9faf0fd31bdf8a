import { describe, expect, it } from "vitest";
import { lint, type LintResult } from "../../src/engine/lint.ts";
import { defaultSettings } from "../../src/engine/settings.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { AnyRule } from "../../src/rules/define.ts";
import { rules } from "../../src/rules/index.ts";
import { zones } from "../zones.ts";

/** Rules whose defect a zone file cannot show, and why. */
const WITHOUT_EXAMPLE: Readonly<Record<string, string>> = {
  "mx-target-proxied": "the proxy is a switch of Cloudflare's, not a record",
  "dkim-proxied": "the proxy is a switch of Cloudflare's, not a record",
  "record-owned-twice": "a program's resources, not records",
};
/** Of these only one side can be shown. */
const WITHOUT_BAD: Readonly<Record<string, string>> = {
  "dmarc-stage-declared": "the configuration is the other half of it",
  "parked-domain-open": "the configuration says that a domain is parked",
  "spf-parked-open": "the configuration says that a domain is parked",
  "dkim-provider-missing": "it is the absence of records that the configuration asks for",
  "mta-sts-mx-not-listed": "the policy is a file, not a record",
  "mx-missing": "it is the absence of a record that the configuration or other records ask for",
};

/** Half of the defect is an error of its own. */
const COMPANION: Readonly<Record<string, string>> = { "dmarc-enforced-without-auth": "spf-missing" };

/** What every first stage is told; it says where a policy stands, not that something is wrong. */
const STAGES = new Set(["dmarc-monitoring-only", "dmarc-test-mode"]);

/**
 * Ends what an example says, which shows the records that it is about and not the rest of a zone: its SPF and DMARC. They
 * are whole and right, so that a finding is about the example.
 */
function judge(rule: AnyRule, lines: readonly string[]): LintResult {
  const text = lines.join("\n");
  const rest: string[] = [];
  if (!rule.id.startsWith("dmarc-") && !/^_dmarc\s.*v=DMARC1/m.test(text)) {
    rest.push('_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:reports@example.com"');
  }
  if (!rule.id.startsWith("spf-") && COMPANION[rule.id] !== "spf-missing") {
    const exchanges = [...text.matchAll(/^(\S+)\s+(?:\d+\s+)?MX\s+\d+\s+(\S+)/gm)];
    for (const name of new Set(exchanges.map((match) => match[1] as string))) {
      if (lines.some((line) => line.startsWith(`${name} `) && line.includes("v=spf1"))) continue;
      const hosts = exchanges.filter((match) => match[1] === name).map((match) => match[2] as string);
      const sender = hosts.some((host) => /google/.test(host)) ? "include:_spf.google.com " : "ip4:5.6.7.8 ";
      rest.push(`${name} TXT "v=spf1 ${hosts.every((host) => host === ".") ? "" : sender}-all"`);
    }
  }
  const after = zones(["$ORIGIN example.com.", ...lines, ...rest].join("\n"));
  const earlier = rule.docs.before;
  const result = lint({
    after,
    ...(earlier === undefined ? {} : { before: zones(["$ORIGIN example.com.", ...earlier].join("\n")) }),
    settings: { ...defaultSettings, set: rule.set },
    today: "2026-12-01",
    heldSince: () => ({ since: rule.id.endsWith("-early") ? "2026-11-20" : "2026-10-01", source: "git history" }),
  });
  expect(result.internalErrors).toEqual([]);
  return result;
}

function told({ rule, severity, domain, message }: Finding): string {
  return `${severity} ${rule} (${domain}): ${message.text}`;
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

  it("shows the state before where it is about a change", () => {
    expect(rule.docs.before !== undefined).toBe(rule.kind === "change");
  });

  it("has examples", () => {
    const none = WITHOUT_EXAMPLE[id] !== undefined;
    expect([bad.length > 0, good.length > 0]).toEqual([!none && WITHOUT_BAD[id] === undefined, !none]);
  });

  it.skipIf(bad.length === 0)("the bad example has this defect and no other error", () => {
    const result = judge(rule, bad);
    expect(result.findings.map((finding) => finding.rule)).toContain(id);
    const others = result.findings.filter(
      ({ rule: other, severity }) => severity === "error" && other !== id && other !== COMPANION[id],
    );
    expect(others.map(told)).toEqual([]);
  });

  it.skipIf(good.length === 0)("the good example has nothing", () => {
    const { findings } = judge(rule, good);
    expect(findings.filter((finding) => finding.rule === id || !STAGES.has(finding.rule)).map(told)).toEqual([]);
  });
});
