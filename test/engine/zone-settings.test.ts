import { describe, expect, it } from "vitest";
import { resolve } from "node:path";
import { defaultSettings, type Settings, type ZoneSetting } from "../../src/engine/settings.ts";
import { applyZoneSettings, matchesPath, originOfPath, zoneOfId } from "../../src/engine/zone-settings.ts";
import { World } from "../../src/domain/world.ts";
import { zones } from "../zones.ts";

const of = (...entries: ZoneSetting[]): Settings => ({ ...defaultSettings, zones: entries });

describe("matchesPath", () => {
  const rows: readonly (readonly [pattern: string, path: string, matches: boolean])[] = [
    ["a.zone", "a.zone", true],
    ["./a.zone", "a.zone", true],
    ["zones/", "zones/deep/a.zone", true],
    ["zones", "zones2/a.zone", false],
    ["zones/*.zone", "zones/a.zone", true],
    ["zones/*.zone", "zones/deep/a.zone", false],
    ["*/a*z", "x/abcz", true],
    ["*/a*z", "x/abc", false],
    ["**", "anything", true],
    [`${"*a".repeat(500)}b`, "a".repeat(5000), false],
  ];
  for (const [pattern, path, matches] of rows) {
    it(`${pattern.slice(0, 20)} and ${path.slice(0, 20)}`, () => expect(matchesPath(pattern, path)).toBe(matches));
  }
});

describe("applyZoneSettings", () => {
  const text = `
    $ORIGIN example.com.
    $SCOPE part
    @ CNAME host.example.net.
    www CNAME host.example.net.
    @ MX 10 mx.example.net.`;

  it("leaves other zones alone", () => {
    const before = zones(text);
    expect(applyZoneSettings(before, of({ origin: "example.net", scope: "whole" }))[0]).toBe(before[0]);
    expect(applyZoneSettings(before, of({ origin: "example.com", path: "other.zone", scope: "whole" }))[0]).toBe(
      before[0],
    );
    const known = zones(text).map((zone) => ({ ...zone, id: "Z1" }));
    expect(applyZoneSettings(known, of({ origin: "example.com", ids: ["Z2"], scope: "whole" }))[0]).toBe(known[0]);
  });

  it("sets scope and split horizon; the last entry counts", () => {
    const settings = of(
      { origin: "example.com", scope: "none", splitHorizon: true },
      { origin: "example.com", path: resolve("example.com.zone"), scope: "whole" },
    );
    const [zone] = applyZoneSettings(zones(text), settings, (path) => resolve(path));
    expect(zone).toMatchObject({ scope: "whole", splitHorizon: true });
  });

  it("flattens CNAMEs", () => {
    const [zone] = applyZoneSettings(zones(text), of({ origin: "example.com", flattening: true }));
    const world = new World(zone === undefined ? [] : [zone]);
    expect(world.lookup("www.example.com", "A").state).toBe("unknown");
    expect(zone?.records.map(({ vendor }) => vendor?.flattened)).toEqual([true, true, undefined]);
  });

  it("takes the apex flattening of the DNS host away", () => {
    const cloudflare = zones(text.replace("$SCOPE part", "$HOST cloudflare"));
    const answer = (flattening: boolean | undefined) => {
      const given = applyZoneSettings(cloudflare, of({ origin: "example.com", flattening }));
      return new World(given).lookup("example.com", "MX");
    };
    expect(answer(undefined).state).toBe("found");
    expect(answer(false)).toMatchObject({ state: "unknown", via: [{ type: "CNAME" }] });
  });
});

describe("origins", () => {
  const settings = of(
    { origin: "example.com", path: "zones/com" },
    { origin: "a.example.com", path: "zones/com/a.zone", ids: ["ZA"] },
    { origin: "example.net", path: "shared" },
    { origin: "example.org", path: "shared" },
  );
  it("come from the longest path", () => {
    expect(originOfPath("zones/com/b.zone", settings)).toBe("example.com");
    expect(originOfPath("zones/com/a.zone", settings)).toBe("a.example.com");
    expect(originOfPath("shared/x.zone", settings)).toBe(undefined);
    expect(originOfPath("elsewhere", settings)).toBe(undefined);
  });
  it("come from the id", () => {
    expect(zoneOfId("ZA", settings)).toBe("a.example.com");
    expect(zoneOfId("ZB", settings)).toBe(undefined);
  });
});
