import { describe, expect, it } from "vitest";
import { keys } from "../dkim-keys.ts";
import { DMARC, GOOGLE, program, SPF, throughBothDoors, violations } from "./pack.ts";
import { withoutEngine, workspace, type Workspace } from "./workspace.ts";

const SECRET = "s2.domainkey.u1.wl1.sendgrid.net";
/** A mail host of its own, registered after the MX that names it. */
const SHOP = `
const mx2 = record("mx2", "shop.example.com", "MX", "mail.shop.example.com", { priority: 10 });
record("spf2", "shop.example.com", "TXT", "v=spf1 mx -all");
record("host", "mail.shop.example.com", "A", "5.6.7.8", { proxied: true }, { dependsOn: [mx2] });`;
/** What policies can mend, and a web site that is nobody's affair. */
const DEFECTS = `${GOOGLE}${SPF}${DMARC}${SHOP}
record("alias", "s1._domainkey", "CNAME", "s1.domainkey.u1.wl1.sendgrid.net", { proxied: true });
record("hidden", "s2._domainkey", "CNAME", pulumi.secret("${SECRET}"), { proxied: true });
record("quoted", "_smtp._tls.example.com", "TXT", '"\\\\"v=TLSRPTv1; rua=mailto:tls@example.com\\\\""');
record("doubled", "_dmarc.shop.example.com.example.com", "TXT", "v=DMARC1; p=none; rua=mailto:d@example.com");
record("www", "www.example.com", "A", "5.6.7.9", { proxied: true });`;
const MENDED = {
  alias: { proxied: false },
  hidden: { proxied: false },
  host: { proxied: false },
  quoted: { content: '"v=TLSRPTv1; rua=mailto:tls@example.com"' },
  doubled: { name: "_dmarc.shop.example.com" },
  www: { proxied: true },
};
const BY = ["dkim-proxied", "txt-quoting", "name-doubled", "mx-target-proxied"];
const config = (by: readonly string[]): string => JSON.stringify(Object.fromEntries(by.map((id) => [id, "remediate"])));

/** What the stack asked the provider for, by the resource's name. */
async function asked(made: Workspace): Promise<Record<string, Record<string, unknown>>> {
  await made.exported();
  const { deployment } = JSON.parse(made.read("export.json")) as {
    deployment: { resources: { urn: string; inputs?: Record<string, unknown> }[] };
  };
  return Object.fromEntries(deployment.resources.map(({ urn, inputs = {} }) => [urn.replace(/.*::/, ""), inputs]));
}

throughBothDoors("remediation", (pack) => {
  it("changes what the provider gets, once, and only where a policy asks for it", async () => {
    const made = await workspace({ program: program(DEFECTS), files: { "policy.json": config(BY) } });
    const blocked = await made.pulumi(["preview", "--policy-pack", pack]);
    expect(blocked).toMatchObject({ exit: 1, cloud: [] });
    expect(violations(blocked.stdout)).toEqual(
      expect.arrayContaining(["mandatory dkim-proxied alias", "mandatory name-doubled doubled"]),
    );
    expect(blocked.stdout).not.toContain("[remediate]");
    const words = ["--policy-pack", pack, "--policy-pack-config", "policy.json"];
    const preview = await made.pulumi(["preview", "--diff", ...words]);
    expect(preview).toMatchObject({ exit: 0, cloud: [] });
    expect(preview.stdout).toContain('~ name   : "_dmarc.shop.example.com.example.com" => "_dmarc.shop.example.com"');
    // Its order may be another than the preview's, and so may what it knows of the zone.
    const up = await made.pulumi(["up", "--yes", "--skip-preview", ...words]);
    expect(up.exit).toBe(0);
    const inputs = await asked(made);
    expect(inputs).toMatchObject(MENDED);
    expect(inputs["hidden"]?.["content"]).toHaveProperty("ciphertext");
    expect(preview.stdout + preview.stderr + up.stdout + up.stderr).not.toContain(SECRET);
    const again = await made.pulumi(["up", "--yes", "--skip-preview", ...words]);
    expect(again).toMatchObject({ exit: 0, cloud: up.cloud });
  });
});

describe.skipIf(withoutEngine())("the order in which resources are registered", () => {
  const words = [
    "up",
    "--yes",
    "--policy-pack",
    "node_modules/maildns/policies",
    "--policy-pack-config",
    "policy.json",
  ];
  const files = { "policy.json": config(["mx-target-proxied"]) };
  const ordered = (isHostFirst: string): string =>
    program(`${GOOGLE}${SPF}${DMARC}
const hostFirst = ${isHostFirst};
const host = (after) => record("host", "mail.shop.example.com", "A", "5.6.7.8", { proxied: true }, { dependsOn: after });
const mx2 = (after) => record("mx2", "shop.example.com", "MX", "mail.shop.example.com", { priority: 10 }, { dependsOn: after });
if (hostFirst) mx2([host([])]);
else host([mx2([])]);
record("spf2", "shop.example.com", "TXT", "v=spf1 mx -all");`);

  it("stops the preview where the mail host comes before its MX", async () => {
    const made = await workspace({ program: ordered("true"), files });
    const stopped = await made.pulumi(words);
    expect(stopped).toMatchObject({ exit: 1, cloud: [] });
    expect(violations(stopped.stdout)).toEqual(["mandatory mx-target-proxied mx2"]);
  });

  it("does not matter in the update of a preview that has passed", async () => {
    const made = await workspace({ program: ordered("!pulumi.runtime.isDryRun()"), files });
    expect((await made.pulumi(words)).exit).toBe(0);
    expect(await asked(made)).toMatchObject({ host: { proxied: false } });
  });
});

describe.skipIf(withoutEngine())("texts at Route 53", () => {
  it("are cut, joined and freed of quotes as the provider wants them", async () => {
    const key = `v=DKIM1; k=rsa; p=${keys.rsa2048}`;
    const body = `
const aws = require("@pulumi/aws");
const zone = new aws.route53.Zone("zone", { name: "example.com" });
const set = (resource, name, records) =>
  new aws.route53.Record(resource, { zoneId: zone.zoneId, name, type: "TXT", ttl: 300, records });
set("key", "s1._domainkey.example.com", ["${key}"]);
set("apex", "example.com", ["google-site-verification=x", '"v=spf1 -all"']);`;
    const files = { "policy.json": config(["txt-string-length", "txt-quoting"]) };
    const made = await workspace({ program: body, files });
    const words = [
      "up",
      "--yes",
      "--policy-pack",
      "node_modules/maildns/policies",
      "--policy-pack-config",
      "policy.json",
    ];
    expect(await made.pulumi(words)).toMatchObject({ exit: 0 });
    expect(await asked(made)).toMatchObject({
      key: { records: [`${key.slice(0, 255)}""${key.slice(255)}`] },
      apex: { records: ["google-site-verification=x", "v=spf1 -all"] },
    });
  });
});
