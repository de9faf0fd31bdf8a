import { FIRST_OF_BATCH, SHAPES } from "../input/cloudflare-batch.ts";
import { locatePaths, type JsonPath } from "../input/json-locate.ts";
import { decodeLiteral } from "../input/json-text.ts";
import { isObject, parseJson } from "../input/parse-json.ts";
import type { InputFile, Region } from "../input/reader.ts";
import type { RecordEdit } from "../model/finding.ts";
import { MAX_STRING } from "../syntax/txt.ts";
import { changeText, decoded, zoneEscaped, type Chunk, type Spelling } from "./chunks.ts";
import { bytesInJson, inJson, literal, literalChunk, planRows, type JsonRow, type TextChange } from "./json.ts";
import type { DocumentWriter, TextEdit } from "./writer.ts";

/** Cloudflare's API answers. Where they count their rows, the count goes down with them: a wrong one says that rows are missing. */
export const writeCloudflare: DocumentWriter = (file, edits) => {
  const changes: TextEdit[] = [];
  const refused = new Map<RecordEdit, string>();
  for (const edit of edits)
    if (isKeptThere(edit)) refused.set(edit, "the record is there, and stays so without this row");
  for (const [shape, pattern] of SHAPES.entries()) {
    const mine = edits.filter((edit) => shapeOf(edit) === shape && !refused.has(edit));
    if (mine.length === 0) continue;
    const plan = planRows(file, mine, { pattern, ordinalOf: (at) => Math.floor(at / SHAPES.length), text });
    changes.push(...plan.changes, ...counts(file, shape, plan.removed));
    for (const [edit, reason] of plan.refused) refused.set(edit, reason);
  }
  return { changes, refused };
};

function shapeOf({ record }: RecordEdit): number {
  return record.at % SHAPES.length;
}

/** Of what a batch changes, the row is not the record. */
function isKeptThere(edit: RecordEdit): boolean {
  return edit.kind === "remove" && shapeOf(edit) > FIRST_OF_BATCH;
}

function text(source: string, row: JsonRow, edit: TextChange): TextEdit[] | string {
  const { content } = row.value;
  const region = literal(source, row, ["content"]);
  if (typeof content !== "string" || region === undefined) return "its text is not known";
  const chunks = quotedChunks(source, region);
  if (chunks !== undefined) return changeText(source, chunks, edit.text, QUOTED);
  return changeText(source, [{ ...literalChunk(source, region), ...region }], edit.text, RAW);
}

const QUOTED: Spelling = {
  limit: MAX_STRING,
  inner: (bytes) => inJson(zoneEscaped(bytes)),
  whole: (bytes) => inJson(`"${zoneEscaped(bytes)}"`),
  between: " ",
};
const RAW: Spelling = { limit: Infinity, inner: bytesInJson, whole: bytesInJson, between: "" };

/** The character strings of a content that is nothing but strings in quotes. */
function quotedChunks(source: string, region: Region): Chunk[] | undefined {
  const { units, offsets } = decodeLiteral(source, region);
  const chunks: Chunk[] = [];
  for (let position = 0; position < units.length;) {
    if (/[ \t\r\n]/.test(units[position] as string)) {
      position++;
      continue;
    }
    if (units[position] !== '"') return undefined;
    let close = position + 1;
    while (close < units.length && units[close] !== '"') close += units[close] === "\\" ? 2 : 1;
    if (close >= units.length) return undefined;
    const inner = decoded(units, position + 1, close, (index) => offsets[index] as number, false);
    if (inner === undefined) return undefined;
    chunks.push({ ...inner, start: offsets[position] as number, end: offsets[close + 1] as number });
    position = close + 1;
  }
  return chunks.length === 0 ? undefined : chunks;
}

/** `result_info` counts the rows of its page, and all of them, where that page or all pages together are all. */
function counts({ text: source }: InputFile, shape: number, removed: readonly number[]): TextEdit[] {
  if (removed.length === 0 || shape === 1 || shape >= FIRST_OF_BATCH) return [];
  const parsed = parseJson(source);
  if (!parsed.ok) return [];
  const answers: readonly unknown[] = shape === 2 && Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  const changes: TextEdit[] = [];
  const all = answers.reduce<number>((sum, answer) => sum + rowsOf(answer).length, 0);
  let first = 0;
  for (const [index, answer] of answers.entries()) {
    const before: number = first;
    const { length } = rowsOf(answer);
    first += length;
    const less = removed.filter((ordinal) => ordinal >= before && ordinal < before + length).length;
    const info = isObject(answer) ? answer["result_info"] : undefined;
    if (!isObject(info)) continue;
    const path: JsonPath = shape === 2 ? [index, "result_info"] : ["result_info"];
    const fewer = (key: string, from: number, by: number): void => {
      if (info[key] !== from || by === 0) return;
      const value = locatePaths(source, [[...path, key]])[0]?.value;
      if (value !== undefined) changes.push({ start: value.start, end: value.end, text: String(from - by) });
    };
    fewer("count", length, less);
    if (info["total_count"] === length) fewer("total_count", length, less);
    else fewer("total_count", all, removed.length);
  }
  return changes;
}

function rowsOf(answer: unknown): readonly unknown[] {
  const rows = isObject(answer) ? answer["result"] : undefined;
  return Array.isArray(rows) ? rows : [];
}
