import { locatePaths, locateRows, type RowPattern } from "../input/json-locate.ts";
import { decodeLiteral } from "../input/json-text.ts";
import { isObject } from "../input/parse-json.ts";
import type { InputFile, Region } from "../input/reader.ts";
import type { RecordEdit } from "../model/finding.ts";
import { fromByteString, toByteString } from "../model/record.ts";
import type { Chunk } from "./chunks.ts";
import type { Plan, TextEdit } from "./writer.ts";

/** A row of the document: its text's region and what it parses to. */
export interface JsonRow {
  readonly region: Region;
  readonly value: Readonly<Record<string, unknown>>;
}

export type TextChange = Extract<RecordEdit, { kind: "text" }>;

/** What is particular to a document of rows. */
export interface RowKind {
  readonly pattern: RowPattern;
  readonly ordinalOf: (at: number) => number;
  readonly text: (source: string, row: JsonRow, edit: TextChange) => TextEdit[] | string;
}

/** Edits of records that are rows of JSON arrays. `removed` are the ordinals of rows that go. */
export function planRows(
  { text }: InputFile,
  edits: readonly RecordEdit[],
  { pattern, ordinalOf, text: changeText }: RowKind,
): Plan & { readonly removed: readonly number[] } {
  const refused = new Map<RecordEdit, string>();
  const ordinals = edits.map(({ record }) => ordinalOf(record.at));
  const regions = locateRows(text, pattern, ordinals);
  const changes: TextEdit[] = [];
  const gone: Region[] = [];
  const removed: number[] = [];
  for (const [index, edit] of edits.entries()) {
    const region = regions[index];
    const row = region === undefined ? undefined : rowAt(text, region);
    if (region === undefined || row === undefined) {
      refused.set(edit, "its row is not found in the document");
    } else if (edit.kind === "remove") {
      gone.push(region);
      removed.push(ordinals[index] as number);
    } else {
      const made =
        edit.kind === "name"
          ? rename(text, row, edit.name)
          : edit.kind === "unproxy"
            ? unproxy(text, row)
            : changeText(text, row, edit);
      if (typeof made === "string") refused.set(edit, made);
      else changes.push(...made);
    }
  }
  changes.push(...removals(text, gone));
  return { changes, refused, removed };
}

function rowAt(text: string, region: Region): JsonRow | undefined {
  try {
    const value = JSON.parse(text.slice(region.start, region.end)) as unknown;
    return isObject(value) ? { region, value } : undefined;
  } catch {
    return undefined;
  }
}

/** A final dot stays where there was one. */
function rename(text: string, row: JsonRow, name: string): TextEdit[] | string {
  const before = row.value["name"];
  const region = literal(text, row, ["name"]);
  if (typeof before !== "string" || region === undefined) return "its name is no text";
  return [{ ...region, text: inJson(before.endsWith(".") ? `${name}.` : name) }];
}

function unproxy(text: string, row: JsonRow): TextEdit[] | string {
  const region = locatePaths(text, [["proxied"]], row.region.start)[0]?.value;
  if (row.value["proxied"] !== true || region === undefined) return "it does not say that it is proxied";
  return [{ ...region, text: "false" }];
}

/** The string literal at a path of the row, without its quotes. */
export function literal(text: string, row: JsonRow, path: readonly (string | number)[]): Region | undefined {
  const value = locatePaths(text, [path], row.region.start)[0]?.value;
  return value !== undefined && text[value.start - 1] === '"' ? value : undefined;
}

/** A whole literal as one chunk of text. */
export function literalChunk(text: string, region: Region): Chunk {
  const { units, offsets } = decodeLiteral(text, region);
  const at: number[] = [];
  for (let unit = 0; unit < units.length;) {
    const character = String.fromCodePoint(units.codePointAt(unit) as number);
    const { length } = toByteString(character);
    for (let count = 0; count < length; count++) at.push(offsets[unit] as number);
    unit += character.length;
  }
  at.push(region.end);
  return { bytes: toByteString(units), at, start: region.start - 1, end: region.end + 1 };
}

/** Text as it stands between the quotes of a JSON string. */
export function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

export function bytesInJson(bytes: string): string {
  return inJson(fromByteString(bytes));
}

/** Elements of arrays taken out, each with the comma and the blanks that part it from the next, the last from the one before. */
export function removals(text: string, gone: readonly Region[]): TextEdit[] {
  const sorted = gone.toSorted((a, b) => a.start - b.start);
  const changes: TextEdit[] = [];
  for (let index = 0; index < sorted.length;) {
    const { start } = sorted[index] as Region;
    let next = nextElement(text, (sorted[index] as Region).end);
    let last = index;
    while (next !== undefined && sorted[last + 1]?.start === next) {
      last++;
      next = nextElement(text, (sorted[last] as Region).end);
    }
    const { end } = sorted[last] as Region;
    if (next !== undefined) changes.push({ start, end: next, text: "" });
    else changes.push({ start: endBefore(text, start), end, text: "" });
    index = last + 1;
  }
  return changes;
}

/** Where the next element begins; `undefined` at the array's end. */
function nextElement(text: string, end: number): number | undefined {
  const comma = skipBlanks(text, end);
  return text[comma] === "," ? skipBlanks(text, comma + 1) : undefined;
}

/** The end of the element before, or the offset behind the array's bracket. */
function endBefore(text: string, start: number): number {
  let position = start;
  while (isBlank(text[position - 1])) position--;
  if (text[position - 1] !== ",") return position;
  position--;
  while (isBlank(text[position - 1])) position--;
  return position;
}

function skipBlanks(text: string, start: number): number {
  let position = start;
  while (isBlank(text[position])) position++;
  return position;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}
