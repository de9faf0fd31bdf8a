import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { expect, it } from "vitest";
import { isSpf, parseSpf } from "../../src/syntax/spf.ts";
import { corpora, withCorpora } from "../corpora.ts";

interface Scenario {
  readonly description: string;
  readonly tests: Record<string, { helo: string; mailfrom: string; result: string | string[] }>;
  readonly zonedata: Record<string, (string | Record<string, unknown>)[]>;
}

/** Permerror for another reason than the grammar: several records, a target without SPF, a limit, an error further down. */
const BEYOND_SYNTAX = new Set([
  "multitxt1",
  "multitxt2",
  "include-permerror",
  "include-none",
  "redirect-none",
  "redirect-loop",
  "include-loop",
  "mx-limit",
  "mech-over-limit",
  "include-over-limit",
  "void-over-limit",
]);

/** The SPF texts at a name; a scenario without TXT of its own copies its SPF records to TXT. */
function textsAt(scenario: Scenario, name: string): string[] {
  const key = Object.keys(scenario.zonedata).find((each) => each.toLowerCase() === name.toLowerCase());
  const records = (key === undefined ? undefined : scenario.zonedata[key]) ?? [];
  const texts = (type: string): string[] =>
    records.flatMap((record) => {
      if (typeof record === "string" || !(type in record)) return [];
      const value = record[type];
      return [Array.isArray(value) ? value.join("") : String(value)];
    });
  const txt = texts("TXT");
  return (txt.length > 0 ? txt : texts("SPF")).filter(isSpf);
}

withCorpora("the RFC 7208 suite", () => {
  const path = join(corpora ?? "", "spf-suite", "rfc7208-tests.yml");
  const scenarios = corpora === undefined ? [] : (loadAll(readFileSync(path, "utf8")) as Scenario[]);

  it("refuses what is permerror by the grammar, and nothing that is evaluated", () => {
    let refused = 0;
    let accepted = 0;
    for (const scenario of scenarios) {
      for (const [id, test] of Object.entries(scenario.tests)) {
        const domain = String(test.mailfrom).split("@")[1] || test.helo;
        const texts = textsAt(scenario, domain);
        const broken = texts.some((text) => parseSpf(text).errors.length > 0);
        if (test.result === "permerror" && !BEYOND_SYNTAX.has(id)) {
          expect([id, texts, broken]).toEqual([id, texts, true]);
          refused++;
        } else {
          expect([id, texts, broken]).toEqual([id, texts, false]);
          if (texts.length > 0) accepted++;
        }
      }
    }
    expect(scenarios).toHaveLength(16);
    expect(refused).toBeGreaterThan(50);
    expect(accepted).toBeGreaterThan(100);
  });
});
