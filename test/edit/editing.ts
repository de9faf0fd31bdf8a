import { kindOf } from "../../src/input/detect.ts";
import type { InputFile, InputFormat } from "../../src/input/reader.ts";
import { keyOf } from "../../src/edit/round.ts";
import { recordsDiffer } from "../../src/edit/verify.ts";
import { applyChanges, inOrder } from "../../src/edit/writer.ts";
import { writerOf } from "../../src/edit/writers.ts";
import { parseJson } from "../../src/input/parse-json.ts";
import type { RecordEdit } from "../../src/model/finding.ts";
import { rrtypeOf, textOf, toByteString, type DnsRecord } from "../../src/model/record.ts";
import type { Zone } from "../../src/model/zone.ts";
import { presentData } from "../../src/syntax/presentation.ts";

/** `remove TYPE value…`, `unproxy TYPE value…`, `text TYPE value… => new text`, `name TYPE value… => new name`; the value by its beginning. */
export type EditText = string;

export interface Written {
  readonly after: string | undefined;
  readonly refused: readonly string[];
}

/** Makes the edits in a document, and reads it again: what it then holds must be the old records with the edits made. */
export async function edited(
  format: InputFormat,
  path: string,
  text: string,
  wanted: readonly EditText[],
  utf8 = true,
): Promise<Written> {
  const file = { path, text, utf8 };
  const before = await zonesOf(format, file);
  const edits = wanted.map((each) => editOf(each, before));
  const writer = await writerOf(format);
  if (writer === undefined) throw new Error(`no writer for ${format}`);
  const plan = writer(file, edits);
  if (plan.refused.size > 0) return { after: undefined, refused: [...plan.refused.values()] };
  const ordered = inOrder(plan.changes);
  if (ordered === undefined) throw new Error("changes overlap");
  const after = applyChanges(text, ordered);
  const again = await zonesOf(format, { ...file, text: after });
  const differ = recordsDiffer(before, again, new Map(edits.map((edit) => [keyOf(edit.record), edit])));
  if (differ !== undefined) throw new Error(`${differ.reason}:\n${after}`);
  return { after, refused: [] };
}

export async function zonesOf(format: InputFormat, file: InputFile): Promise<readonly Zone[]> {
  const reader = await kindOf(format).load();
  const options = { origin: undefined, zoneOfId: () => undefined, open: () => ({ refused: "no other file here" }) };
  const { zones, problems } = reader.read(file, options, () => {
    const parsed = parseJson(file.text);
    return parsed.ok ? parsed.value : undefined;
  });
  const broken = problems.find(({ level }) => level === "error");
  if (broken !== undefined) throw new Error(`${broken.reason} in:\n${file.text}`);
  return zones;
}

function editOf(wanted: EditText, zones: readonly Zone[]): RecordEdit {
  const match = /^(remove|unproxy|text|name) ([A-Z]+) ([^]*?)(?: => ([^]*))?$/.exec(wanted);
  if (match === null) throw new Error(`no edit: ${wanted}`);
  const [, kind, type, value, to = ""] = match as unknown as [string, RecordEdit["kind"], string, string, string?];
  const found = zones
    .flatMap(({ records }) => records)
    .filter((each) => rrtypeOf(each) === type && shown(each).startsWith(value));
  const record = found[0];
  if (record === undefined) throw new Error(`no record: ${wanted}`);
  if (kind === "text") {
    if (record.type !== "TXT") throw new Error(`no text: ${wanted}`);
    return { kind, record, text: to === "=" ? String(textOf(record)) : toByteString(to) };
  }
  return kind === "name" ? { kind, record, name: to } : { kind, record };
}

function shown(record: DnsRecord): string {
  return record.type === "TXT" ? String(textOf(record)) : presentData(record);
}
