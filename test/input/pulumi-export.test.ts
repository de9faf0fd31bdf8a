import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pulumiExportReader } from "../../src/input/pulumi-export.ts";
import { corpora, withCorpora } from "../corpora.ts";
import {
  ciphered,
  line,
  linesOf,
  located,
  plain,
  readExport,
  resource,
  scopes,
  stack,
  UNKNOWN,
  urnOf,
} from "./pulumi-fixture.ts";

const DNS = "cloudflare:index/dnsRecord:DnsRecord";
const ZONE = "cloudflare:index/zone:Zone";
const zone = resource(ZONE, "zone", { name: "example.com", account: { id: "a" }, type: "full" });
const mx = { zoneId: "zone-id", name: "@", type: "MX", content: "mx.example.net", priority: 10, ttl: 300 };
const spf = { zoneId: "zone-id", name: "example.com", type: "TXT", content: "v=spf1 -all", ttl: 300 };

describe("scope", () => {
  test("whole with the Zone, part and a program's without it", () => {
    expect(scopes(readExport(stack(zone, resource(DNS, "mx", mx))).zones)).toEqual(["example.com whole"]);
    const without = readExport(stack(resource(DNS, "mx", mx)), { zoneOfId: () => "example.com" });
    expect(scopes(without.zones)).toEqual(["example.com part program"]);
    expect(without.zones[0]?.id).toBe("zone-id");
  });

  test("a Zone that is only read names the zone and proves no absence", () => {
    const result = readExport(stack({ ...zone, external: true }, resource(DNS, "mx", mx)));
    expect(scopes(result.zones)).toEqual(["example.com part program"]);
  });

  test("records that are only read: nothing follows, but they count beside managed ones", () => {
    const external = resource(DNS, "spf", spf, { external: true });
    const alone = readExport(stack(external), { zoneOfId: () => "example.com" });
    expect(scopes(alone.zones)).toEqual(["example.com none"]);
    const beside = readExport(stack(zone, resource(DNS, "mx", mx), external));
    expect(scopes(beside.zones)).toEqual(["example.com whole"]);
    expect(linesOf(beside.zones)).toHaveLength(2);
  });

  test("zones filled from elsewhere, private zones, whole zones of one resource", () => {
    const partial = resource(ZONE, "zone", { name: "example.com", type: "partial" });
    expect(scopes(readExport(stack(partial, resource(DNS, "mx", mx))).zones)).toEqual(["example.com part program"]);
    const inner = resource("aws:route53/zone:Zone", "in", { name: "example.com", vpcs: [{ vpcId: "v" }] });
    const outer = resource("aws:route53/zone:Zone", "out", { name: "example.com", vpcs: [] });
    expect(scopes(readExport(stack(inner, outer)).zones)).toEqual(["example.com whole private", "example.com whole"]);
    const exclusive = resource("aws:route53/recordsExclusive:RecordsExclusive", "all", {
      zoneId: "Z1",
      resourceRecordSets: [{ name: "example.com", type: "MX", resourceRecords: [{ value: "0 ." }] }],
    });
    expect(scopes(readExport(stack(exclusive)).zones)).toEqual(["example.com whole"]);
  });
});

describe("the zone's name", () => {
  const record = (more: object, place: object = {}) => resource(DNS, "r", { ...mx, ...more }, { ...place });

  test("spellings of one name come out equal", () => {
    for (const name of ["@", "example.com", "EXAMPLE.com", "example.com."]) {
      expect(linesOf(readExport(stack(zone, record({ name }))).zones)).toEqual([
        "example.com 300 MX 10 mx.example.net",
      ]);
    }
    for (const name of ["_dmarc", "_dmarc.example.com", "_dmarc.example.com."]) {
      const [text] = linesOf(readExport(stack(zone, record({ name, type: "TXT", content: "x" }))).zones);
      expect(text).toBe('_dmarc.example.com 300 TXT "x"');
    }
  });

  test("from the dependency while the id is not known", () => {
    const planned = { ...mx, zoneId: UNKNOWN };
    const other = resource(ZONE, "other", { name: "example.org" });
    const depends = { propertyDependencies: { zoneId: [urnOf(ZONE, "zone")] } };
    const result = readExport(stack(other, zone, resource(DNS, "r", planned, depends)));
    expect(linesOf(result.zones)).toEqual(["example.com 300 MX 10 mx.example.net"]);
  });

  test("an unknown id with one Zone in the program is that zone's, with two it weakens both", () => {
    const lost = resource(DNS, "r", { ...mx, zoneId: UNKNOWN });
    expect(linesOf(readExport(stack(zone, lost)).zones)).toEqual(["example.com 300 MX 10 mx.example.net"]);
    const two = readExport(stack(zone, resource(ZONE, "other", { name: "example.org" }), lost));
    expect(two.zones.map((each) => [each.origin, each.records.map(line)])).toEqual([
      ["example.com", ["<preview> - UNKNOWN <preview>".replace(" - ", " 300 ")]],
      ["example.org", ["<preview> 300 UNKNOWN <preview>"]],
      ["", ["<preview> 300 MX 10 mx.example.net"]],
    ]);
  });

  test("from an absolute name in the outputs", () => {
    const www = resource(
      DNS,
      "r",
      { ...spf, name: "www" },
      { outputs: { ...spf, name: "www", hostname: "www.example.com" } },
    );
    const result = readExport(stack(www, record({})));
    expect(linesOf(result.zones)).toEqual([
      'www.example.com 300 TXT "v=spf1 -all"',
      "example.com 300 MX 10 mx.example.net",
    ]);
    expect(result.problems).toEqual([]);
  });

  test("from absolute names alone", () => {
    const set = (name: string, type: string, rrdatas: string[]) =>
      resource("gcp:dns/recordSet:RecordSet", name, { name, type, rrdatas, managedZone: "z", ttl: 60 });
    const result = readExport(
      stack(
        set("_dmarc.example.com.", "TXT", ["x"]),
        set("mx.example.com.", "A", ["192.0.2.1"]),
        set("example.com.", "MX", ["0 ."]),
      ),
    );
    expect(scopes(result.zones)).toEqual(["example.com part program"]);
  });

  test("guessed from names that may be either, and said", () => {
    const result = readExport(
      stack(record({ name: "example.com" }), record({ name: "_dmarc", type: "TXT", content: "x" })),
    );
    expect(linesOf(result.zones)).toEqual(["example.com 300 MX 10 mx.example.net", '_dmarc.example.com 300 TXT "x"']);
    expect(result.problems).toEqual([
      {
        level: "note",
        path: "stack.json",
        reason:
          'the zone with the id "zone-id" is taken for "example.com" because its records\' names end so; zones[].ids of the configuration makes it sure',
      },
    ]);
  });

  test("--origin names the one zone that nothing names", () => {
    expect(linesOf(readExport(stack(record({})), { origin: "example.net" }).zones)).toEqual([
      "example.net 300 MX 10 mx.example.net",
    ]);
    expect(linesOf(readExport(stack(zone, record({})), { origin: "example.net" }).zones)).toEqual([
      "example.com 300 MX 10 mx.example.net",
    ]);
  });

  test("an error that names the option where no record has a name, else a note", () => {
    const result = readExport(stack(record({})));
    expect(result.zones).toEqual([]);
    expect(result.problems).toEqual([
      {
        level: "error",
        path: "stack.json",
        reason:
          '1 record lies in the zone with the id "zone-id": without the zone\'s name they are not judged; name it with --origin or zones[].ids of the configuration',
      },
    ]);
    const other = resource(DNS, "o", { ...mx, zoneId: "nobody" });
    const both = readExport(stack(zone, record({}), other));
    expect(both.problems.map((problem) => problem.level)).toEqual(["note"]);
    expect(linesOf(both.zones)).toEqual(["example.com 300 MX 10 mx.example.net", "<zone> 300 MX 10 mx.example.net"]);
  });
});

describe("unknown and secret values", () => {
  test.each([
    [{ content: UNKNOWN }, "example.com 300 MX 10 <preview>"],
    [{ priority: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" }, "example.com 300 MX <preview> mx.example.net"],
    [{ content: ciphered }, "example.com 300 MX 10 <secret>"],
    [{ content: plain("mx.example.net") }, "example.com 300 MX 10 <secret>"],
    [{ type: UNKNOWN }, "example.com 300 UNKNOWN <preview>"],
    [{ type: ciphered }, "example.com 300 UNKNOWN <secret>"],
    [{ name: UNKNOWN }, "<preview> 300 MX 10 mx.example.net"],
    [{ ttl: UNKNOWN }, "example.com <preview> MX 10 mx.example.net"],
    [{ content: 7 }, "example.com 300 MX 10 7"],
    [{ content: {} }, "example.com 300 MX 10 <malformed>"],
    [{ type: "TXT", content: null }, "example.com 300 TXT <preview>"],
  ])("%j", (more, expected) => {
    const result = readExport(stack(zone, resource(DNS, "r", { ...mx, ...more }), resource(DNS, "spf", spf)));
    expect(linesOf(result.zones)).toEqual([expected, 'example.com 300 TXT "v=spf1 -all"']);
  });

  test("outputs count before inputs, unless the one is unknown or the other secret", () => {
    const of = (input: unknown, output: unknown) =>
      linesOf(
        readExport(
          stack(
            zone,
            resource(DNS, "r", {}, { inputs: { ...spf, content: input }, outputs: { ...spf, content: output } }),
          ),
        ).zones,
      )[0];
    expect(of("asked", "published")).toBe('example.com 300 TXT "published"');
    expect(of("asked", null)).toBe('example.com 300 TXT "asked"');
    expect(of("asked", UNKNOWN)).toBe('example.com 300 TXT "asked"');
    expect(of("asked", ciphered)).toBe("example.com 300 TXT <secret>");
    expect(of(ciphered, "published")).toBe("example.com 300 TXT <secret>");
  });

  test("a secret inside a list hides itself only", () => {
    const set = resource("aws:route53/record:Record", "r", {
      zoneId: "Z1",
      name: "example.com.",
      type: "TXT",
      ttl: 60,
      records: ["one", plain("two"), UNKNOWN],
    });
    expect(linesOf(readExport(stack(set)).zones)).toEqual([
      'example.com 60 TXT "one"',
      "example.com 60 TXT <secret>",
      "example.com 60 TXT <preview>",
    ]);
  });

  test("a provider that is not configured yet gives a record of which nothing is known", () => {
    const result = readExport(
      stack(zone, resource(DNS, "r", {}, { propertyDependencies: { zoneId: [urnOf(ZONE, "zone")] } })),
    );
    expect(linesOf(result.zones)).toEqual(["<preview> - UNKNOWN <preview>"]);
  });
});

describe("vendor facts", () => {
  const vendor = (type: string, properties: object, more: object = {}) =>
    readExport(stack(resource(type, "r", { zoneId: "z", name: "example.com.", ttl: 60, ...properties }, { ...more })), {
      zoneOfId: () => "example.com",
    }).zones[0]?.records.map((record) => record.vendor);

  test("owner only where one resource owns the set; routing; alias", () => {
    const owner = urnOf("aws:route53/record:Record", "r");
    expect(vendor("aws:route53/record:Record", { type: "A", records: ["192.0.2.1"], setIdentifier: "blue" })).toEqual([
      expect.objectContaining({ owner, routing: "blue" }),
    ]);
    expect(vendor("aws:route53/record:Record", { type: "A", aliases: [{ name: "LB.example.net." }] })).toEqual([
      expect.objectContaining({ owner, alias: "lb.example.net" }),
    ]);
    expect(vendor(DNS, { type: "A", content: "192.0.2.1" })).toEqual([undefined]);
  });

  test("proxied, flattened, comment, modified", () => {
    expect(
      vendor(
        DNS,
        {
          type: "CNAME",
          content: "a.example.net",
          proxied: true,
          settings: { flattenCname: true },
          comment: "c",
          modifiedOn: "2026-01-02T03:04:05Z",
        },
        { modified: "2026-05-05T00:00:00Z" },
      ),
    ).toEqual([
      expect.objectContaining({ proxied: true, flattened: true, comment: "c", modified: "2026-01-02T03:04:05Z" }),
    ]);
    expect(vendor(DNS, { type: "A", content: "192.0.2.1" }, { modified: "2026-05-05T00:00:00Z" })).toEqual([
      expect.objectContaining({ modified: "2026-05-05T00:00:00Z" }),
    ]);
  });
});

describe("documents", () => {
  test.each([
    ["an empty stack", { version: 3, deployment: { manifest: {} } }, "note", "the stack holds no resource"],
    ["a new stack", { version: 3, deployment: null }, "note", "the stack holds no resource"],
    [
      "no DNS",
      stack({ urn: "urn:x", type: "pulumi:pulumi:Stack" }),
      "note",
      "the stack holds 1 resource, none of them a DNS record or zone",
    ],
    ["a broken list", { version: 3, deployment: { resources: {} } }, "error", '"deployment.resources" is no list'],
    [
      "a broken resource",
      { version: 3, deployment: { resources: [7] } },
      "error",
      '"deployment.resources" holds something at 0 that is no resource',
    ],
    ["something else", [], "error", 'no Pulumi state: it has neither "deployment" nor "checkpoint"'],
  ])("%s", (_, document, level, reason) => {
    const { zones, problems } = readExport(document);
    expect({ zones, problems }).toEqual({ zones: [], problems: [{ level, path: "stack.json", reason }] });
  });

  test("no JSON", () => {
    expect(readExport("{").problems[0]).toMatchObject({ level: "error", line: 1 });
  });

  test("a checkpoint file, a leftover of a replacement, a cut off update", () => {
    const deployment = stack(
      zone,
      resource(DNS, "mx", mx),
      resource(DNS, "mx", { ...mx, priority: 5 }, { delete: true }),
    )["deployment"] as object;
    const document = {
      version: 3,
      checkpoint: {
        stack: "dev",
        latest: { ...deployment, pending_operations: [{ type: "updating", resource: { type: DNS } }] },
      },
    };
    const result = readExport(document);
    expect(linesOf(result.zones)).toEqual(["example.com 300 MX 10 mx.example.net"]);
    expect(result.problems.map((problem) => problem.reason)).toEqual([
      'an update was cut off while 1 DNS resource was being changed, so what is published may differ; run "pulumi refresh"',
    ]);
    const at = result.zones[0]?.records[0]?.at ?? 0;
    expect(located(pulumiExportReader, document, [{ at, field: "exchange" }])).toEqual(["mx.example.net"]);
  });

  test.each([
    [stack(), true],
    [{ version: 3, deployment: null }, true],
    [{ version: 3, checkpoint: { latest: null } }, true],
    [{ version: 3, deployment: { name: "x" } }, false],
    [{ steps: [] }, false],
    [[], false],
    [undefined, false],
  ])("detects %j: %s", (json, expected) => {
    const file = { path: "x", text: "", utf8: true };
    expect(pulumiExportReader.detect?.({ file, baseName: "x", json: () => json })).toBe(expected);
  });
});

describe("places", () => {
  test("the value's own characters", () => {
    const document = stack(
      zone,
      resource(DNS, "mx", mx),
      resource(DNS, "spf", { ...spf, content: '"v=spf1 ip4:192.0.2.1 -all"' }),
      resource("aws:route53/record:Record", "set", {
        zoneId: "Z",
        name: "example.org.",
        type: "MX",
        ttl: 60,
        records: ["10 a.example.net", "20 b.example.net"],
      }),
    );
    const records = readExport(document).zones.flatMap((each) => each.records);
    const places = (index: number, ...fields: LocateField[]) =>
      located(
        pulumiExportReader,
        document,
        fields.map((field) => ({ at: records[index]?.at ?? 0, ...field })),
      );
    expect(
      places(
        0,
        { field: "preference" },
        { field: "exchange" },
        { field: "name" },
        { field: "ttl" },
        { field: "type" },
        { field: undefined },
      ),
    ).toEqual(["10", "mx.example.net", "@", "300", "MX", "mx.example.net"]);
    expect(places(1, { field: "text", span: [7, 20] })).toEqual(["ip4:192.0.2.1"]);
    expect(places(3, { field: "preference" }, { field: "exchange" })).toEqual(["20", "b.example.net"]);
  });

  test("a resource with a secret is shown by its URN", () => {
    const document = stack(zone, resource(DNS, "spf", { ...spf, comment: plain("hush") }));
    const at = readExport(document).zones[0]?.records[0]?.at ?? 0;
    expect(
      located(pulumiExportReader, document, [
        { at, field: "text" },
        { at, field: undefined },
      ]),
    ).toEqual([urnOf(DNS, "spf"), urnOf(DNS, "spf")]);
  });
});

type LocateField = Omit<Parameters<typeof pulumiExportReader.locate>[1][number], "at">;

withCorpora("real exports", () => {
  test("are read and every record is found again", () => {
    const folder = join(corpora ?? "", "pulumi-exports");
    const seen: string[] = [];
    for (const name of readdirSync(folder)) {
      const document: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
      const result = readExport(document);
      expect(result.problems).toEqual([]);
      seen.push(...result.zones.map((each) => `${each.scope} ${each.records.length}`));
      for (const record of result.zones.flatMap((each) => each.records)) {
        expect(located(pulumiExportReader, document, [{ at: record.at, field: "address" }])).toEqual(["192.0.2.1"]);
      }
    }
    expect(seen.sort()).toEqual(["part 1", "part 1", "whole 0", "whole 0"]);
  });
});
