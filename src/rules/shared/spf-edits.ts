import type { SpfText } from "../../domain/texts.ts";
import { absolute } from "../../model/name.ts";
import { isKnown } from "../../model/value.ts";
import { editSpf, type SpfEdit } from "../../syntax/spf.ts";
import { quoteTxt, splitText } from "../../syntax/txt.ts";

/** A term as it stands. */
export function termOf({ text }: SpfText, { start, end }: { readonly start: number; readonly end: number }): string {
  return text.slice(start, end);
}

/** For a help: the record with terms taken out or put in, as a line to publish. Nothing where other errors would stay in it. */
export function edited(text: SpfText, edit: SpfEdit): { readonly publish?: readonly string[] } {
  const { record, spf } = text;
  if (spf.errors.length > 0 || !isKnown(record.name)) return {};
  return { publish: [`${absolute(record.name)} TXT ${quoteTxt(splitText(editSpf(spf, edit)))}`] };
}

/** A name that only other policies include: no mail is sent from below an underscore. */
export function isIncludeOnly(name: string): boolean {
  return name.startsWith("_") || name.includes("._");
}
