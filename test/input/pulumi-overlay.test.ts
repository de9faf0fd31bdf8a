import { describe, expect, test } from "vitest";
import { loadDocuments } from "../../src/input/load.ts";
import type { Loaded } from "../../src/input/loaded.ts";
import { decode } from "../../src/input/decode.ts";
import { linesOf, scopes } from "./pulumi-fixture.ts";

const cwd = new URL("./pulumi/", import.meta.url).pathname;
const load = (...paths: string[]): Promise<Loaded> => loadDocuments(paths, { cwd });
const changes = ({ before, zones }: Loaded): string[] => {
  const [then, now] = [linesOf(before), linesOf(zones)];
  return [
    ...then.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.map((line) => (then.includes(line) ? `  ${line}` : `+ ${line}`)),
  ];
};

const REPLACED = [
  '- example.com 300 TXT "v=spf1 include:_spf.example.net -all"',
  '- _dmarc.example.com 300 TXT "v=DMARC1; p=none; rua=mailto:d@example.com"',
  "- s1._domainkey.example.com 300 TXT <secret>",
  "- example.com 300 MX 10 mx.example.net",
  '+ _smtp._tls.example.com 300 TXT "v=TLSRPTv1; rua=mailto:t@example.com"',
  '+ example.com 300 TXT "v=spf1 include:_spf.example.net include:_spf.example.org -all"',
  "+ example.com 300 MX 10 mx2.example.net",
  "+ s1._domainkey.example.com 300 CNAME s1.dkim.example.net",
].sort();

describe("what a preview leaves out stands in the state beside it", () => {
  test.each([
    ["the export behind it", ["preview-replace.json", "export.json"]],
    ["in front of it", ["export.json", "preview-replace.json"]],
    ["a backend's file", ["checkpoint.json", "preview-replace.json"]],
    ["a full preview", ["preview-replace-full.json", "export.json"]],
    ["an event log", ["events-replace.ndjson", "export.json"]],
    ["a plan", ["plan-replace.json", "export.json"]],
  ])("%s", async (_, paths) => {
    const loaded = await load(...paths);
    expect(changes(loaded).sort()).toEqual(REPLACED);
    expect(scopes(loaded.zones)).toEqual(["example.com whole"]);
    expect(scopes(loaded.before)).toEqual(["example.com whole"]);
    expect(loaded.problems).toEqual([]);
  });

  test("a preview on standard input", async () => {
    const text = (await import("node:fs")).readFileSync(`${cwd}preview-replace.json`);
    const loaded = await loadDocuments(["-", "export.json"], { cwd, stdin: decode("<stdin>", text) });
    expect(changes(loaded).sort()).toEqual(REPLACED);
    expect(loaded.problems).toEqual([]);
  });

  test("resources that the program names otherwise now (aliases) are counted once", async () => {
    const loaded = await load("preview-components-short.json", "export-replaced.json");
    expect(loaded.problems).toEqual([]);
    expect(scopes(loaded.zones)).toEqual(["example.com whole", "example.org whole"]);
    const whole = await load("preview-components.json");
    expect(linesOf(loaded.zones).sort()).toEqual(linesOf(whole.zones).sort());
    expect(linesOf(loaded.before).sort()).toEqual(linesOf(whole.before).sort());
  });

  test("a plan takes the zone's id from the state", async () => {
    const loaded = await load("export-replaced.json", "plan-components.json");
    expect(loaded.problems).toEqual([]);
    const whole = await load("preview-components.json");
    // What a program only reads is in no plan.
    const managed = linesOf(whole.zones).filter((line) => !line.startsWith("<preview>"));
    expect(linesOf(loaded.zones).sort()).toEqual(managed.sort());
    expect(scopes(loaded.before)).toEqual(["example.com whole"]);
  });

  test("a preview without a change: all of it stands in the export, and its records point there", async () => {
    const alone = (await load("preview-same.json")).problems.map(({ reason }) => reason);
    expect(alone.filter((reason) => reason.startsWith("holds no DNS record: "))).toHaveLength(1);
    const loaded = await load("preview-same.json", "export.json");
    expect(changes(loaded)).toEqual(
      (await load("export.json")).zones.flatMap((zone) => linesOf([zone]).map((line) => `  ${line}`)),
    );
    expect(loaded.problems).toEqual([]);
    const record = loaded.zones[0]?.records.find(({ type }) => type === "MX");
    expect(record?.source.document).toEqual({ path: "export.json", format: "pulumi-export" });
    const { reader, file } = loaded.files.get("export.json") ?? {};
    const [region] = (file && reader?.locate(file, [{ at: record?.at ?? 0, field: "exchange" }])) ?? [];
    expect(file?.text.slice(region?.start, region?.end)).toBe("mx.example.net");
  });
});

describe("what does not belong together", () => {
  test("documents of two moments", async () => {
    const loaded = await load("preview-same.json", "export-components.json");
    expect(scopes(loaded.zones)).toEqual(["example.com none", "example.org none"]);
    expect(loaded.problems.map(({ reason }) => reason)).toEqual([
      "export-components.json holds 11 resources that this document does not show, and it counts 5 unchanged ones: the two are not of one moment, or --target leaves new resources out, so what is missing is not judged",
    ]);
  });

  test("a failed update stays a part", async () => {
    const loaded = await load("events-up-failed.ndjson", "export-replaced.json");
    expect(scopes(loaded.zones)).toEqual(["example.com none"]);
    expect(loaded.problems.map(({ reason }) => reason)).toHaveLength(2);
  });

  test("what the export says of itself is said", async () => {
    const loaded = await load("preview-same.json", "export-pending.json");
    expect(loaded.problems.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'export-pending.json: an update was cut off while 1 DNS resource was being changed, so what is published may differ; run "pulumi refresh"',
    ]);
  });

  test("another stack", async () => {
    const text = (await import("node:fs"))
      .readFileSync(`${cwd}export.json`, "utf8")
      .replaceAll("urn:pulumi:dev::", "urn:pulumi:prod::");
    const loaded = await loadDocuments(["preview-replace.json", "-"], {
      cwd,
      stdin: { path: "<stdin>", text, utf8: true },
    });
    expect(loaded.zones.map(({ documents }) => documents.map(({ path }) => path))).toEqual([
      ["preview-replace.json"],
      ["<stdin>"],
    ]);
  });

  test("two deployments of one stack", async () => {
    const loaded = await load("preview-replace.json", "events-create.ndjson", "export.json");
    expect(loaded.zones).toHaveLength(3);
  });
});
