import { toByteString } from "../../model/record.ts";
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
