import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DmarcStage } from "../../src/domain/facts.ts";
import { lint } from "../../src/engine/lint.ts";
import { defaultSettings } from "../../src/engine/settings.ts";
import { dmarcPlanMarkdown, dmarcPlanText } from "../../src/generate/dmarc-plan-print.ts";
import { textsIn } from "../../src/generate/dmarc-plan-texts.ts";
import { planDmarc, STAGE_DAYS, type DmarcPlan, type DmarcPlanRequest } from "../../src/generate/dmarc-plan.ts";
import { planMail } from "../../src/generate/plan.ts";
import { STAGES } from "../../src/generate/request.ts";
import { addDays } from "../../src/model/dates.ts";
import { rules } from "../../src/rules/index.ts";
import { parseDmarc } from "../../src/syntax/dmarc.ts";
import { zones } from "../zones.ts";

const asked: DmarcPlanRequest = {
  domain: "example.com",
  rua: ["dmarc@example.com"],
  from: undefined,
  start: "2026-12-01",
  target: "reject",
  lang: "en",
};

function plan(more: Partial<DmarcPlanRequest> = {}): DmarcPlan {
  return planDmarc({ ...asked, ...more });
}

function dates({ stages }: DmarcPlan): string[] {
  return stages.map(({ stage, from, state, next }) => `${stage} ${state} ${from} ${next?.earliest ?? "end"}`);
}

describe("stages", () => {
  test.each<[string, Partial<DmarcPlanRequest>, string[]]>([
    [
      "from no policy to reject",
      {},
      ["none ahead 2026-12-01 2026-12-31", "quarantine ahead 2026-12-31 2027-01-30", "reject ahead 2027-01-30 end"],
    ],
    [
      "to quarantine",
      { target: "quarantine" },
      ["none ahead 2026-12-01 2026-12-31", "quarantine ahead 2026-12-31 end"],
    ],
    [
      "from none, held for long enough",
      { from: "none", since: "2026-09-01", target: "quarantine" },
      ["none held 2026-09-01 2026-12-01", "quarantine ahead 2026-12-01 end"],
    ],
    [
      "from none, held for eleven days",
      { from: "none", since: "2026-11-20", target: "quarantine" },
      ["none held 2026-11-20 2026-12-20", "quarantine ahead 2026-12-20 end"],
    ],
    [
      "from quarantine, since nobody knows when",
      { from: "quarantine" },
      ["quarantine undated 2026-12-01 2026-12-31", "reject ahead 2026-12-31 end"],
    ],
    ["at the target", { from: "reject", since: "2026-01-01" }, ["reject held 2026-01-01 end"]],
    ["beyond it", { from: "reject", since: "2026-01-01", target: "quarantine" }, ["reject held 2026-01-01 end"]],
    [
      "over the end of February in a leap year",
      { start: "2028-01-31", target: "quarantine" },
      ["none ahead 2028-01-31 2028-03-01", "quarantine ahead 2028-03-01 end"],
    ],
    [
      "and in another one",
      { start: "2027-01-31", days: 60, target: "quarantine" },
      ["none ahead 2027-01-31 2027-04-01", "quarantine ahead 2027-04-01 end"],
    ],
  ])("%s", (_, more, expected) => {
    expect(dates(plan(more))).toEqual(expected);
  });
});

describe("records", () => {
  test.each<[string, Partial<DmarcPlanRequest>, string]>([
    [
      "reports as given",
      { rua: ["dmarc@example.com", "mailto:a@example.net"] },
      "v=DMARC1; p=none; rua=mailto:dmarc@example.com,mailto:a@example.net",
    ],
    ["reports to the postmaster", { rua: [] }, "v=DMARC1; p=none; rua=mailto:postmaster@example.com"],
    [
      "today's other tags are kept, removed ones are not",
      {
        rua: [],
        from: "none",
        current: "v=DMARC1; p=none; sp=quarantine; pct=10; t=y; adkim=s; rua=mailto:x@example.com",
      },
      "v=DMARC1; p=none; sp=quarantine; adkim=s; rua=mailto:x@example.com",
    ],
    ["what is no DMARC record is none", { current: "v=spf1 -all" }, "v=DMARC1; p=none; rua=mailto:dmarc@example.com"],
  ])("%s", (_, more, expected) => {
    const [first] = plan(more).stages;
    expect([first?.owner, first?.record]).toEqual(["_dmarc.example.com", expected]);
  });

  test("are those that generation writes, stage by stage", () => {
    for (const { stage, record } of plan({ rua: [] }).stages) {
      const planned = planMail({ domain: "example.com", provider: { id: "fastmail" }, dmarc: stage });
      const written = planned.ok ? planned.plan.records.find(({ role }) => role === "dmarc")?.value : undefined;
      expect(written).toBe(record);
    }
  });
});

describe("conditions", () => {
  const ids = (more: Partial<DmarcPlanRequest>): (readonly string[])[] =>
    plan(more).stages.map(({ next }) => next?.conditions.map(({ id }) => id) ?? []);
  const ALL = ["reports", "sources", "senders", "mended", "unknown", "cycle", "forwarded"];

  test("reject asks for more, and for no mailing lists unless there are none", () => {
    expect(ids({})).toEqual([ALL, [...ALL, "spam", "dkim-alone", "lists"], []]);
    expect(ids({ lists: false })).toEqual([ALL, [...ALL, "spam", "dkim-alone"], []]);
  });

  test.each<[string, Partial<DmarcPlanRequest>, string[]]>([
    ["nothing to say", { lists: false }, []],
    ["lists", {}, [textsIn.en.notes.lists]],
    ["no list is touched by quarantine", { target: "quarantine" }, []],
    ["no DKIM", { lists: false, dkim: false }, [textsIn.en.notes.noDkim]],
    ["in haste", { lists: false, days: 7 }, [textsIn.en.notes.short(7, 30)]],
    ["there", { from: "reject" }, [textsIn.en.notes.there("reject", "reject")]],
  ])("notes: %s", (_, more, notes) => {
    expect(plan(more).notes).toEqual(notes);
  });
});

/** Held against the linter: what it says of a change from one stage of the plan to the next on a day. */
function judged({ stages }: DmarcPlan, step: number, today: string): string[] {
  const zone = (record: string) =>
    zones(`
      @ MX 10 in1-smtp.messagingengine.com.
      @ MX 20 in2-smtp.messagingengine.com.
      @ TXT v=spf1 include:spf.messagingengine.com -all
      fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
      _dmarc TXT ${record}`);
  const [before, after] = [stages[step], stages[step + 1]];
  if (before === undefined || after === undefined) throw new Error("no such step");
  const declared = { stage: before.stage as DmarcStage, since: before.from, target: "reject" } as const;
  const { findings } = lint({
    before: zone(before.record),
    after: zone(after.record),
    today,
    heldSince: () => ({ since: before.from, source: "git history" }),
    settings: { ...defaultSettings, set: "preview", domains: new Map([["example.com", { dmarc: declared }]]) },
  });
  return findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
}

describe("the linter agrees", () => {
  const option = rules.find(({ id }) => id === "change-dmarc-stage-early")?.options?.["days"];

  test("on how long a stage lasts", () => {
    expect(option?.default).toBe(STAGE_DAYS);
  });

  test("with every step on its day, and not a day before", () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((count) => addDays("2024-01-01", count));
    fc.assert(
      fc.property(day, (start) => {
        const whole = plan({ start });
        for (const [step, { next }] of whole.stages.entries()) {
          if (next === undefined) continue;
          expect(judged(whole, step, next.earliest)).toEqual([]);
          expect(judged(whole, step, addDays(next.earliest, -1))).toEqual(["change-dmarc-stage-early"]);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("and finds fault with every record that is left out", () => {
    const whole = plan();
    const short = { ...whole, stages: whole.stages.filter(({ stage }) => stage !== "quarantine") };
    expect(judged(short, 0, "2027-06-01")).toEqual(["change-dmarc-stage-skipped"]);
  });
});

test("the records have tags of RFC 9989 alone, in every stage", () => {
  const stage = fc.constantFrom(undefined, ...STAGES);
  const tag = fc.constantFrom("pct=10", "ri=3600", "rf=afrf", "t=y", "aspf=s", "fo=1", "sp=reject", "x=1", "p=none");
  fc.assert(
    fc.property(stage, fc.array(tag), fc.constantFrom("quarantine", "reject"), (from, tags, target) => {
      const current = ["v=DMARC1", "p=none", ...tags].join("; ");
      for (const { record, stage: published } of plan({ from, current, target }).stages) {
        const tree = parseDmarc(record);
        expect(tree.errors.filter(({ code }) => code !== "unknown-tag")).toEqual([]);
        expect(tree.tag("p")?.value).toBe(published);
        expect(record).not.toMatch(/\b(?:pct|ri|rf|t)=/);
      }
    }),
  );
});

describe("print", () => {
  const more = { senders: ["Google Workspace", "Send|Grid"], from: "none", since: "2026-11-20" } as const;

  test.each(["en", "ja"] as const)("as text and as Markdown in %s", (lang) => {
    expect(dmarcPlanText(plan({ ...more, lang }))).toMatchSnapshot();
    expect(dmarcPlanMarkdown(plan({ ...more, lang }))).toMatchSnapshot();
  });

  test("nothing of a value leads out of its place", () => {
    const hostile = "a`b\u001b[31m\n# x <b> @team |";
    const lines = dmarcPlanMarkdown(plan({ rua: [hostile], senders: [hostile] })).split("\n");
    expect(lines.filter((line) => line.startsWith("# "))).toHaveLength(1);
    expect(dmarcPlanText(plan({ rua: [hostile], senders: [hostile] }))).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });

  test("as data", () => {
    const whole = plan(more);
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
  });
});
