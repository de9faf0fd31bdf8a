import type { LoadedFile } from "../input/loaded.ts";
import type { InputFile, LocateRequest, Reader, Region } from "../input/reader.ts";
import { positionsOf, type Positions } from "../input/positions.ts";
import type { Field, Finding, Place } from "../model/finding.ts";
import { textOf, type DnsRecord } from "../model/record.ts";
import { isKnown } from "../model/value.ts";
import type { SourceLine, Spot } from "../report/report.ts";
import { holdsPrivateKey, withoutPrivateKeys } from "../syntax/dkim.ts";
import { alignSpan } from "./align.ts";
import { onlyValue } from "./guarded.ts";

/** A document that is still at hand, and the reader that knows its way in it. */
export interface OpenDocument {
  readonly file: InputFile;
  readonly reader: Reader;
  readonly mappings?: LoadedFile["mappings"];
}

/** Source lines around a span that a frame may show, each way. */
const MAX_SPAN_LINES = 12;

/** Turns symbolic places into lines and columns: each document is gone through once, for all its places. */
export function locatePlaces(
  places: readonly Place[],
  open: (path: string) => OpenDocument | undefined,
): Map<Place, Spot> {
  const byPath = new Map<string, Place[]>();
  for (const place of places) {
    const path = place.record.source.document.path;
    const list = byPath.get(path);
    if (list === undefined) byPath.set(path, [place]);
    else list.push(place);
  }
  const spots = new Map<Place, Spot>();
  for (const [path, list] of byPath) {
    const document = open(path);
    if (document === undefined) continue;
    const requests = list.map(({ record, field, span }): LocateRequest => ({
      at: record.at,
      field,
      ...(span === undefined ? {} : { span }),
    }));
    const regions = document.reader.locate(document.file, requests, document.mappings);
    const positions = positionsOf(document.file.text);
    for (const [index, place] of list.entries()) {
      const region = regions[index];
      if (region !== undefined) spots.set(place, spot(path, place, region, document, positions));
    }
  }
  return spots;
}

/** Every place of the findings, in order. */
export function placesOf(findings: readonly Finding[]): Place[] {
  return findings.flatMap((finding) => (finding.at === undefined ? finding.related : [finding.at, ...finding.related]));
}

function spot(path: string, place: Place, found: Region, document: OpenDocument, positions: Positions): Spot {
  const region = narrowed(place, found, document.file.text);
  const start = positions.at(region.start);
  const end = positions.at(Math.max(region.start, region.end));
  const last = Math.min(end.line, start.line + MAX_SPAN_LINES);
  const lines: SourceLine[] = [];
  const hidden = holdsKey(place.record);
  for (let number = start.line; !hidden && number <= last; number++) {
    const line = struckLine(positions, number);
    const guarded = document.reader.holdsSecrets === true;
    // A guarded line is a copy for each place: one of megabytes with thousands of places would fill the memory.
    if (guarded && line.length > MAX_GUARDED) break;
    const from = number === start.line ? start.column - 1 : 0;
    const to = number === end.line ? end.column - 1 : line.length;
    lines.push({ number, text: guarded ? onlyValue(line, from, to) : line });
  }
  return {
    path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(place.note === undefined ? {} : { note: place.note }),
    lines,
  };
}

/** Characters of a line of which only a value is shown; longer ones, of minified documents, are named by their place alone. */
const MAX_GUARDED = 10_000;

const struck = new WeakMap<Positions, Map<number, string>>();

/** A line without private keys. Kept: a document may be one long line, which all its findings point into. */
function struckLine(positions: Positions, number: number): string {
  let lines = struck.get(positions);
  if (lines === undefined) struck.set(positions, (lines = new Map<number, string>()));
  let line = lines.get(number);
  if (line === undefined) lines.set(number, (line = withoutPrivateKeys(positions.lineText(number))));
  return line;
}

/** A private key, however it is cut and wrapped in the document, is not shown. */
export function holdsKey(record: DnsRecord): boolean {
  if (record.type !== "TXT") return false;
  const text = textOf(record);
  return isKnown(text) && holdsPrivateKey(text);
}

/** The part that the place's span asks for, where the reader has not found it itself. */
function narrowed({ record, field, span }: Place, found: Region, text: string): Region {
  const value = span === undefined || found.narrowed === true ? undefined : valueOf(record, field);
  return value === undefined || span === undefined ? found : alignSpan(text, found, value, span);
}

/** The text that a span counts in. */
function valueOf(record: DnsRecord, field: Field | undefined): string | undefined {
  if (record.type === "TXT" || record.type === "SPF") {
    const text = textOf(record);
    return isKnown(text) && (field === undefined || field === "text") ? text : undefined;
  }
  if (field === "name") return typeof record.name === "string" ? record.name : undefined;
  if (record.type === "MX") {
    if (field === "preference") return record.data.written?.preference;
    return record.data.written?.exchange ?? (isKnown(record.data.exchange) ? record.data.exchange : undefined);
  }
  if (record.type === "TLSA") return isKnown(record.data.text) ? record.data.text : undefined;
  if ("target" in record.data) return isKnown(record.data.target) ? record.data.target : undefined;
  if ("address" in record.data) return isKnown(record.data.address) ? record.data.address : undefined;
  return undefined;
}
