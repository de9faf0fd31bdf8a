import { describe, expect, it } from "vitest";
import { maildns } from "../process.ts";
import { FILE, FOLDER, HEALTHY, program } from "./pack.ts";
import { checkpoint, withoutEngine, workspace, type Workspace } from "./workspace.ts";

/** From these versions on `policy analyze` reads a file, and a policy pack may be an executable file. */
const ANALYZES_FILES = "3.250.0";
const STARTS_FILES = "3.255.0";

const DEFECTS = `
record("google", "example.com", "MX", "smtp.google.com", { priority: 1 });
record("fastmail", "@", "MX", "in1-smtp.messagingengine.com", { priority: 10 });
record("address", "shop.example.com", "MX", "192.0.2.1", { priority: 20 });
record("spf", "example.com", "TXT", "v=spf1 include:_spf.google.com ip4:192.0.2.0/99 ~all");
record("first", "news", "TXT", "v=spf1 -all");
record("second", "news.example.com", "TXT", "v=spf1 mx -all");
record("key", "a._domainkey.example.com", "TXT", pulumi.secret("v=DKIM1; p=hunter2hunter2"));
record("alias", "b._domainkey.example.com", "CNAME", "b.dkim.example.net", { proxied: true });
record("dmarc", "_dmarc.example.com", "TXT", "v=DMARC1; p=reject; pct=50");`;
/** Of the healthy records one stays, one is changed, one goes; one comes. */
const LATER = `
record("mx", "example.com", "MX", "smtp.google.com", { priority: 1 });
record("spf", "example.com", "TXT", "v=spf1 include:_spf.google.com +all");
record("lists", "lists.example.com", "MX", "192.0.2.7", { priority: 5 });`;

/** Policies of the pack that are no rules. */
const OWN = ["configuration", "internal-error", "not-judged", "require-preview"];

/** A message's words: which of two records it names first is as the document has them, and the engine takes them as they come. */
function inAnyOrder(message: string): string {
  return message
    .split(/[ ,;]+/)
    .sort()
    .join(" ");
}

/** `mandatory rule: what is wrong` of each violation in a log of engine events. */
function byPack(events: string): string[] {
  const found = new Set<string>();
  for (const line of events.split("\n").filter((each) => each.includes('"policyEvent"'))) {
    const { policyEvent } = JSON.parse(line) as {
      policyEvent: Record<"policyName" | "enforcementLevel" | "message", string>;
    };
    const { policyName, enforcementLevel, message } = policyEvent;
    if (OWN.includes(policyName)) continue;
    // An event says "warning" where `policy analyze` says "advisory".
    const level = enforcementLevel === "mandatory" ? "mandatory" : "advisory";
    found.add(`${level} ${policyName}: ${inAnyOrder(message.split("\n")[0] ?? "")}`);
  }
  return [...found].sort();
}

interface Finding {
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly domain: string;
  readonly message: string;
}

/** The same of the linter's report on documents. Rules about the change have no before in the pack. */
async function byLinter(made: Workspace, ...documents: readonly string[]): Promise<string[]> {
  const { stdout } = await maildns(["lint", ...documents, "--format", "json"], { cwd: made.folder });
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return findings
    .filter(({ rule }) => !rule.startsWith("change-"))
    .map(({ rule, severity, domain, message }) => {
      const about = message.includes(domain) ? "" : `${domain}: `;
      return `${severity === "error" ? "mandatory" : "advisory"} ${rule}: ${inAnyOrder(about + message)}`;
    })
    .sort();
}

const DEBUG = { PULUMI_DEBUG_COMMANDS: "true" };

/** What the pack says in a preview. */
async function previewed(made: Workspace): Promise<string[]> {
  const words = ["preview", "--policy-pack", FOLDER, "--event-log", "pack-events.json"];
  await made.pulumi(words, DEBUG);
  return byPack(made.read("pack-events.json"));
}

async function written(
  made: Workspace,
  file: string,
  words: readonly string[],
  env?: Record<string, string>,
): Promise<string> {
  const { stdout, stderr, exit } = await made.pulumi(words, env);
  if (exit !== 0) throw new Error(stderr);
  made.write(file, stdout);
  return file;
}

const FULL = ["--show-sames", "--show-replacement-steps"];

describe.skipIf(withoutEngine())("the linter says of a document what the pack says of the stack", () => {
  it("in a preview of a first deployment", async () => {
    const made = await workspace({ program: program(DEFECTS) });
    const pack = await previewed(made);
    expect(pack).toHaveLength(8);
    const json = await written(made, "preview.json", ["preview", "--json"]);
    expect(await byLinter(made, json)).toEqual(pack);
    const full = await written(made, "full.json", ["preview", "--json", ...FULL]);
    expect(await byLinter(made, full)).toEqual(pack);
    const streaming = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };
    const stream = await written(made, "stream.json", ["preview", "--json"], streaming);
    expect(await byLinter(made, stream)).toEqual(pack);
    await written(made, "out.txt", ["preview", "--event-log", "events.json"], DEBUG);
    expect(await byLinter(made, "events.json")).toEqual(pack);
  });

  it("in a preview of a change, with what is left out named", async () => {
    const made = await workspace({ program: program(HEALTHY) });
    expect((await made.pulumi(["up", "--yes", "--skip-preview"])).exit).toBe(0);
    made.write("index.js", program(LATER));
    const pack = await previewed(made);
    expect(pack.map((each) => each.split(":")[0])).toEqual([
      "advisory spf-missing",
      "mandatory dmarc-missing",
      "mandatory mx-target-address",
      "mandatory spf-pass-all",
    ]);
    const full = await written(made, "full.json", ["preview", "--json", ...FULL]);
    expect(await byLinter(made, full)).toEqual(pack);
    await written(made, "out.txt", ["preview", "--event-log", "events.json"], DEBUG);
    expect(await byLinter(made, "events.json")).toEqual(pack);
    const short = await written(made, "short.json", ["preview", "--json"]);
    const { stdout, stderr } = await maildns(["lint", short], { cwd: made.folder });
    expect(stdout + stderr).toContain("--show-sames");
    // What stays as it is stands in the state.
    await made.exported();
    expect(await byLinter(made, short, "export.json")).toEqual(pack);
    await written(made, "out.txt", ["preview", "--save-plan", "plan.json"], { PULUMI_EXPERIMENTAL: "true" });
    expect(await byLinter(made, "plan.json")).toEqual(pack);
    expect(await byLinter(made, "plan.json", "export.json")).toEqual(pack);
    const both = await written(made, "up.txt", ["up", "--yes", "--json"]);
    expect(await byLinter(made, both)).toEqual(pack);
    expect(made.read(both)).toMatch(/^\{\n/);
    const refreshed = await written(made, "refresh.json", ["refresh", "--yes", "--skip-preview", "--json"]);
    expect(await byLinter(made, refreshed)).toEqual(pack);
    const destroyed = await written(made, "destroy.json", ["destroy", "--yes", "--skip-preview", "--json"]);
    expect(await byLinter(made, destroyed)).toEqual([]);
  });

  it("after an update, in what it wrote and in the state", async () => {
    const made = await workspace({ program: program(DEFECTS) });
    const pack = await previewed(made);
    const log = await written(made, "up.json", ["up", "--yes", "--skip-preview", "--json"]);
    expect(await byLinter(made, log)).toEqual(pack);
    await made.exported();
    expect(await byLinter(made, "export.json")).toEqual(pack);
    expect(await byLinter(made, checkpoint(made))).toEqual(pack);
  });
});

describe.skipIf(withoutEngine(ANALYZES_FILES))("pulumi policy analyze", () => {
  it.each([FOLDER, ...(withoutEngine(STARTS_FILES) ? [] : [FILE])])(
    "says of an export what the linter says, by %s",
    async (pack) => {
      const made = await workspace({ program: program(DEFECTS) });
      expect((await made.pulumi(["up", "--yes", "--skip-preview"])).exit).toBe(0);
      await made.exported();
      const analyzed = await made.pulumi([
        "policy",
        "analyze",
        "--file",
        "export.json",
        "--policy-pack",
        pack,
        "--json",
      ]);
      expect(analyzed.exit).toBe(1);
      const found = byPack(analyzed.stdout);
      expect(found).toHaveLength(8);
      expect(await byLinter(made, "export.json")).toEqual(found);
      const ofStack = await made.pulumi(["policy", "analyze", "--policy-pack", pack, "--json"]);
      expect(ofStack.exit).toBe(1);
      expect(byPack(ofStack.stdout)).toEqual(found);
    },
  );

  it("passes an export that is right", async () => {
    const made = await workspace({ program: program(HEALTHY) });
    expect((await made.pulumi(["up", "--yes", "--skip-preview"])).exit).toBe(0);
    await made.exported();
    const analyzed = await made.pulumi([
      "policy",
      "analyze",
      "--file",
      "export.json",
      "--policy-pack",
      FOLDER,
      "--json",
    ]);
    expect(analyzed.exit).toBe(0);
    expect(byPack(analyzed.stdout)).toEqual([]);
    expect((await maildns(["lint", "export.json"], { cwd: made.folder })).exit).toBe(0);
  });
});
