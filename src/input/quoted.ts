import { toByteString } from "../model/record.ts";

/** Base of the `\DDD` escapes: 10 in zone files (RFC 1035 5.1), 8 at Route 53. */
export type EscapeBase = 8 | 10;

/** Collects where each byte of the result stands in the text's byte string, end exclusive. */
export interface ByteMap {
  readonly starts: number[];
  readonly ends: number[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Character strings written `"a" "b"` (RFC 1035 5.1): `\"`, `\\` and `\DDD` decoded, a bare word is a string too.
 * Bytes, one UTF-16 unit each. `undefined` when a quote is left open, an escape is above 255, or a bare word holds a
 * quote: then the text is something else.
 */
export function quotedStrings(text: string, base: EscapeBase, map?: ByteMap): string[] | undefined {
  const simple = map === undefined ? simpleString(text) : undefined;
  if (simple !== undefined) return [simple];
  const bytes = toByteString(text);
  const strings: string[] = [];
  let position = 0;
  for (;;) {
    while (isBlank(bytes.charCodeAt(position))) position++;
    if (position >= bytes.length) return strings;
    const quoted = bytes.charCodeAt(position) === QUOTE;
    if (quoted) position++;
    const pieces: string[] = [];
    let plain = position;
    for (;;) {
      const code = bytes.charCodeAt(position);
      if (position >= bytes.length) {
        if (quoted) return undefined;
        break;
      }
      if (code === QUOTE) {
        if (!quoted) return undefined;
        break;
      }
      if (!quoted && isBlank(code)) break;
      if (code !== BACKSLASH) {
        map?.starts.push(position);
        map?.ends.push(position + 1);
        position++;
        continue;
      }
      if (position + 1 >= bytes.length) return undefined;
      pieces.push(bytes.slice(plain, position));
      const escaped = bytes.charCodeAt(position + 1);
      const length = isDigit(escaped) ? 4 : 2;
      if (length === 4) {
        const value = escapeValue(bytes, position + 1, base);
        if (value === undefined) return undefined;
        pieces.push(String.fromCharCode(value));
      } else {
        pieces.push(String.fromCharCode(escaped));
      }
      map?.starts.push(position);
      map?.ends.push(position + length);
      position += length;
      plain = position;
    }
    pieces.push(bytes.slice(plain, position));
    strings.push(pieces.length === 1 ? (pieces[0] as string) : pieces.join(""));
    if (quoted) position++;
  }
}

const SIMPLE = /^"([\x20\x21\x23-\x5b\x5d-\x7e]*)"$/;

function simpleString(text: string): string | undefined {
  return SIMPLE.exec(text)?.[1];
}

/** Three digits from `start` as a byte; `undefined` where they are no such number. */
export function escapeValue(text: string, start: number, base: EscapeBase): number | undefined {
  let value = 0;
  for (let position = start; position < start + 3; position++) {
    const digit = text.charCodeAt(position) - 0x30;
    if (!(digit >= 0 && digit < base)) return undefined;
    value = value * base + digit;
  }
  return value > 255 ? undefined : value;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
