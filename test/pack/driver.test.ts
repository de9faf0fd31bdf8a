import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootPack, reconcile, type Booted } from "./boot.ts";
import { openPack } from "./driver.ts";
import { runProgram } from "./mini-engine.ts";
import { samplePack, writeToyPack } from "./toy-pack.ts";

/** The driver and the engine's calls, on a pack of the SDK's own making. */
describe("the driver, on a pack made with @pulumi/policy", () => {
  const folders: string[] = [];
  let booted: Booted;
  beforeAll(async () => {
    folders.push(samplePack());
    booted = await bootPack({ kind: "folder", path: folders[0] ?? "" }, { config: { "mx-name": { most: 7 } } });
  });
  afterAll(async () => {
    await booted.pack.close();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it("reads what the pack says of itself", () => {
    const { policies, ...rest } = booted.info;
    expect(rest).toMatchObject({ name: "sample", version: "1.0.0", supportsConfig: true, initialConfig: {} });
    expect(policies.map(({ name, level, type }) => [name, level, type])).toEqual([
      ["mx-name", "mandatory", "resource"],
      ["mx-address", "remediate", "resource"],
      ["count", "advisory", "stack"],
    ]);
    expect(policies[0]).toMatchObject({
      description: "an MX names a host",
      severity: "high",
      remediationSteps: "name the host",
      url: "https://example.com/mx-name",
    });
  });

  it("prints nothing but the port on stdout", () => {
    expect(booted.pack.written.stdout.trim()).toBe(String(booted.pack.port));
  });

  const addresses = new URL("programs/addresses.ts", import.meta.url).pathname;

  it("judges a preview to its end", async () => {
    const run = await runProgram(addresses, { preview: true, packs: [booted.pack] });
    expect(run.outcome).toBe("failed");
    expect(run.changed).toEqual([]);
    expect(run.remediations.map(({ policy, after }) => [policy, after["content"]])).toEqual([
      ["mx-address", "mail.example.com"],
    ]);
    expect(run.violations.map(({ policy, level, message, phase }) => [policy, level, message, phase])).toEqual([
      ["mx-name", "mandatory", "an MX names a host\n192.0.2.1 is an address; at most 7", "resource"],
      ["count", "advisory", "tells what it sees\nafter default_6_22_1 mail-dev mended wrong", "stack"],
    ]);
    // What follows in the program sees the remediated value.
    expect(run.states.find(({ name }) => name === "after")?.inputs["content"]).toBe("mail.example.com");
  });

  it("ends an update at a mandatory violation of a resource, before what follows is registered", async () => {
    const run = await runProgram(addresses, { preview: false, packs: [booted.pack] });
    expect(run.outcome).toBe("bailed");
    expect(run.violations.map(({ policy }) => policy)).toEqual(["mx-name"]);
    expect(run.changed.map((urn) => urn.slice(urn.lastIndexOf("::") + 2))).toEqual(["mail-dev", "default_6_22_1"]);
  });

  it("reconciles policy configuration as the engine does", () => {
    const level = (config: Parameters<typeof reconcile>[1]): unknown =>
      Object.fromEntries(Object.entries(reconcile(booted.info, config)).map(([name, each]) => [name, each.level]));
    expect(level({})).toEqual({ "mx-name": "mandatory", "mx-address": "remediate", count: "advisory" });
    expect(level({ all: "mandatory", count: "disabled" })).toEqual({
      ...{ all: "mandatory", "mx-name": "mandatory", "mx-address": "mandatory", count: "disabled" },
    });
    expect(reconcile(booted.info, { "mx-name": { enforcementLevel: "advisory", most: 4 } })["mx-name"]).toEqual({
      level: "advisory",
      properties: { most: 4 },
    });
    expect(() => reconcile(booted.info, { "mx-name": { most: 0 } })).toThrow("mx-name: /most must be >= 1");
    expect(() => reconcile(booted.info, { "mx-name": "loud" as "advisory" })).toThrow(
      "is not a valid enforcement level",
    );
    expect(() => reconcile(booted.info, { nobody: { most: 4 } })).toThrow('invalid enforcement level "" of "nobody"');
  });

  it.each([
    ["says what a pack that breaks at its start said", `throw new Error("broken at start");`, "broken at start"],
    [
      "refuses a pack that prints something else",
      `console.log("hello"); setTimeout(() => {}, 60000);`,
      '"hello" where',
    ],
    ["gives up on a pack that prints nothing", `setTimeout(() => {}, 60000);`, "printed no port within 3 s"],
  ])("%s", async (_, source, reason) => {
    const folder = writeToyPack(source);
    folders.push(folder);
    await expect(openPack({ kind: "folder", path: folder }, { patience: 3000 })).rejects.toThrow(reason);
  });
});
