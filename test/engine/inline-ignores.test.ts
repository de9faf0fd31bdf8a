import { describe, expect, it } from "vitest";
import { lint, type LintResult } from "../../src/engine/lint.ts";
import { defaultSettings, type Settings } from "../../src/engine/settings.ts";
import type { Zone } from "../../src/model/zone.ts";
import type { AnyRule } from "../../src/rules/define.ts";
import { zones } from "../zones.ts";

/** A comment on the record of each line that has `#`, as readers give it. */
function commented(text: string): Zone[] {
  const lines = text.trim().split("\n");
  const comments = new Map(lines.map((line, index) => [index + 1, line.split(" # ")[1]]));
  return zones(lines.map((line) => line.split(" # ")[0]).join("\n")).map((zone) => ({
    ...zone,
    records: zone.records.map((record) => {
      const comment = comments.get(record.at)?.replaceAll("\\n", "\n");
      return comment === undefined ? record : { ...record, vendor: { ...record.vendor, comment } };
    }),
  }));
}

function run(text: string, settings: Partial<Settings>, today?: string, rules?: readonly AnyRule[]): LintResult {
  const given = { ...defaultSettings, ...settings };
  return lint({ after: commented(text), settings: given, ...(today && { today }), ...(rules && { rules }) });
}

const WEAK = `
  $ORIGIN example.com.
  @ TXT "v=spf1 ip4:5.6.7.8" # maildns-ignore spf-no-all: the partner adds it
  _dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:a@example.com"`;
const BROKEN = `
  $ORIGIN example.com.
  @ TXT "v=spf1 ipv4:5.6.7.8 -all" # maildns-ignore spf-syntax: a test
  _dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:a@example.com"`;
const TWICE = `
  $ORIGIN example.com.
  @ MX 10 mx.example.net. # maildns-ignore mx-duplicate-target: on the first
  @ MX 20 mx.example.net.
  @ TXT "v=spf1 mx -all"
  mx.example.net. A 5.6.7.8
  _dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:a@example.com"`;

const set = (...rules: string[]): Partial<Settings> => ({ inlineIgnores: new Set(rules) });
const all: Partial<Settings> = { inlineIgnores: true };

interface Row {
  readonly title: string;
  readonly text: string;
  readonly settings: Partial<Settings>;
  readonly today?: string;
  /** `rule: reason` */
  readonly ignored?: readonly string[];
  readonly kept?: readonly string[];
  readonly problems?: readonly (string | RegExp)[];
}

const UNUSED =
  "which has no finding at this record; remove it (one that points elsewhere, or at no record, is ignored in the configuration)";

const rows: readonly Row[] = [
  { title: "a warning, all allowed", text: WEAK, settings: all, ignored: ["spf-no-all: the partner adds it"] },
  {
    title: "the rule is listed",
    text: WEAK,
    settings: set("spf-no-all"),
    ignored: ["spf-no-all: the partner adds it"],
  },
  {
    title: "the rule is not listed",
    text: WEAK,
    settings: set("spf-ptr"),
    kept: ["spf-no-all"],
    problems: [
      'refused: the comment asks to ignore spf-no-all, which "inlineIgnores" of the configuration does not list; it has no effect',
    ],
  },
  {
    title: "off",
    text: WEAK,
    settings: {},
    kept: ["spf-no-all"],
    problems: [
      'off: 1 comment asks to ignore findings of spf-no-all; without "inlineIgnores" in the configuration that has no effect',
    ],
  },
  {
    title: "an error is not among all",
    text: BROKEN,
    settings: all,
    kept: ["spf-syntax"],
    problems: [
      'refused: the comment asks to ignore an error of spf-syntax; "inlineIgnores": true takes it for warnings and infos only, a list that names the rule for errors too',
    ],
  },
  { title: "an error by its name", text: BROKEN, settings: set("spf-syntax"), ignored: ["spf-syntax: a test"] },
  {
    title: "a warning that the configuration has made an error",
    text: WEAK,
    settings: { ...all, rules: new Map([["spf-no-all", { level: "error" }]]) },
    kept: ["spf-no-all"],
    problems: [/^refused: the comment asks to ignore an error of spf-no-all/],
  },
  {
    title: "another record than the finding's",
    text: TWICE,
    settings: all,
    kept: ["mx-duplicate-target"],
    problems: [`unused: the comment ignores mx-duplicate-target, ${UNUSED}`],
  },
  {
    title: "the finding's record among several with the same comment",
    text: TWICE.replace("20 mx.example.net.", "20 mx.example.net. # maildns-ignore mx-duplicate-target: on the first"),
    settings: all,
    ignored: ["mx-duplicate-target: on the first"],
  },
  {
    title: "an absence that the finding shows at a record",
    text: `
      $ORIGIN example.com.
      @ TXT "v=spf1 ip4:5.6.7.8 -all" # maildns-ignore dmarc-missing: soon`,
    settings: all,
    ignored: ["dmarc-missing: soon"],
  },
  {
    title: "an absence that no record shows",
    text: `
      $ORIGIN example.com.
      _dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:a@example.com" # maildns-ignore mx-missing: soon`,
    settings: { ...all, domains: new Map([["example.com", { role: "receive-only" }]]) },
    kept: ["mx-missing"],
    problems: [`unused: the comment ignores mx-missing, ${UNUSED}`],
  },
  {
    title: "its last day",
    text: WEAK.replace("spf-no-all:", "spf-no-all until=2026-05-31:"),
    settings: all,
    today: "2026-05-31",
    ignored: ["spf-no-all: the partner adds it (2026-05-31)"],
  },
  {
    title: "the day after",
    text: WEAK.replace("spf-no-all:", "spf-no-all until=2026-05-31:"),
    settings: all,
    today: "2026-06-01",
    kept: ["spf-no-all"],
    problems: ["expired: the comment's ignore of spf-no-all ended on 2026-05-31 and holds no longer"],
  },
  {
    title: "a day that no calendar has",
    text: WEAK.replace("spf-no-all:", "spf-no-all until=2026-02-30:"),
    settings: all,
    kept: ["spf-no-all"],
    problems: [/^malformed: a maildns-ignore here is not taken: "2026-02-30" is no day such as 2026-12-31; it reads /],
  },
  {
    title: "a rule that is none",
    text: WEAK.replace("spf-no-all:", "spf-no-al:"),
    settings: all,
    kept: ["spf-no-all"],
    problems: [
      'malformed: a maildns-ignore here is not taken: "spf-no-al" is no rule, spf-no-all is; it reads maildns-ignore <rule>[, <rule>] [until=YYYY-MM-DD]: <reason>',
    ],
  },
  {
    title: "a rule that is none of ours, beside one that is: nothing is taken",
    text: WEAK.replace("spf-no-all:", "spf-no-all, __proto__:"),
    settings: all,
    kept: ["spf-no-all"],
    problems: [/^malformed: a maildns-ignore here is not taken: "__proto__" is no rule; /],
  },
  {
    title: "no reason",
    text: WEAK.replace("the partner adds it", " "),
    settings: all,
    kept: ["spf-no-all"],
    problems: [/^malformed: a maildns-ignore here is not taken: (?:the reason is missing|a colon)/],
  },
  {
    title: "one of two rules has a finding",
    text: WEAK.replace("spf-no-all:", "spf-no-all, spf-ptr:"),
    settings: all,
    ignored: ["spf-no-all: the partner adds it"],
    problems: [`unused: the comment ignores spf-ptr, ${UNUSED}`],
  },
  {
    title: "a rule that does not run is not unused",
    text: WEAK.replace("spf-no-all:", "spf-no-all, mx-orphan-subdomain:"),
    settings: all,
    ignored: ["spf-no-all: the partner adds it"],
  },
  {
    title: "the configuration ignores it as well: the configuration's reason counts, the comment is not unused",
    text: WEAK,
    settings: { ...all, ignores: [{ rule: "spf-no-all", domain: "example.com", reason: "agreed" }] },
    ignored: ["spf-no-all: agreed"],
  },
  {
    title: "two comments, both used",
    text: WEAK.replace("adds it", "adds it\\nmaildns-ignore spf-no-all: again"),
    settings: all,
    ignored: ["spf-no-all: the partner adds it"],
  },
];

describe("comments that ask for an ignore", () => {
  it.each(rows.map((row) => [row.title, row] as const))("%s", (_, row) => {
    const result = run(row.text, row.settings, row.today);
    const shown = result.ignored.map(
      ({ ignore: { rule, reason, until } }) => `${rule}: ${reason}${until === undefined ? "" : ` (${until})`}`,
    );
    expect(shown).toEqual(row.ignored ?? []);
    expect(result.findings.map(({ rule }) => rule).filter((rule) => rule !== "mx-target-unresolvable")).toEqual(
      row.kept ?? [],
    );
    const problems = result.inlineProblems.map(({ why, text }) => `${why}: ${text}`);
    expect(problems).toEqual(
      (row.problems ?? []).map((each) => (typeof each === "string" ? each : expect.stringMatching(each))),
    );
  });

  it("says who ignores", () => {
    expect(run(WEAK, all).ignored.map(({ by }) => by)).toEqual(["comment"]);
    const ignores = [{ rule: "*", domain: "*", reason: "r" }];
    expect(run(WEAK, { ...all, ignores }).ignored.map(({ by }) => by)).toEqual(["configuration"]);
  });

  it("says off once a document, with five rules by name", () => {
    const rules = ["a-a", "b-b", "c-c", "d-d", "e-e", "f-f", "g-g"];
    const text = rules.map((rule) => `${rule} TXT "x" # maildns-ignore ${rule}: r`).join("\n");
    expect(run(`$ORIGIN example.com.\n${text}`, {}).inlineProblems.map((each) => each.text)).toEqual([
      '7 comments ask to ignore findings of a-a, b-b, c-c, d-d, e-e and 2 more; without "inlineIgnores" in the configuration that has no effect',
    ]);
  });

  it("of the context are nobody's", () => {
    const [zone] = commented(WEAK);
    if (zone === undefined) throw new Error("no zone");
    const records = zone.records.map((record) => ({ ...record, source: { ...record.source, context: true } }));
    expect(lint({ after: [{ ...zone, records }] }).inlineProblems).toEqual([]);
  });

  it("cannot hide that a rule has failed", () => {
    const text = WEAK.replace("spf-no-all:", "spf-broken, internal-error:");
    const result = run(text, { inlineIgnores: true }, undefined, [broken]);
    expect(result.internalErrors).toHaveLength(1);
    expect(result.ignored).toEqual([]);
  });
});

const broken: AnyRule = {
  id: "spf-broken",
  kind: "record",
  types: ["TXT"],
  text: "spf",
  set: "default",
  severity: "warning",
  covers: [],
  summary: "",
  consequence: "",
  references: [],
  smtp: [],
  messages: {},
  docs: { why: "", fix: "", bad: [], good: [] },
  check() {
    throw new Error("no");
  },
};
