import { fromByteString, toByteString } from "../../model/record.ts";
import { quotedStrings } from "../quoted.ts";
import type { TextStyle } from "./row.ts";

/** How a text is spelt in its property: the text itself, or presentation form, maybe without its outermost quotes. */
export function spellingOf(text: string, style: TextStyle): "raw" | "quoted" | "inner" {
  const quoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  switch (style) {
    case "raw":
    case "chunks":
      return "raw";
    case "mixed":
      return quoted ? "quoted" : "raw";
    case "wrapped":
      return quoted ? "quoted" : "inner";
    case "inner":
      // Quotes that the user put around it are one pair too many: they stay, as part of the text.
      return quoted ? "raw" : "inner";
    case "quoted":
      // `a" "b`, as Google's provider tells to write long values.
      return !text.startsWith('"') && !text.endsWith('"') && text.includes('" "') ? "inner" : "quoted";
  }
}

/** A TXT value's character strings in the way its provider publishes it. What cannot be decoded stays as it is written. */
export function txtStrings(text: string, style: TextStyle, octal: boolean): string[] {
  const spelling = spellingOf(text, style);
  const base = octal ? 8 : 10;
  const decoded = spelling === "raw" ? undefined : quotedStrings(spelling === "inner" ? `"${text}"` : text, base);
  return decoded ?? [toByteString(text)];
}

/** Cuts bytes into strings of at most `size`. */
export function cutStrings(strings: readonly string[], size: number): string[] {
  return strings.flatMap((string) => {
    if (string.length <= size) return [string];
    const parts: string[] = [];
    for (let from = 0; from < string.length; from += size) parts.push(string.slice(from, from + size));
    return parts;
  });
}

/**
 * A text (bytes) as its property takes it, cut into strings of at most `size` bytes where the property shows them: what
 * {@link txtStrings} reads as the same text again. `like` is the spelling wanted where the style has two. `undefined`: the
 * property holds characters only, and these bytes are none.
 */
export function writeText(
  bytes: string,
  style: Exclude<TextStyle, "chunks">,
  octal: boolean,
  like: "raw" | "quoted",
  size: number,
): string | undefined {
  if (style === "raw" || (style === "mixed" && like === "raw")) {
    const text = characters(bytes);
    if (style === "raw" || (text !== undefined && spellingOf(text, style) === "raw")) return text;
  }
  const strings = cutStrings([bytes], size).map((string) => escaped(string, octal ? 8 : 10));
  const bare = strings.join('""');
  const isBare = style === "inner" || (style === "wrapped" && like === "raw" && spellingOf(bare, style) === "inner");
  return isBare ? bare : `"${strings.join('" "')}"`;
}

/** A text as a list of raw strings of at most `size` bytes, no character cut in two. `undefined`: it holds no characters. */
export function writeChunks(bytes: string, size: number): string[] | undefined {
  const chunks: string[] = [];
  for (let from = 0; from < bytes.length || chunks.length === 0;) {
    let to = Math.min(from + size, bytes.length);
    while (to < bytes.length && to > from + 1 && isContinuation(bytes.charCodeAt(to))) to--;
    const text = characters(bytes.slice(from, to));
    if (text === undefined) return undefined;
    chunks.push(text);
    from = to;
  }
  return chunks;
}

function isContinuation(code: number): boolean {
  return (code & 0xc0) === 0x80;
}

/** The characters that UTF-8 bytes stand for. */
function characters(bytes: string): string | undefined {
  const text = fromByteString(bytes);
  return toByteString(text) === bytes ? text : undefined;
}

function escaped(bytes: string, base: 8 | 10): string {
  return bytes.replace(/[^\x20-\x7e]|["\\]/g, (byte) =>
    byte === '"' || byte === "\\" ? `\\${byte}` : `\\${byte.charCodeAt(0).toString(base).padStart(3, "0")}`,
  );
}
