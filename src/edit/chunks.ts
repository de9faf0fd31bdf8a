import { splitText } from "../syntax/txt.ts";
import { toByteString } from "../model/record.ts";
import type { TextEdit } from "./writer.ts";

/** A character string of a TXT record as the document spells it. */
export interface Chunk {
  readonly bytes: string;
  /** Where each byte stands in the source, and after them where the last one ends: one entry more than bytes. */
  readonly at: readonly number[];
  /** With its quotes. */
  readonly start: number;
  readonly end: number;
}

/** How a document kind spells character strings. */
export interface Spelling {
  /** Bytes that one may have. */
  readonly limit: number;
  /** Bytes as they stand inside a chunk; `undefined` where it cannot hold them. */
  readonly inner: (bytes: string, chunk: Chunk) => string | undefined;
  /** A chunk with its quotes. */
  readonly whole: (bytes: string) => string;
  /** What stands between two chunks. */
  readonly between: string;
}

/** Nothing that somebody wrote for a person to read. */
const PLAIN_GAP = /^[\s,]*$/;

/**
 * The edits that give a text its new form: as few characters as may be, in the chunk they stand in; chunks are cut anew only
 * where one would grow over the limit. The same text again cuts what is over it. A string is the reason why not.
 */
export function changeText(
  source: string,
  chunks: readonly Chunk[],
  text: string,
  spelling: Spelling,
): TextEdit[] | string {
  const old = chunks.map(({ bytes }) => bytes).join("");
  if (text === old) {
    return chunks.flatMap((chunk) =>
      chunk.bytes.length > spelling.limit ? recut(source, [chunk], chunk.bytes, spelling, chunks) : [],
    );
  }
  const change = difference(chunks, old, text);
  const first = chunks[change.first] as Chunk;
  const last = chunks[change.last] as Chunk;
  const kept = first.bytes.slice(0, change.from) + change.text + last.bytes.slice(change.to);
  const inPlace = change.first === change.last && kept.length <= spelling.limit && (kept !== "" || chunks.length === 1);
  if (inPlace) {
    const inner = change.text === "" ? "" : spelling.inner(change.text, first);
    if (inner !== undefined)
      return [{ start: first.at[change.from] as number, end: first.at[change.to] as number, text: inner }];
  }
  if (kept === "" && chunks.length > 1) {
    const rest = chunks.filter((_, index) => index < change.first || index > change.last);
    // A chunk that is left with nothing goes with its neighbour's.
    const from = Math.max(0, change.first - 1);
    const to = Math.min(chunks.length - 1, change.first === 0 ? change.last + 1 : change.last);
    const bytes = chunks.slice(from, to + 1).filter((chunk) => rest.includes(chunk));
    return checked(source, chunks.slice(from, to + 1), bytes.map((chunk) => chunk.bytes).join(""), spelling, chunks);
  }
  return checked(source, chunks.slice(change.first, change.last + 1), kept, spelling, chunks);
}

function checked(
  source: string,
  replaced: readonly Chunk[],
  bytes: string,
  spelling: Spelling,
  all: readonly Chunk[],
): TextEdit[] | string {
  for (let index = 1; index < replaced.length; index++) {
    const gap = source.slice((replaced[index - 1] as Chunk).end, (replaced[index] as Chunk).start);
    if (!PLAIN_GAP.test(gap)) return "a comment stands between the strings of its text";
  }
  return recut(source, replaced, bytes, spelling, all);
}

/** Chunks in the place of others, parted as the first two of the record are. */
function recut(
  source: string,
  replaced: readonly Chunk[],
  bytes: string,
  { limit, whole, between }: Spelling,
  all: readonly Chunk[],
): TextEdit[] {
  const [one, two] = all;
  const gap = one === undefined || two === undefined ? "" : source.slice(one.end, two.start);
  const pieces = bytes.length <= limit ? [bytes] : splitText(bytes);
  const text = pieces.map(whole).join(gap !== "" && PLAIN_GAP.test(gap) ? gap : between);
  return [{ start: (replaced[0] as Chunk).start, end: (replaced.at(-1) as Chunk).end, text }];
}

interface Difference {
  /** Chunks that the change begins and ends in, and where in them. */
  readonly first: number;
  readonly from: number;
  readonly last: number;
  readonly to: number;
  readonly text: string;
}

/** What lies between the common beginning and the common end of both texts; no character of the source is cut through. */
function difference(chunks: readonly Chunk[], old: string, text: string): Difference {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) start++;
  let tail = 0;
  while (tail < shorter - start && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  let end = old.length - tail;
  let [first, from] = placeOf(chunks, start, true);
  const begin = chunks[first] as Chunk;
  while (from > 0 && from < begin.bytes.length && begin.at[from] === begin.at[from - 1]) {
    from--;
    start--;
  }
  let [last, to] = start === end ? [first, from] : placeOf(chunks, end, false);
  const finish = chunks[last] as Chunk;
  while (to > 0 && to < finish.bytes.length && finish.at[to] === finish.at[to - 1]) {
    to++;
    end++;
  }
  if (last < first) [first, from, last, to] = [last, to, last, to];
  return { first, from, last, to, text: text.slice(start, text.length - (old.length - end)) };
}

/** The chunk that an offset of the joined text lies in; at a seam the one that `next` says: behind it or before it. */
function placeOf(chunks: readonly Chunk[], offset: number, next: boolean): [number, number] {
  let left = offset;
  for (let index = 0; index < chunks.length; index++) {
    const { length } = (chunks[index] as Chunk).bytes;
    const isLast = index === chunks.length - 1;
    if (left < length || isLast || (left === length && !next)) return [index, left];
    left -= length;
  }
  return [0, 0];
}

/** A spelt text as bytes, `escape` telling what an escape at an offset stands for; offsets are those of `offsetOf`. */
export function decoded(
  text: string,
  start: number,
  end: number,
  offsetOf: (index: number) => number,
  isBytes: boolean,
): { readonly bytes: string; readonly at: number[] } | undefined {
  const pieces: string[] = [];
  const at: number[] = [];
  for (let index = start; index < end;) {
    let width = 1;
    let bytes: string;
    if (text[index] === "\\") {
      const digits = text.slice(index + 1, index + 4);
      if (/^[0-9]/.test(digits)) {
        if (!/^[0-9]{3}$/.test(digits) || Number(digits) > 255) return undefined;
        bytes = String.fromCharCode(Number(digits));
        width = 4;
      } else {
        const point = text.codePointAt(index + 1);
        if (point === undefined || index + 1 >= end) return undefined;
        const escaped = String.fromCodePoint(point);
        bytes = isBytes ? escaped : toByteString(escaped);
        width = 1 + escaped.length;
      }
    } else {
      const character = String.fromCodePoint(text.codePointAt(index) as number);
      bytes = isBytes ? character : toByteString(character);
      width = character.length;
    }
    pieces.push(bytes);
    for (let count = 0; count < bytes.length; count++) at.push(offsetOf(index));
    index += width;
  }
  at.push(offsetOf(end));
  return { bytes: pieces.join(""), at };
}

/** Bytes between the quotes of a zone file: `"` and `\` escaped, what is not printable ASCII as `\DDD` (RFC 1035 5.1). */
export function zoneEscaped(bytes: string): string {
  return bytes.replace(/[^\x20-\x7e]|["\\]/g, (byte) =>
    byte === '"' || byte === "\\" ? `\\${byte}` : `\\${String(byte.charCodeAt(0) & 0xff).padStart(3, "0")}`,
  );
}
