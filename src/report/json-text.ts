import { clip, wellFormed } from "../syntax/visible.ts";

/** No text of a report needs more; a value of a megabyte is cut. */
const MAX = 10_000;
// JSON.stringify leaves these raw, and a terminal or a log may obey them.
const needsEscape = /[^\n\u0020-\u007e]|##/;
const raw = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{DI}]|#(?=#)/gu;

/** A text for JSON: of bounded length, and readable by strict parsers. */
export function jsonText(text: string): string {
  return wellFormed(clip(text, MAX));
}

/** Indented JSON, key order as given, that prints no control or invisible character and no CI command. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return `${needsEscape.test(json) ? json.replace(raw, escapeUnits) : json}\n`;
}

function escapeUnits(character: string): string {
  let escaped = "";
  for (let index = 0; index < character.length; index++) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}
