import fc from "fast-check";
import { expect, test } from "vitest";
import { pulumiExportReader } from "../../src/input/pulumi-export.ts";
import { pulumiPreviewReader } from "../../src/input/pulumi-preview.ts";
import { allResources } from "../../src/input/pulumi/resources.ts";
import type { Mapping, Mappings } from "../../src/model/mapping.ts";
import type { InputFile, ReadOptions, Reader } from "../../src/input/reader.ts";
import { ciphered, options, plain, UNKNOWN, urnOf } from "../input/pulumi-fixture.ts";

const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1000);

const SECRET = "hush-hush";
const keys = [
  ...new Set([
    "name",
    "zone",
    "zoneId",
    "zoneName",
    "domain",
    "type",
    "recordType",
    "content",
    "value",
    "data",
    "records",
    "rrdatas",
    "resourceRecordSets",
    "resourceRecords",
    "mxRecords",
    "txtRecords",
    "cnameRecord",
    "routingPolicy",
    "wrrs",
    "aliases",
    "target",
    "exchange",
    "preference",
    "priority",
    "ttl",
    "managedZone",
    "relativeRecordSetName",
    "setIdentifier",
    "hostname",
    "fqdn",
    "settings",
    "items",
    "rdata",
    "values",
    "__proto__",
    "constructor",
    "toString",
    "length",
    "modifiedOn",
    "comment",
    "subdomain",
    "vpcs",
    "__defaults",
  ]),
];
const scalars = fc.oneof(
  fc.constantFrom<unknown>(
    "@",
    "",
    ".",
    "example.com",
    "www.example.com.",
    "_dmarc",
    "MX",
    "TXT",
    "A",
    "SRV",
    "CAA",
    "10 mx.example.net",
    '"a" "b"',
    'a"',
    "\\",
    "\\300",
    "zone-id",
    UNKNOWN,
    "[secret]",
    10,
    -1,
    1e21,
    true,
    null,
    ciphered,
    plain(SECRET),
  ),
  fc.string(),
  fc.double(),
);
const { properties } = fc.letrec<{ properties: unknown; value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalars, fc.array(tie("value"), { maxLength: 3 }), tie("properties")),
  properties: fc.array(fc.tuple(fc.constantFrom(...keys), tie("value")), { maxLength: 8 }).map((entries) => {
    const object: Record<string, unknown> = {};
    // As JSON.parse does: own properties, whatever their name.
    for (const [key, value] of entries)
      Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
    return object;
  }),
}));
/** Not in the table: read by a mapping, or told as what looks like a record. */
const BRIDGED = ["x:index/dnsRecord:DnsRecord", "x:index/dnsZone:DnsZone", "x:index/mxRecordSet:MxRecordSet"] as const;
const known = [...allResources().flatMap((row) => row.tokens), "__proto__", "pulumi:pulumi:Stack"];
const token = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...known) },
  { weight: 1, arbitrary: fc.constantFrom(...BRIDGED) },
);
const property = fc.constantFrom(...keys, "name.type", "records.value");
const recordMapping = fc
  .record(
    {
      records: property,
      names: fc.constantFrom("relative" as const, "absolute" as const, "either" as const),
      absoluteName: property,
      type: property,
      value: property,
      values: property,
      preference: property,
      ttl: property,
      zone: property,
      zoneName: property,
      text: fc.constantFrom("raw" as const, "quoted" as const, "mixed" as const, "inner" as const, "chunks" as const),
      relativeTargets: fc.boolean(),
      ownsSet: fc.boolean(),
      exclusive: fc.boolean(),
      comment: property,
    },
    { requiredKeys: [] },
  )
  .chain((mapping) =>
    fc.array(property, { minLength: 1, maxLength: 2 }).map((name): Mapping => ({ ...mapping, name })),
  );
const mappings = fc.tuple(recordMapping, recordMapping, property).map(
  ([one, other, name]): Mappings =>
    new Map<string, Mapping>([
      [BRIDGED[0], one],
      [BRIDGED[1], { kind: "zone", name, ids: ["zoneId"] }],
      [BRIDGED[2], { ...other, kind: "record", fixedType: "MX", value: "value" } as Mapping],
    ]),
);
const states = fc
  .tuple(token, fc.nat(3), properties, properties, fc.oneof(scalars, properties))
  .map(([type, name, inputs, outputs, odd]): Record<string, unknown> => ({
    urn: urnOf(type, `r${name}`),
    type,
    id: "zone-id",
    inputs,
    outputs,
    external: odd === true,
    delete: odd === 10,
    modified: odd,
    dependencies: odd,
    propertyDependencies: { zoneId: [urnOf("cloudflare:index/zone:Zone", "r0")], zoneName: odd },
  }));
const exports_ = fc
  .array(fc.oneof({ weight: 9, arbitrary: states }, { weight: 1, arbitrary: scalars }), { maxLength: 6 })
  .map((resources) => ({ version: 3, deployment: { resources } }));
const op = fc.constantFrom(
  "create",
  "update",
  "delete",
  "same",
  "replace",
  "create-replacement",
  "delete-replaced",
  "refresh",
  "read",
  "import",
  "x",
);
const previews = fc
  .tuple(
    fc.array(
      fc.record({
        op,
        urn: fc.constantFrom("urn:a", "urn:b"),
        oldState: fc.oneof(states, scalars),
        newState: fc.oneof(states, scalars),
      }),
      { maxLength: 6 },
    ),
    scalars,
  )
  .map(([steps, odd]) => ({ steps, changeSummary: { same: odd }, diagnostics: odd }));

function holds(reader: Reader, text: string, more?: Partial<ReadOptions>): void {
  const file: InputFile = { path: "x.json", text, utf8: true };
  const json = (): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  };
  reader.detect?.({ file, baseName: "x.json", json });
  const result = reader.read(file, options(more), json);
  if (result.problems.some((problem) => problem.level === "error")) expect(result.zones).toEqual([]);
  const records = [...result.zones, ...(result.before ?? [])].flatMap((zone) => zone.records);
  expect(JSON.stringify({ result })).not.toContain(SECRET);
  for (const field of ["text", "exchange", "preference", "name", undefined] as const) {
    const regions = reader.locate(
      file,
      records.map(({ at }) => ({ at, field, span: [0, 2] as const })),
      more?.mappings,
    );
    expect(regions).toHaveLength(records.length);
    for (const region of regions) {
      if (region === undefined) continue;
      expect(region.start >= 0 && region.start <= region.end && region.end <= text.length).toBe(true);
      expect(text.slice(region.start, region.end)).not.toContain(SECRET);
    }
  }
}

test("any export gives zones or problems, and no secret", () => {
  fc.assert(
    fc.property(exports_, fc.boolean(), (document, named) => {
      holds(
        pulumiExportReader,
        JSON.stringify(document),
        named ? { zoneOfId: () => "example.com" } : { origin: "example.com" },
      );
    }),
    { numRuns },
  );
});

test("any mapping of any resource gives zones or problems, and no secret", () => {
  fc.assert(
    fc.property(fc.oneof(exports_, previews), mappings, (document, given) => {
      const reader = "steps" in document ? pulumiPreviewReader : pulumiExportReader;
      holds(reader, JSON.stringify(document), { mappings: given, origin: "example.com" });
    }),
    { numRuns },
  );
});

test("any preview gives zones or problems, and no secret", () => {
  fc.assert(
    fc.property(previews, (document) => {
      holds(pulumiPreviewReader, JSON.stringify(document));
    }),
    { numRuns },
  );
});

test("torn and mutated text", () => {
  fc.assert(
    fc.property(fc.oneof(exports_, previews), fc.nat(), fc.nat(5), fc.string(), (document, at, length, put) => {
      const text = JSON.stringify(document);
      const cut = at % text.length;
      for (const mutated of [text.slice(0, cut), text.slice(0, cut) + put + text.slice(cut + length)]) {
        holdsLoosely(pulumiExportReader, mutated);
        holdsLoosely(pulumiPreviewReader, mutated);
      }
    }),
    { numRuns },
  );
});

/** A mutation may break a secret's mark, so only that nothing throws is asked. */
function holdsLoosely(reader: Reader, text: string): void {
  const file: InputFile = { path: "x.json", text, utf8: true };
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    value = undefined;
  }
  const result = reader.read(file, options(), () => value);
  reader.locate(
    file,
    [...result.zones, ...(result.before ?? [])]
      .flatMap((zone) => zone.records)
      .map(({ at }) => ({ at, field: undefined })),
  );
  reader.locate(file, [
    { at: Number.MAX_SAFE_INTEGER, field: "text" },
    { at: 0, field: "name" },
  ]);
}
