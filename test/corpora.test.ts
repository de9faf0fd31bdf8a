import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lint } from "../src/engine/lint.ts";
import { loadDocuments } from "../src/input/load.ts";
import { corpora, withCorpora } from "./corpora.ts";
import { observedToRecords } from "./observed.ts";

interface Seen {
  readonly zones: number;
  readonly records: number;
  readonly problems: number;
  readonly internalErrors: readonly string[];
  /** Findings by level and rule. */
  readonly found: Readonly<Record<string, number>>;
}

async function judge(path: string, cwd: string): Promise<Seen> {
  const loaded = await loadDocuments([path], { cwd });
  const { findings, internalErrors } = lint({ after: loaded.zones });
  const found: Record<string, number> = {};
  for (const { severity, rule } of findings) {
    const key = `${severity} ${rule}`;
    found[key] = (found[key] ?? 0) + 1;
  }
  return {
    zones: loaded.zones.length,
    records: loaded.zones.reduce((sum, zone) => sum + zone.records.length, 0),
    problems: loaded.problems.length,
    internalErrors: internalErrors.map(({ rule, error }) => `${rule}: ${String(error)}`),
    found: Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

withCorpora("real zones", () => {
  it("octoDNS zones of one organisation", { timeout: 60_000 }, async () => {
    const seen = await judge("octodns-moj", corpora ?? "");
    expect([seen.zones, seen.records, seen.problems, seen.internalErrors]).toEqual([405, 6549, 0, []]);
    expect(seen.found).toEqual(MOJ);
  });

  it("the slips of that organisation, each with its rule", { timeout: 60_000 }, async () => {
    const loaded = await loadDocuments(["octodns-moj"], { cwd: corpora ?? "" });
    const { findings } = lint({ after: loaded.zones });
    const texts = (rule: string): string[] =>
      findings.filter((finding) => finding.rule === rule).map(({ message }) => message.text);
    expect(texts("dmarc-syntax").filter((text) => text.includes('"nv='))).toHaveLength(1);
    expect(texts("spf-syntax").filter((text) => text.includes('"nclude" is no SPF mechanism'))).toHaveLength(1);
    expect(texts("dmarc-wrong-name")).toHaveLength(1);
    expect(texts("record-occluded")).toHaveLength(4);
    expect(texts("dkim-cname-as-txt").filter((text) => text.includes(".dkim.amazonses.com"))).toHaveLength(3);
    expect(texts("dkim-cname-as-txt").filter((text) => text.includes(".onmicrosoft.com"))).toHaveLength(1);
    expect(texts("dkim-key-syntax").filter((text) => text.startsWith("quotes stand inside"))).toHaveLength(9);
    expect(texts("dkim-cname-target").filter((text) => text.includes('leads to "ns'))).toHaveLength(2);
  });

  it("MX and SPF of many domains, as seen in the DNS", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "maildns-"));
    try {
      const lines = readFileSync(join(corpora ?? "", "observed-ch.jsonl"), "utf8");
      writeFileSync(join(folder, "observed.json"), observedToRecords(lines));
      const seen = await judge("observed.json", folder);
      expect([seen.zones, seen.records, seen.problems, seen.internalErrors]).toEqual([2073, 5101, 0, []]);
      expect(seen.found).toEqual(OBSERVED);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const MOJ = {
  "error dkim-cname-as-txt": 4,
  "error dkim-cname-target": 2,
  "error dkim-key-syntax": 10,
  "error dmarc-enforced-without-auth": 1,
  "error dmarc-missing": 3,
  "error dmarc-syntax": 1,
  "error spf-missing": 2,
  "error spf-syntax": 1,
  "info dkim-key-syntax": 2,
  "info dmarc-monitoring-only": 15,
  "info dmarc-subdomain-weaker": 3,
  "info spf-length": 6,
  "info spf-lookup-limit": 1,
  "info spf-mx-self-host": 2,
  "info spf-provider-stale": 1,
  "warning dkim-key-weak": 36,
  "warning dkim-wrong-name": 2,
  "warning dmarc-no-reports": 3,
  "warning dmarc-removed-tags": 4,
  "warning dmarc-wrong-name": 1,
  "warning mx-null-sending": 1,
  "warning mx-provider-set": 1,
  "warning record-occluded": 4,
  "warning spf-missing": 2,
  "warning spf-provider-missing": 1,
};

const OBSERVED = {
  "error mx-single-provider": 1,
  "error mx-value": 1,
  "error spf-syntax": 5,
  "info mx-retired-host": 2,
  "info spf-length": 1,
  "info spf-lookup-limit": 18,
  "info spf-mx-self-host": 250,
  "warning dmarc-missing": 2031,
  "warning mx-duplicate-target": 3,
  "warning mx-retired-host": 5,
  "warning mx-single-provider": 9,
  "warning mx-target-wrong-host": 1,
  "warning spf-after-all": 4,
  "warning spf-duplicate-term": 17,
  "warning spf-include-wrong-host": 3,
  "warning spf-missing": 10,
  "warning spf-no-all": 66,
  "warning spf-ptr": 19,
  "warning spf-syntax": 2,
};
