import { parseName, type Name } from "../../src/model/name.ts";
import { rrtypeOf, type DnsRecord } from "../../src/model/record.ts";
import { Unknown } from "../../src/model/value.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "../../src/input/reader.ts";
import { parseJson } from "../../src/input/parse-json.ts";
import type { Field } from "../../src/model/finding.ts";

export function fileOf(content: unknown, path = "export.json"): InputFile {
  return { path, text: typeof content === "string" ? content : JSON.stringify(content, null, 2), utf8: true };
}

export interface Given {
  readonly path?: string;
  readonly origin?: Name;
  readonly ids?: Readonly<Record<string, string>>;
}

/** Reads a document as the loader would. */
export function readAs(reader: Reader, content: unknown, given: Given = {}): ReadResult & { readonly file: InputFile } {
  const file = fileOf(content, given.path);
  const options: ReadOptions = {
    origin: given.origin,
    zoneOfId: (id) => {
      const name = given.ids?.[id];
      const result = name === undefined ? undefined : parseName(name);
      return result?.ok === true ? result.name : undefined;
    },
    open: () => ({ refused: "nothing is opened here" }),
  };
  const json = (): unknown => {
    const result = parseJson(file.text);
    return result.ok ? result.value : undefined;
  };
  return { ...reader.read(file, options, json), file };
}

/** One line a record: name, TTL, type, value; unknown values as `?reason`. */
export function lineOf(record: DnsRecord): string {
  const show = (value: unknown): string => {
    if (value instanceof Unknown) return `?${value.reason}`;
    if (Array.isArray(value)) return value.map((each) => `"${String(each)}"`).join(" ");
    return value === undefined ? "-" : value === "" ? "." : String(value);
  };
  const data = record.type === "OTHER" ? { text: record.data.text } : record.data;
  const values = Object.entries(data).map(([key, value]) =>
    key === "written" ? `written=${JSON.stringify(value)}` : show(value),
  );
  const vendor = record.vendor === undefined ? {} : (JSON.parse(JSON.stringify(record.vendor)) as object);
  const facts = Object.keys(vendor).length === 0 ? "" : ` ; ${JSON.stringify(vendor)}`;
  return `${show(record.name)} ${show(record.ttl)} ${rrtypeOf(record)} ${values.join(" ")}${facts}`;
}

export function linesOf(result: ReadResult): string[] {
  return result.zones.flatMap((zone) => zone.records.map(lineOf));
}

export function reasonsOf(result: ReadResult): string[] {
  return result.problems.map(({ line, column, reason }) => `${line ?? "-"}:${column ?? "-"} ${reason}`);
}

/** The document's own characters at a record's field. */
export function sourceOf(
  reader: Reader,
  file: InputFile,
  record: DnsRecord,
  field?: Field,
  span?: readonly [number, number],
): string | undefined {
  const region = reader.locate(file, [{ at: record.at, field, span }])[0];
  return region === undefined ? undefined : file.text.slice(region.start, region.end);
}
