import type { InputFile } from "../reader.ts";
import type { Reading } from "./reading.ts";

const MARK = "\ufeff";
const MARK_AS_BYTES = "\u00ef\u00bb\u00bf";

/** Where the text starts behind a byte order mark, as editors on Windows put one; BIND does not take it. */
export function byteOrderMark(zone: Reading, file: InputFile): number {
  const start = markLength(file.text);
  if (start > 0) zone.note(file, 0, "the file starts with a byte order mark, which BIND refuses: save it without one");
  return start;
}

export function markLength(text: string): number {
  if (text.startsWith(MARK)) return MARK.length;
  return text.startsWith(MARK_AS_BYTES) ? MARK_AS_BYTES.length : 0;
}
