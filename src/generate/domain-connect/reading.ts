import { clip } from "../../syntax/visible.ts";
import { shown, type TemplateProblem, type TemplateRecord } from "./document.ts";
import type { Translation } from "./translate.ts";

/** What reading keeps while it goes. */
export interface Reading {
  readonly problems: TemplateProblem[];
  readonly notes: string[];
  readonly translation: Translation;
}

/** A record with its owner as a recipe has it. */
export interface OwnedRecord extends TemplateRecord {
  readonly owner: string;
}

/** Says what is wrong with a field, its text quoted. */
export function faultAt(
  { pointer }: TemplateRecord,
  field: string,
  text: string,
  reason: string,
  { problems }: Reading,
): undefined {
  problems.push({ pointer: `${pointer}/${field}`, reason: `is ${shown(clip(text, 200))}, which ${reason}` });
}
