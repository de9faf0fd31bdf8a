import { describe, expect, test } from "vitest";
import { pulumiPreviewReader } from "../../src/input/pulumi-preview.ts";
import { kindOf } from "../../src/input/detect.ts";
import { deletedBeforeReplaced } from "../../src/input/pulumi/steps.ts";
import { linesOf, located, readPreview, resource, scopes, UNKNOWN, urnOf, type Json } from "./pulumi-fixture.ts";

const DNS = "cloudflare:index/dnsRecord:DnsRecord";
const ZONE = "cloudflare:index/zone:Zone";
const zoneState = resource(ZONE, "zone", { name: "example.com" });
const mx = { zoneId: "zone-id", name: "@", type: "MX", content: "old.example.net", priority: 10, ttl: 300 };

function step(op: string, type: string, name: string, oldState?: Json, newState?: Json): Json {
  return { op, urn: urnOf(type, name), ...(oldState && { oldState }), ...(newState && { newState }) };
}

const same = step("same", ZONE, "zone", zoneState, zoneState);
const oldMx = resource(DNS, "mx", mx);
const newMx = resource(DNS, "mx", {}, { inputs: { ...mx, content: "new.example.net" }, outputs: mx });

const STACK = "pulumi:pulumi:Stack";

/** The CLI always shows the stack itself, and counts it. */
function preview(summary: Readonly<Record<string, number>> | undefined, ...steps: Json[]): Json {
  const changeSummary = summary && { ...summary, same: (summary["same"] ?? 0) + 1 };
  const all = [step("same", STACK, "mail-dev"), ...steps];
  return {
    config: { "cloudflare:apiToken": "[secret]" },
    steps: all,
    duration: 1,
    ...(changeSummary && { changeSummary }),
  };
}

const OLD = "example.com 300 MX 10 old.example.net";
const NEW = "example.com 300 MX 10 new.example.net";

describe("operations", () => {
  test.each([
    ["create", [step("create", DNS, "mx", undefined, newMx)], [], [NEW]],
    ["update", [step("update", DNS, "mx", oldMx, newMx)], [OLD], [NEW]],
    ["delete", [step("delete", DNS, "mx", oldMx)], [OLD], []],
    ["same", [step("same", DNS, "mx", oldMx, oldMx)], [OLD], [OLD]],
    ["replace", [step("replace", DNS, "mx", oldMx, newMx)], [OLD], [NEW]],
    [
      "replacement in steps",
      [
        step("create-replacement", DNS, "mx", oldMx, newMx),
        step("replace", DNS, "mx", oldMx, newMx),
        step("delete-replaced", DNS, "mx", oldMx),
      ],
      [OLD],
      [NEW],
    ],
    ["import", [step("import", DNS, "mx", undefined, oldMx)], [OLD], [OLD]],
    [
      "refresh, then update",
      [step("refresh", DNS, "mx", newMx, oldMx), step("update", DNS, "mx", oldMx, newMx)],
      [OLD],
      [NEW],
    ],
    ["refresh that finds it gone", [step("refresh", DNS, "mx", oldMx)], [], []],
    ["discard", [step("discard", DNS, "mx", { ...oldMx, external: true })], [OLD], []],
    ["an operation to come", [step("frobnicate", DNS, "mx", oldMx, newMx)], [OLD], [NEW]],
  ])("%s", (_, steps, before, after) => {
    const result = readPreview(preview({ same: 1 }, same, ...steps));
    expect(linesOf(result.before)).toEqual(before);
    expect(linesOf(result.zones)).toEqual(after);
    expect(result.problems).toEqual([]);
  });

  test("what is read is not managed", () => {
    const result = readPreview(
      preview({ same: 1 }, same, step("read", DNS, "mx", undefined, { ...oldMx, external: true })),
    );
    expect(linesOf(result.zones)).toEqual([OLD]);
    expect(scopes(result.zones)).toEqual(["example.com whole"]);
  });

  test("a first deployment: the zone's id is unknown, the dependency names it", () => {
    const planned = (name: string, properties: Json) =>
      step("create", DNS, name, undefined, {
        ...resource(DNS, name, {}, { inputs: { ...properties, zoneId: UNKNOWN }, outputs: undefined, id: undefined }),
        propertyDependencies: { zoneId: [urnOf(ZONE, "zone")] },
      });
    const created = step("create", ZONE, "zone", undefined, { ...zoneState, id: undefined, outputs: undefined });
    const result = readPreview(
      preview(
        { create: 4 },
        created,
        planned("mx", mx),
        planned("spf", { name: "example.com", type: "TXT", content: "[secret]", ttl: 60 }),
        planned("a", { name: "mail", type: "A", content: UNKNOWN, ttl: UNKNOWN }),
      ),
    );
    expect(linesOf(result.zones)).toEqual([
      OLD,
      "example.com 60 TXT <secret>",
      "mail.example.com <preview> A <preview>",
    ]);
    expect(scopes(result.zones)).toEqual(["example.com whole"]);
    expect(result.before).toEqual([]);
    expect(result.problems).toEqual([]);
  });
});

describe("what the preview leaves out", () => {
  const change = step("update", DNS, "mx", oldMx, { ...newMx });

  test("hidden unchanged resources: nothing follows from what is missing, and the command is named", () => {
    const result = readPreview(preview({ same: 3, update: 1 }, same, change));
    expect(scopes(result.zones)).toEqual(["example.com none"]);
    expect(scopes(result.before)).toEqual(["example.com none"]);
    expect(result.problems.map((problem) => problem.reason)).toEqual([
      '2 unchanged resources that may be DNS are left out of this preview, so what is missing cannot be judged; write it with "pulumi preview --json --show-sames --show-replacement-steps", or give what "pulumi stack export" writes beside it',
    ]);
  });

  test("no count of them, or an error in the preview", () => {
    expect(scopes(readPreview(preview(undefined, same, change)).zones)).toEqual(["example.com none"]);
    const failed = readPreview({
      ...preview({ same: 1, update: 1 }, same, change),
      diagnostics: [{ severity: "error", message: "no" }],
    });
    expect(scopes(failed.zones)).toEqual(["example.com none"]);
    expect(failed.problems).toHaveLength(1);
  });

  const urn = "urn:pulumi:dev::mail::";
  const owned = {
    parent: `${urn}acme:dns:Mail::mail`,
    provider: `${urn}pulumi:providers:cloudflare::explicit::0f3a`,
    dependencies: [`${urn}random:index/randomId:RandomId::id`],
  };
  test.each<[string, number, Json, string]>([
    ["the component, the provider and what is no DNS are not missed", 4, owned, "whole"],
    ["one more than those", 5, owned, "none"],
    ["default providers are not counted", 2, { provider: `${urn}pulumi:providers:cloudflare::default_6::0f` }, "none"],
    ["a zone that is left out is missed", 2, { dependencies: [`${urn}${ZONE}::other`] }, "none"],
  ])("%s", (_, sames, more, scope) => {
    const result = readPreview(
      preview({ same: sames, update: 1 }, same, step("update", DNS, "mx", oldMx, { ...newMx, ...more })),
    );
    expect(scopes(result.zones)).toEqual([`example.com ${scope}`]);
    expect(result.problems).toHaveLength(scope === "none" ? 1 : 0);
  });

  test("what a refresh has shown is not left out", () => {
    const gone = resource(DNS, "gone", mx);
    const refreshed = [
      step("refresh", STACK, "mail-dev"),
      step("refresh", ZONE, "zone", zoneState, zoneState),
      step("refresh", DNS, "mx", oldMx, oldMx),
      step("refresh", DNS, "gone", gone, gone),
    ];
    const count = (same: number): string[] =>
      scopes(
        readPreview({ ...preview({ same: same - 1 }), steps: [...refreshed, step("same", STACK, "mail-dev")] }).zones,
      );
    expect(count(4)).toEqual(["example.com whole"]);
    // One of the three is gone, and nobody says which.
    expect(count(3)).toEqual(["example.com none"]);
    expect(count(1)).toEqual([]);
  });

  test("a step list without the stack itself is a part", () => {
    const result = readPreview({ changeSummary: { same: 1, update: 1 }, steps: [same, change] });
    expect(scopes(result.zones)).toEqual(["example.com none"]);
    expect(result.problems.map(({ reason }) => reason)).toEqual([
      "the preview does not show the stack itself, so its steps may not be all: what is missing is not judged",
    ]);
  });

  test("policies stop a preview after its last step", () => {
    const blocked = (...messages: string[]): string[] => {
      const diagnostics = messages.map((message) => ({ severity: "error", message }));
      return scopes(readPreview({ ...preview({ same: 1, update: 1 }, same, change), diagnostics }).zones);
    };
    expect(blocked("error: preview failed\n")).toEqual(["example.com whole"]);
    expect(blocked("error: no\n", "error: preview failed\n")).toEqual(["example.com none"]);
  });

  test("the old state's absolute name names the zone of the new one", () => {
    const was = { ...oldMx, outputs: { ...mx, hostname: "example.com" } };
    const result = readPreview(preview({ update: 1 }, step("update", DNS, "mx", was, newMx)));
    expect(linesOf(result.zones)).toEqual([NEW]);
    expect(scopes(result.zones)).toEqual(["example.com part program"]);
  });
});

test("modified is told of what is published, not of what is planned", () => {
  const at = { modified: "2026-05-05T00:00:00Z" };
  const result = readPreview(
    preview({ same: 1 }, same, step("update", DNS, "mx", { ...oldMx, ...at }, { ...newMx, ...at })),
  );
  expect(result.before?.[0]?.records[0]?.vendor?.modified).toBe(at.modified);
  expect(result.zones[0]?.records[0]?.vendor).toBeUndefined();
});

test("places in both states", () => {
  const document = preview({ same: 1 }, same, step("update", DNS, "mx", oldMx, newMx));
  const result = readPreview(document);
  const at = [result.before, result.zones].map((zones) => zones?.[0]?.records[0]?.at ?? 0);
  expect(
    located(
      pulumiPreviewReader,
      document,
      at.map((each) => ({ at: each, field: "exchange" as const })),
    ),
  ).toEqual(["old.example.net", "new.example.net"]);
});

test("replacements that delete first", () => {
  const gone = step("delete-replaced", DNS, "mx", oldMx);
  const made = step("create-replacement", DNS, "mx", oldMx, newMx);
  const steps = [gone, made].map(({ op, urn }) => ({ op: String(op), urn: String(urn) }));
  expect(deletedBeforeReplaced(steps)).toEqual([urnOf(DNS, "mx")]);
  expect(deletedBeforeReplaced(steps.reverse())).toEqual([]);
});

describe("documents", () => {
  test.each([
    [{ changeSummary: {}, steps: {} }, 'no whole Pulumi preview: "steps" is no list'],
    [{ changeSummary: {}, steps: [{ op: "same" }] }, 'no whole Pulumi preview: step 0 has no "op" or no "urn"'],
    [[], "no Pulumi preview: it is no JSON object"],
    [
      { diagnostics: [{ severity: "warning", message: "no host" }] },
      "this preview ended before its first step, so it shows no record; the CLI says why",
    ],
  ])("%j is refused", (document, reason) => {
    expect(readPreview(document)).toEqual({ zones: [], problems: [{ level: "error", path: "stack.json", reason }] });
  });

  test("no DNS", () => {
    expect(readPreview(preview({})).problems.map((problem) => problem.reason)).toEqual([
      "the preview shows no DNS record or zone",
    ]);
  });

  test.each([
    [preview({ same: 1 }), true],
    [{ changeSummary: { same: 1 }, duration: 1 }, true],
    [{ steps: [step("same", DNS, "mx")] }, true],
    [{ steps: [{ op: "same", urn: "x" }] }, false],
    [{ version: 3, deployment: {} }, false],
    [null, false],
  ])("detects %j: %s", (json, expected) => {
    const file = { path: "x", text: "", utf8: true };
    expect(kindOf("pulumi-preview").detect({ file, baseName: "x", json: () => json })).toBe(expected);
  });
});
