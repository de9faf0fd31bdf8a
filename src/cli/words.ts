/** No argument of a process holds a NUL, so a word marked with one is ours. */
const MARK = "\0";

/**
 * Words that the argument parser would take for something else are marked: it drops a lone `-`, and keeps what follows
 * `--` away from the command.
 */
export function sheltered(words: readonly string[]): string[] {
  const end = words.indexOf("--");
  const before = (end < 0 ? words : words.slice(0, end)).map((word) => (word === "-" ? `${MARK}-` : word));
  const after = end < 0 ? [] : words.slice(end + 1).map((word) => MARK + word);
  return [...before, ...after];
}

/** The parsed values with the marks taken off. */
export function plainWords(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, plain(value)]));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "string" && value.startsWith(MARK) ? value.slice(MARK.length) : value;
}

/** What was given for an option or word that takes several. */
export function wordsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}
