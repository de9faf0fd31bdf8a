import type { DnsRecord } from "../../model/record.ts";
import { IGNORE_MARK } from "../../syntax/ignore-comment.ts";
import type { FileReading } from "./reading.ts";

/**
 * Brings comments that ask for an ignore to the records they stand at: on a line of the record, or on lines of their own
 * directly above it. All other comments stay unread.
 */
export class IgnoreComments {
  readonly #reading: FileReading;
  /** The next mark, or the text's end. */
  #next: number;
  #above: string[] = [];
  #aboveAt = 0;

  private constructor(reading: FileReading, first: number) {
    this.#reading = reading;
    this.#next = first;
  }

  /** `undefined` where the file holds no such comment, so that reading it costs nothing more. */
  static of(reading: FileReading): IgnoreComments | undefined {
    const first = reading.scanner.text.indexOf(IGNORE_MARK, reading.scanner.position);
    return first < 0 ? undefined : new IgnoreComments(reading, first);
  }

  /** Behind each entry, which runs from `start` to `end`; the zone held `before` records when it began. */
  behind(start: number, end: number, before: number): void {
    const { text } = this.#reading.scanner;
    if (this.#above.length === 0 && this.#next >= end) return;
    const comments = this.#next < end ? commentsOf(text.slice(start, end)) : [];
    if (this.#next < end) {
      const next = text.indexOf(IGNORE_MARK, end);
      this.#next = next < 0 ? text.length : next;
    }
    const first = firstCharacter(text, start, end);
    if (first === ";") {
      if (this.#above.length === 0) this.#aboveAt = start;
      this.#above.push(...comments);
      return;
    }
    if (this.#above.length === 0) this.#aboveAt = start;
    const asked = [...this.#above, ...comments];
    this.#above = [];
    if (asked.length > 0) this.#attach(asked, before);
  }

  /** Behind the file's last entry. */
  end(): void {
    if (this.#above.length > 0) this.#lost();
  }

  /** Records of an `$INCLUDE` are another file's, whose comments stand there. */
  #attach(asked: readonly string[], before: number): void {
    const { zone, source } = this.#reading;
    const { records } = zone;
    const comment = asked.join("\n");
    let found = false;
    for (let index = before; index < records.length; index++) {
      const record = records[index] as DnsRecord;
      if (record.source !== source) continue;
      found = true;
      records[index] = { ...record, vendor: { ...record.vendor, comment } };
    }
    if (!found && !zone.failed) this.#lost();
  }

  #lost(): void {
    const { zone, file } = this.#reading;
    zone.tally("ignore", file, this.#aboveAt, (count) => {
      const more = count > 1 ? ` (and so ${count - 1} more)` : "";
      return `a ${IGNORE_MARK} comment stands at no record and has no effect${more}: its place is the record's line, or the one directly above`;
    });
  }
}

/** The first character of an entry that is no blank; empty for a blank line. */
function firstCharacter(text: string, start: number, end: number): string {
  for (let position = start; position < end; position++) {
    const code = text.charCodeAt(position);
    if (code > 0x20) return text.charAt(position);
    if (code === 0x0a) return "";
  }
  return "";
}

/** The comments of an entry that hold the mark; a semicolon in quotes or behind a backslash starts none. */
function commentsOf(entry: string): string[] {
  const comments: string[] = [];
  let quoted = false;
  for (let position = 0; position < entry.length; position++) {
    const character = entry.charAt(position);
    if (character === "\\") position++;
    else if (character === '"') quoted = !quoted;
    else if (character === ";" && !quoted) {
      const newline = entry.indexOf("\n", position);
      const end = newline < 0 ? entry.length : newline;
      const comment = withoutTags(entry.slice(position + 1, end)).trim();
      if (comment.includes(IGNORE_MARK)) comments.push(comment);
      position = end;
    }
  }
  return comments;
}

/** Cloudflare's tags stand behind a comment's own text. */
function withoutTags(comment: string): string {
  const tags = comment.lastIndexOf(" cf_tags=");
  return tags < 0 ? comment : comment.slice(0, tags);
}
