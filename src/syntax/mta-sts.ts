import { parseFields, type Field, type FieldFaultCode } from "./field-list.ts";
import { editDistance } from "./edit-distance.ts";
import { tidy } from "./plain-text.ts";

/** The TXT record at `_mta-sts.<domain>` (RFC 8461 3.1). The policy itself is a file: see `mta-sts-policy.ts`. */

export type StsErrorCode = FieldFaultCode | "id-missing" | "id" | "id-length" | "duplicate";

export interface StsError {
  readonly code: StsErrorCode;
  /** `record`: senders take the record as no policy; `nothing`: they read past it. */
  readonly effect: "record" | "nothing";
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

export interface StsRecord {
  readonly text: string;
  readonly fields: readonly Field[];
  /** The first `id`, whether it is right or not. */
  readonly id: Field | undefined;
  readonly errors: readonly StsError[];
  /** No sender finds fault with it. */
  readonly usable: boolean;
}

const VERSION = "v=STSv1";
const ID = /^[A-Za-z0-9]{1,32}$/;
const MAX_ID = 32;
const FREE = new Set(["id"]);

/** Whether discovery keeps a text: "records that do not begin with "v=STSv1;" are discarded" (RFC 8461 3.1). */
export function isSts(text: string): boolean {
  return text.startsWith("v=STSv1;");
}

/** Reads a text that `isSts` takes. Total; the work is linear in the text. */
export function parseSts(text: string): StsRecord {
  const { fields, faults } = parseFields(text, VERSION.length, FREE);
  const errors: StsError[] = faults.map((fault) => ({ ...fault, effect: "record" }));
  let id: Field | undefined;
  const seen = new Set<string>();
  for (const field of fields) {
    const { name, value, start, end, valueStart } = field;
    if (seen.has(name)) {
      // "all entries except for the first SHALL be ignored" (RFC 8461 3.2).
      errors.push({ code: "duplicate", effect: "nothing", start, end, name });
      continue;
    }
    seen.add(name);
    if (name !== "id") continue;
    id = field;
    if (value === "" || ID.test(value)) continue;
    const code = value.length > MAX_ID && /^[A-Za-z0-9]*$/.test(value) ? "id-length" : "id";
    errors.push({ code, effect: "record", start: valueStart, end, name });
  }
  if (id === undefined && !faults.some(({ code }) => code === "form")) {
    errors.push({ code: "id-missing", effect: "record", start: 0, end: text.length, name: "id" });
  }
  errors.sort((a, b) => a.start - b.start);
  return { text, fields, id, errors, usable: errors.every(({ effect }) => effect === "nothing") };
}

/** The record as text: version and fields, `; ` between them. */
export function printSts({ fields }: Pick<StsRecord, "fields">): string {
  return [VERSION, ...fields.map(({ name, value }) => `${name}=${value}`)].join("; ");
}

const MEANT =
  /^[\s"'\\\x80-\xff]{0,8}(?:v[\s"'\\]{0,4}[=:][\s"'\\]{0,4})?(?:mta-?)?sts-?_?(?:v-?_?1)?\s{0,8}(?=[;,:\s"'\\]|$)/i;
/** Behind a version that is no version at all, an id shows what was meant. */
const ID_ALONE = /^[\s"'\\]{0,8}(?:v\s{0,4}=\s{0,4}[A-Za-z0-9.]{1,12}\s{0,4}[;, ]\s{0,4})?id\s{0,4}=/i;

/** A text that was meant as an MTA-STS record and that senders discard: where it goes wrong, and the record that was meant. */
export function looksMeantAsSts(
  text: string,
): { readonly start: number; readonly end: number; readonly mended: string } | undefined {
  if (isSts(text)) return undefined;
  const head = text.slice(0, 512);
  if (!MEANT.test(head) && !ID_ALONE.test(head) && !isTwisted(head)) return undefined;
  const end = /^[^;]*/.exec(head)?.[0].length ?? head.length;
  return { start: 0, end: Math.max(1, end), mended: mended(idOf(text)) };
}

/** One or two keys wrong in the version, and an id behind it: `vSTSv1; id=1`. */
function isTwisted(text: string): boolean {
  const version = text.slice(0, text.search(/[;, ]|$/));
  return editDistance(version, VERSION, 2) <= 2 && idOf(text) !== undefined;
}

/** The record that was meant; the id that stands there as far as it goes. */
export function mendSts(record: StsRecord): string {
  return mended(record.id?.value ?? idOf(record.text));
}

/** An id need only differ from the one before, so one that never counted may be any. */
function mended(id: string | undefined): string {
  const plain = tidy(id ?? "").replace(/[^A-Za-z0-9]/g, "");
  return `${VERSION}; id=${plain === "" ? "1" : plain.slice(0, MAX_ID)}`;
}

function idOf(text: string): string | undefined {
  return /(?:^|[;,\s"'\\])id\s{0,8}[=:]\s{0,8}([^;,"'\\]{0,256})/i.exec(text.slice(0, 2048))?.[1];
}
