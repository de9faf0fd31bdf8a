import type { Field } from "../model/finding.ts";
import { decodeLiteral, spanInJsonStrings, type TextForm } from "./json-text.ts";
import { locatePaths, locateRows, type JsonPath, type RowPattern } from "./json-locate.ts";
import type { InputFile, LocateRequest, Region } from "./reader.ts";

/** Where a field stands in its row. */
export interface FieldSpot {
  readonly path: JsonPath;
  /** One word of a value like `10 mx.example.com`, from 0; absent: the whole value. */
  readonly word?: number;
  /** How text is spelt there, for spans; `raw` when absent. */
  readonly form?: TextForm;
  /** For text held by several strings below `path`, how many. */
  readonly strings?: number;
}

/** Rows above this are shown whole. */
const LARGEST_ROW = 1_000_000;

/**
 * Answers `Reader.locate` for documents of rows: each request's `at` names a row by its ordinal among those that
 * `pattern` matches, and `spotOf` says where in the parsed row the field is.
 */
export function locateInRows(
  file: InputFile,
  requests: readonly LocateRequest[],
  pattern: RowPattern,
  ordinalOf: (at: number) => number,
  spotOf: (row: unknown, field: Field, at: number) => FieldSpot | undefined,
): (Region | undefined)[] {
  const { text } = file;
  const byRow = new Map<number, number[]>();
  requests.forEach((request, index) => {
    const ordinal = ordinalOf(request.at);
    const indices = byRow.get(ordinal);
    if (indices === undefined) byRow.set(ordinal, [index]);
    else indices.push(index);
  });
  const ordinals = [...byRow.keys()];
  const rows = locateRows(text, pattern, ordinals);
  const answers: (Region | undefined)[] = requests.map(() => undefined);
  ordinals.forEach((ordinal, rowIndex) => {
    const row = rows[rowIndex];
    if (row === undefined) return;
    const parsed = parseRow(text, row);
    for (const index of byRow.get(ordinal) ?? []) {
      const request = requests[index] as LocateRequest;
      const spot =
        request.field === undefined || parsed === undefined ? undefined : spotOf(parsed, request.field, request.at);
      answers[index] = (spot && fieldRegion(text, row, spot, request.span)) ?? row;
    }
  });
  return answers;
}

function parseRow(text: string, row: Region): unknown {
  if (row.end - row.start > LARGEST_ROW) return undefined;
  try {
    return JSON.parse(text.slice(row.start, row.end)) as unknown;
  } catch {
    return undefined;
  }
}

function fieldRegion(
  text: string,
  row: Region,
  spot: FieldSpot,
  span: readonly [start: number, end: number] | undefined,
): Region | undefined {
  const paths: JsonPath[] = [spot.path];
  for (let index = 0; index < (spot.strings ?? 0); index++) paths.push([...spot.path, index]);
  const found = locatePaths(text, paths, row.start).map((each) => each?.value);
  const whole = found[0];
  if (whole === undefined) return undefined;
  if (spot.word !== undefined) {
    const word = wordRegion(text, whole, spot.word);
    if (word === undefined) return whole;
    return (span && narrowed(spanInJsonStrings(text, [word], "raw", span))) ?? word;
  }
  if (span === undefined) return whole;
  const literals = spot.strings === undefined ? [whole] : found.slice(1).filter((each) => each !== undefined);
  return narrowed(spanInJsonStrings(text, literals, spot.form ?? "raw", span)) ?? whole;
}

function narrowed(region: Region | undefined): Region | undefined {
  return region === undefined ? undefined : { ...region, narrowed: true };
}

/** The nth word of a literal; the last one that is asked for runs to the end. */
function wordRegion(text: string, region: Region, word: number): Region | undefined {
  if (region.end - region.start > 10_000) return undefined;
  const { units, offsets } = decodeLiteral(text, region);
  const words = [...units.matchAll(/\S+/g)];
  const match = words[word];
  if (match === undefined) return undefined;
  const last = words[words.length - 1] as RegExpExecArray;
  const end = word === 0 ? match.index + match[0].length : last.index + last[0].length;
  return { start: offsets[match.index] as number, end: offsets[end] as number };
}
