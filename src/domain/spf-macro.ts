import { labelsOf, parseName, type Name } from "../model/name.ts";
import type { DomainSpec, MacroExpand } from "../syntax/spf.ts";

/** The value of a macro letter (lower case); `undefined` where it is not known. */
export type MacroValues = (letter: string) => string | undefined;

/** The text that a domain-spec stands for (RFC 7208 7.3); `undefined` where a macro's value is not known. */
export function expandSpec(spec: DomainSpec, values: MacroValues): string | undefined {
  if (spec.literal) return spec.text;
  let text = "";
  let position = 0;
  for (const macro of spec.macros) {
    text += spec.text.slice(position, macro.start - spec.start);
    position = macro.end - spec.start;
    const value = expand(macro, spec, values);
    if (value === undefined) return undefined;
    text += value;
  }
  return text + spec.text.slice(position);
}

function expand(macro: MacroExpand, spec: DomainSpec, values: MacroValues): string | undefined {
  if (macro.letter === "%") return "%";
  if (macro.letter === "_") return " ";
  if (macro.letter === "-") return "%20";
  let value = values(macro.letter);
  if (value === undefined) return undefined;
  if (macro.reverse || macro.parts !== undefined || macro.delimiters !== "") {
    const parts = splitAt(value, macro.delimiters === "" ? "." : macro.delimiters);
    if (macro.reverse) parts.reverse();
    value = (macro.parts === undefined ? parts : parts.slice(-macro.parts)).join(".");
  }
  // an upper case letter asks for URL escaping
  const letter = spec.text.charCodeAt(macro.start - spec.start + 2);
  return letter < 0x61 ? escapeUrl(value) : value;
}

function splitAt(value: string, delimiters: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < value.length; i++) {
    if (!delimiters.includes(value[i] as string)) continue;
    parts.push(value.slice(start, i));
    start = i + 1;
  }
  parts.push(value.slice(start));
  return parts;
}

/** Everything but the unreserved characters of RFC 3986 2.3. */
function escapeUrl(value: string): string {
  let text = "";
  for (const byte of Buffer.from(value, "utf8")) {
    const character = String.fromCharCode(byte);
    text += /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}

/** The longest name that a look-up is made for, in characters without the final dot (7.3). */
const LONGEST = 253;

/**
 * The name that an expanded text asks for; labels are taken off the left of one that is too long (7.3). `undefined` where
 * it is no name, which 4.8 leaves undefined and 4.3 answers with "none".
 */
export function targetName(text: string): Name | undefined {
  let name = text.endsWith(".") ? text.slice(0, -1) : text;
  while (name.length > LONGEST) {
    const dot = name.indexOf(".");
    if (dot < 0) return undefined;
    name = name.slice(dot + 1);
  }
  // a backslash is an ordinary character here, and no U-label is ever asked for
  if (/[^\x00-\x7f]/.test(name) || name === "") return undefined;
  const parsed = parseName(name.replaceAll("\\", "\\\\"));
  return parsed.ok && labelsOf(parsed.name).length > 0 ? parsed.name : undefined;
}

/**
 * The name a term asks for whoever sends: literal, or made of `%{d}` alone, which stands for the name whose policy it is.
 * `macro`: it depends on the message; `undefined`: it is no name at all.
 */
export function fixedTarget(spec: DomainSpec | undefined, owner: Name): Name | "macro" | undefined {
  if (spec === undefined) return owner;
  if (spec.literal) return spec.name ?? targetName(spec.text);
  if (owner.startsWith("*.") || spec.macros.some(({ letter }) => !"d%_-".includes(letter))) return "macro";
  const text = expandSpec(spec, () => owner);
  return text === undefined ? "macro" : targetName(text);
}
