import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.ts";
import { bootPack, reconcile, type Booted, type PolicyConfig } from "./boot.ts";
import { openPack, stackRequestOf, type AnalyzedInStack, type Level } from "./driver.ts";
import type { Json } from "./json.ts";
import { grpc } from "./proto.ts";
import { record, zone } from "./resources.ts";
import { FILE, FOLDER, Project } from "./runs.ts";

/** The shipped pack by the methods of pulumi/analyzer.proto. */
const project = new Project();
afterAll(() => project.remove());

const home = zone("zone", "example.com");
const broken = record("spf", home, { name: "@", type: "TXT", content: '"v=spf1 ipv4:192.0.2.1 -all"' });
const mx = record("mx", home, { name: "@", type: "MX", content: "smtp.google.com", priority: 1 });
const stack: readonly AnalyzedInStack[] = [home, mx, broken];

describe("GetAnalyzerInfo", () => {
  let booted: Booted;
  beforeAll(async () => {
    booted = await bootPack(FILE, { pwd: project.folder });
  });
  afterAll(() => booted.pack.close());

  it("names the pack with the package's version", () => {
    const read = (name: string): { version: string } =>
      JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8")) as { version: string };
    expect(booted.info).toMatchObject({ name: "maildns", supportsConfig: true, version: read("package.json").version });
    expect(read("policies/package.json").version).toBe(booted.info.version);
  });

  it("lists every rule, and what the pack itself has to say", () => {
    const own = ["configuration", "internal-error", "not-judged", "require-preview"];
    expect(booted.info.policies.map(({ name }) => name).sort()).toEqual([...rules.map(({ id }) => id), ...own].sort());
  });

  it("says of each what it is, how grave it is, and what to do", () => {
    for (const policy of booted.info.policies) {
      expect(policy.name).toMatch(/^[a-z][a-z0-9-]{0,99}$/);
      expect(policy.name).not.toBe("all");
      for (const text of [policy.displayName, policy.description, policy.remediationSteps]) {
        expect(text.length, policy.name).toBeGreaterThan(10);
        expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
      }
      expect(["low", "medium", "high"]).toContain(policy.severity);
      expect(["resource", "stack"]).toContain(policy.type);
    }
  });

  it("gives each rule its type, level, url and options", () => {
    const levels = { error: "mandatory", warning: "advisory", info: "disabled" } as const;
    for (const rule of rules) {
      const policy = booted.info.policies.find(({ name }) => name === rule.id);
      expect(policy).toMatchObject({
        type: rule.kind === "record" ? "resource" : "stack",
        level: rule.set === "default" ? levels[rule.severity] : "disabled",
        url: rule.references[0]?.url ?? "",
        severity: { error: "high", warning: "medium", info: "low" }[rule.severity],
      });
      expect(Object.keys(policy?.schema?.properties ?? {})).toEqual(Object.keys(rule.options ?? {}));
    }
  });

  it("takes options by their schema, and the engine refuses others", () => {
    const { info } = booted;
    const days = (value: Json): unknown => reconcile(info, { "change-dmarc-stage-early": { days: value } });
    expect(days(14)).toMatchObject({ "change-dmarc-stage-early": { properties: { days: 14 } } });
    for (const wrong of [-1, 3651, 1.5, "14", null])
      expect(() => days(wrong)).toThrow("change-dmarc-stage-early: /days");
    const minutes = (value: Json): unknown => reconcile(info, { "require-preview": { minutes: value } });
    expect(minutes(5)).toMatchObject({ "require-preview": { level: "disabled", properties: { minutes: 5 } } });
    expect(() => minutes(0)).toThrow("require-preview: /minutes");
  });

  it("says that rules about a change do not apply, so that nobody counts them as passed", async () => {
    const answer = await booted.pack.call(booted.pack.client.analyzeStack, stackRequestOf([]));
    const list = answer.getNotApplicableList().map((each) => each.getPolicyName());
    expect(list.sort()).toEqual(
      rules
        .filter(({ kind }) => kind === "change")
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("answers a method that it does not know with UNIMPLEMENTED, and goes on", async () => {
    const call = new Promise((_, reject) => {
      const same = (bytes: Buffer): Buffer => bytes;
      booted.pack.client.makeUnaryRequest("/pulumirpc.Analyzer/Later", same, same, Buffer.alloc(0), (error) =>
        reject(error),
      );
    });
    await expect(call).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
    expect((await booted.pack.info()).name).toBe("maildns");
  });
});

describe("without the calls that older engines do not make", () => {
  it.each([FILE, FOLDER])("by the $kind", async (door) => {
    const pack = await openPack(door, { pwd: project.folder });
    try {
      // An older host tells by the environment whether this is a preview; where nothing tells it, it is taken for an update.
      const alone = [...(await pack.analyze(home)), ...(await pack.analyze(broken))];
      const together = await pack.analyzeStack(stack);
      const found = [...alone, ...together].find(({ policy }) => policy === "spf-syntax");
      expect(found).toMatchObject({ level: "mandatory", urn: broken.urn });
      expect(alone.length).toBe(door.kind === "file" ? 1 : 0);
    } finally {
      await pack.close();
    }
  });
});

/** Levels of the two findings of `stack`: a rule's that is an error, and one's that is lowered to a warning here. */
type Levels = readonly [spfSyntax: Level | undefined, dmarcMissing: Level | undefined];

const POLICY_CONFIG: readonly (readonly [string, PolicyConfig, Levels])[] = [
  ["nothing", {}, ["mandatory", "advisory"]],
  ["all mandatory, which beats what a rule lowers", { all: "mandatory" }, ["mandatory", "mandatory"]],
  ["all advisory", { all: "advisory" }, ["advisory", "advisory"]],
  ["all disabled", { all: "disabled" }, [undefined, undefined]],
  ["one advisory", { "spf-syntax": "advisory" }, ["advisory", "advisory"]],
  ["one disabled", { "spf-syntax": "disabled" }, [undefined, "advisory"]],
  ["one mandatory, which beats what the rule lowers", { "dmarc-missing": "mandatory" }, ["mandatory", "mandatory"]],
  [
    "the same as an object",
    { "dmarc-missing": { enforcementLevel: "mandatory" }, "spf-syntax": { enforcementLevel: "disabled" } },
    [undefined, "mandatory"],
  ],
  ["all disabled but one", { all: "disabled", "spf-syntax": "mandatory" }, ["mandatory", undefined]],
  ["all mandatory but one", { all: "mandatory", "spf-syntax": "advisory" }, ["advisory", "mandatory"]],
  ["remediate where there is no remediation", { "dmarc-missing": "remediate" }, ["mandatory", "advisory"]],
];

async function levelsOf(booted: Booted, config: PolicyConfig): Promise<Levels> {
  await booted.pack.configure(reconcile(booted.info, config));
  const found = await booted.pack.analyzeStack(stack);
  const level = (policy: string): Level | undefined => found.find((each) => each.policy === policy)?.level;
  return [level("spf-syntax"), level("dmarc-missing")];
}

describe("levels by the policy configuration", () => {
  let booted: Booted;
  beforeAll(async () => {
    booted = await bootPack(FILE, { pwd: project.folder });
  });
  afterAll(() => booted.pack.close());

  it.each(POLICY_CONFIG)("%s", async (_, config, levels) => {
    expect(await levelsOf(booted, config)).toEqual(levels);
  });

  it("an information is shown where it is asked for", async () => {
    const names = Array.from({ length: 9 }, (_, index) => `a:${index}.example.net`).join(" ");
    const many = record("lookups", home, { name: "@", type: "TXT", content: `"v=spf1 ${names} -all"` });
    const policies = async (config: PolicyConfig): Promise<string[]> => {
      await booted.pack.configure(reconcile(booted.info, config));
      const found = await booted.pack.analyzeStack([home, many]);
      return found.filter(({ policy }) => policy === "spf-lookup-limit").map(({ level }) => level);
    };
    expect(await policies({})).toEqual([]);
    expect(await policies({ "spf-lookup-limit": "advisory" })).toEqual(["advisory"]);
  });
});

const BOTH: readonly (readonly [string, Json, PolicyConfig, Levels])[] = [
  ["maildns.config.json lowers", { "spf-syntax": "warning" }, {}, ["advisory", "advisory"]],
  ["maildns.config.json raises", { "dmarc-missing": "error" }, {}, ["mandatory", "mandatory"]],
  ["maildns.config.json switches off", { "spf-syntax": "off" }, {}, [undefined, "advisory"]],
  [
    "of two the stricter: the policy",
    { "spf-syntax": "warning" },
    { "spf-syntax": "mandatory" },
    ["mandatory", "advisory"],
  ],
  [
    "of two the stricter: the file",
    { "dmarc-missing": "error" },
    { "dmarc-missing": "advisory" },
    ["mandatory", "mandatory"],
  ],
  [
    "switched off in the policy only",
    { "spf-syntax": "error" },
    { "spf-syntax": "disabled" },
    ["mandatory", "advisory"],
  ],
  ["switched off in the file only", { "spf-syntax": "off" }, { all: "mandatory" }, ["mandatory", "mandatory"]],
];

describe("levels by both", () => {
  it.each(BOTH)("%s", async (_, settings, config, levels) => {
    const folder = new Project({ rules: settings });
    const booted = await bootPack(FILE, { pwd: folder.folder });
    try {
      expect(await levelsOf(booted, config)).toEqual(levels);
    } finally {
      await booted.pack.close();
      folder.remove();
    }
  });

  it("a broken maildns.config.json is said once, blocks, and nothing else is judged", async () => {
    const folder = new Project({ rules: { "spf-sintax": "off" } });
    const { pack } = await bootPack(FILE, { pwd: folder.folder });
    try {
      const said = [
        ...(await pack.analyze(home)),
        ...(await pack.analyze(broken)),
        ...(await pack.analyzeStack(stack)),
      ];
      expect(said.map(({ policy, level }) => [policy, level])).toEqual([["configuration", "mandatory"]]);
      expect(said[0]?.message).toMatch(/maildns\.config\.json.*spf-sintax.*spf-syntax/);
    } finally {
      await pack.close();
      folder.remove();
    }
  });
});
