import { describe, expect, it } from "vitest";
import { withoutEngine, workspace, type Workspace } from "./workspace.ts";

/** What the program sees in preview and after, by way of the stack's outputs. */
async function outputsOf(made: Workspace): Promise<unknown> {
  const { stdout } = await made.pulumi(["stack", "output", "--json", "--show-secrets"]);
  return JSON.parse(stdout);
}

const ZONE_AND_RECORD = `
  const cloudflare = require("@pulumi/cloudflare");
  const zone = new cloudflare.Zone("zone", { account: { id: "a" }, name: "example.com" });
  const content = process.env.CONTENT ?? "mail.example.com";
  const mx = new cloudflare.DnsRecord("mx", { zoneId: zone.id, name: "example.com", type: "MX", priority: 10, content, ttl: 300 });
  exports.createdOn = mx.createdOn;
  exports.sameZone = mx.zoneId.apply(async (id) => id === (await new Promise((done) => zone.id.apply(done))));
`;

describe.skipIf(withoutEngine())("the stand-ins", () => {
  it("create nothing in a preview, and what the program declares in an update", async () => {
    const made = await workspace({ program: ZONE_AND_RECORD });
    const previewed = await made.pulumi(["preview"]);
    expect(previewed).toMatchObject({ exit: 0, cloud: [] });
    expect(previewed.stdout).toContain("createdOn: [unknown]");
    const updated = await made.pulumi(["up", "--yes"]);
    expect(updated).toMatchObject({ exit: 0, cloud: ["create mx", "create zone"] });
    expect(await outputsOf(made)).toEqual({ createdOn: "2026-01-01T00:00:00Z", sameZone: true });
    const changed = await made.pulumi(["up", "--yes"], { CONTENT: "mx.example.net" });
    expect(changed).toMatchObject({ exit: 0, cloud: ["create mx", "create zone", "update mx"] });
    const destroyed = await made.pulumi(["destroy", "--yes"]);
    expect(destroyed.exit).toBe(0);
    expect(destroyed.cloud).toContain("delete zone");
  });

  it("warn of nothing, as an installed engine", async () => {
    const made = await workspace({ program: ZONE_AND_RECORD });
    const { stdout, stderr } = await made.pulumi(["preview"]);
    expect(stdout + stderr).not.toMatch(/warning/);
  });

  it("can be a provider that does not preview", async () => {
    const made = await workspace({ program: ZONE_AND_RECORD, env: { STAND_IN_PREVIEW: "no" } });
    const { exit, stdout, cloud } = await made.pulumi(["preview", "--json"]);
    expect({ exit, cloud }).toEqual({ exit: 0, cloud: [] });
    const { steps } = JSON.parse(stdout) as { steps: { urn: string; newState: { outputs?: object } }[] };
    const mx = steps.find(({ urn }) => urn.endsWith("::mx"));
    expect(mx?.newState.outputs ?? {}).not.toHaveProperty("createdOn");
  });

  it("read what no program made", async () => {
    const program = `
      const cloudflare = require("@pulumi/cloudflare");
      const spf = cloudflare.DnsRecord.get("spf", "023e105f4ecef8ad9ca31a8372d0c353");
      exports.content = spf.content;`;
    const made = await workspace({ program });
    expect(await made.pulumi(["preview"])).toMatchObject({ exit: 1, cloud: [] });
    made.seed("023e105f4ecef8ad9ca31a8372d0c353", { name: "example.com", type: "TXT", content: "v=spf1 -all", ttl: 1 });
    expect(await made.pulumi(["up", "--yes"])).toMatchObject({ exit: 0, cloud: [] });
    expect(await outputsOf(made)).toEqual({ content: "v=spf1 -all" });
  });

  it("keep a secret one, and give nothing where the provider's configuration is unknown", async () => {
    const program = `
      const pulumi = require("@pulumi/pulumi");
      const cloudflare = require("@pulumi/cloudflare");
      const zone = new cloudflare.Zone("zone", { account: { id: "a" }, name: "example.com" });
      const later = new cloudflare.Provider("later", { apiToken: pulumi.secret(zone.verificationKey) });
      const record = { zoneId: zone.id, name: "example.com", type: "TXT", ttl: 300 };
      const unseen = new cloudflare.DnsRecord("unseen", { ...record, content: "v=spf1 -all" }, { provider: later });
      const hidden = new cloudflare.DnsRecord("hidden", { ...record, content: pulumi.secret("a value not to be seen") });
      exports.unseen = unseen.content;
      exports.hidden = hidden.content;`;
    const made = await workspace({ program });
    const { exit, stdout } = await made.pulumi(["preview"]);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/hidden: \[secret\]\n +unseen: \[unknown\]/);
    expect(stdout).not.toContain("not to be seen");
    const updated = await made.pulumi(["up", "--yes"]);
    expect(updated.cloud).toEqual(["create hidden", "create unseen", "create zone"]);
    expect(made.read("../state/.pulumi/stacks/mail/dev.json")).not.toContain("not to be seen");
  });

  it("are Route 53 as well", async () => {
    const program = `
      const pulumi = require("@pulumi/pulumi");
      class Resource extends pulumi.CustomResource {}
      const zone = new Resource("aws:route53/zone:Zone", "zone", { name: "example.com", zoneId: undefined });
      const set = { zoneId: zone.zoneId, name: "example.com", type: "MX", ttl: 300, records: ["10 mail.example.com"] };
      new Resource("aws:route53/record:Record", "mx", { ...set, type: process.env.TYPE ?? set.type });`;
    const made = await workspace({ program });
    expect(await made.pulumi(["up", "--yes"])).toMatchObject({ exit: 0, cloud: ["create mx", "create zone"] });
    const replaced = await made.pulumi(["up", "--yes"], { TYPE: "TXT" });
    expect(replaced).toMatchObject({ exit: 0, cloud: ["create mx", "create mx", "create zone", "delete mx"] });
  });
});
