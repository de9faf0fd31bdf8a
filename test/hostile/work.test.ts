import { describe, expect, it } from "vitest";
import { MAX_SET } from "../../src/domain/answer.ts";
import { World } from "../../src/domain/world.ts";
import { lint } from "../../src/engine/lint.ts";
import { suppress } from "../../src/engine/suppress.ts";
import { buildWorlds } from "../../src/engine/worlds.ts";
import type { Zone } from "../../src/model/zone.ts";
import { loadDocuments } from "../../src/input/load.ts";
import { decode } from "../../src/input/decode.ts";

type Row = Readonly<Record<string, unknown>>;

async function zonesOf(zones: readonly Row[]): Promise<readonly Zone[]> {
  const stdin = decode("<stdin>", Buffer.from(JSON.stringify({ version: 1, zones })));
  return (await loadDocuments(["-"], { stdin })).zones;
}

function zone(records: readonly Row[], more: Row = {}): Row {
  return { origin: "example.com", scope: "whole", records, ...more };
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const mx = (name: string, exchange: string): Row => ({ name, type: "MX", exchange, preference: 10 });
const txt = (name: string, text: string): Row => ({ name, type: "TXT", text });

describe("a name with more records than servers answer with", () => {
  it("is named as not judged, by every rule that would have judged it", async () => {
    const rows = many(MAX_SET + 1, (index) => mx("example.com", `192.0.2.${index % 200}`));
    const result = lint({ after: await zonesOf([zone(rows)]) });
    expect(result.findings.filter(({ rule }) => rule === "mx-target-address")).toEqual([]);
    const silent = result.notJudged.filter(({ domain }) => domain === "example.com").map(({ rule }) => rule);
    expect(silent).toContain("mx-target-address");
    expect(silent).toContain("mx-target-unresolvable");
    expect(result.refused).toMatchObject([{ level: "error", path: "<stdin>" }]);
    expect(result.notJudged[0]?.reason).toContain(`example.com has ${MAX_SET + 1} MX records`);
  });

  it("answers nothing to others", async () => {
    const rows = many(MAX_SET + 1, (index) => txt("big.example.com", `v=spf1 ip4:192.0.2.${index % 200} -all`));
    const [{ world } = { world: new World([]) }] = buildWorlds(await zonesOf([zone(rows)]));
    expect(world.lookup("big.example.com", "TXT")).toMatchObject({ state: "unknown" });
  });

  it("keeps what a large set answers", async () => {
    const rows = many(MAX_SET, (index) => ({ name: "mx.example.com", type: "A", address: `192.0.2.${index % 250}` }));
    const [{ world } = { world: new World([]) }] = buildWorlds(await zonesOf([zone(rows)]));
    const [first, second] = [world.lookup("mx.example.com", "A"), world.lookup("mx.example.com", "A")];
    expect(first.state === "found" && second.state === "found" && first.records === second.records).toBe(true);
  });
});

describe("a record with defects without end", () => {
  it.each([
    [
      "dmarc-report-uri",
      txt("_dmarc.example.com", `v=DMARC1; p=none; rua=${many(5000, (i) => `a${i}@b.example`).join(",")}`),
    ],
    [
      "spf-include-broken",
      txt("example.com", `v=spf1 ${many(5000, (i) => `include:i${i}.example.com`).join(" ")} -all`),
    ],
  ])("%s stops and says so", async (rule, row) => {
    const result = lint({ after: await zonesOf([zone([mx("example.com", "mx.example.com"), row])]) });
    expect(result.findings.filter((finding) => finding.rule === rule)).toHaveLength(100);
    expect(result.notJudged).toContainEqual(
      expect.objectContaining({ rule, reason: "the rule has found 100 defects here and stops; there are more" }),
    );
    expect(result.internalErrors).toEqual([]);
  });
});

describe("a text with a term too often", () => {
  it("is mended in linear time", async () => {
    const text = `v=spf1 ${"ip4:192.0.2.1 ".repeat(200_000)}-all`;
    const { findings } = lint({ after: await zonesOf([zone([txt("example.com", text)])]) });
    const [edit] = findings.find(({ rule }) => rule === "spf-duplicate-term")?.fix?.edits ?? [];
    expect(JSON.stringify(edit)).toContain("v=spf1 ip4:192.0.2.1 -all");
  });
});

describe("zones declared more than once", () => {
  it("make as many worlds as one of them has declarations", async () => {
    const zones = many(50, (index) => ["a", "b"].map((host) => zone([], { origin: `z${index}.example`, host }))).flat();
    expect(buildWorlds(await zonesOf(zones))).toHaveLength(2);
  });

  it("are refused without end", async () => {
    const zones = many(40, (index) => zone([mx("example.com", "mx.example.net")], { host: `h${index}` }));
    const stdin = decode("<stdin>", Buffer.from(JSON.stringify({ version: 1, zones })));
    const loaded = await loadDocuments(["-"], { stdin });
    expect(loaded.zones).toHaveLength(32);
    expect(loaded.problems.map(({ level }) => level)).toEqual(["error"]);
  });
});

describe("ignores by the hundred thousand", () => {
  it("are each held against the findings that they may match", async () => {
    const rows = many(2000, (index) => mx(`s${index}.example.com`, "192.0.2.1"));
    const { findings } = lint({ after: await zonesOf([zone(rows)]) });
    const ignores = many(100_000, (index) => ({
      rule: "mx-target-address",
      domain: `s${index}.example.com`,
      reason: "x",
    }));
    const result = suppress(findings, ignores, undefined);
    expect(result.ignored).toHaveLength(2000);
    expect(result.problems).toHaveLength(98_000);
  });
});
