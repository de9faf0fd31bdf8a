import type { Mapping, Mappings, RecordMapping } from "../../model/mapping.ts";
import type { Publisher } from "../../model/source.ts";
import { allResources, resourceOf } from "./resources.ts";
import type { RecordRow, ResourceRow } from "./row.ts";

const compiled = new WeakMap<Mappings, ReadonlyMap<string, ResourceRow>>();

/** The row for a resource's type token: the configuration's, else the table's; `undefined`: not known to either. */
export function rowOf(token: string, mappings: Mappings | undefined): ResourceRow | undefined {
  if (mappings === undefined || mappings.size === 0) return resourceOf(token);
  let rows = compiled.get(mappings);
  if (rows === undefined) compiled.set(mappings, (rows = rowsOf(mappings)));
  return rows.get(token) ?? resourceOf(token);
}

/** `netlify` of `netlify:index/dnsRecord:DnsRecord`. */
export function packageOf(token: string): string {
  const colon = token.indexOf(":");
  return colon < 0 ? token : token.slice(0, colon);
}

function rowsOf(mappings: Mappings): ReadonlyMap<string, ResourceRow> {
  const publishers = new Map<string, Publisher>();
  for (const [token, mapping] of mappings) {
    const name = packageOf(token);
    publishers.set(name, publisherOf(name, mapping, publishers.get(name)));
  }
  const rows = new Map<string, ResourceRow>();
  for (const [token, mapping] of mappings) {
    const publisher = publishers.get(packageOf(token));
    if (publisher !== undefined) rows.set(token, toRow(token, mapping, publisher));
  }
  return rows;
}

/** One for all resources of a package, so that records find the zones of their host. */
function publisherOf(name: string, mapping: Mapping, before: Publisher | undefined): Publisher {
  const known = allResources().find(({ tokens }) => tokens.some((token) => packageOf(token) === name));
  if (known !== undefined) return known.publisher;
  const { relativeTargets = false, ownsSet = false } = mapping.kind === "zone" ? {} : mapping;
  return {
    id: `pulumi-${name}`,
    title: before !== undefined && before.title !== name ? before.title : (mapping.host ?? name),
    // Whether the host cuts long texts is not known; who is wrongly told to cut them breaks a key.
    splitsText: true,
    relativeTargets: relativeTargets || before?.relativeTargets === true,
    ownsSets: ownsSet || before?.ownsSets === true,
    flattensApex: false,
  };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

function toRow(token: string, mapping: Mapping, publisher: Publisher): ResourceRow {
  if (mapping.kind === "zone") {
    return { kind: "zone", tokens: [token], publisher, name: listOf(mapping.name), ids: mapping.ids ?? [] };
  }
  const { zone, zoneName } = mapping;
  return {
    kind: "record",
    tokens: [token],
    publisher,
    ...given("sets", mapping.records),
    name: listOf(mapping.name),
    names: mapping.names ?? "either",
    ...given("absoluteName", mapping.absoluteName),
    ...(mapping.type === undefined ? {} : { type: [mapping.type] }),
    ...given("fixedType", mapping.fixedType?.toUpperCase()),
    ...valueOf(mapping),
    text: mapping.text ?? "mixed",
    ...given("ttl", mapping.ttl),
    zone: zone ?? zoneName ?? "",
    zoneBy: zone === undefined ? "name" : "either",
    ...(zone === undefined ? {} : given("zoneName", zoneName)),
    ownsSet: mapping.ownsSet ?? false,
    ...given("exclusive", mapping.exclusive),
    ...given("comment", mapping.comment),
  };
}

function valueOf({ value, values, preference }: RecordMapping): Partial<RecordRow> {
  const lead = preference === undefined ? {} : { lead: { MX: [preference], SRV: [preference] } };
  if (values === undefined) return { ...given("one", value), ...lead };
  if (value === undefined) return { list: values, ...lead };
  const parts = preference === undefined ? {} : { parts: { MX: { list: values, parts: [preference, value] } } };
  return { list: values, inner: value, ...parts };
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: V });
}
