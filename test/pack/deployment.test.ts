import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootPack, type PolicyConfig } from "./boot.ts";
import { STACK } from "./driver.ts";
import { runProgram } from "./mini-engine.ts";
import { FILE, listed, programPath, Project } from "./runs.ts";
import type { Run } from "./state.ts";

/** The pack within the deployment: programs in processes of their own, asked about each resource before it is created. */
let project: Project;
beforeAll(() => {
  project = new Project();
});
afterAll(() => project.remove());

async function deploy(program: string, preview: boolean, config: PolicyConfig = {}): Promise<Run> {
  const { pack } = await bootPack(FILE, {
    pwd: project.folder,
    config,
    stack: { ...STACK, dryRun: preview },
    // What one preview passes is kept below the temporary folder, for the update that follows.
    env: { TMPDIR: project.folder },
  });
  try {
    return await runProgram(programPath(program), { preview, packs: [pack] });
  } finally {
    await pack.close();
  }
}

const records = (run: Run): string[] =>
  run.changed.filter((urn) => urn.includes("DnsRecord")).map((urn) => urn.slice(urn.lastIndexOf("::") + 2));

describe("a deployment", () => {
  it("is stopped by its preview, before anything changes", async () => {
    const run = await deploy("missing", true);
    expect(run.outcome).toBe("failed");
    expect(run.changed).toEqual([]);
    expect(listed(run)).toEqual(["mandatory dmarc-missing mx", "mandatory spf-missing mx"]);
  });

  it("without a preview is stopped at the record that a resource policy refuses", async () => {
    const run = await deploy("unknown-zone", false);
    expect(run.outcome).toBe("bailed");
    expect(listed(run)).toContain("mandatory mx-target-address mx-of-shop");
    expect(records(run)).not.toContain("mx-of-shop");
  });

  it("without a preview has changed when a stack policy fails", async () => {
    const run = await deploy("missing", false);
    expect(run.outcome).toBe("failed");
    expect(records(run)).toEqual(["mx"]);
  });

  it("with require-preview changes nothing that no preview has passed", async () => {
    const config: PolicyConfig = { "require-preview": "mandatory" };
    const unseen = await deploy("whole", false, config);
    expect(unseen.outcome).toBe("bailed");
    expect(unseen.changed).toEqual([]);
    expect((await deploy("whole", true, config)).outcome).toBe("succeeded");
    const seen = await deploy("whole", false, config);
    expect(seen.outcome).toBe("succeeded");
    expect(records(seen).sort()).toEqual(["dmarc", "mx", "spf"]);
  });

  it("leaves records as they are where no remediation is asked for", async () => {
    const run = await deploy("remediations", true);
    expect(run.remediations).toEqual([]);
    expect(listed(run)).toContain("mandatory dkim-proxied proxied-dkim");
  });

  it("mends what it is asked to mend, and goes on with that", async () => {
    const run = await deploy("remediations", true, { "dkim-proxied": "remediate", "name-doubled": "remediate" });
    expect(run.remediations.map(({ policy, urn }) => [policy, urn.slice(urn.lastIndexOf("::") + 2)]).sort()).toEqual([
      ["dkim-proxied", "proxied-dkim"],
      ["name-doubled", "doubled"],
    ]);
    expect(run.states.find(({ name }) => name === "proxied-dkim")?.inputs["proxied"]).toBe(false);
    expect(run.states.find(({ name }) => name === "doubled")?.inputs["name"]).toMatch(/^_dmarc(?:\.example\.com)?$/);
    expect(listed(run).filter((line) => line.startsWith("mandatory"))).toEqual([]);
  });
});
