/**
 * What a document says is shown, never obeyed: no control character, bidirectional override or invisible character of
 * it reaches a terminal, and `##` is broken because CI runners take `##[command]` and `##vso[command]` anywhere in a line.
 */
const plain = /^[\x20-\x22\x24-\x7e]*$/;
const unsafe = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}\p{NChar}]|#(?=#)/gu;
const unsafeAlone = /^(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}\p{NChar}]$/u;
const loneSurrogate = /\p{Cs}/gu;

/** Printable ASCII without `#`: one cell each, nothing to escape. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/** Whether a single character must not be printed as it is. */
export function isUnsafe(character: string): boolean {
  return unsafeAlone.test(character);
}

/** `\n`, `\x1b`, `\u202e`, `\u{e0001}`. */
export function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 10) return "\\n";
  if (code === 13) return "\\r";
  if (code === 9) return "\\t";
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
}

/** At most `max` UTF-16 code units of the text, and how long it was; no pair of surrogates is cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? max - 1 : max;
  return `${text.slice(0, end)}… (${count(text.length)} characters)`;
}

/** The text on one line, with whatever is unsafe to print as visible escapes, clipped to `max` code units before that. */
export function visible(text: string, max = 2000): string {
  const clipped = clip(text, max);
  return plain.test(clipped) ? clipped : clipped.replace(unsafe, escapeCharacter);
}

/** Lone surrogates replaced: strict parsers of JSON refuse their escapes. */
export function wellFormed(text: string): string {
  return plain.test(text) ? text : text.replace(loneSurrogate, "\ufffd");
}

/** `1234567` as `1,234,567`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 error`, `2 errors`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `a, b and 3 more`: the first `max` of the list. */
export function listed(items: readonly string[], max: number, show: (item: string) => string): string {
  const shown = items.slice(0, max).map(show).join(", ");
  return items.length > max ? `${shown} and ${count(items.length - max)} more` : shown;
}

/** A line that starts with `::` is a command to GitHub's runner; the first colon is shown as an escape. */
export function withoutCommands(output: string): string {
  if (!output.includes("::")) return output;
  return output.replace(/^([^\S\n]*):(?=:)/gm, "$1\\x3a");
}
