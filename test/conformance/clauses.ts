import { describe, expect, it } from "vitest";
import type { DomainFacts } from "../../src/domain/facts.ts";
import { lint } from "../../src/engine/lint.ts";
import { defaultSettings } from "../../src/engine/settings.ts";
import type { RuleSet } from "../../src/rules/define.ts";
import { applyZoneSettings } from "../../src/engine/zone-settings.ts";
import { rules } from "../../src/rules/index.ts";
import { zones } from "../zones.ts";

/** What a clause of an RFC asks for, and what must come of one input. The input stands beside it, in fields of the judge's. */
export interface Clause<Verdict> {
  /** The section, and the tag or the rule of the grammar where that helps: `4.6.4`, `4.7 sp`. */
  readonly clause: string;
  /** What the clause says, in a few words. */
  readonly says: string;
  readonly expect: Verdict;
  /** Where RFCs disagree with one another or with practice: what is followed here, and why. */
  readonly note?: string;
}

/** The input of the usual judge: a zone in the language of `zones`, and what the configuration says of its domains. */
export interface ZoneInput {
  readonly zone: string;
  readonly domains?: Readonly<Record<string, DomainFacts>>;
  /** Default: `default`, the rules that everybody has. */
  readonly set?: RuleSet;
}

/** A row writes a long text in one string; how a document cuts it is the affair of no clause of these RFCs. */
const rulesHere = rules.filter(({ id }) => id !== "txt-string-length");

/** The whole engine; a finding is `rule severity`, or `rule severity name` where the name is not example.com. */
export function findings({ zone, domains, set = "default" }: ZoneInput): string[] {
  const settings = { ...defaultSettings, set, domains: new Map(Object.entries(domains ?? {})) };
  const result = lint({ after: applyZoneSettings(zones(zone), settings), settings, rules: rulesHere });
  for (const { error } of result.internalErrors) throw error;
  const seen = result.findings.map(({ rule, severity, domain }) =>
    domain === "example.com" ? `${rule} ${severity}` : `${rule} ${severity} ${domain}`,
  );
  return [...new Set(seen)].sort();
}

/** The same, of rules with these beginnings alone: of a table about SPF, that the zone has no DMARC is not the affair. */
export function findingsOf(...families: readonly string[]): (input: ZoneInput) => string[] {
  return (input) => findings(input).filter((each) => families.some((family) => each.startsWith(family)));
}

/**
 * A table of an RFC's clauses: one test for each row, the number of them in the title. `judge` makes the verdict of a row's input:
 * the engine, or the parser or the discovery that the clauses are about.
 */
export function clauses(rfc: string, rows: readonly (Clause<readonly string[]> & ZoneInput)[]): void;
export function clauses<Input extends object, Verdict>(
  rfc: string,
  rows: readonly (Clause<Verdict> & Input)[],
  judge: (input: Input) => Verdict,
): void;
export function clauses<Input extends object>(
  rfc: string,
  rows: readonly (Clause<unknown> & Input)[],
  judge: (input: Input) => unknown = (input) => findings(input as unknown as ZoneInput),
): void {
  describe(`${rfc}: ${rows.length} rows`, () => {
    it("has no row twice", () => {
      const inputs = rows.map((row) => JSON.stringify({ ...row, says: "", note: "", expect: "" }));
      expect(inputs.filter((input, index) => inputs.indexOf(input) !== index)).toEqual([]);
    });
    for (const row of rows) {
      it(titleOf(row), () => {
        expect(judge(row)).toEqual(row.expect);
      });
    }
  });
}

const NOT_INPUT = new Set(["clause", "says", "expect", "note"]);

function titleOf(row: Clause<unknown>): string {
  const input = Object.entries(row)
    .filter(([key]) => !NOT_INPUT.has(key))
    .map(([, value]) => (typeof value === "string" ? value.trim().replace(/\s*\n\s*/g, " | ") : JSON.stringify(value)));
  return `${row.clause}: ${row.says}: ${input.join("; ").slice(0, 160)}`;
}
