import type { RecordEdit } from "../model/finding.ts";
import type { InputFile } from "../input/reader.ts";

/** One change of a document's text: what stands from `start` to `end` (UTF-16 units, end exclusive) becomes `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Plan {
  readonly changes: readonly TextEdit[];
  /** Edits that cannot be made there, and why; the reason ends the sentence "not fixed: …". `changes` has nothing of them. */
  readonly refused: ReadonlyMap<RecordEdit, string>;
}

/**
 * One document kind. Turns edits on records of one file, at most one for each record, into edits on its text that leave
 * everything else as it is. Total: what it does not understand it refuses.
 */
export type DocumentWriter = (file: InputFile, edits: readonly RecordEdit[]) => Plan;

/**
 * The changes in order, removals that overlap one another (two neighbours share what stands between them) made one;
 * `undefined` where any other two touch the same characters.
 */
export function inOrder(changes: readonly TextEdit[]): TextEdit[] | undefined {
  const ordered: TextEdit[] = [];
  for (const change of changes.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = ordered.at(-1);
    if (last === undefined || change.start >= last.end) ordered.push(change);
    else if (change.text !== "" || last.text !== "") return undefined;
    else ordered[ordered.length - 1] = { ...last, end: Math.max(last.end, change.end) };
  }
  return ordered;
}

/** The text with changes made that are {@link inOrder}. */
export function applyChanges(text: string, changes: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const change of changes) {
    pieces.push(text.slice(position, change.start), change.text);
    position = change.end;
  }
  return pieces.join("") + text.slice(position);
}

/** Where an offset of the changed text stood before; what is new stood where it was put in. */
export function offsetBefore(offset: number, changes: readonly TextEdit[]): number {
  let moved = 0;
  for (const { start, end, text } of changes) {
    if (offset < start + moved) break;
    if (offset < start + moved + text.length) return Math.min(offset - moved, end);
    moved += text.length - (end - start);
  }
  return offset - moved;
}
