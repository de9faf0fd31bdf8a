import { EACH, locatePaths } from "../input/json-locate.ts";
import type { Region } from "../input/reader.ts";
import { MAX_STRING } from "../syntax/txt.ts";
import { changeText, type Chunk, type Spelling } from "./chunks.ts";
import { bytesInJson, literal, literalChunk, planRows, type JsonRow, type RowKind, type TextChange } from "./json.ts";
import type { DocumentWriter, TextEdit } from "./writer.ts";

const kind: RowKind = { pattern: ["zones", EACH, "records", EACH], ordinalOf: (at) => at, text };

/** maildns's own records JSON. */
export const writeRecords: DocumentWriter = (file, edits) => planRows(file, edits, kind);

function text(source: string, row: JsonRow, edit: TextChange): TextEdit[] | string {
  const { strings } = row.value;
  if (!Array.isArray(strings)) {
    const region = literal(source, row, ["text"]);
    if (region === undefined) return "its text is not known";
    return changeText(source, [literalChunk(source, region)], edit.text, spelling(Infinity, ", "));
  }
  const chunks: Chunk[] = [];
  const found = locatePaths(source, [["strings"], ...strings.map((_, index) => ["strings", index])], row.region.start);
  for (const spot of found.slice(1)) {
    const region = spot?.value;
    if (region === undefined || source[region.start - 1] !== '"') return "its text is not known";
    chunks.push(literalChunk(source, region));
  }
  const array = found[0]?.value as Region;
  const lead = /^\s*/.exec(source.slice(array.start + 1, chunks[0]?.start))?.[0] ?? "";
  return changeText(source, chunks, edit.text, spelling(MAX_STRING, lead.includes("\n") ? `,${lead}` : ", "));
}

function spelling(limit: number, between: string): Spelling {
  return { limit, inner: bytesInJson, whole: (bytes) => `"${bytesInJson(bytes)}"`, between };
}
