import { ownerOf, originFrom } from "../../input/pulumi/owner.ts";
import { scalar } from "../../input/pulumi/rdata.ts";
import type { RecordRow } from "../../input/pulumi/row.ts";
import { cutStrings, spellingOf, txtStrings, writeChunks, writeText } from "../../input/pulumi/text.ts";
import type { DeclaredValue } from "../../input/pulumi/values.ts";
import { relativeTo, type Name } from "../../model/name.ts";
import { toByteString } from "../../model/record.ts";
import { isKnown, type Value } from "../../model/value.ts";
import { MAX_STRING } from "../../syntax/txt.ts";
import type { Change } from "./value.ts";

const NOT_KNOWN = "its text is not known";
const NO_TEXT = "its bytes are no text";

/**
 * A TXT value with another text, spelt and cut as the provider wants it; `undefined` where it is so already. A string says
 * why it cannot be.
 */
export function textAs(row: RecordRow, value: DeclaredValue, text: string): Change | string | undefined {
  const written = value.parts === undefined ? value.text : value.parts[0];
  const steps = value.parts === undefined ? value.steps : value.partSteps[0];
  if (steps === undefined) return NOT_KNOWN;
  if (row.text === "chunks" || Array.isArray(written)) {
    const chunks = Array.isArray(written) ? (written as readonly unknown[]) : [written];
    if (!chunks.every((chunk) => typeof chunk === "string")) return NOT_KNOWN;
    const bytes = chunks.map(toByteString);
    if (isSo(bytes, text, false)) return undefined;
    const made = writeChunks(text, MAX_STRING);
    if (made === undefined) return NO_TEXT;
    return { steps, value: made.length === 1 && !Array.isArray(written) ? made[0] : made };
  }
  const known = scalar(written);
  if (!isKnown(known)) return NOT_KNOWN;
  const { splitsText } = row.publisher;
  const octal = row.octal === true;
  const strings = txtStrings(known, row.text, octal);
  if (isSo(row.cutsText === undefined ? strings : cutStrings(strings, row.cutsText), text, splitsText))
    return undefined;
  const like = spellingOf(known, row.text) === "quoted" || !splitsText ? "quoted" : "raw";
  const made = writeText(text, row.text, octal, like, MAX_STRING);
  return made === undefined ? NO_TEXT : { steps, value: made };
}

function isSo(strings: readonly string[], text: string, splitsText: boolean): boolean {
  return strings.join("") === text && (splitsText || strings.every(({ length }) => length <= MAX_STRING));
}

/** A record's new name as the provider takes it, written like the old one; `undefined` where it cannot be. */
export function nameAs(row: RecordRow, written: unknown, old: Value<Name>, name: Name): string | undefined {
  if (typeof written !== "string" || !isKnown(old)) return undefined;
  if (written.endsWith(".")) return `${name}.`;
  if (row.names !== "relative") return name;
  const origin = originFrom(old, written);
  const below = origin === undefined ? undefined : relativeTo(name, origin);
  const made = below === "@" ? (row.apex ?? "@") : below;
  return made !== undefined && ownerOf(made, row.names, origin) === name ? made : undefined;
}
