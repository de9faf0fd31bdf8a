import type { Reader, InputFile } from "../input/reader.ts";
import type { Finding, RecordEdit } from "../model/finding.ts";
import type { DnsRecord } from "../model/record.ts";
import { holdsPrivateKey } from "../syntax/dkim/private-key.ts";
import { inOrder, type DocumentWriter, type Plan, type TextEdit } from "./writer.ts";
import { isEdited, writerOf } from "./writers.ts";

export interface OpenFile {
  readonly file: InputFile;
  readonly reader: Reader;
}

/** What one go over the findings changes. */
export interface Round {
  /** The findings whose fixes are in it, all edits of each. */
  readonly applied: readonly Finding[];
  /** Their edits, by {@link keyOf}. */
  readonly edits: ReadonlyMap<string, RecordEdit>;
  /** Changes of the texts, in order, by path. */
  readonly changes: ReadonlyMap<string, readonly TextEdit[]>;
  /** The reason ends the sentence "not fixed: …". */
  readonly refused: ReadonlyMap<Finding, string>;
  /** Left for the next go: they touch what another one changes. */
  readonly waiting: number;
}

/**
 * One declared record: records are copied on their way, their place stays. An entry of a file that is included twice stands for
 * records of several names.
 */
export function keyOf({ source, at, name }: DnsRecord): string {
  return `${source.document.path}\n${at}\n${String(name)}`;
}

/** Why a fix cannot be made at all; `undefined` where it may be tried. */
export function cannotEdit(finding: Finding, open: (path: string) => OpenFile | undefined): string | undefined {
  for (const edit of finding.fix?.edits ?? []) {
    const { record } = edit;
    const { document, publisher, context } = record.source;
    if (!isEdited(document.format))
      return `${titleOf(open(document.path)) ?? publisher.title} documents are not edited`;
    if (context === true) return "it stands in a document of the context";
    if (edit.kind === "text" && holdsPrivateKey(edit.text)) return "its text holds a private key";
    if (open(document.path) === undefined) return `${document.path} is not at hand`;
  }
  return undefined;
}

function titleOf(file: OpenFile | undefined): string | undefined {
  return file?.reader.title;
}

/** Plans the fixes of the findings, in order, no record touched twice: what conflicts waits. */
export async function planRound(
  findings: readonly Finding[],
  open: (path: string) => OpenFile | undefined,
): Promise<Round> {
  const refused = new Map<Finding, string>();
  const edits = new Map<string, RecordEdit>();
  let chosen: Finding[] = [];
  for (const finding of findings) {
    const own = finding.fix?.edits ?? [];
    const reason = cannotEdit(finding, open);
    if (reason !== undefined) refused.set(finding, reason);
    else if (own.length > 0 && !own.some(({ record }) => edits.has(keyOf(record)))) {
      for (const edit of own) edits.set(keyOf(edit.record), edit);
      chosen.push(finding);
    }
  }
  const waiting = findings.length - refused.size - chosen.length;
  for (;;) {
    const { changes, failed } = await write(chosen, open);
    if (failed.size === 0) return { applied: chosen, edits: editsOf(chosen), changes, refused, waiting };
    const dropped = chosen.filter(({ fix }) => fix?.edits.some((edit) => failed.has(edit)));
    for (const finding of dropped) {
      const edit = finding.fix?.edits.find((each) => failed.has(each)) as RecordEdit;
      refused.set(finding, failed.get(edit) as string);
    }
    chosen = chosen.filter((finding) => !refused.has(finding));
  }
}

function editsOf(findings: readonly Finding[]): Map<string, RecordEdit> {
  return new Map(findings.flatMap(({ fix }) => (fix?.edits ?? []).map((edit) => [keyOf(edit.record), edit])));
}

async function write(
  findings: readonly Finding[],
  open: (path: string) => OpenFile | undefined,
): Promise<{ changes: Map<string, TextEdit[]>; failed: Map<RecordEdit, string> }> {
  const byPath = new Map<string, RecordEdit[]>();
  for (const edit of editsOf(findings).values()) {
    const { path } = edit.record.source.document;
    const list = byPath.get(path);
    if (list === undefined) byPath.set(path, [edit]);
    else list.push(edit);
  }
  const changes = new Map<string, TextEdit[]>();
  const failed = new Map<RecordEdit, string>();
  for (const [path, edits] of byPath) {
    const { file, reader } = open(path) as OpenFile;
    const plan = planOf(await writerOf(reader.id), file, edits);
    for (const [edit, reason] of plan.refused) failed.set(edit, reason);
    const ordered = inOrder(plan.changes);
    if (ordered !== undefined) changes.set(path, ordered);
    else for (const edit of edits) failed.set(edit, "its changes would overlap one another");
  }
  return { changes, failed };
}

function planOf(writer: DocumentWriter | undefined, file: InputFile, edits: readonly RecordEdit[]): Plan {
  if (writer !== undefined) return writer(file, edits);
  return { changes: [], refused: new Map(edits.map((edit) => [edit, "documents of its kind are not edited"])) };
}
