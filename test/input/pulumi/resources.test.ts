import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DnsRecord } from "../../../src/model/record.ts";
import { isUnknown } from "../../../src/model/value.ts";
import type { Zone } from "../../../src/model/zone.ts";
import { allResources, resourceOf } from "../../../src/input/pulumi/resources.ts";
import { packages } from "../../../scripts/pulumi/packages.ts";
import { pulumiPage, pulumiPageFile } from "../../../scripts/write-pulumi-page.ts";
import { faultsOf, readsOf } from "../../../scripts/pulumi/row-properties.ts";
import { line, readExport, readPreview } from "../pulumi-fixture.ts";
import { fixtures, planned, previewOf, respelt, settled, type Fixture } from "./fixtures.ts";
import shapesText from "../pulumi-shapes.json" with { type: "json" };
import type { Shapes } from "../../../scripts/pulumi/shape.ts";

const shapes = shapesText as unknown as Shapes;
const isRecord = (type: string): boolean => resourceOf(type)?.kind === "record";

/** A record with what its host says of it beside its data. */
function shown(record: DnsRecord): string {
  const { proxied, flattened, disabled, routing, alias } = record.vendor ?? {};
  const extra = [
    proxied && "proxied",
    flattened && "flattened",
    disabled && "disabled",
    routing && `routing ${routing}`,
    alias !== undefined && !isUnknown(alias) && `alias ${alias}`,
  ];
  return [line(record), ...extra.filter((each) => each).map((each) => `[${each}]`)].join(" ");
}

const records = (zones: readonly Zone[] | undefined): string[] =>
  (zones ?? []).flatMap((zone) => zone.records.map(shown));

const cases = [...fixtures].flatMap(([file, all]) => all.map((fixture) => ({ file, what: fixture.what, fixture })));

describe.each(cases)("$file: $what", ({ fixture }) => {
  const spellings = (fixture.names ?? [undefined]).map((name): [string | undefined, Fixture] => {
    const first = fixture.resources.find(({ type }) => isRecord(type));
    const row = resourceOf(first?.type ?? "");
    const property = row?.kind === "record" ? row.name.find((each) => each in (first?.inputs ?? {})) : undefined;
    return [name, name === undefined ? fixture : respelt(fixture, property ?? "", name, isRecord)];
  });

  test.each(spellings)("named %s: an export, an unchanged preview and a first one say the same", (_, each) => {
    const exported = readExport({ version: 3, deployment: { manifest: {}, resources: settled(each) } });
    const unchanged = readPreview(previewOf("same", settled(each)));
    const first = readPreview(previewOf("create", planned(each)));
    expect({ problems: exported.problems, records: records(exported.zones) }).toEqual({
      problems: fixture.records.length === 0 ? expect.any(Array) : [],
      records: fixture.records,
    });
    expect(records(unchanged.zones)).toEqual(fixture.records);
    expect(records(unchanged.before)).toEqual(fixture.records);
    expect(records(first.zones)).toEqual(fixture.records);
    for (const zone of [...exported.zones, ...first.zones]) expect(zone.private).toBe(fixture.private === true);
  });

  test("has the properties of the published resource", () => {
    for (const { type, inputs, outputs } of fixture.resources) {
      const row = resourceOf(type);
      const of = shapes.resources.filter(({ token, aliases }) => token === type || aliases.includes(type));
      const known = of.length > 0 ? of : shapes.resources.filter(({ token }) => resourceOf(token) === row);
      const paths = new Map(known.flatMap(({ properties }) => Object.entries(properties)));
      const unheard = (bag: object | undefined, fits: (path: string) => boolean) =>
        pathsOf(bag ?? {}, "", paths).filter((path) => !fits(path));
      expect(unheard(inputs, (path) => paths.get(path)?.argument !== undefined)).toEqual([]);
      expect(unheard(outputs, (path) => paths.get(path)?.output === true)).toEqual([]);
    }
  });
});

/** The paths of a value as the shapes spell them; what lies in a free map is the user's affair. */
function pathsOf(value: unknown, path: string, known: ReadonlyMap<string, { readonly type: string }>): string[] {
  if (Array.isArray(value))
    return value.flatMap((each) => pathsOf(each, `${path}[]`, known)).filter((each) => !each.endsWith("[]"));
  if (
    typeof value !== "object" ||
    value === null ||
    /^(?:map|any)/.test(known.get(path.replace(/\[\]$/, ""))?.type ?? "")
  ) {
    return path.endsWith("[]") ? [] : [path];
  }
  const own = Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each, path === "" ? key : `${path}.${key}`, known),
  );
  return path === "" || path.endsWith("[]") ? own : [path, ...own];
}

describe("the table", () => {
  const used = new Set(cases.flatMap(({ fixture }) => fixture.resources.map(({ type }) => type)));

  test("every token has a fixture", () => {
    const tokens = allResources().flatMap((row) => (row.kind === "maker" ? [] : row.tokens));
    expect(tokens.filter((token) => !used.has(token))).toEqual([]);
  });

  test("every kind of record is tried with mail, text, and text longer than one string", () => {
    const missing: string[] = [];
    for (const row of allResources()) {
      if (row.kind !== "record") continue;
      const own = cases.filter(({ fixture }) => fixture.resources.some(({ type }) => resourceOf(type) === row));
      const lines = own.flatMap(({ fixture }) => fixture.records);
      const wanted = row.fixedType === undefined ? [" MX ", " TXT "] : [` ${row.fixedType} `];
      for (const each of wanted)
        if (!lines.some((text) => text.includes(each))) missing.push(`${row.tokens[0]}${each}`);
      const isText = row.fixedType === undefined || row.fixedType === "TXT";
      if (isText && !lines.some((text) => text.length > 400)) missing.push(`${row.tokens[0]} long`);
    }
    expect(missing).toEqual([]);
  });

  test("no token stands in two rows", () => {
    const tokens = allResources().flatMap((row) => row.tokens);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  test.each(["__proto__", "constructor", "toString", "", "azure-native:dns/v:Zon", "azure-native:a/b:c"])(
    "%j is no resource",
    (token) => {
      expect(resourceOf(token)).toBeUndefined();
    },
  );
});

describe("the published packages", () => {
  test("were all looked at, each at the version that is named", () => {
    const named = packages.flatMap(({ name, version, tokens }) => tokens.map((token) => `${token} ${name} ${version}`));
    const looked = shapes.resources.map((each) => `${each.token} ${each.package} ${each.version}`);
    expect(looked.sort()).toEqual(named.sort());
  });

  test("declare every token of the table, or keep it as an alias", () => {
    const declared = new Set(shapes.resources.flatMap(({ token, aliases }) => [token, ...aliases]));
    const tokens = allResources().flatMap((row) => row.tokens);
    expect(tokens.filter((token) => !declared.has(token))).toEqual([]);
  });

  test("every alias that they declare is in the row of the resource", () => {
    const strange = shapes.resources.flatMap(({ token, aliases }) =>
      aliases.filter((alias) => resourceOf(alias) !== resourceOf(token)).map((alias) => `${token}: ${alias}`),
    );
    expect(strange).toEqual([]);
  });

  test.each(allResources().map((row) => ({ token: row.tokens[0], row })))("$token is read as declared", ({ row }) => {
    expect(readsOf(row).length).toBeGreaterThan(0);
    expect(
      faultsOf(
        row,
        shapes.resources.filter(({ token }) => resourceOf(token) === row),
      ),
    ).toEqual([]);
  });
});

test("the page of the resources says what the table and the packages say (npm run generate)", async () => {
  expect(readFileSync(pulumiPageFile, "utf8")).toBe(await pulumiPage());
});
