import { unifiedHunks, type DiffLine } from "../edit/diff.ts";
import { decode } from "../input/decode.ts";
import { withoutPrivateKeys } from "../syntax/dkim.ts";
import { isUnsafe, visible, withoutCommands } from "../syntax/visible.ts";

export interface DiffText {
  readonly bytes: Buffer;
  /** Why it cannot be applied, where it cannot. */
  readonly note: string | undefined;
}

/**
 * A file's unified diff as `git apply` and `patch -p1` take it, in the file's own encoding. `shown`: for eyes, with control
 * characters as escapes.
 */
export function diffOf(name: string, before: string, after: string, original: Buffer, shown: boolean): DiffText {
  const wide = (original[0] === 0xff && original[1] === 0xfe) || (original[0] === 0xfe && original[1] === 0xff);
  const encoding = wide || shown || decode(name, original).utf8 ? "utf8" : "latin1";
  let escaped = false;
  let struck = false;
  const secrets = new Map([...secretLines(before), ...secretLines(after)]);
  const lineText = ({ kind, text: line }: DiffLine): string => {
    const text = secrets.get(line) ?? line;
    struck ||= text !== line;
    const marked = kind === "@" || kind === "\\" ? text : kind + text;
    if (!shown) return `${marked}\n`;
    const safe = safeLine(marked);
    escaped ||= safe !== marked;
    return `${safe}\n`;
  };
  const hunks = unifiedHunks(before, after).map(lineText).join("");
  const head = `--- ${quotedName(`a/${name}`)}\n+++ ${quotedName(`b/${name}`)}\n`;
  const note = wide
    ? "the file is UTF-16, which patch programs do not take; use --fix"
    : struck
      ? "a private key in the diff is struck out, so it cannot be applied; use --fix"
      : escaped
        ? "the diff shows control characters as escapes and cannot be applied so; write it to a file with -o"
        : undefined;
  return { bytes: Buffer.concat([Buffer.from(head, "utf8"), Buffer.from(hunks, encoding)]), note };
}

/** Lines that a private key is in, and how they are shown; it may go on over several of them. */
function secretLines(text: string): [line: string, shown: string][] {
  const struck = withoutPrivateKeys(text);
  if (struck === text) return [];
  const pairs: [string, string][] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const [line, shown] = [text.slice(start, end), struck.slice(start, end)];
    if (line !== shown) pairs.push([line, shown]);
    start = end + 1;
  }
  return pairs;
}

/** Tabs and a carriage return at the end do no harm. */
function safeLine(line: string): string {
  const ended = line.endsWith("\r") ? "\r" : "";
  const body = ended === "" ? line : line.slice(0, -1);
  return (
    withoutCommands(
      body
        .split("\t")
        .map((part) => visible(part, Infinity))
        .join("\t"),
    ) + ended
  );
}

/** As git writes names: in quotes where they hold what a header line cannot. */
function quotedName(name: string): string {
  if (/^[^"\\\x80-\uffff]*$/.test(name) && ![...name].some(isUnsafe)) return name.includes(" ") ? `${name}\t` : name;
  const bytes = Buffer.from(name, "utf8").toString("latin1");
  const spelt = bytes.replace(/[^\x20-\x7e]|["\\]/g, (byte) =>
    byte === '"' || byte === "\\" ? `\\${byte}` : `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return `"${spelt}"`;
}
