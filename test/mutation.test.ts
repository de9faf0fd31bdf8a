import { describe, expect, it } from "vitest";
import { lint } from "../src/engine/lint.ts";
import { defaultSettings } from "../src/engine/settings.ts";
import { rules } from "../src/rules/index.ts";
import { readText } from "./input/zone-reading.ts";
import { brokenByBind, mailauthJudge, hasBind, judgeOf, type Case, type Judge } from "./mutation/judges.ts";
import { lineOf, mutantsOf, written, type Line, type Mutant } from "./mutation/mutants.ts";
import { UNCAUGHT, type Uncaught } from "./mutation/uncaught.ts";

/** What the example of a rule leaves out, because the rule is not about it. */
const REST: readonly Line[] = [
  { owner: "@", type: "MX", data: ["10 mx.example.net."] },
  { owner: "@", type: "TXT", data: ["v=spf1 ip4:192.0.2.1 -all"] },
  { owner: "_dmarc", type: "TXT", data: ["v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"] },
];

/** The good examples of all rules: each line once, in the first zone that it stands in. */
function examples(): Case[] {
  const cases: Case[] = [];
  const seen = new Set<string>();
  for (const rule of rules) {
    const lines = rule.docs.good.map(lineOf).filter((line) => line !== undefined);
    const has = (rest: Line): boolean =>
      lines.some(
        ({ owner, type, data }) =>
          owner === rest.owner && (type === "CNAME" || (type === rest.type && kindOf(data) === kindOf(rest.data))),
      );
    const zone = [...lines, ...REST.filter((rest) => !has(rest))];
    for (const [at, line] of lines.entries()) {
      if (seen.has(written(line))) continue;
      seen.add(written(line));
      cases.push({ zone, at });
    }
  }
  return cases;
}

function kindOf(data: readonly string[]): string {
  return /^v=\w+/.exec(data.join(""))?.[0] ?? "";
}

const HEAD =
  "$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns1.example.net. host.example.net. 1 7200 900 86400 300\n@ IN NS ns1.example.net.\n";

/** What is said of a zone: of the file, or of its records as a warning or an error. */
function said(zone: readonly Line[]): Set<string> {
  const { zones, problems } = readText(HEAD + zone.map(written).join("\n") + "\n", { origin: "example.com" });
  const errors = problems.filter(({ level }) => level === "error");
  if (errors.length > 0) return new Set(errors.map(({ reason }) => reason));
  const { findings } = lint({ after: zones, settings: defaultSettings });
  return new Set(
    findings
      .filter(({ severity }) => severity !== "info")
      .map(({ rule, domain, message }) => `${rule} ${domain} ${message.text}`),
  );
}

interface Seen {
  readonly line: string;
  readonly judge: Judge;
  readonly mutant: string;
  readonly how: Mutant["how"];
  readonly caught: boolean;
}

async function broken(base: Case): Promise<Seen[]> {
  const line = base.zone[base.at] as Line;
  const judge = judgeOf(line);
  if (judge === undefined) return [];
  const known = said(base.zone);
  const mutants = [...mutantsOf(line)];
  const cases = mutants.map((mutant): Case => ({ at: base.at, zone: base.zone.with(base.at, mutant.line) }));
  let judged: boolean[] = [];
  if (judge !== "BIND") {
    const isBroken = await mailauthJudge(judge, base);
    judged = await Promise.all(cases.map(isBroken));
  } else if (hasBind) judged = brokenByBind(base, cases);
  return mutants.flatMap((mutant, index): Seen[] => {
    if (judged[index] !== true) return [];
    const caught = [...said((cases[index] as Case).zone)].some((each) => !known.has(each));
    return [{ line: written(line), judge, mutant: written(mutant.line), how: mutant.how, caught }];
  });
}

/** Without BIND only the texts are judged. */
const judges = (["SPF", "DMARC", "DKIM", "MTA-STS", "BIND"] as const).filter((judge) => hasBind || judge !== "BIND");

describe("slips of one key in the good examples", () => {
  it("are caught where an independent judge says that they break mail", async () => {
    const seen: Seen[] = [];
    for (const base of examples()) seen.push(...(await broken(base)));
    const uncaught = seen.filter(({ caught }) => !caught);
    const left = UNCAUGHT.map((row) => ({
      why: row.why,
      most: row.most,
      found: uncaught.filter((each) => explains(row, each)).length,
    }));
    console.log(
      [
        ...figures(seen),
        ...left.map(({ why, found }) => `${String(found).padStart(5)} left: ${why}`),
        ...listed(seen),
      ].join("\n"),
    );
    expect(1 - uncaught.length / seen.length).toBeGreaterThan(0.95);
    expect(uncaught.filter((each) => !UNCAUGHT.some((row) => explains(row, each)))).toEqual([]);
    expect(left.filter(({ found, most }) => found > most)).toEqual([]);
  }, 300_000);
});

function explains(row: Uncaught, { judge, line, mutant }: Seen): boolean {
  return row.judge === judge && row.line.test(line) && row.mutant.test(mutant);
}

function figures(seen: readonly Seen[]): string[] {
  return [...judges, "all"].map((judge) => {
    const own = seen.filter((each) => judge === "all" || each.judge === judge);
    const caught = own.filter((each) => each.caught).length;
    const share = own.length === 0 ? "-" : `${((100 * caught) / own.length).toFixed(1)} %`;
    return `${judge.padEnd(8)}${String(own.length).padStart(6)} broken${String(caught).padStart(6)} caught  ${share}`;
  });
}

/** `MUTANTS=1` lists those that nothing catches, `MUTANTS=all` every one. */
function listed(seen: readonly Seen[]): string[] {
  const asked = process.env.MUTANTS;
  return seen
    .filter(({ caught }) => asked === "all" || (asked !== undefined && !caught))
    .map(
      ({ caught, judge, how, line, mutant }) =>
        `${caught ? "caught" : "UNCAUGHT"} ${judge} ${how}: ${line} -> ${mutant}`,
    );
}
