import type { Severity } from "../model/finding.ts";
import type { Spot } from "./report.ts";
import type { Style } from "./style.ts";
import { plural, visible } from "../syntax/visible.ts";
import { windowOf } from "./window.ts";

const SPOTS = 24;
const NOTE = 300;
/** Lines shown of a span over more than one line, at its start and at its end. */
const HEAD = 4;
const TAIL = 2;

export interface FrameOptions {
  readonly severity: Severity;
  readonly style: Style;
  readonly width: number;
}

interface Marked {
  readonly spot: Spot;
  readonly primary: boolean;
}

/** The places of one file, and its lines as far as they are known. */
interface Block {
  readonly path: string;
  readonly marked: Marked[];
}

/** A run of lines that belong together in a block. */
interface Part {
  readonly first: number;
  readonly last: number;
  readonly marked: Marked[];
}

/**
 * Appends the finding's places on the user's own text: one block a file, that of `at` first, its lines in order. Answers
 * the width of the line numbers, for what follows under the frame.
 */
export function frame(at: Spot, related: readonly Spot[], options: FrameOptions, lines: string[]): number {
  const blocks: Block[] = [];
  let last = 1;
  const shown = Math.min(related.length, SPOTS);
  for (let index = -1; index < shown; index++) {
    const spot = related[index] ?? at;
    let block = blocks.find(({ path }) => path === spot.path);
    if (block === undefined) blocks.push((block = { path: spot.path, marked: [] }));
    if (block.marked.some((other) => isSame(other.spot, spot))) continue;
    block.marked.push({ spot, primary: index === -1 });
    last = Math.max(last, lastOf(spot));
  }
  const gutter = String(last).length;
  for (const block of blocks) new BlockWriter(block, gutter, options, lines).write();
  if (shown < related.length) {
    lines.push(`${" ".repeat(gutter)} = and ${plural(related.length - shown, "more place")}`);
  }
  return gutter;
}

class BlockWriter {
  readonly #block: Block;
  readonly #pad: string;
  readonly #options: FrameOptions;
  readonly #out: string[];
  readonly #cells: number;

  constructor(block: Block, gutter: number, options: FrameOptions, out: string[]) {
    this.#block = block;
    this.#pad = " ".repeat(gutter);
    this.#options = options;
    this.#out = out;
    this.#cells = Math.max(20, options.width - gutter - 3);
  }

  write(): void {
    const drawn: Marked[] = [];
    for (const one of this.#block.marked) {
      if (textOf(this.#block, one.spot.line) === undefined) this.#header(one.spot, true);
      else drawn.push(one);
    }
    const first = drawn[0];
    if (first === undefined) return;
    this.#header(first.spot, false);
    this.#bar();
    const parts = partsOf(drawn, this.#block);
    const indent = parts.some((part) => part.first !== part.last) ? "  " : "";
    let previous: Part | undefined;
    for (const part of parts) {
      if (previous !== undefined) this.#between(previous.last, part.first, indent);
      if (part.first === part.last) this.#line(part.first, part.marked, indent);
      else this.#long(part);
      previous = part;
    }
    this.#bar();
  }

  #header(spot: Spot, withNote: boolean): void {
    const { gutter } = this.#options.style;
    const note = withNote && spot.note !== undefined ? `: ${visible(spot.note, NOTE)}` : "";
    const place = `${visible(spot.path, 1000)}:${spot.line}:${spot.column}`;
    this.#out.push(`${this.#pad}${gutter("-->")} ${place}${note}`);
  }

  #bar(): void {
    this.#out.push(`${this.#pad} ${this.#options.style.gutter("|")}`);
  }

  #source(number: number, text: string): void {
    const label = String(number).padStart(this.#pad.length);
    this.#out.push(`${this.#options.style.gutter(`${label} |`)} ${text}`.trimEnd());
  }

  #under(text: string): void {
    this.#out.push(`${this.#pad} ${this.#options.style.gutter("|")} ${text}`);
  }

  /** One line left out is shown instead of dots. */
  #between(from: number, to: number, indent: string): void {
    if (to <= from + 1) return;
    const text = textOf(this.#block, from + 1);
    if (to === from + 2 && text !== undefined) {
      this.#source(from + 1, indent + windowOf(text, 0, this.#cells - indent.length).shown);
    } else this.#out.push(this.#options.style.gutter("..."));
  }

  /** A line once for each stretch of it that fits the terminal and holds marks; a row of its own for each mark. */
  #line(number: number, marked: readonly Marked[], indent: string): void {
    const text = textOf(this.#block, number) ?? "";
    const inOrder = marked.toSorted((a, b) => a.spot.column - b.spot.column || Number(b.primary) - Number(a.primary));
    for (let index = 0; index < inOrder.length;) {
      const window = windowOf(text, (inOrder[index]?.spot.column ?? 1) - 1, this.#cells - indent.length);
      this.#source(number, indent + window.shown);
      do {
        const { spot, primary } = inOrder[index++] as Marked;
        const end = spot.endLine > spot.line ? text.length : spot.endColumn - 1;
        const start = window.cell(spot.column - 1);
        const length = Math.max(1, window.cell(end) - start);
        const rule = (primary ? "^" : "-").repeat(length);
        this.#under(indent + " ".repeat(start) + this.#mark(primary, rule, spot.note));
      } while (index < inOrder.length && fits(inOrder[index], window.end, text.length));
    }
  }

  /** A span over several lines, with a bar at its left. */
  #long(part: Part): void {
    const { spot, primary } = part.marked[0] as Marked;
    const paint = this.#paint(primary);
    const cells = this.#cells - 2;
    let skipped = false;
    for (let number = part.first; number <= part.last; number++) {
      const text = textOf(this.#block, number);
      const middle = number >= part.first + HEAD && number <= part.last - TAIL;
      if (text === undefined || middle) {
        if (!skipped) this.#out.push(`${this.#options.style.gutter("...".padEnd(this.#pad.length + 2))} ${paint("|")}`);
        skipped = true;
        // What is left out may be most of a large file.
        if (middle) number = part.last - TAIL;
        continue;
      }
      this.#source(number, `${paint(number === part.first ? "/" : "|")} ${windowOf(text, 0, cells).shown}`);
    }
    const text = textOf(this.#block, part.last) ?? "";
    const end = windowOf(text, 0, cells).cell(Math.max(0, spot.endColumn - 2));
    this.#under(this.#mark(primary, `|${"_".repeat(end + 1)}^`, spot.note));
  }

  #paint(primary: boolean): (text: string) => string {
    return primary ? this.#options.style.severity[this.#options.severity] : this.#options.style.gutter;
  }

  #mark(primary: boolean, rule: string, note: string | undefined): string {
    return this.#paint(primary)(note === undefined || note === "" ? rule : `${rule} ${visible(note, NOTE)}`);
  }
}

function fits(next: Marked | undefined, end: number, length: number): boolean {
  if (next === undefined) return false;
  return end >= length || Math.max(next.spot.column, next.spot.endColumn - 1) <= end;
}

/** Line by line; a span over several lines stays whole where no other place stands in its lines. */
function partsOf(marked: readonly Marked[], block: Block): Part[] {
  const parts: Part[] = [];
  for (const one of marked) {
    const { line, endLine } = one.spot;
    const alone = marked.every(({ spot }) => spot === one.spot || spot.line > endLine || lastOf(spot) < line);
    const last = endLine > line && alone && textOf(block, endLine) !== undefined ? endLine : line;
    const same = parts.find((part) => part.first === line && part.last === line);
    if (same !== undefined && last === line) same.marked.push(one);
    else parts.push({ first: line, last, marked: [one] });
  }
  return parts.sort((a, b) => a.first - b.first);
}

/** The text of a line, if any place of the block brings it. */
function textOf(block: Block, number: number): string | undefined {
  for (const { spot } of block.marked) {
    const first = spot.lines?.[0]?.number;
    if (first === undefined) continue;
    const line = spot.lines?.[number - first];
    if (line?.number === number) return line.text;
    const other = spot.lines?.find((one) => one.number === number);
    if (other !== undefined) return other.text;
  }
  return undefined;
}

function isSame(a: Spot, b: Spot): boolean {
  return (
    a.line === b.line &&
    a.column === b.column &&
    a.endLine === b.endLine &&
    a.endColumn === b.endColumn &&
    a.note === b.note
  );
}

function lastOf(spot: Spot): number {
  return Math.max(spot.line, spot.endLine);
}
