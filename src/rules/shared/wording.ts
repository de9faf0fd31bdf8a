import { ROOT, type Name } from "../../model/name.ts";
import { isKnown, type Value } from "../../model/value.ts";

/** Longer values are cut in messages: the frame shows where they stand. */
const MAX_QUOTED = 120;

/** A value as messages quote it; bytes that are UTF-8 as what they say. */
export function quoted(value: string): string {
  const text = /[\x80-\xff]/.test(value) ? readable(value) : value;
  return text.length <= MAX_QUOTED ? `"${text}"` : `"${text.slice(0, MAX_QUOTED)}…"`;
}

function readable(bytes: string): string {
  const head = bytes.slice(0, 4 * MAX_QUOTED);
  if (/[^\0-\xff]/.test(head)) return bytes;
  try {
    // A character that is cut at the end is left out, for more was there.
    const isCut = head.length < bytes.length;
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const text = decoder.decode(Buffer.from(head, "latin1"), { stream: isCut });
    return isCut ? text.padEnd(MAX_QUOTED + 1) : text;
  } catch {
    return bytes;
  }
}

/** `a`, `a and b`, `a, b and c`; at most `most` of them by name. */
export function listed(words: readonly string[], most = 5): string {
  if (words.length > most) return `${words.slice(0, most).join(", ")} and ${words.length - most} more`;
  if (words.length <= 1) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `1 record`, `2 records`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A name as messages write it: the root is a dot. */
export function shown(name: Value<Name>): string {
  return isKnown(name) ? (name === ROOT ? "." : name) : "(not known)";
}

/** Where a CNAME leads, as messages write it. */
export function targetText(target: Value<Name>): string {
  return isKnown(target) ? quoted(shown(target)) : "a name that is not known yet";
}
