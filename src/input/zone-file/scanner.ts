/** What `Scanner.next` found. `EOL` and `EOF` are the two lowest: both end an entry. */
const EOL = 0;
export const EOF = 1;
export const WORD = 2;
export const QUOTED = 3;
const BROKEN = 4;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;

/** Why an entry is not read, and at which offset. Thrown and caught inside the reader alone. */
export class Refusal extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/** The master-file lexer (RFC 1035 5.1): words, quoted strings and line ends, with parentheses and comments gone. */
export class Scanner {
  readonly text: string;
  position: number;
  /** The last token: its kind and its own characters, a string's quotes left out. */
  kind = EOL;
  start = 0;
  end = 0;
  /** The token has an escape or a character outside ASCII. */
  odd = false;
  /** The last comment passed, from its semicolon. */
  commentStart = -1;
  commentEnd = -1;
  /** No character outside ASCII: strings may then be passed by searches, which are faster than a loop. */
  private readonly ascii: boolean;
  /** The first backslash and the first line end from some point before the position on. */
  private backslash = -1;
  private newline = -1;
  /** Parentheses open now, and where the outermost stands. */
  private depth = 0;
  private openedAt = 0;

  /** `ascii` saves work where the whole text is known to be so; finding it out takes a look at all of it. */
  constructor(text: string, position: number, ascii = Buffer.byteLength(text, "utf8") === text.length) {
    this.text = text;
    this.position = position;
    this.ascii = ascii;
  }

  /** Moves to the next token. Throws a {@link Refusal} for a token that cannot be. */
  next(): number {
    const text = this.text;
    const length = text.length;
    let position = this.position;
    while (position < length) {
      const code = text.charCodeAt(position);
      if (code === BLANK || code === TAB) {
        position++;
      } else if (code === LF || code === CR) {
        const at = position;
        position++;
        if (this.depth > 0) continue;
        if (code === CR && text.charCodeAt(position) === LF) position++;
        return this.found(EOL, at, at, position);
      } else if (code === SEMICOLON) {
        const newline = text.indexOf("\n", position);
        this.commentStart = position;
        position = newline < 0 ? length : newline;
        this.commentEnd = position;
      } else if (code === OPEN) {
        if (this.depth++ === 0) this.openedAt = position;
        position++;
      } else if (code === CLOSE) {
        if (this.depth === 0) throw this.broken("this parenthesis closes none", position, position + 1);
        this.depth--;
        position++;
      } else if (code === QUOTE) {
        return this.quoted(position + 1);
      } else if (code === 0) {
        throw this.broken("a zero byte cannot stand in a zone file", position, position + 1);
      } else {
        return this.word(position);
      }
    }
    if (this.depth > 0) {
      this.depth = 0;
      throw this.broken("this parenthesis is never closed", this.openedAt, length);
    }
    return this.found(EOF, length, length, length);
  }

  /** The last token's characters. */
  raw(): string {
    return this.text.slice(this.start, this.end);
  }

  private found(kind: number, start: number, end: number, position: number): number {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.position = position;
    return kind;
  }

  private broken(reason: string, at: number, position: number): Refusal {
    this.kind = BROKEN;
    this.position = position;
    return new Refusal(reason, at);
  }

  private word(start: number): number {
    const text = this.text;
    const length = text.length;
    let position = start;
    let seen = 0;
    let escaped = false;
    for (; position < length; position++) {
      const code = text.charCodeAt(position);
      if (code > BACKSLASH) {
        seen |= code;
      } else if (code === BACKSLASH) {
        escaped = true;
        const next = position + 1 < length ? text.charCodeAt(position + 1) : LF;
        // an escape does not carry a bare word over the end of its line
        if (next !== LF && next !== CR) seen |= text.charCodeAt(++position);
      } else if (code === SEMICOLON) {
        break;
      } else if (code <= CLOSE) {
        if (code >= OPEN || code === BLANK || code === QUOTE) break;
        if (code === LF || code === TAB || code === CR || code === 0) break;
      }
    }
    this.odd = escaped || seen > 0x7f;
    return this.found(WORD, start, position, position);
  }

  private quoted(start: number): number {
    const text = this.text;
    const length = text.length;
    if (this.ascii) {
      if (this.backslash < start) this.backslash = indexOrEnd(text, "\\", start);
      if (this.newline < start) this.newline = indexOrEnd(text, "\n", start);
      const close = text.indexOf('"', start);
      if (close >= 0 && close < this.backslash && close < this.newline) {
        this.odd = false;
        return this.found(QUOTED, start, close, close + 1);
      }
    }
    let seen = 0;
    let escaped = false;
    for (let position = start; position < length; position++) {
      const code = text.charCodeAt(position);
      if (code === QUOTE) {
        this.odd = escaped || seen > 0x7f;
        return this.found(QUOTED, start, position, position + 1);
      }
      if (code === LF) {
        throw this.broken("this quote is not closed on its line", start - 1, position);
      }
      if (code === BACKSLASH) {
        escaped = true;
        position++;
        if (position < length) seen |= text.charCodeAt(position);
      } else {
        seen |= code;
      }
    }
    throw this.broken("this quote is never closed", start - 1, length);
  }

  /** After a refusal: moves behind the end of the entry, that is to where the next one starts. */
  skipEntry(): void {
    if (this.kind <= EOF) return;
    const text = this.text;
    const length = text.length;
    let position = this.position;
    while (position < length) {
      const code = text.charCodeAt(position);
      position++;
      if (code === LF || (code === CR && text.charCodeAt(position) !== LF)) {
        if (this.depth === 0) break;
      } else if (code === SEMICOLON) {
        const newline = text.indexOf("\n", position);
        position = newline < 0 ? length : newline;
      } else if (code === OPEN) {
        if (this.depth++ === 0) this.openedAt = position - 1;
      } else if (code === CLOSE) {
        if (this.depth > 0) this.depth--;
      } else if (code === BACKSLASH) {
        const next = text.charCodeAt(position);
        if (next !== LF && next !== CR) position++;
      } else if (code === QUOTE) {
        position = behindString(text, position);
      }
    }
    this.depth = 0;
    this.found(EOL, position, position, position);
  }
}

function indexOrEnd(text: string, character: string, start: number): number {
  const index = text.indexOf(character, start);
  return index < 0 ? text.length : index;
}

/** From behind an opening quote to behind the closing one, or to the end of the line. */
function behindString(text: string, start: number): number {
  for (let position = start; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) return position + 1;
    if (code === LF) return position;
    if (code === BACKSLASH) position++;
  }
  return text.length;
}
