import { isUnsafe, visible, wellFormed } from "../../syntax/visible.ts";

/** How a language writes a character by its number. */
export type Escape = (character: string) => string;

const code = (character: string): number => character.codePointAt(0) ?? 0;
const hex = (character: string, digits: number): string => code(character).toString(16).padStart(digits, "0");

/** `\u001b`, `\u{e0001}`. */
export const scriptEscape: Escape = (character) =>
  code(character) > 0xffff ? `\\u{${hex(character, 1)}}` : `\\u${hex(character, 4)}`;

/** `\u001b`, `\U000e0001`. */
export const wideEscape: Escape = (character) =>
  code(character) > 0xffff ? `\\U${hex(character, 8)}` : `\\u${hex(character, 4)}`;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text between double quotes; what cannot be seen, or would turn the text around, stands in it by its number. */
export function doubleQuoted(text: string, escape: Escape): string {
  const inside = wellFormed(text).replace(/["\\]|[^\x20-\x7e]/gu, (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    return SHORT[character] ?? (isUnsafe(character) ? escape(character) : character);
  });
  return `"${inside}"`;
}

/** A text as JavaScript has it, in the quotes that need fewer escapes. */
export function scriptString(text: string): string {
  const double = doubleQuoted(text, scriptEscape);
  if (countOf(text, '"') <= countOf(text, "'")) return double;
  // A pair of characters at a time, so that a quote behind an escaped backslash is seen for what it is.
  const inside = double.slice(1, -1).replace(/\\.|'/gs, (found) => {
    if (found === "'") return "\\'";
    return found === '\\"' ? '"' : found;
  });
  return `'${inside}'`;
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Text in a comment of one line: nothing in it ends the line. */
export function commentText(text: string): string {
  return visible(text).trimEnd();
}

/** Lines one step to the right. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
