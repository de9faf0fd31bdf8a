import { describe, expect, it } from "vitest";
import { DMARC, FOLDER, GOOGLE, HEALTHY, program, SPF, throughBothDoors, violations } from "./pack.ts";
import { expectTranscript, transcript } from "./transcript.ts";
import { withoutEngine, workspace, type Outcome, type Workspace } from "./workspace.ts";

/** Two providers mixed, no SPF, no DMARC. */
const BROKEN = `
record("google", "example.com", "MX", "smtp.google.com", { priority: 1 });
record("fastmail", "example.com", "MX", "in1-smtp.messagingengine.com", { priority: 10 });`;
/** A record that is wrong by itself in a stack that is right. */
const ADDRESS = `${HEALTHY}
record("address", "example.com", "MX", "192.0.2.1", { priority: 20 });`;

async function ran(made: Workspace, words: readonly string[], name?: string): Promise<Outcome> {
  const outcome = await made.pulumi(words);
  if (name !== undefined) expectTranscript(name, transcript(`pulumi ${words.join(" ")}`, outcome, made));
  return outcome;
}

throughBothDoors("the pack", (pack) => {
  const named = (name: string): string | undefined => (pack === FOLDER ? name : undefined);

  it("blocks a preview that would break mail, and lets its mended twin pass", async () => {
    const made = await workspace({ program: program(BROKEN) });
    const blocked = await ran(made, ["preview", "--policy-pack", pack], named("preview-blocked"));
    expect(blocked).toMatchObject({ exit: 1, cloud: [] });
    const wanted = [
      "mandatory dmarc-missing fastmail",
      "mandatory mx-single-provider google",
      "mandatory spf-missing fastmail",
    ];
    expect(violations(blocked.stdout)).toEqual(wanted);
    made.write("index.js", program(HEALTHY));
    const mended = await ran(made, ["preview", "--policy-pack", pack], named("preview-mended"));
    expect(mended).toMatchObject({ exit: 0, cloud: [] });
    expect(violations(mended.stdout)).toEqual([]);
  });

  it("stops an update before any record is created", async () => {
    const made = await workspace({ program: program(BROKEN) });
    const stopped = await ran(made, ["up", "--yes", "--policy-pack", pack], named("up-stopped"));
    expect(stopped).toMatchObject({ exit: 1, cloud: [] });
    expect(stopped.stdout).not.toContain("Updating (dev)");
    made.write("index.js", program(HEALTHY));
    const done = await ran(made, ["up", "--yes", "--policy-pack", pack], named("up-mended"));
    expect(done).toMatchObject({ exit: 0, cloud: ["create dmarc", "create mx", "create spf", "create zone"] });
  });

  it("stops an update without preview at a record that is wrong by itself", async () => {
    const made = await workspace({ program: program(ADDRESS) });
    const words = ["up", "--yes", "--skip-preview", "--policy-pack", pack];
    const stopped = await made.pulumi(words);
    expect(stopped.exit).toBe(1);
    expect(stopped.cloud).not.toContain("create address");
    expect(violations(stopped.stdout)).toEqual(["mandatory mx-target-address address"]);
    const first = await workspace({ program: program(ADDRESS.replace(HEALTHY, "")) });
    const alone = await ran(first, words, named("up-skip-preview-record"));
    expect(alone).toMatchObject({ exit: 1, cloud: ["create zone"] });
  });

  it("in an update without preview reports what the domain lacks after all was created", async () => {
    const made = await workspace({ program: program(BROKEN) });
    const words = ["up", "--yes", "--skip-preview", "--policy-pack", pack];
    const late = await ran(made, words, named("up-skip-preview-domain"));
    expect(late).toMatchObject({ exit: 1, cloud: ["create fastmail", "create google", "create zone"] });
    expect(violations(late.stdout)).toContain("mandatory spf-missing fastmail");
  });

  it("judges an update of a stack that exists, and the deletion of a record", async () => {
    const made = await workspace({ program: program(HEALTHY) });
    const created = await made.pulumi(["up", "--yes", "--policy-pack", pack]);
    expect(created.exit).toBe(0);
    made.write("index.js", program(GOOGLE + DMARC));
    const blocked = await made.pulumi(["up", "--yes", "--policy-pack", pack]);
    expect(blocked).toMatchObject({ exit: 1, cloud: created.cloud });
    expect(violations(blocked.stdout)).toEqual(["mandatory spf-missing mx"]);
    made.write("index.js", program(GOOGLE + SPF.replace("~all", "-all") + DMARC));
    const changed = await made.pulumi(["up", "--yes", "--policy-pack", pack]);
    expect(changed).toMatchObject({ exit: 0, cloud: [...created.cloud, "update spf"] });
  });

  it("stops Automation API at preview, and lets up follow a preview that passed", async () => {
    const deploy = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");

async function deploy() {
  const stack = await LocalWorkspace.selectStack({ stackName: "dev", workDir: __dirname });
  const policyPacks = ["${pack}"];
  const onOutput = (text) => process.stdout.write(text);
  if (!process.argv.includes("--no-preview")) await stack.preview({ policyPacks, onOutput });
  const { summary } = await stack.up({ policyPacks, onOutput });
  console.log("update " + summary.result);
}

deploy().catch((error) => {
  console.error(error.constructor.name + " thrown");
  process.exitCode = 1;
});`;
    const made = await workspace({ program: program(BROKEN), files: { "deploy.js": deploy } });
    const blocked = await made.start("node", ["deploy.js"]);
    expect(blocked).toMatchObject({ exit: 1, cloud: [] });
    expect(blocked.stderr).toContain("thrown");
    if (pack === FOLDER) expectTranscript("automation-preview", transcript("node deploy.js", blocked, made));
    made.write("index.js", program(HEALTHY));
    const done = await made.start("node", ["deploy.js"]);
    expect(done).toMatchObject({ exit: 0, cloud: ["create dmarc", "create mx", "create spf", "create zone"] });
    expect(done.stdout).toContain("update succeeded");
    made.write("index.js", program(BROKEN));
    const late = await made.start("node", ["deploy.js", "--no-preview"]);
    expect(late.exit).toBe(1);
    expect(late.cloud).toContain("create fastmail");
  });
});

describe.skipIf(withoutEngine())("what no pack can hold", () => {
  it("is a destruction", async () => {
    const made = await workspace({ program: program(HEALTHY) });
    const refused = await made.pulumi(["destroy", "--yes", "--policy-pack", FOLDER]);
    expect(refused.exit).not.toBe(0);
    expect(refused.stderr).toContain("unknown flag: --policy-pack");
  });
});
