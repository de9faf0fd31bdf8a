/** One `name=value` of a tag list. */
export interface Tag {
  /** As written: names are case-sensitive (RFC 6376 3.2). */
  readonly name: string;
  /** Without the blanks around it. */
  readonly value: string;
  /** From the name to the end of the value, blanks around it left out. */
  readonly start: number;
  readonly end: number;
  readonly nameEnd: number;
  readonly valueStart: number;
}

export type TagFaultCode =
  | "no-equals" // a word between two semicolons without "="
  | "tag-name" // other than a letter, then letters, digits and "_"
  | "empty-tag" // `;;`, or a semicolon at the start; one at the end is legal
  | "character" // in a value: outside printable ASCII and blanks
  | "duplicate"; // a name for the second time: the whole list is invalid

export interface TagFault {
  readonly code: TagFaultCode;
  readonly start: number;
  readonly end: number;
  /** The tag's name as written; `""` where there is none. */
  readonly name: string;
}

export interface TagList {
  readonly text: string;
  /** Those with a legal name, in their order; a name that comes again is in it again. */
  readonly tags: readonly Tag[];
  /** In the order of the text. By the grammar one of them makes the whole list invalid. */
  readonly faults: readonly TagFault[];
}

const TAG_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const NOT_VALUE = /[^\x20-\x7e\t\r\n]/;

/** Reads a tag list (RFC 6376 3.2): `name=value` with semicolons between. Never throws; work is linear in the length. */
export function parseTagList(text: string): TagList {
  const tags: Tag[] = [];
  const faults: TagFault[] = [];
  const seen = new Set<string>();
  for (let from = 0; from <= text.length;) {
    let to = text.indexOf(";", from);
    if (to < 0) to = text.length;
    readTag(text, from, to, tags, faults, seen);
    from = to + 1;
  }
  return { text, tags, faults };
}

/** The first tag with a name. */
export function tagOf(list: { readonly tags: readonly Tag[] }, name: string): Tag | undefined {
  return list.tags.find((tag) => tag.name === name);
}

function readTag(text: string, from: number, to: number, tags: Tag[], faults: TagFault[], seen: Set<string>): void {
  const start = skipBlanks(text, from, to);
  if (start === to) {
    // One semicolon may end the list, and nothing at all is no fault of the grammar's but of whoever needs a tag.
    if (to < text.length) faults.push({ code: "empty-tag", start: from, end: to + 1, name: "" });
    return;
  }
  const end = skipBack(text, start, to);
  const equals = indexBefore(text, "=", start, end);
  if (equals < 0) {
    faults.push({ code: "no-equals", start, end, name: "" });
    return;
  }
  const nameEnd = skipBack(text, start, equals);
  const name = text.slice(start, nameEnd);
  if (!TAG_NAME.test(name)) {
    faults.push({ code: "tag-name", start, end: Math.max(nameEnd, start + 1), name });
    return;
  }
  const valueStart = skipBlanks(text, equals + 1, end);
  const value = text.slice(valueStart, end);
  if (seen.has(name)) faults.push({ code: "duplicate", start, end, name });
  else seen.add(name);
  const wrong = NOT_VALUE.exec(value);
  if (wrong !== null) {
    const at = valueStart + wrong.index;
    faults.push({ code: "character", start: at, end: at + 1, name });
  }
  tags.push({ name, value, start, end, nameEnd, valueStart });
}

function indexBefore(text: string, character: string, from: number, to: number): number {
  for (let i = from; i < to; i++) if (text[i] === character) return i;
  return -1;
}

function skipBlanks(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isBlank(text.charCodeAt(i))) i++;
  return i;
}

function skipBack(text: string, from: number, to: number): number {
  let i = to;
  while (i > from && isBlank(text.charCodeAt(i - 1))) i--;
  return i;
}

/** Folding white space; a line break without a blank behind it is taken too, as verifiers do. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}
