/** A key and the beginning of its value, right before a place in JSON. */
const KEY = /"[^"\\]{1,64}"\s{0,20}:\s{0,20}"?$/;
const CLOSING = /^"[\s,\]}]*/;
const KEY_ROOM = 120;

/**
 * A line of JSON of which only the value around the offsets `from` and `to`, and its key, is to be seen: a secret may stand
 * beside it. All else becomes blanks, so that columns stay.
 */
export function onlyValue(line: string, from: number, to: number): string {
  // Up to the nearest quote there is the same string, or no string at all.
  const start = from === 0 ? 0 : line.lastIndexOf('"', from - 1) + 1;
  const quote = line.indexOf('"', to);
  const end = quote < 0 ? line.length : quote + (CLOSING.exec(line.slice(quote, quote + 8))?.[0].length ?? 0);
  const before = line.slice(Math.max(0, start - KEY_ROOM), start);
  const shown = start - (KEY.exec(before)?.[0].length ?? 0);
  return " ".repeat(shown) + line.slice(shown, end) + " ".repeat(line.length - end);
}
