import { describe, expect, it } from "vitest";
import { DMARC, FILE, FOLDER, GOOGLE, HEALTHY, program, SPF, throughBothDoors, violations } from "./pack.ts";
import { expectTranscript, transcript } from "./transcript.ts";
import { withoutEngine, workspace, type Outcome, type Workspace } from "./workspace.ts";

const IGNORE_SPF = JSON.stringify({
  ignores: [{ rule: "spf-missing", domain: "example.com", reason: "published by hand" }],
});

describe.skipIf(withoutEngine())("the policy configuration", () => {
  const preview = async (made: Workspace, config: unknown): Promise<Outcome> => {
    made.write("policy-config.json", JSON.stringify(config));
    return made.pulumi(["preview", "--policy-pack", FOLDER, "--policy-pack-config", "policy-config.json"]);
  };

  it("sets the level of all policies, or of one", async () => {
    const made = await workspace({ program: program(GOOGLE) });
    const advisory = await preview(made, { all: "advisory" });
    expect(advisory.exit).toBe(0);
    // It is a level for the rules of the strict set as well.
    const wanted = ["advisory dmarc-missing mx", "advisory sender-requirements mx", "advisory spf-missing mx"];
    expect(violations(advisory.stdout)).toEqual(wanted);
    const one = await preview(made, { "spf-missing": "advisory" });
    expect(one).toMatchObject({ exit: 1, cloud: [] });
    expect(violations(one.stdout)).toEqual(["advisory spf-missing mx", "mandatory dmarc-missing mx"]);
    const but = await preview(made, { all: "disabled", "spf-missing": { enforcementLevel: "mandatory" } });
    expect(but.exit).toBe(1);
    expect(violations(but.stdout)).toEqual(["mandatory spf-missing mx"]);
    const none = await preview(made, { all: "disabled" });
    expect(none.exit).toBe(0);
    expect(violations(none.stdout)).toEqual([]);
  });

  it("turns on a rule of the strict set", async () => {
    const made = await workspace({ program: program(HEALTHY) });
    const plain = await made.pulumi(["preview", "--policy-pack", FOLDER]);
    expect(violations(plain.stdout)).toEqual([]);
    const strict = await preview(made, { "sender-requirements": "mandatory" });
    expect(strict.exit).toBe(1);
    expect(violations(strict.stdout)).toEqual(["mandatory sender-requirements mx"]);
  });

  it("sets options, and is refused where one has the wrong type", async () => {
    const made = await workspace({ program: program(HEALTHY) });
    const right = await preview(made, { "change-dmarc-stage-early": { days: 10 } });
    expect(right.exit).toBe(0);
    const wrong = await preview(made, { "require-preview": { enforcementLevel: "mandatory", minutes: "ten" } });
    expect(wrong.exit).not.toBe(0);
    expect(wrong.stdout + wrong.stderr).toContain("minutes");
  });

  it("is refused by the pack where it names no policy, which the engine passes on in silence", async () => {
    const made = await workspace({ program: program(HEALTHY) });
    const { exit, stdout } = await preview(made, { "spf-mising": "advisory" });
    expect(exit).toBe(1);
    expect(stdout).toContain('"spf-mising", which is no policy of this pack; did you mean "spf-missing"?');
  });
});

throughBothDoors("maildns.config.json", (pack) => {
  const preview = (made: Workspace, env?: Record<string, string>): Promise<Outcome> =>
    made.pulumi(["preview", "--policy-pack", pack], env);

  it("is found from the program's folder, and its ignores hold", async () => {
    const made = await workspace({ program: program(GOOGLE + DMARC) });
    const without = await preview(made);
    expect(violations(without.stdout)).toEqual(["mandatory spf-missing mx"]);
    made.write("maildns.config.json", IGNORE_SPF);
    const ignored = await preview(made);
    expect(ignored.exit).toBe(0);
    expect(violations(ignored.stdout)).toEqual([]);
    expect(ignored.stdout + ignored.stderr).toContain("maildns.config.json");
  });

  it("is named by MAILDNS_CONFIG", async () => {
    const made = await workspace({ program: program(GOOGLE + DMARC), files: { "other/mail.json": IGNORE_SPF } });
    expect((await preview(made, { MAILDNS_CONFIG: "other/mail.json" })).exit).toBe(0);
    expect((await preview(made, { MAILDNS_CONFIG: `${made.folder}/other/mail.json` })).exit).toBe(0);
    const missing = await preview(made, { MAILDNS_CONFIG: "no.json" });
    expect(missing.exit).toBe(1);
    expect(violations(missing.stdout)).toEqual(["mandatory configuration mail-dev"]);
  });

  it("is found where pulumi is told the program's folder, by the single file", async () => {
    const made = await workspace({ program: program(GOOGLE + DMARC), files: { "maildns.config.json": IGNORE_SPF } });
    const command = `cd .. && pulumi -C ${made.folder} preview --policy-pack ${made.folder}/${pack}`;
    const { exit, stdout } = await made.start("sh", ["-c", command]);
    // A language host starts the folder in the folder, and nothing tells it of the program's.
    expect(violations(stdout)).toEqual(pack === FILE ? [] : ["mandatory spf-missing mx"]);
    expect(exit).toBe(pack === FILE ? 0 : 1);
    const named = await made.start("sh", ["-c", command], { MAILDNS_CONFIG: `${made.folder}/maildns.config.json` });
    expect(named.exit).toBe(0);
  });

  it("blocks where it cannot be used", async () => {
    const made = await workspace({ program: program(HEALTHY) });
    made.write("maildns.config.json", '{ "ruls": {} }');
    const { exit, stdout, cloud } = await preview(made);
    expect({ exit, cloud }).toEqual({ exit: 1, cloud: [] });
    expect(violations(stdout)).toEqual(["mandatory configuration mail-dev"]);
    expect(stdout).toContain("ruls");
  });

  it("raises a level, and of two that are set the stricter holds", async () => {
    const made = await workspace({ program: program(GOOGLE + DMARC) });
    made.write("maildns.config.json", JSON.stringify({ rules: { "spf-missing": "error" } }));
    made.write("policy-config.json", JSON.stringify({ "spf-missing": "advisory" }));
    const both = await made.pulumi(["preview", "--policy-pack", pack, "--policy-pack-config", "policy-config.json"]);
    expect(both.exit).toBe(1);
    expect(violations(both.stdout)).toEqual(["mandatory spf-missing mx"]);
  });
});

throughBothDoors("require-preview", (pack) => {
  const config = { "policy-config.json": JSON.stringify({ "require-preview": "mandatory" }) };
  const words = ["--policy-pack", pack, "--policy-pack-config", "policy-config.json"];

  it("refuses an update without a preview before its first record", async () => {
    const made = await workspace({ program: program(HEALTHY), files: config });
    const refused = await made.pulumi(["up", "--yes", "--skip-preview", ...words]);
    expect(refused).toMatchObject({ exit: 1, cloud: [] });
    expect(violations(refused.stdout)).toContain("mandatory require-preview mail-dev");
    if (pack === FILE) {
      const command = ["pulumi up --yes --skip-preview", ...words].join(" ");
      expectTranscript("up-without-preview-refused", transcript(command, refused, made));
    }
    const updated = await made.pulumi(["up", "--yes", ...words]);
    expect(updated).toMatchObject({ exit: 0, cloud: ["create dmarc", "create mx", "create spf", "create zone"] });
  });

  it("lets an update follow a preview that passed, of the same records and none that was blocked", async () => {
    const made = await workspace({ program: program(HEALTHY), files: config });
    expect((await made.pulumi(["preview", ...words])).exit).toBe(0);
    made.write("index.js", program(HEALTHY.replace("~all", "-all")));
    const other = await made.pulumi(["up", "--yes", "--skip-preview", ...words]);
    expect(other.exit).toBe(1);
    expect(violations(other.stdout)).toEqual(["mandatory require-preview spf"]);
    expect(other.cloud).not.toContain("create spf");
    expect((await made.pulumi(["preview", ...words])).exit).toBe(0);
    const same = await made.pulumi(["up", "--yes", "--skip-preview", ...words]);
    expect(same.exit).toBe(0);
    expect(same.cloud).toContain("create spf");
    made.write("index.js", program(GOOGLE + SPF));
    expect((await made.pulumi(["preview", ...words])).exit).toBe(1);
    const blocked = await made.pulumi(["up", "--yes", "--skip-preview", ...words]);
    expect(blocked).toMatchObject({ exit: 1, cloud: same.cloud });
  });
});
