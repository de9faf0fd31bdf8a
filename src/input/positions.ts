/** A place as editors and SARIF's `utf16CodeUnits` count it: both 1-based, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Lines of one text: finds positions and gives the lines' own text. Lines end in LF or CR LF. */
export interface Positions {
  readonly lineCount: number;
  /** An offset outside the text is moved to its nearest end. */
  readonly at: (offset: number) => Position;
  /** The line (1-based) without its end; `""` outside the text. */
  readonly lineText: (line: number) => string;
  /** Offset of the line's first character. */
  readonly lineStart: (line: number) => number;
}

const LF = 0x0a;
const CR = 0x0d;

/** Indexes the text's lines when first asked: one pass, four bytes a line. */
export function positionsOf(text: string): Positions {
  let starts: Uint32Array | undefined;
  const index = (): Uint32Array => (starts ??= lineStarts(text));
  return {
    get lineCount() {
      return index().length;
    },
    at(offset) {
      const bounded = Math.max(0, Math.min(offset, text.length));
      const lines = index();
      const line = lastAtOrBefore(lines, bounded);
      return { line: line + 1, column: bounded - (lines[line] ?? 0) + 1 };
    },
    lineText(line) {
      const lines = index();
      const start = lines[line - 1];
      if (start === undefined) return "";
      let end = line < lines.length ? (lines[line] as number) - 1 : text.length;
      if (end > start && text.charCodeAt(end - 1) === CR) end--;
      return text.slice(start, end);
    },
    lineStart(line) {
      return index()[line - 1] ?? text.length;
    },
  };
}

/** For the few places of an error message, where an index is not worth its pass. */
export function positionAt(text: string, offset: number): Position {
  const bounded = Math.max(0, Math.min(offset, text.length));
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < bounded; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, column: bounded - start + 1 };
}

function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(1024);
  let count = 1;
  for (let position = 0; position < text.length; position++) {
    if (text.charCodeAt(position) !== LF) continue;
    if (count === starts.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = position + 1;
  }
  return starts.slice(0, count);
}

function lastAtOrBefore(sorted: Uint32Array, offset: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((sorted[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
