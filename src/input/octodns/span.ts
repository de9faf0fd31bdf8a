import { toByteString } from "../../model/record.ts";
import { publishedText } from "./values.ts";

/**
 * Where a part of a TXT value's bytes stands in the scalar's source. The value has lost what YAML folds and escapes and
 * what octoDNS drops (`\;`, `" "`, outer quotes), so both are walked together; `undefined` where they part.
 * `quote`: what stands before the source.
 */
export function spanInText(
  source: string,
  decoded: string,
  span: readonly [start: number, end: number],
  quote: string | undefined,
): readonly [number, number] | undefined {
  const value = publishedText(decoded);
  const [start, end] = span;
  if (start < 0 || start > end || end > value.length) return undefined;
  // Bounds the work of one request as much as the text itself.
  let at = 0;
  let first = -1;
  let last = 0;
  if (decoded.startsWith('"')) at = quote === '"' ? 2 : 1;
  for (let index = 0; index < value.length;) {
    const step = match(source, at, value, index, quote);
    if (step === undefined) return undefined;
    if (index <= start) first = step.from;
    index += step.bytes;
    at = step.to;
    if (index <= end) last = at;
    if (index >= end && index > start) break;
  }
  if (start === end) return start === value.length ? [last, last] : [first, first];
  return first < 0 ? undefined : [first, last];
}

/** Between two chunks; in a double-quoted scalar with its escapes, or a folded line. */
const GAP = /^" "/;
const ESCAPED_GAP = /^(?:" "|\\" \\"|\\\r?\n[ \t]*)/;

interface Step {
  /** The source's characters that stand for the value's next ones. */
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

function match(
  source: string,
  start: number,
  value: string,
  index: number,
  quote: string | undefined,
): Step | undefined {
  let at = start;
  const wanted = value[index] as string;
  // What stands for nothing in the value, then one that stands for something.
  for (;;) {
    const dropped = (quote === '"' ? ESCAPED_GAP : GAP).exec(source.slice(at, at + 5))?.[0];
    if (dropped !== undefined && !value.startsWith('" "', index)) at += dropped.length;
    else break;
  }
  const character = source[at];
  if (character === undefined) return undefined;
  if (character === "\\") {
    const semicolon = wanted === ";" ? /^\\{1,2};/.exec(source.slice(at, at + 3))?.[0] : undefined;
    if (semicolon !== undefined) return { from: at + semicolon.length - 1, to: at + semicolon.length, bytes: 1 };
    if (quote === '"')
      return source[at + 1] === wanted && !/[a-zA-Z0-9_]/.test(wanted) ? { from: at, to: at + 2, bytes: 1 } : undefined;
    return wanted === "\\" ? { from: at, to: at + 1, bytes: 1 } : undefined;
  }
  if (isBlank(character)) {
    let to = at;
    let newline = false;
    for (; isBlank(source[to]); to++) if (source[to] === "\n") newline = true;
    if (newline && wanted === " ") return { from: at, to, bytes: 1 };
    // Folded away, or a line's indent.
    const indent = at === 0 || source[at - 1] === "\n";
    if ((newline || indent) && !isBlank(wanted)) return match(source, to, value, index, quote);
  }
  if (quote === "'" && character === "'" && wanted === "'" && source[at + 1] === "'")
    return { from: at, to: at + 2, bytes: 1 };
  const point = source.codePointAt(at) as number;
  const written = String.fromCodePoint(point);
  const bytes = point > 0x7f ? toByteString(written) : written;
  return value.startsWith(bytes, index) ? { from: at, to: at + written.length, bytes: bytes.length } : undefined;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}
