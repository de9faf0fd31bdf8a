import { isPlain } from "../syntax/visible.ts";
import { cellAt } from "../syntax/width.ts";

/** The part of a source line that is shown, safe to print. Work and size are bounded by `cells`, not by the line. */
export interface Window {
  readonly shown: string;
  /** Offset in the line, exclusive, up to which characters are shown. */
  readonly end: number;
  /** The cell, 0-based, at which an offset of the line is shown; offsets outside go to the nearest edge. */
  readonly cell: (offset: number) => number;
}

/** Shows `text` whole if it fits `cells` terminal cells, else the part around `from`, with `…` where it is cut. */
export function windowOf(text: string, from: number, cells: number): Window {
  if (text.length <= cells) {
    if (isPlain(text)) return plainWindow(text, 0, text.length, text.length);
    const whole = take(text, 0, cells);
    if (whole.end === text.length) return whole;
  }
  const start = startBefore(text, Math.min(from, text.length), Math.floor(cells / 4));
  const slice = text.slice(start, start + cells - 2);
  if (isPlain(slice)) return plainWindow(slice, start, start + slice.length, text.length);
  return take(text, start, cells - (start > 0 ? 2 : 1));
}

function plainWindow(slice: string, start: number, end: number, length: number): Window {
  const lead = start > 0 ? "…" : "";
  const shift = lead.length - start;
  return {
    shown: `${lead}${slice}${end < length ? "…" : ""}`,
    end,
    cell: (offset) => Math.min(Math.max(offset, start), end) + shift,
  };
}

/** An offset up to `lead` cells before `from`, never inside a surrogate pair; the line's start if that is near. */
function startBefore(text: string, from: number, lead: number): number {
  const near = Math.max(0, from - lead);
  if (isPlain(text.slice(near, from))) return near <= 1 ? 0 : near;
  let start = from;
  for (let left = lead; start > 0 && left > 0;) {
    const previous = start > 1 && (text.codePointAt(start - 2) ?? 0) > 0xffff ? start - 2 : start - 1;
    left -= Math.max(1, cellAt(text, previous).width);
    start = previous;
  }
  return start <= 1 ? 0 : start;
}

function take(text: string, start: number, cells: number): Window {
  let shown = start > 0 ? "…" : "";
  let width = shown.length;
  const first = width;
  const limit = cells + first;
  const offsets: number[] = [];
  const places: number[] = [];
  let offset = start;
  // Marks take no cell: the second bound keeps a run of them from growing without end.
  const last = start + cells * 8;
  while (offset < text.length && offset < last) {
    const cell = cellAt(text, offset);
    if (width + cell.width > limit) break;
    offsets.push(offset);
    places.push(width);
    shown += cell.shown;
    width += cell.width;
    offset += cell.units;
  }
  if (offset < text.length) shown += "…";
  const end = offset;
  return {
    shown,
    end,
    cell: (wanted) => {
      if (wanted >= end) return width;
      let place = first;
      for (let index = 0; index < offsets.length && (offsets[index] ?? 0) <= wanted; index++)
        place = places[index] ?? 0;
      return place;
    },
  };
}
