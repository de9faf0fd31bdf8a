import type { Region } from "../input/reader.ts";

/**
 * Where a span of a value stands in the document's own spelling of it. The value's characters occur in the region in order,
 * with quotes, escapes, line ends and parentheses between them; anything else, and the whole region is the answer.
 */
export function alignSpan(text: string, region: Region, value: string, span: readonly [number, number]): Region {
  const [from, to] = span;
  let at = region.start;
  let start: number | undefined;
  for (let index = 0; index < to; index++) {
    const wanted = value.charCodeAt(index);
    const found = next(text, at, region.end, wanted);
    if (found === undefined) return region;
    if (index === from) start = found.start;
    at = found.end;
  }
  if (start === undefined) {
    // An empty span: the place between two characters.
    return from === to && at <= region.end ? { ...region, start: at, end: at } : region;
  }
  return { ...region, start, end: at };
}

/** What may stand between the characters of a value: quoting, folding, the blanks between character strings. */
const FILLER = new Set([...'"\\ \t\r\n()'].map((character) => character.charCodeAt(0)));
const BACKSLASH = 0x5c;

function next(text: string, from: number, end: number, wanted: number): { start: number; end: number } | undefined {
  let at = from;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === wanted) return { start: at, end: at + 1 };
    if (code === BACKSLASH) {
      const escape = escaped(text, at, end, wanted);
      if (escape !== undefined) return { start: at, end: escape };
    }
    if (code > 0x7f) {
      // A character outside ASCII is several bytes of the value.
      const bytes = Buffer.from(String.fromCodePoint(text.codePointAt(at) ?? code), "utf8");
      const length = code >= 0xd800 && code < 0xdc00 ? 2 : 1;
      if (bytes.includes(wanted)) return { start: at, end: bytes.at(-1) === wanted ? at + length : at };
    }
    if (!FILLER.has(code)) return undefined;
    at++;
  }
  return undefined;
}

/** The end of an escape that stands for `wanted`: `\034`, `\u0022`, `\x22`. */
function escaped(text: string, at: number, end: number, wanted: number): number | undefined {
  const rest = text.slice(at + 1, Math.min(end, at + 6));
  const decimal = /^[0-9]{3}/.exec(rest);
  if (decimal !== null && (Number(decimal[0]) === wanted || Number.parseInt(decimal[0], 8) === wanted)) return at + 4;
  const unicode = /^u([0-9a-fA-F]{4})/.exec(rest);
  if (unicode !== null && Number.parseInt(unicode[1] as string, 16) === wanted) return at + 6;
  const hex = /^x([0-9a-fA-F]{2})/.exec(rest);
  if (hex !== null && Number.parseInt(hex[1] as string, 16) === wanted) return at + 4;
  return undefined;
}
