import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allResources } from "../../src/input/pulumi/resources.ts";
import { bootPack } from "./boot.ts";
import { requestOf, type AnalyzedInStack, type Diagnostic, type Pack } from "./driver.ts";
import { SECRET, SIGNATURE, UNKNOWN, type Json, type Properties } from "./json.ts";
import { analyzer, grpc } from "./proto.ts";
import { manyRecords, record, RECORD_TOKEN, resource, urnOf, zone, ZONE_TOKEN } from "./resources.ts";
import { FILE, Project } from "./runs.ts";

/** What comes from a pull request, or from nobody who speaks the protocol: one process gets it all and must live. */
const project = new Project();
let pack: Pack;
beforeAll(async () => {
  ({ pack } = await bootPack(FILE, { pwd: project.folder }));
});
afterAll(async () => {
  await pack.close();
  project.remove();
});

const home = zone("zone", "example.com");
let count = 0;

/** The server still answers, and rightly. */
async function isWell(): Promise<void> {
  const broken = record(`spf-${count++}`, home, { name: "@", type: "TXT", content: '"v=spf1 ipv4:192.0.2.1 -all"' });
  const found = await pack.analyzeStack([home, broken]);
  expect(found.filter(({ policy }) => policy === "spf-syntax").map(({ urn }) => urn)).toEqual([broken.urn]);
  expect(found.filter(({ policy }) => policy === "internal-error")).toEqual([]);
  expect(pack.written.stdout).toBe(`${pack.port}\n`);
}

async function survives(resources: readonly AnalyzedInStack[]): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const each of resources.slice(0, 50)) {
    expect(await pack.remediate(each)).toEqual([]);
    found.push(...(await pack.analyze(each)));
  }
  found.push(...(await pack.analyzeStack(resources)));
  expect(found.filter(({ policy }) => policy === "internal-error")).toEqual([]);
  return found;
}

const nested = (depth: number): Json => {
  let value: Json = "x";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { a: value } : [value];
  return value;
};

const WEIRD: readonly Json[] = [
  ...[null, true, 5, -1, 1e308, 1.5, "", " ", ".", "..", "@", "\0", "\ud800", UNKNOWN, [], {}, [[[]]]],
  ...[[null, true, 5], { a: { b: null } }, ["a", UNKNOWN], nested(60), "x".repeat(5000), "a.".repeat(500)],
  { [SIGNATURE]: SECRET },
  { [SIGNATURE]: SECRET, value: { [SIGNATURE]: SECRET, value: "x" } },
  { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn: 5 },
  { [SIGNATURE]: null, value: 1 },
];

/** Every property that the table of resources names, for each of its tokens. */
function propertiesOf(row: Readonly<Record<string, unknown>>): string[] {
  const names = new Set<string>();
  const gather = (value: unknown): void => {
    if (typeof value === "string" && /^[a-z][A-Za-z.]*$/.test(value)) names.add(value.split(".")[0] ?? value);
    else if (Array.isArray(value)) value.forEach(gather);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(gather);
  };
  const { tokens: _, publisher: __, ...rest } = row;
  gather(rest);
  return [...names];
}

describe("values of the wrong type", () => {
  const rows = allResources().map((row) => [row.tokens[0] ?? "", row] as const);
  it.each(rows)("%s", async (token, row) => {
    const names = propertiesOf(row as unknown as Record<string, unknown>);
    const resources = WEIRD.flatMap((value, index) => [
      resource(token, `all-${index}`, Object.fromEntries(names.map((name) => [name, value]))),
      resource(token, `but-type-${index}`, {
        ...Object.fromEntries(names.map((name) => [name, value])),
        ...{ type: "MX", recordType: "MX", rtype: "MX", fieldtype: "MX", recordtype: "MX" },
      }),
    ]);
    const found = await pack.analyzeStack(resources);
    expect(found.filter(({ policy }) => policy === "internal-error")).toEqual([]);
  });

  it("leave the server well", isWell);
});

const PROTOTYPE = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "length"];

describe("names of the language's own", () => {
  it("as properties, values and types", async () => {
    const own = Object.fromEntries(PROTOTYPE.map((key) => [key, { polluted: "yes" }]));
    await survives([
      home,
      record("a", home, { ...own, name: "@", type: "TXT", content: "v=spf1 -all", data: own }),
      ...PROTOTYPE.map((key, index) => record(`b-${index}`, home, { name: key, type: key, content: key })),
      ...PROTOTYPE.map((key) => resource(key, key, own)),
      resource(RECORD_TOKEN, "c", { zoneId: "0009" }, Object.fromEntries(PROTOTYPE.map((key) => [key, [home.urn]]))),
    ]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    await isWell();
  });

  it("as policies", async () => {
    await pack.configure(Object.fromEntries(PROTOTYPE.map((key) => [key, { level: "mandatory", properties: {} }])));
    await pack.configure({
      "spf-syntax": { level: "mandatory", properties: Object.fromEntries(PROTOTYPE.map((k) => [k, 1])) },
    });
    await pack.configure({});
    await isWell();
  });
});

describe("shapes that no engine sends", () => {
  it.each<[string, readonly AnalyzedInStack[]]>([
    ["no resource", []],
    ["no name, no type, no properties", [resource("", "", {})]],
    ["one URN twice", [home, home, record("a", home, { name: "@" }), record("a", home, { name: "@" })]],
    [
      "resources that depend on themselves",
      [{ ...home, dependencies: [home.urn], propertyDependencies: { name: [home.urn] } }],
    ],
    ["zones that depend on one another", ring()],
    ["a URN that is none", [{ ...record("a", home, { name: "@", type: "A", content: "x" }), urn: "\0::$$::" }]],
    ["a dependency on nobody", [record("a", zone("gone", "example.net"), { name: "@", type: "MX", content: "mail" })]],
    ["a thousand zones", Array.from({ length: 1000 }, (_, index) => zone(`z-${index}`, `z${index}.example.com`))],
    ["names of every length", lengths()],
  ])("%s", async (_, resources) => {
    await survives(resources);
    await isWell();
  });

  it("an Analyze request with nothing set", async () => {
    const empty = new analyzer.AnalyzeRequest();
    expect((await pack.call(pack.client.analyze, empty)).getDiagnosticsList()).toEqual([]);
    expect((await pack.call(pack.client.remediate, empty)).getRemediationsList()).toEqual([]);
    const bare = new analyzer.AnalyzeRequest();
    bare.setType(RECORD_TOKEN);
    await pack.call(pack.client.analyze, bare);
    await isWell();
  });

  it("a policy without properties, and a level that does not exist", async () => {
    const request = new analyzer.ConfigureAnalyzerRequest();
    request.getPolicyconfigMap().set("spf-syntax", new analyzer.PolicyConfig());
    const wrong = new analyzer.PolicyConfig();
    wrong.setEnforcementlevel(99 as 0);
    request.getPolicyconfigMap().set("dmarc-missing", wrong);
    await pack.call(pack.client.configure, request);
    await pack.configure({});
    await isWell();
  });
});

function ring(): AnalyzedInStack[] {
  const name = (index: number): string => urnOf(ZONE_TOKEN, `ring-${index % 3}`);
  return [0, 1, 2].map((index) => ({
    ...zone(`ring-${index}`, UNKNOWN),
    dependencies: [name(index + 1)],
    propertyDependencies: { name: [name(index + 1)] },
  }));
}

function lengths(): AnalyzedInStack[] {
  const sizes = [0, 1, 62, 63, 64, 253, 254, 255, 256, 10_000];
  return [
    home,
    ...sizes.map((size) => record(`n-${size}`, home, { name: "x".repeat(size), type: "A", content: "192.0.2.1" })),
  ];
}

/** `{"a": {"a": … }}` so deep, built from the inside: a length before each level. */
function deepStruct(depth: number): Buffer {
  const varint = (value: number): Buffer => {
    const bytes: number[] = [];
    for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
    return Buffer.from([...bytes, value]);
  };
  const field = (number: number, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from([number * 8 + 2]), varint(content.length), content]);
  let value = field(3, Buffer.from("x"));
  for (let level = 0; level < depth; level++) {
    const entry = Buffer.concat([field(1, Buffer.from("a")), field(2, value)]);
    value = field(5, field(1, entry));
  }
  return field(1, Buffer.concat([field(1, Buffer.from("content")), field(2, value)]));
}

function raw(method: string, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const same = (each: Buffer): Buffer => each;
    const deadline = Date.now() + 60_000;
    const path = `/pulumirpc.Analyzer/${method}`;
    pack.client.makeUnaryRequest(path, same, same, bytes, new grpc.Metadata(), { deadline }, (error, response) => {
      if (error === null) resolve(response ?? Buffer.alloc(0));
      else reject(error);
    });
  });
}

describe("bytes", () => {
  it.each([100, 1000, 5000])("of a structure %i deep", async (depth) => {
    const head = requestOf(record("deep", home, {}), {}).serializeBinary();
    const struct = deepStruct(depth);
    const length: number[] = [];
    for (let rest = struct.length; rest > 0; rest = Math.floor(rest / 128))
      length.push((rest % 128) + (rest > 127 ? 128 : 0));
    const request = Buffer.concat([head, Buffer.from([2 * 8 + 2, ...length]), struct]);
    // Refused or judged, either is well.
    await raw("Analyze", request).catch(() => undefined);
    await isWell();
  });

  it.each(["Analyze", "AnalyzeStack", "Remediate", "Configure", "ConfigureStack", "Handshake", "Cancel"])(
    "that are no message, to %s",
    async (method) => {
      for (const bytes of [Buffer.from("not a message"), Buffer.alloc(1000, 0xff), Buffer.from([0x0a, 0xff, 0xff])]) {
        await raw(method, bytes).catch(() => undefined);
      }
      await pack.configure({});
      await isWell();
    },
  );

  it("of a value of five megabytes", async () => {
    const content = `"v=spf1 ${"ip4:192.0.2.1 ".repeat(350_000)}-all"`;
    const huge = record("huge", home, { name: "@", type: "TXT", content });
    const found = [...(await pack.analyze(huge)), ...(await pack.analyzeStack([home, huge]))];
    expect(found.length).toBeGreaterThan(0);
    for (const { message } of found) expect(message.length).toBeLessThan(20_000);
    await isWell();
  });

  it("of ten thousand records", async () => {
    const found = await pack.analyzeStack(manyRecords(10_000));
    expect(found.filter(({ policy }) => policy === "spf-syntax").map(({ urn }) => urn)).toEqual([
      urnOf(RECORD_TOKEN, "txt-0"),
    ]);
    expect(found.filter(({ policy }) => policy === "internal-error")).toEqual([]);
    await isWell();
  });
});

/** Sequences by which text takes over a terminal, the CLI's own colours, or the line of another finding. */
const FORGERIES = [
  "\x1b[2J\x1b[31mred",
  "\x1b]0;title\x07",
  "\x9b31m",
  "a\r\nerror: all is well",
  "a\nmandatory: forged",
  "\u2028forged\u2029",
  "\u202eforged",
  "\u200bhidden\u2066",
  "\b\b\b\x7f",
  "<{%fg 9%}>forged<{%reset%}>",
  "::error::forged",
];

describe("text that would forge the output", () => {
  it.each(FORGERIES.map((text) => [JSON.stringify(text), text]))("%s", async (_, text) => {
    const own = zone("forged-zone", "example.com");
    const found = await survives([
      own,
      record(`forged ${text}`, own, { name: "@", type: "TXT", content: `"v=spf1 ${text} -all"` }),
      record("in-name", own, { name: `${text}._domainkey`, type: "TXT", content: `v=DKIM1; k=${text}; p=x` }),
      record("in-exchange", own, { name: "@", type: "MX", content: text, priority: 1 }),
      record("in-second", own, { name: "@", type: "MX", content: `192.0.2.1${text}`, priority: 2 }),
      record("in-dmarc", own, { name: "_dmarc", type: "TXT", content: `v=DMARC1; p=${text}; rua=${text}` }),
      record("unknown", own, { name: text, type: "TXT", content: UNKNOWN }),
      zone(`zone ${text}`, text),
      resource(RECORD_TOKEN, "nowhere", { zoneId: text, name: "@", type: "TXT", content: `v=spf1 ${text}` }),
    ]);
    expect(found.length).toBeGreaterThan(2);
    for (const { message } of found) {
      expect(message).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
      expect(message).not.toMatch(/<\{%/);
      expect(message).not.toMatch(/^(?:mandatory|error|forged|::error)/m);
    }
  });
});

describe("whatever comes", () => {
  const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom<Json>(...WEIRD.filter((each) => JSON.stringify(each).length < 200)),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.array(tie("json"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("json"), { maxKeys: 4 }),
    ),
  })).json;
  const properties: fc.Arbitrary<Properties> = fc.record(
    {
      ...{ zoneId: json, name: json, content: json, data: json, priority: json, ttl: json, proxied: json, id: json },
      type: fc.oneof(fc.constantFrom<Json>("TXT", "MX", "CNAME", "A", "SRV", "CAA"), json),
    },
    { requiredKeys: [] },
  );

  it("is answered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(properties, { minLength: 1, maxLength: 8 }), json, async (list, domain) => {
        const own = zone("any-zone", domain);
        const resources = list.map((each, index) => record(`any-${index}`, index % 2 === 0 ? own : home, each));
        await survives([own, home, ...resources]);
      }),
      { numRuns: Math.min(Number(process.env["FUZZ_RUNS"] ?? 40), 2000) },
    );
    await isWell();
  });
});
