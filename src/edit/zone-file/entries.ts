import type { InputFile, Region } from "../../input/reader.ts";
import { markLength } from "../../input/zone-file/byte-order-mark.ts";
import { EOF, QUOTED, Refusal, Scanner, WORD } from "../../input/zone-file/scanner.ts";
import { parseTtl } from "../../input/zone-file/ttl.ts";
import * as types from "../../input/zone-file/types.ts";

export interface Token {
  /** A string's quotes are part of it. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** One entry of a zone file (RFC 1035 5.1) with its line end. */
export interface Entry {
  readonly kind: "record" | "directive" | "none";
  readonly start: number;
  readonly end: number;
  /** A record's own owner; absent where it takes that of the record before it. */
  readonly owner: Token | undefined;
  /** The first word behind the owner. A directive's own word. */
  readonly body: Token | undefined;
  readonly ttl: Token | undefined;
  /** What follows the type. */
  readonly fields: readonly Token[];
  /** The last comment on its lines, without the semicolon. */
  readonly comment: Region | undefined;
}

/** All entries of a file that its reader has taken. Linear in the text. */
export function entriesOf({ text }: InputFile): Entry[] {
  const scanner = new Scanner(text, markLength(text));
  const entries: Entry[] = [];
  while (scanner.position < text.length) {
    const start = scanner.position;
    try {
      entries.push(readEntry(scanner, start));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      scanner.skipEntry();
      entries.push({ kind: "none", start, end: scanner.position, ...NOTHING });
    }
  }
  return entries;
}

const NOTHING = { owner: undefined, body: undefined, ttl: undefined, fields: [], comment: undefined };

function readEntry(scanner: Scanner, start: number): Entry {
  const { text } = scanner;
  const inherits = text[start] === " " || text[start] === "\t";
  let kind = scanner.next();
  if (kind <= EOF) return { kind: "none", start, end: scanner.position, ...NOTHING };
  if (!inherits && text[scanner.start] === "$") {
    const body = token(scanner);
    while (kind > EOF) kind = scanner.next();
    return { kind: "directive", start, end: scanner.position, ...NOTHING, body };
  }
  let owner: Token | undefined;
  if (!inherits) {
    owner = token(scanner);
    kind = scanner.next();
  }
  const body = kind > EOF ? token(scanner) : undefined;
  let ttl: Token | undefined;
  let typed = false;
  for (; kind === WORD && !typed; kind = scanner.next()) {
    if (types.typeOf(scanner) !== types.NO_TYPE) typed = true;
    else if (ttl === undefined && parseTtl(text, scanner.start, scanner.end) >= 0) ttl = token(scanner);
    else if (types.classOf(scanner) === undefined) typed = true;
  }
  const fields: Token[] = [];
  for (; kind > EOF; kind = scanner.next()) fields.push(token(scanner));
  const { commentStart, commentEnd } = scanner;
  const comment = commentStart < start ? undefined : { start: commentStart + 1, end: commentEnd };
  return { kind: "record", start, end: scanner.position, owner, body, ttl, fields, comment };
}

function token(scanner: Scanner): Token {
  const quoted = scanner.kind === QUOTED;
  const quotes = quoted ? 1 : 0;
  return { start: scanner.start - quotes, end: scanner.end + quotes, quoted };
}
