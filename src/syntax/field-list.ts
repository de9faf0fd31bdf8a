/** One `name=value` of a record, blanks around it left out. Offsets count in the joined text, end exclusive. */
export interface Field {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
}

export type FieldFaultCode =
  | "empty-field" // two semicolons with nothing between
  | "form" // no "=", or nothing before it
  | "name" // a name that the grammar does not allow
  | "blank" // a blank inside a value, or around the "="
  | "character" // another character that the grammar does not allow
  | "empty-value"
  | "trailing-blank"; // a blank behind the last field, where no semicolon takes it in

export interface FieldFault {
  readonly code: FieldFaultCode;
  readonly start: number;
  readonly end: number;
  /** The name of the field, where it has one. */
  readonly name: string;
}

export interface FieldList {
  readonly fields: readonly Field[];
  readonly faults: readonly FieldFault[];
}

/** A record with more faults than that has been told enough. */
const MAX_FAULTS = 50;

/** `sts-ext-name`, `tlsrpt-ext-name` (RFC 8461 3.1, RFC 8460 3). */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/;
/** What a value may not hold: "=", ";", blanks, controls, bytes outside ASCII. */
const BAD = /[^\x21-\x3a\x3c\x3e-\x7e]/;

/**
 * Reads what follows the version: `1*(*WSP ";" *WSP field) [*WSP ";" *WSP]`, the grammar that MTA-STS and TLS-RPT share.
 * `from` is the offset behind the version. Values of the fields in `free` are not looked at: they have a grammar of their own.
 */
export function parseFields(text: string, from: number, free: ReadonlySet<string>): FieldList {
  const fields: Field[] = [];
  const faults: FieldFault[] = [];
  let at = text.indexOf(";", from);
  while (at >= 0) {
    const next = text.indexOf(";", at + 1);
    const limit = next < 0 ? text.length : next;
    let start = at + 1;
    let end = limit;
    while (start < limit && isBlank(text.charCodeAt(start))) start++;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    if (start === end) {
      // The last delimiter may stand alone.
      if (next >= 0 && faults.length < MAX_FAULTS)
        faults.push({ code: "empty-field", start: at, end: limit + 1, name: "" });
    } else {
      parseField(text, start, end, free, fields, faults);
      if (next < 0 && end < limit) faults.push({ code: "trailing-blank", start: end, end: limit, name: "" });
    }
    at = next;
  }
  return { fields, faults };
}

function parseField(
  text: string,
  start: number,
  end: number,
  free: ReadonlySet<string>,
  fields: Field[],
  faults: FieldFault[],
): void {
  if (faults.length >= MAX_FAULTS) return;
  const equals = text.indexOf("=", start);
  if (equals < 0 || equals >= end || equals === start) {
    faults.push({ code: "form", start, end, name: "" });
    return;
  }
  let nameEnd = equals;
  while (nameEnd > start && isBlank(text.charCodeAt(nameEnd - 1))) nameEnd--;
  let valueStart = equals + 1;
  while (valueStart < end && isBlank(text.charCodeAt(valueStart))) valueStart++;
  const name = text.slice(start, nameEnd);
  const value = text.slice(valueStart, end);
  fields.push({ name, value, start, end, valueStart });
  if (nameEnd < equals || valueStart > equals + 1) faults.push({ code: "blank", start, end, name });
  else if (!NAME.test(name)) faults.push({ code: "name", start, end: nameEnd, name });
  else if (value === "") faults.push({ code: "empty-value", start, end, name });
  else if (!free.has(name)) {
    const bad = BAD.exec(value);
    if (bad === null) return;
    const place = valueStart + bad.index;
    const code = isBlank(value.charCodeAt(bad.index)) ? "blank" : "character";
    faults.push({ code, start: place, end: place + 1, name });
  }
}

/** WSP of RFC 5234. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
