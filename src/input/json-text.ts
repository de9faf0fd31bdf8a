import { quotedStrings, type ByteMap, type EscapeBase } from "./quoted.ts";
import type { Region } from "./reader.ts";

/** How a TXT value is spelt inside its JSON string. */
export type TextForm = "raw" | EscapeBase;

/** Above this a part of a value is not searched; the whole value is shown. */
const LONGEST = 100_000;

/**
 * The parts of the JSON string literals (`regions`: without their quotes, one after another in the text they stand for)
 * that hold its bytes `span`: JSON escapes, UTF-8 and, where `form` is a base, quoted character strings are counted in.
 * `undefined` where that is not to be had.
 */
export function spanInJsonStrings(
  text: string,
  regions: readonly Region[],
  form: TextForm,
  span: readonly [start: number, end: number],
): Region | undefined {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const region of regions) {
    if (region.end - region.start > LONGEST) return undefined;
    const literal = decodeLiteral(text, region);
    const bytes = toBytes(literal.units);
    const map: ByteMap = { starts: [], ends: [] };
    if (form === "raw") identity(bytes.unitOf.length - 1, map);
    else if (quotedStrings(literal.units, form, map) === undefined) return undefined;
    for (let index = 0; index < map.starts.length; index++) {
      starts.push(literal.offsets[bytes.unitOf[map.starts[index] as number] as number] as number);
      ends.push(literal.offsets[bytes.unitEnd[(map.ends[index] as number) - 1] as number] as number);
    }
    if (starts.length > LONGEST) return undefined;
  }
  const [from, to] = span;
  if (from < 0 || to < from || to > starts.length) return undefined;
  if (from === to) {
    const point = starts[from] ?? ends[from - 1];
    return point === undefined ? undefined : { start: point, end: point };
  }
  return { start: starts[from] as number, end: ends[to - 1] as number };
}

/** A literal's text with the source offset of each of its units, and one more for the end. */
export function decodeLiteral(text: string, region: Region): { units: string; offsets: number[] } {
  const units: string[] = [];
  const offsets: number[] = [];
  let position = region.start;
  while (position < region.end) {
    offsets.push(position);
    const character = text[position] as string;
    if (character !== "\\") {
      units.push(character);
      position++;
      continue;
    }
    const escape = text[position + 1] ?? "";
    if (escape === "u") {
      units.push(String.fromCharCode(Number.parseInt(text.slice(position + 2, position + 6), 16) || 0));
      position += 6;
    } else {
      units.push(ESCAPES[escape] ?? escape);
      position += 2;
    }
  }
  offsets.push(region.end);
  return { units: units.join(""), offsets };
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** For each byte of the text's UTF-8 form the unit it begins in and the unit after it; one entry more for the end. */
function toBytes(units: string): { unitOf: number[]; unitEnd: number[] } {
  const unitOf: number[] = [];
  const unitEnd: number[] = [];
  for (let unit = 0; unit < units.length;) {
    const code = units.codePointAt(unit) as number;
    const width = code > 0xffff ? 2 : 1;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let count = 0; count < bytes; count++) {
      unitOf.push(unit);
      unitEnd.push(unit + width);
    }
    unit += width;
  }
  unitOf.push(units.length);
  unitEnd.push(units.length);
  return { unitOf, unitEnd };
}

function identity(length: number, map: ByteMap): void {
  for (let index = 0; index < length; index++) {
    map.starts.push(index);
    map.ends.push(index + 1);
  }
}
