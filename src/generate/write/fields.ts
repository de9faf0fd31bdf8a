/** The longest data of a record (RFC 1035 3.2.1). */
const MAX_DATA = 65_535;
/** One field: quoted text, escapes and whatever a zone file does not read otherwise, in printable ASCII. */
const FIELD = /[ \t]*((?:"(?:[ !#-[\]-~]|\\[ -~])*"|\\[!-~]|[!#-'*-:<-[\]-~])+)/y;

/**
 * The fields of a value in presentation form (RFC 1035 5.1), those in quotes with their quotes; `undefined` where it is none: a
 * quote is left open, or a comment, a parenthesis or the line's end stands in it.
 */
export function fieldsOf(text: string): readonly string[] | undefined {
  if (text.length > MAX_DATA) return undefined;
  const fields: string[] = [];
  const trimmed = text.trim();
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < trimmed.length) {
    const field = FIELD.exec(trimmed)?.[1];
    if (field === undefined) return undefined;
    fields.push(field);
  }
  return fields;
}

/** What a field says: without its quotes, escapes decoded, one UTF-16 unit a byte of those. */
export function plainField(field: string): string {
  const inside = field.startsWith('"') ? field.slice(1, -1) : field;
  return inside.replace(/\\([0-9]{3}|[^])/g, (_, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(Number(escaped) & 0xff) : escaped,
  );
}
