import type { InputFile } from "../input/reader.ts";
import { proxiedIn } from "../input/zone-file/vendor.ts";
import type { RecordEdit } from "../model/finding.ts";
import { MAX_STRING } from "../syntax/txt.ts";
import { changeText, decoded, zoneEscaped, type Chunk, type Spelling } from "./chunks.ts";
import { Carried } from "./zone-file/carried.ts";
import { entriesOf, type Entry } from "./zone-file/entries.ts";
import type { DocumentWriter, TextEdit } from "./writer.ts";

/** Master files (RFC 1035 5). An entry that takes its owner or TTL from one that goes or moves gets it written into it. */
export const writeZoneFile: DocumentWriter = (file, edits) => {
  const { text } = file;
  const refused = new Map<RecordEdit, string>();
  const changes: TextEdit[] = [];
  const byStart = new Map(edits.map((edit) => [edit.record.at, edit]));
  const carried = new Carried(text, changes, refused);
  for (const entry of entriesOf(file)) {
    const edit = byStart.get(entry.start);
    byStart.delete(entry.start);
    if (entry.kind !== "record") {
      if (edit !== undefined) refused.set(edit, "a directive makes it, and others with it");
      if (entry.kind === "directive") carried.directive(text.slice(entry.body?.start, entry.body?.end));
      continue;
    }
    carried.take(entry, edit);
    // The line end before it stays: a directive that the file ends with needs one.
    if (edit?.kind === "remove") changes.push({ start: entry.start, end: entry.end, text: "" });
    if (edit?.kind !== "text" && edit?.kind !== "unproxy") continue;
    const made = edit.kind === "text" ? changeStrings(file, entry, edit.text) : unproxy(text, entry);
    if (typeof made === "string") refused.set(edit, made);
    else changes.push(...made);
  }
  for (const edit of byStart.values()) refused.set(edit, "its entry is not found in the file");
  return { changes, refused };
};

/** Cloudflare's tags in the comment behind the record. */
function unproxy(text: string, { comment }: Entry): TextEdit[] | string {
  const { start, end } = comment ?? { start: 0, end: 0 };
  const found = proxiedIn(text.slice(start, end));
  if (found.length === 0) return "it does not say that it is proxied";
  return found.map((each) => ({ start: start + each.start, end: start + each.end, text: "false" }));
}

const SPELLING: Spelling = {
  limit: MAX_STRING,
  inner: (bytes, { start, at }) =>
    // A word without quotes has no room for them.
    start !== at[0] || /^[!#-'*-:<-?A-[\]-~]+$/.test(bytes) ? zoneEscaped(bytes) : undefined,
  whole: (bytes) => `"${zoneEscaped(bytes)}"`,
  between: " ",
};

function changeStrings({ text, utf8 }: InputFile, { fields }: Entry, wanted: string): TextEdit[] | string {
  const chunks: Chunk[] = [];
  for (const { start, end, quoted } of fields) {
    if (text.slice(start, end) === "\\#") return "its data is written as bytes (RFC 3597)";
    const quotes = quoted ? 1 : 0;
    const inner = decoded(text, start + quotes, end - quotes, (index) => index, !utf8);
    if (inner === undefined) return "its text is spelt in a way that is not understood";
    chunks.push({ ...inner, start, end });
  }
  return chunks.length === 0 ? "its text is not found" : changeText(text, chunks, wanted, SPELLING);
}
