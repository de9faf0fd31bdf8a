import type { DnsRecord } from "../../src/model/record.ts";
import { isUnknown } from "../../src/model/value.ts";
import { pulumiExportReader } from "../../src/input/pulumi-export.ts";
import { pulumiPreviewReader } from "../../src/input/pulumi-preview.ts";
import type { InputFile, LocateRequest, ReadOptions, ReadResult, Reader } from "../../src/input/reader.ts";
import type { Zone } from "../../src/model/zone.ts";

export type Json = Record<string, unknown>;

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const ciphered = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "v1:abc",
};
export const plain = (text: string): Json => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(text),
});

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::mail::${type}::${name}`;
}

/** A resource of a state file, inputs and outputs alike unless `more` says otherwise. */
export function resource(type: string, name: string, properties: Json, more: Json = {}): Json {
  return {
    urn: urnOf(type, name),
    custom: true,
    id: `${name}-id`,
    type,
    inputs: properties,
    outputs: properties,
    ...more,
  };
}

export function stack(...resources: Json[]): Json {
  return { version: 3, deployment: { manifest: { time: "2026-01-02T03:04:05Z" }, resources } };
}

export function options(more: Partial<ReadOptions> = {}): ReadOptions {
  return { origin: undefined, zoneOfId: () => undefined, open: () => ({ refused: "no files" }), ...more };
}

function readWith(reader: Reader, document: unknown, more?: Partial<ReadOptions>): ReadResult {
  const text = typeof document === "string" ? document : JSON.stringify(document, null, 4);
  const file = { path: "stack.json", text, utf8: true };
  return reader.read(file, options(more), () => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  });
}

export const readExport = (document: unknown, more?: Partial<ReadOptions>): ReadResult =>
  readWith(pulumiExportReader, document, more);
export const readPreview = (document: unknown, more?: Partial<ReadOptions>): ReadResult =>
  readWith(pulumiPreviewReader, document, more);

/** The characters at each request's place. */
export function located(reader: Reader, document: unknown, requests: readonly LocateRequest[]): (string | undefined)[] {
  const text = JSON.stringify(document, null, 4);
  return reader
    .locate({ path: "stack.json", text, utf8: true }, requests)
    .map((region) => region && text.slice(region.start, region.end));
}

function show(value: unknown): string {
  if (isUnknown(value)) return `<${value.reason}>`;
  if (Array.isArray(value)) return value.map((each) => JSON.stringify(each)).join(" ");
  return value === undefined ? "-" : String(value);
}

export function line(record: DnsRecord): string {
  const type = record.type === "OTHER" ? record.data.rrtype : record.type;
  let data: readonly unknown[];
  switch (record.type) {
    case "MX":
      data = [record.data.preference, record.data.exchange === "" ? "." : record.data.exchange];
      break;
    case "TXT":
    case "SPF":
      data = [record.data.strings];
      break;
    case "SRV":
      data = [record.data.priority, record.data.weight, record.data.port, record.data.target];
      break;
    case "A":
    case "AAAA":
      data = [record.data.address];
      break;
    case "UNKNOWN":
      data = [record.data.reason];
      break;
    case "TLSA":
    case "CAA":
    case "SOA":
    case "OTHER":
      data = [record.data.text];
      break;
    default:
      data = [record.data.target];
  }
  return [show(record.name), show(record.ttl), type, ...data.map(show)].join(" ");
}

export function linesOf(zones: readonly Zone[] | undefined): string[] {
  return (zones ?? []).flatMap((zone) => zone.records.map(line));
}

export function scopes(zones: readonly Zone[] | undefined): string[] {
  return (zones ?? []).map(
    (zone) => `${zone.origin} ${zone.scope}${zone.program ? " program" : ""}${zone.private ? " private" : ""}`,
  );
}

/** What is wrong with the place of a record's value: it must hold the value, or for a secret one the resource's name. */
export function holdsPath(reader: Reader, file: InputFile, record: DnsRecord): string[] {
  const field = record.type === "MX" ? "exchange" : record.type === "TXT" ? "text" : undefined;
  const [region] = reader.locate(file, [{ at: record.at, field }]);
  const found = region === undefined ? "nothing" : file.text.slice(region.start, region.end);
  const told = line(record);
  if (told.includes("<secret>") || record.type === "UNKNOWN")
    return /^(?:urn:pulumi:.*|[a-z]{1,10})$/.test(found) ? [] : [`${told}: ${found}`];
  return told.replaceAll('"', "").endsWith(found) && found.length > 2 ? [] : [`${told}: ${found}`];
}
