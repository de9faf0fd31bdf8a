import { describe, expect, test } from "vitest";
import { pulumiEventsReader } from "../../src/input/pulumi-events.ts";
import type { ReadResult } from "../../src/input/reader.ts";
import { ciphered, linesOf, options, plain, resource, scopes, UNKNOWN, urnOf, type Json } from "./pulumi-fixture.ts";

const DNS = "cloudflare:index/dnsRecord:DnsRecord";
const ZONE = "cloudflare:index/zone:Zone";
const STACK = "pulumi:pulumi:Stack";
const mx = { zoneId: "zone-id", name: "@", type: "MX", content: "old.example.net", priority: 10, ttl: 300 };
const zone = resource(ZONE, "zone", { name: "example.com" });
const oldMx = resource(DNS, "mx", mx);
const newMx = resource(DNS, "mx", { ...mx, content: "new.example.net" });
const OLD = "example.com 300 MX 10 old.example.net";
const NEW = "example.com 300 MX 10 new.example.net";

interface About {
  readonly old?: Json | null;
  readonly new?: Json | null;
  readonly planning?: boolean;
}

function event(kind: string, op: string, type: string, name: string, about: About = {}): Json {
  const { planning, ...states } = about;
  const logical = !/-replac|^refresh/.test(op);
  const metadata = { op, urn: urnOf(type, name), type, old: null, new: null, ...states, ...(logical && { logical }) };
  return { [kind]: { metadata, ...(planning === true && { planning }) } };
}

/** A step of an update: its beginning and its end. */
function done(op: string, type: string, name: string, about: About = {}): Json[] {
  return ["resourcePreEvent", "resOutputsEvent"].map((kind) => event(kind, op, type, name, about));
}

const prelude: Json = { preludeEvent: { config: { "cloudflare:apiToken": "[secret]" } } };
const stack = done("same", STACK, "mail-dev");
const sameZone = done("same", ZONE, "zone", { old: zone, new: { ...zone, id: "", outputs: {} } });
function summary(resourceChanges: Json, more: Json = {}): Json {
  return { summaryEvent: { maybeCorrupt: false, durationSeconds: 2, resourceChanges, result: "succeeded", ...more } };
}
const cancel: Json = { cancelEvent: {} };

function numbered(events: readonly Json[], from = 0): Json[] {
  return events.map((each, index) => ({ sequence: from + index, timestamp: 1_700_000_000, ...each }));
}

function run(...steps: readonly Json[][]): Json[] {
  const all = [...stack, ...sameZone, ...steps.flat()];
  return numbered([prelude, ...all, summary({ same: 2 }), cancel]);
}

const linesIn = (events: readonly Json[]): string => events.map((each) => `${JSON.stringify(each)}\n`).join("");

function read(text: string): ReadResult {
  return pulumiEventsReader.read({ path: "log.ndjson", text, utf8: true }, options(), () => undefined);
}

const changed = run(done("update", DNS, "mx", { old: oldMx, new: newMx }));

describe("operations of an update", () => {
  test.each<[string, Json[], string[], string[]]>([
    ["create", done("create", DNS, "mx", { new: newMx }), [], [NEW]],
    ["update", done("update", DNS, "mx", { old: oldMx, new: newMx }), [OLD], [NEW]],
    ["delete", done("delete", DNS, "mx", { old: oldMx }), [OLD], []],
    ["same", done("same", DNS, "mx", { old: oldMx, new: { ...oldMx, id: "", outputs: {} } }), [OLD], [OLD]],
    [
      "replacement",
      [
        ...done("create-replacement", DNS, "mx", { old: oldMx, new: newMx }),
        ...done("replace", DNS, "mx", { old: { ...oldMx, delete: true }, new: newMx }),
        ...done("delete-replaced", DNS, "mx", { old: { ...oldMx, delete: true } }),
      ],
      [OLD],
      [NEW],
    ],
    [
      "replacement that deletes first",
      [
        ...done("delete-replaced", DNS, "mx", { old: oldMx }),
        ...done("replace", DNS, "mx", { old: oldMx, new: newMx }),
        ...done("create-replacement", DNS, "mx", { old: oldMx, new: newMx }),
      ],
      [OLD],
      [NEW],
    ],
    ["import", done("import", DNS, "mx", { old: oldMx, new: oldMx }), [OLD], [OLD]],
    ["read", done("read", DNS, "mx", { new: { ...oldMx, external: true } }), [], [OLD]],
    [
      "refresh, then update",
      [
        ...done("refresh", DNS, "mx", { old: oldMx, new: newMx }),
        ...done("update", DNS, "mx", { old: newMx, new: oldMx }),
      ],
      [NEW],
      [OLD],
    ],
    [
      "refresh that finds a change, told as one",
      [
        event("resourcePreEvent", "refresh", DNS, "mx", { old: oldMx, new: oldMx }),
        { resOutputsEvent: { metadata: { op: "update", urn: urnOf(DNS, "mx"), old: oldMx, new: newMx } } },
      ],
      [NEW],
      [NEW],
    ],
    [
      "refresh that finds it gone",
      [
        event("resourcePreEvent", "refresh", DNS, "mx", { old: oldMx, new: oldMx }),
        { resOutputsEvent: { metadata: { op: "delete", urn: urnOf(DNS, "mx"), old: oldMx, new: null } } },
      ],
      [],
      [],
    ],
    [
      "what an earlier deployment left to be deleted",
      [
        ...done("same", DNS, "mx", { old: oldMx, new: oldMx }),
        ...done("delete-replaced", DNS, "mx", { old: { ...newMx, delete: true } }),
      ],
      [OLD],
      [OLD],
    ],
    ["left alone before it is made (--target)", done("same", DNS, "mx", { old: bare(), new: bare() }), [], []],
    ["an operation to come", done("frobnicate", DNS, "mx", { old: oldMx, new: newMx }), [OLD], [NEW]],
  ])("%s", (_, steps, before, after) => {
    const result = read(linesIn(run(steps)));
    expect(linesOf(result.before)).toEqual(before);
    expect(linesOf(result.zones)).toEqual(after);
    expect(result.problems).toEqual([]);
    expect(scopes(result.zones)).toEqual(["example.com whole"]);
  });

  function bare(): Json {
    return { urn: urnOf(DNS, "mx"), type: DNS, id: "", inputs: {}, outputs: {} };
  }
});

describe("what was not carried out", () => {
  const note = (names: string) =>
    `the run did not carry out ${names}: judged is what stood there before, which may not be what is published; "pulumi refresh" tells`;
  const failed = "the run ended in an error, so its events may not be all: what is missing is not judged";

  test("a failed update leaves what was there", () => {
    const steps = [
      event("resourcePreEvent", "update", DNS, "mx", { old: oldMx, new: newMx }),
      event("resOpFailedEvent", "update", DNS, "mx", { old: oldMx, new: newMx }),
    ];
    const result = read(linesIn(run(steps)));
    expect(linesOf(result.before)).toEqual([OLD]);
    expect(linesOf(result.zones)).toEqual([OLD]);
    expect(scopes(result.zones)).toEqual(["example.com none"]);
    expect(result.problems.map(({ reason }) => reason)).toEqual([note('"mx"'), failed]);
  });

  test("a replacement that deleted and could not create", () => {
    const steps = [
      ...done("delete-replaced", DNS, "mx", { old: oldMx }),
      event("resourcePreEvent", "create-replacement", DNS, "mx", { old: oldMx, new: newMx }),
      event("resOpFailedEvent", "create-replacement", DNS, "mx", { old: oldMx, new: newMx }),
    ];
    const result = read(linesIn(run(steps)));
    expect(linesOf(result.before)).toEqual([OLD]);
    expect(linesOf(result.zones)).toEqual([]);
  });

  test("begun, and no end", () => {
    const begun = [event("resourcePreEvent", "create", DNS, "mx", { new: newMx })];
    expect(read(linesIn(run(begun))).problems.map(({ reason }) => reason)).toEqual([note('"mx"'), failed]);
    expect(linesOf(read(linesIn(run(begun))).zones)).toEqual([]);
    // A preview says all the same what it was to be.
    const planned = [event("resourcePreEvent", "create", DNS, "mx", { new: newMx, planning: true })];
    expect(linesOf(read(linesIn(run(planned))).zones)).toEqual([NEW]);
  });

  test.each<[string, Json[], boolean]>([
    ["an error", [{ diagnosticEvent: { severity: "error", message: "no" } }], false],
    ["a warning", [{ diagnosticEvent: { severity: "warning", message: "no" } }], true],
    ["a policy in an update", [{ policyEvent: { enforcementLevel: "mandatory" } }], false],
    ["an advisory policy", [{ policyEvent: { enforcementLevel: "advisory" } }], true],
    [
      "policies in a preview, which shows all its steps",
      [
        ...done("same", DNS, "mx", { old: oldMx, new: oldMx, planning: true }),
        { policyEvent: { enforcementLevel: "mandatory" } },
        { diagnosticEvent: { severity: "error", message: "<{%reset%}>preview failed\n<{%reset%}>" } },
      ],
      true,
    ],
  ])("%s", (_, steps, whole) => {
    expect(scopes(read(linesIn(run(steps))).zones)).toEqual([`example.com ${whole ? "whole" : "none"}`]);
  });

  test.each([
    ["succeeded", true],
    ["failed", false],
    ["canceled", false],
    [undefined, true],
  ])("result %s", (result, whole) => {
    const events = numbered([prelude, ...stack, ...sameZone, summary({ same: 2 }, { result }), cancel]);
    expect(scopes(read(linesIn(events)).zones)).toEqual([`example.com ${whole ? "whole" : "none"}`]);
  });
});

test("a first deployment's preview: of two zones, the unknown id is that of the one to be made", () => {
  const planned = (name: string, inputs: Json) =>
    done("create", DNS, name, {
      new: { ...resource(DNS, name, {}, { inputs, outputs: { ...inputs, content: UNKNOWN } }), id: "" },
      planning: true,
    });
  const made = done("create", ZONE, "two", {
    new: { ...resource(ZONE, "two", { name: "example.org" }), id: "" },
    planning: true,
  });
  const result = read(
    linesIn(run(made, planned("mx", { ...mx, zoneId: UNKNOWN }), planned("spf", { ...mx, content: ciphered }))),
  );
  expect(linesOf(result.zones)).toEqual(["example.com 300 MX 10 <secret>", "example.org 300 MX 10 old.example.net"]);
  expect(scopes(result.zones)).toEqual(["example.com whole", "example.org whole"]);
});

describe("forms of a log", () => {
  const text = linesIn(changed);
  const pretty = changed.map((each) => JSON.stringify(each, null, 2)).join("\n");
  const digest = JSON.stringify({ steps: [], changeSummary: { update: 1 } }, null, 4);
  const preview = run(done("update", DNS, "mx", { old: oldMx, new: resource(DNS, "mx", {}), planning: true }));
  test.each<[string, string]>([
    ["lines", text],
    ["without its last line end", text.trimEnd()],
    ["CR LF and blank lines", text.replaceAll("\n", "\r\n\r\n")],
    ["a byte order mark", `\ufeff${text}`],
    ["spread over lines", pretty],
    ["several on a line", changed.map((each) => JSON.stringify(each)).join("")],
    ["an array", JSON.stringify(changed, null, 2)],
    ["Pulumi Cloud's answer", JSON.stringify({ events: changed, continuationToken: null })],
    ["behind the preview of the same command", `${digest}\n${text}`],
    ["behind the events of the preview", linesIn(preview) + text],
    ["without cancelEvent", linesIn(changed.slice(0, -1))],
    ["with events to come", text.replace('"preludeEvent"', '"newEvent":{},"preludeEvent"')],
  ])("%s", (_, log) => {
    const file = { path: "log.ndjson", text: log, utf8: true };
    const result = read(log);
    expect(result.problems).toEqual([]);
    expect(linesOf(result.before)).toEqual([OLD]);
    expect(linesOf(result.zones)).toEqual([NEW]);
    const at = [result.before, result.zones].map((zones) => zones?.[0]?.records[0]?.at ?? 0);
    const regions = pulumiEventsReader.locate(
      file,
      at.map((each) => ({ at: each, field: "exchange" as const })),
    );
    expect(regions.map((region) => log.slice(region?.start, region?.end))).toEqual([
      "old.example.net",
      "new.example.net",
    ]);
  });

  const [head, ...rest] = text.split("\n");
  test.each<[string, string, number | undefined, string]>([
    [
      "no end",
      linesIn(changed.slice(0, -2)),
      7,
      'no whole Pulumi event log: it ends before the run does, without "summaryEvent"',
    ],
    [
      "no beginning",
      linesIn(changed.slice(1)),
      undefined,
      'no whole Pulumi event log: it begins in the middle of a run, without "preludeEvent"',
    ],
    ["a torn last line", text.slice(0, -40), 9, "the log breaks off inside the event that begins here"],
    [
      "a second run that has no end",
      text + linesIn(changed.slice(0, 3)),
      12,
      'no whole Pulumi event log: it ends before the run does, without "summaryEvent"',
    ],
    [
      "a warning of the CLI",
      `warning: old\n${text}`,
      1,
      "no event stands here; write only what the CLI prints on standard output into the file",
    ],
    [
      "garbage in between",
      [head, "}", ...rest].join("\n"),
      2,
      "no event stands here; write only what the CLI prints on standard output into the file",
    ],
    [
      "a broken line in between",
      [head, '{"sequence": 1,}', ...rest].join("\n"),
      2,
      "no JSON: a comma before the closing }: JSON allows no trailing comma",
    ],
    [
      "something else in between",
      [head, '{"kind": 1}', ...rest].join("\n"),
      2,
      "what stands here is no event of the Pulumi engine",
    ],
    ["a number", "1", 1, "what stands here is no event of the Pulumi engine"],
    ["a preview behind the events", `${text}${digest}`, 10, "what stands here is no event of the Pulumi engine"],
    [
      "one page of Pulumi Cloud",
      JSON.stringify({ events: changed, continuationToken: "2" }),
      1,
      "this is one page of the events, and more follow it",
    ],
    ["something behind a list", `${JSON.stringify(changed)}\n{}`, 2, "something stands behind the list of events"],
    ["nothing", "", undefined, 'no whole Pulumi event log: it begins in the middle of a run, without "preludeEvent"'],
  ])("%s is refused", (_, log, place, reason) => {
    // prettier-ignore
    const { zones, problems } = read(log);
    expect(zones).toEqual([]);
    expect(problems.map((problem) => [problem.level, problem.line, problem.reason])).toEqual([
      ["error", place, reason],
    ]);
  });

  test("lines that are missing in between are counted", () => {
    const lost = changed.filter((_, index) => index !== 3 && index !== 4);
    const result = read(
      linesIn(lost.map((each) => ("summaryEvent" in each ? { ...each, ...summary({ same: 2, update: 1 }) } : each))),
    );
    expect(result.problems.map(({ reason }) => reason)[0]).toBe(
      "the run counts 1 resource more than it has events for, so what is missing cannot be judged",
    );
    expect(result.zones.every(({ scope }) => scope === "none")).toBe(true);
  });

  test("many values on one line cost no more than as many lines", () => {
    const diagnostic = JSON.stringify({
      sequence: 1,
      diagnosticEvent: { severity: "debug", message: "x".repeat(100) },
    });
    const log = linesIn(changed).replace("\n", `\n${diagnostic.repeat(20_000)}\n`);
    expect(linesOf(read(log).zones)).toEqual([NEW]);
  });

  test("a part of the stack alone", () => {
    const events = numbered([prelude, ...sameZone, summary({ same: 1 }), cancel]);
    expect(read(linesIn(events)).problems.map(({ reason }) => reason)).toEqual([
      "the events do not show the stack itself, so they may not be all: what is missing is not judged",
    ]);
  });

  test("no DNS", () => {
    const events = numbered([prelude, ...stack, summary({ same: 1 }), cancel]);
    expect(read(linesIn(events)).problems.map(({ reason }) => reason)).toEqual([
      "the event log shows no DNS record or zone",
    ]);
  });
});

test("a resource with a secret anywhere is shown by its URN alone", () => {
  const secret = resource(DNS, "mx", mx, { outputs: { ...mx, comment: plain("hush-hush") } });
  const log = linesIn(run(done("create", DNS, "mx", { new: secret })));
  const result = read(log);
  const [region] = pulumiEventsReader.locate({ path: "log.ndjson", text: log, utf8: true }, [
    { at: result.zones[0]?.records[0]?.at ?? 0, field: "exchange" },
  ]);
  expect(log.slice(region?.start, region?.end)).toBe(urnOf(DNS, "mx"));
});
