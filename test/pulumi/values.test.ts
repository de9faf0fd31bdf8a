import { describe, expect, it } from "vitest";
import { DMARC, FILE, FOLDER, GOOGLE, HEALTHY, PRELUDE, program, SPF, violations } from "./pack.ts";
import { expectTranscript, normalised } from "./transcript.ts";
import { withoutEngine, workspace, type Workspace } from "./workspace.ts";

/** Stands in values that the program marks secret; nothing may show it. */
const HIDDEN = "hunter2hunter2";
const ZONE_ID = "023e105f4ecef8ad9ca31a8372d0c353";
const RECORD_ID = "372e67954025e0ba6aaa6d586b9e0b59";
const SPF_TEXT = "v=spf1 include:_spf.google.com ~all";

interface Case {
  readonly title: string;
  /** What follows the zone and `record`; with `whole`, the program. */
  readonly body: string;
  readonly whole?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly seed?: (made: Workspace) => void;
  readonly exit: 0 | 1;
  readonly violations: readonly string[];
  /** Lines of what is named as not judged. */
  readonly left?: readonly string[];
}

const OLD = `
class Old extends pulumi.CustomResource {}
const old = (resource, name, type, value, more) =>
  new Old("cloudflare:index/record:Record", resource, { zoneId: zone.id, name, type, value, ttl: 300, ...more });`;

const BY_ID = `${PRELUDE}
const zone = { id: "${ZONE_ID}" };`;

const ROUTE53 = `
const pulumi = require("@pulumi/pulumi");
class Resource extends pulumi.CustomResource {}
const zone = new Resource("aws:route53/zone:Zone", "zone", { name: "example.com", zoneId: undefined });
const set = (resource, name, type, records) =>
  new Resource("aws:route53/record:Record", resource, { zoneId: zone.zoneId, name, type, ttl: 300, records });
set("spf", "example.com", "TXT", ["${SPF_TEXT}"]);
set("dmarc", "_dmarc.example.com", "TXT", ["v=DMARC1; p=none; rua=mailto:dmarc@example.com"]);`;

const cases: readonly Case[] = [
  {
    title: "unknown zone",
    // Every zoneId is unknown in the preview of a first deployment.
    body: `${GOOGLE}\nrecord("spf", "@", "TXT", "${SPF_TEXT}");\nrecord("second", "example.com", "TXT", "v=spf1 -all");`,
    exit: 1,
    violations: ["mandatory dmarc-missing mx", "mandatory spf-multiple spf"],
  },
  {
    title: "unknown content",
    body: `${SPF}${DMARC}
record("mx", "example.com", "MX", zone.nameServers[0], { priority: 1 });
record("address", "example.com", "MX", "192.0.2.1", { priority: 20 });`,
    exit: 1,
    violations: ["advisory not-judged mail-dev", "mandatory mx-target-address address"],
    left: [
      "mx: the MX record's value is not known until the deployment",
      "example.com: an MX host of example.com is not known (mx-single-provider)",
    ],
  },
  {
    title: "unknown name",
    body: `${HEALTHY}\nrecord("check", zone.verificationKey, "TXT", "v=spf1 -all");`,
    exit: 0,
    violations: ["advisory not-judged mail-dev"],
    left: ["check: the record's name is not known until the deployment"],
  },
  {
    title: "secret content",
    body: `${GOOGLE}${DMARC}
record("spf", "example.com", "TXT", pulumi.secret("v=spf1 include:${HIDDEN}.example.net ~all"));
record("key", "a._domainkey.example.com", "TXT", pulumi.secret("v=DKIM1; k=rsa; p=${HIDDEN}"));`,
    exit: 0,
    violations: ["advisory not-judged mail-dev"],
    left: [
      "spf: the TXT record's value is a secret",
      "key: the TXT record's value is a secret",
      "example.com: the text of a TXT record of example.com is not known (spf-missing)",
    ],
  },
  {
    title: "record that is only read",
    body: `${GOOGLE}${DMARC}\ncloudflare.DnsRecord.get("spf", "${RECORD_ID}");`,
    seed: (made) => made.seed(RECORD_ID, { name: "example.com", type: "TXT", content: SPF_TEXT, ttl: 1 }),
    exit: 1,
    // The engine shows a pack nothing of it.
    violations: ["mandatory spf-missing mx"],
  },
  {
    title: "zone that is only read",
    body: `${PRELUDE}\nconst zone = cloudflare.Zone.get("zone", "${ZONE_ID}");${GOOGLE}`,
    whole: true,
    seed: (made) => made.seed(ZONE_ID, { name: "example.com", account: { id: "a" } }),
    exit: 1,
    violations: ["advisory not-judged mail-dev", "mandatory dmarc-missing mx", "mandatory spf-missing mx"],
  },
  {
    title: "zone by its id",
    body: `${BY_ID}${GOOGLE.replace("example.com", "@")}`,
    whole: true,
    exit: 0,
    violations: ["advisory not-judged mail-dev"],
  },
  {
    title: "zone by its id that the configuration names",
    body: `${BY_ID}${GOOGLE}`,
    whole: true,
    files: { "maildns.config.json": JSON.stringify({ zones: [{ origin: "example.com", ids: [ZONE_ID] }] }) },
    exit: 1,
    violations: ["mandatory dmarc-missing mx", "mandatory spf-missing mx"],
  },
  {
    title: "provider without a known configuration",
    body: `${GOOGLE}${DMARC}
const provider = new cloudflare.Provider("later", { apiToken: zone.verificationKey });
record("spf", "example.com", "TXT", "${SPF_TEXT}", {}, { provider });
record("second", "example.com", "TXT", "v=spf1 -all", {}, { provider });`,
    exit: 1,
    violations: ["mandatory spf-multiple spf"],
  },
  {
    title: "provider that cannot preview",
    body: GOOGLE,
    env: { STAND_IN_PREVIEW: "no" },
    exit: 1,
    violations: ["mandatory dmarc-missing mx", "mandatory spf-missing mx"],
  },
  {
    title: "renamed token",
    body: `${OLD}
old("mx", "@", "MX", "smtp.google.com", { priority: 1 });
old("spf", "@", "TXT", "v=spf1 ip4:192.0.2.0/99 ~all");
old("dmarc", "_dmarc", "TXT", "v=DMARC1; p=none; rua=mailto:dmarc@example.com");`,
    exit: 1,
    violations: ["mandatory spf-syntax spf"],
  },
  {
    title: "two resources on one record set of Cloudflare",
    body: `${DMARC}
record("spf", "example.com", "TXT", "v=spf1 include:spf.messagingengine.com ~all");
record("mx1", "example.com", "MX", "in1-smtp.messagingengine.com", { priority: 10 });
record("mx2", "@", "MX", "in2-smtp.messagingengine.com", { priority: 20 });`,
    exit: 0,
    violations: [],
  },
  {
    title: "two resources on one record set of Route 53",
    body: `${ROUTE53}\nset("mx", "example.com", "MX", ["1 smtp.google.com."]);\nset("mx2", "example.com", "MX", ["5 mx.example.net."]);`,
    whole: true,
    exit: 1,
    violations: ["mandatory record-owned-twice mx2"],
  },
];

describe.skipIf(withoutEngine())("a preview is judged", () => {
  it.each(cases.map((each) => [each.title, each] as const))("with: %s", async (title, each) => {
    const { body, whole, env, files, seed, exit, violations: wanted, left } = each;
    const made = await workspace({ program: whole === true ? body : program(body), env, files });
    seed?.(made);
    const outcome = await made.pulumi(["preview", "--policy-pack", FILE]);
    const shown = normalised(outcome.stdout, made);
    expect.soft(violations(outcome.stdout)).toEqual(wanted);
    expect.soft(outcome).toMatchObject({ exit, cloud: [] });
    expect.soft(outcome.stdout + outcome.stderr).not.toContain(HIDDEN);
    for (const line of left ?? []) expect.soft(shown).toContain(`          ${line}\n`);
    const policies = shown.split("\n\n").find((part) => part.startsWith("Policies:")) ?? "";
    const text = `# ${title}\n${body.trim()}\n\n${policies}\n\nexit ${outcome.exit}\n`;
    expectTranscript(`case-${title.replaceAll(" ", "-")}`, text.replaceAll(HIDDEN, "<hidden>"));
  });

  it("and nothing shows a secret, in an update, a preview in JSON or a log of events", async () => {
    const body = `${HEALTHY}\nrecord("key", "a._domainkey.example.com", "TXT", pulumi.secret("v=DKIM1; p=${HIDDEN}"));`;
    const made = await workspace({ program: program(body) });
    const env = { PULUMI_DEBUG_COMMANDS: "true" };
    for (const command of [["preview"], ["preview", "--json"], ["up", "--yes"], ["up", "--yes", "--skip-preview"]]) {
      const words = ["--policy-pack", FOLDER, "--event-log", "events.json"];
      const { exit, stdout, stderr } = await made.pulumi([...command, ...words], env);
      expect(exit).toBe(0);
      // The SDK's own debug events show it.
      const events = made.read("events.json").replace(/^.*"severity":"debug".*$/gm, "");
      expect(stdout + stderr + events).not.toContain(HIDDEN);
    }
  });
});
