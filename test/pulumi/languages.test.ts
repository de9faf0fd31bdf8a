import { describe, expect, it } from "vitest";
import { FILE, FOLDER, violations } from "./pack.ts";
import { expectTranscript, transcript } from "./transcript.ts";
import { bench, withoutEngine, workspace } from "./workspace.ts";

const ZONE = { type: "aws:route53/zone:Zone", name: "zone", properties: { name: "example.com" } };

function set(name: string, owner: string, type: string, records: readonly string[]) {
  const properties = { zoneId: "${zone.zoneId}", name: owner, type, ttl: 300, records };
  return { type: "aws:route53/record:Record", name, properties };
}

const MX = set("mx", "example.com", "MX", ["1 smtp.google.com."]);
const SPF = set("spf", "example.com", "TXT", ["v=spf1 include:_spf.google.com ~all"]);
const DMARC = set("dmarc", "_dmarc.example.com", "TXT", ["v=DMARC1; p=none; rua=mailto:dmarc@example.com"]);

describe.skipIf(withoutEngine("3.255.0"))("a program in another language", () => {
  it("is judged by the single file, where there is no language host for Node", async () => {
    const made = await workspace({ program: [ZONE, MX] });
    const words = ["preview", "--policy-pack", FILE];
    const blocked = await made.pulumi(words);
    expect(blocked).toMatchObject({ exit: 1, cloud: [] });
    expect(violations(blocked.stdout)).toEqual(["mandatory dmarc-missing mx", "mandatory spf-missing mx"]);
    expectTranscript("another-language-blocked", transcript(`pulumi ${words.join(" ")}`, blocked, made));
    made.write("resources.json", JSON.stringify([ZONE, MX, SPF, DMARC]));
    const done = await made.pulumi(["up", "--yes", "--policy-pack", FILE]);
    expect(done).toMatchObject({ exit: 0, cloud: ["create dmarc", "create mx", "create spf", "create zone"] });
  });

  it("needs that language host for the folder", async () => {
    const made = await workspace({ program: [ZONE, MX, SPF, DMARC] });
    const { exit } = await made.pulumi(["preview", "--policy-pack", FOLDER]);
    expect(exit === 0).toBe(bench().engine.languageHost);
  });
});
