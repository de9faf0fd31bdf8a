import { domainToASCII } from "node:url";

/**
 * An absolute domain name in canonical text: no trailing dot, ASCII lower case, the root is `""`. A dot or a backslash
 * inside a label is `\.` or `\\`, any other byte outside printable ASCII is `\DDD` (RFC 1035 5.1, RFC 4343).
 */
export type Name = string;

export const ROOT: Name = "";

/** The longest name is 255 bytes on the wire, the longest label 63 (RFC 1035 2.3.4). */
const MAX_NAME = 255;
const MAX_LABEL = 63;
/** Nobody spells a label longer, escapes and what IDNA drops included; IDNA's work grows faster than the label. */
const MAX_WRITTEN_LABEL = 1020;

export type NameResult = { readonly ok: true; readonly name: Name } | { readonly ok: false; readonly reason: string };

const PLAIN = /^[a-z0-9_*-]{1,63}(?:\.[a-z0-9_*-]{1,63})*$/;

/**
 * Reads a name in presentation form. A final dot makes it absolute; without one it is taken below `origin` if one is
 * given, else as absolute. `@` alone is the origin. Labels with characters outside ASCII go through IDNA one by one.
 */
export function parseName(text: string, origin?: Name): NameResult {
  const isAbsolute = text.charCodeAt(text.length - 1) === 0x2e;
  const bare = isAbsolute ? text.slice(0, -1) : text;
  if (bare.length < 192 && PLAIN.test(bare)) {
    if (isAbsolute || origin === undefined || origin === ROOT) return { ok: true, name: bare };
    if (bare.length + origin.length < 192) return { ok: true, name: `${bare}.${origin}` };
  }
  return parseNameSlowly(text, origin);
}

function parseNameSlowly(text: string, origin: Name | undefined): NameResult {
  if (text === "@" && origin !== undefined) return { ok: true, name: origin };
  if (text === ".") return { ok: true, name: ROOT };
  if (text === "") {
    if (origin !== undefined) return { ok: true, name: origin };
    return fail("the name is empty");
  }
  const labels: string[] = [];
  let label = "";
  let ended = false;
  let position = 0;
  while (position < text.length) {
    const character = text[position] as string;
    if (character === ".") {
      if (label === "") return fail(`the name "${text}" has an empty label`);
      labels.push(label);
      label = "";
      ended = true;
      position++;
      continue;
    }
    ended = false;
    if (character === "\\") {
      const digits = text.slice(position + 1, position + 4);
      if (/^[0-9]{3}$/.test(digits)) {
        const code = Number(digits);
        if (code > 255) return fail(`the escape \\${digits} in "${text}" is above 255`);
        label += escapeByte(code);
        position += 4;
      } else if (position + 1 < text.length) {
        const code = text.charCodeAt(position + 1);
        if (code > 0x7f) return fail(`the name "${text}" escapes a character outside ASCII`);
        label += escapeByte(code);
        position += 2;
      } else {
        return fail(`the name "${text}" ends in a backslash`);
      }
      continue;
    }
    const code = text.charCodeAt(position);
    label += code > 0x7f ? character : escapeByte(code);
    position++;
  }
  if (label !== "") labels.push(label);
  const canonical: string[] = [];
  for (const each of labels) {
    if (each.length > MAX_WRITTEN_LABEL) return fail(`a label of "${text}" is longer than ${MAX_LABEL} bytes`);
    const ascii = toAscii(each);
    if (ascii === undefined) return fail(`the label "${each}" in "${text}" has no IDNA form`);
    if (labelLength(ascii) > MAX_LABEL) return fail(`a label of "${text}" is longer than ${MAX_LABEL} bytes`);
    canonical.push(ascii);
  }
  let name = canonical.join(".");
  if (!ended && origin !== undefined && origin !== ROOT) name = `${name}.${origin}`;
  if (nameLength(name) > MAX_NAME) return fail(`the name "${text}" is longer than ${MAX_NAME} bytes`);
  return { ok: true, name };
}

function fail(reason: string): NameResult {
  return { ok: false, reason };
}

/** One byte of a label in canonical text. */
function escapeByte(code: number): string {
  if (code >= 0x41 && code <= 0x5a) return String.fromCharCode(code + 32);
  if (code === 0x2e || code === 0x5c) return `\\${String.fromCharCode(code)}`;
  if (code > 0x20 && code < 0x7f) return String.fromCharCode(code);
  return `\\${String(code).padStart(3, "0")}`;
}

function toAscii(label: string): string | undefined {
  if (/^[\x00-\x7f]*$/.test(label)) return label;
  const ascii = domainToASCII(label);
  return ascii === "" || ascii.includes(".") ? undefined : ascii;
}

function labelLength(label: string): number {
  return label.replace(/\\(?:[0-9]{3}|.)/g, "x").length;
}

/** The bytes a name takes on the wire, its final zero byte included. */
export function nameLength(name: Name): number {
  return name === ROOT ? 1 : labelLength(name) + 2;
}

/** The labels of a name, leftmost first; the root has none. */
export function labelsOf(name: Name): string[] {
  if (name === ROOT) return [];
  if (!name.includes("\\")) return name.split(".");
  return name.match(/(?:\\(?:[0-9]{3}|.)|[^.\\])+/g) ?? [];
}

/** The name without its leftmost label; `undefined` for the root. */
export function parentOf(name: Name): Name | undefined {
  if (name === ROOT) return undefined;
  let dot = name.indexOf(".");
  while (dot > 0 && isEscaped(name, dot)) dot = name.indexOf(".", dot + 1);
  return dot < 0 ? ROOT : name.slice(dot + 1);
}

function isEscaped(name: string, position: number): boolean {
  let backslashes = 0;
  while (position - 1 - backslashes >= 0 && name[position - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

/** Whether `name` is `ancestor` or lies below it. */
export function isAtOrBelow(name: Name, ancestor: Name): boolean {
  if (ancestor === ROOT || name === ancestor) return true;
  const cut = name.length - ancestor.length - 1;
  return cut > 0 && name.charCodeAt(cut) === 0x2e && name.endsWith(ancestor) && !isEscaped(name, cut);
}

/** `name` relative to `origin`: `@` at the origin, `undefined` outside it. */
export function relativeTo(name: Name, origin: Name): string | undefined {
  if (name === origin) return "@";
  if (!isAtOrBelow(name, origin)) return undefined;
  return origin === ROOT ? name : name.slice(0, name.length - origin.length - 1);
}

/** The name as a zone file writes it, with its final dot. */
export function absolute(name: Name): string {
  return `${name}.`;
}

/** A host name as mail needs it: letters, digits and hyphens, no hyphen at a label's edge (RFC 952, RFC 1123 2.1). */
export function isHostName(name: Name): boolean {
  return /^(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/.test(name);
}
