import { parseName } from "../../model/name.ts";
import { parseIp4, parseIp6 } from "../ip.ts";
import { Fault, type DomainSpec, type MacroExpand } from "./tree.ts";

const NO_MACROS: readonly MacroExpand[] = [];
const LETTERS = "slodipvhcrt";
const EXP_ONLY = "crt";
const DELIMITERS = ".-+,/_=";

/**
 * The macros of a macro-string of printable characters (RFC 7208 7.1). `explanation`: c, r and t are allowed, as in an
 * explanation's text and, by the letter of the grammar, in an unknown modifier.
 */
export function parseMacros(
  text: string,
  start: number,
  end: number,
  explanation: boolean,
): readonly MacroExpand[] | Fault {
  let macros: MacroExpand[] | undefined;
  for (let i = start; i < end; i++) {
    if (text.charCodeAt(i) !== 0x25) continue;
    const macro = parseMacro(text, i, end, explanation);
    if (macro instanceof Fault) return macro;
    (macros ??= []).push(macro);
    i = macro.end - 1;
  }
  return macros ?? NO_MACROS;
}

function parseMacro(text: string, start: number, end: number, explanation: boolean): MacroExpand | Fault {
  const next = start + 1 < end ? (text[start + 1] as string) : "";
  if (next === "%" || next === "_" || next === "-") {
    return { start, end: start + 2, letter: next, parts: undefined, reverse: false, delimiters: "" };
  }
  if (next !== "{") return new Fault("macro-syntax", start, Math.min(start + 2, end));
  let close = start + 2;
  while (close < end && text.charCodeAt(close) !== 0x7d) close++;
  if (close === end) return new Fault("macro-unterminated", start, end);
  const letter = text.slice(start + 2, start + 3).toLowerCase();
  if (close === start + 2 || !LETTERS.includes(letter)) return new Fault("macro-letter", start, close + 1);
  if (!explanation && EXP_ONLY.includes(letter)) return new Fault("macro-exp-only", start, close + 1);
  let i = start + 3;
  let parts: number | undefined;
  for (; i < close; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) break;
    // a domain has at most 127 labels, so a larger number means all of them
    parts = Math.min((parts ?? 0) * 10 + code - 0x30, 1000);
  }
  if (parts === 0) return new Fault("macro-zero", start, close + 1);
  const reverse = i < close && (text[i] === "r" || text[i] === "R");
  if (reverse) i++;
  const delimiters = text.slice(i, close);
  for (const each of delimiters) {
    if (!DELIMITERS.includes(each)) return new Fault("macro-transformer", start, close + 1);
  }
  return { start, end: close + 1, letter, parts, reverse, delimiters };
}

/** Reads `domain-spec` (RFC 7208 7.1): a macro-string that ends in "." toplabel, with or without a final dot, or in a macro. */
export function parseDomainSpec(text: string, start: number, end: number, name: string): DomainSpec | Fault {
  const macros = parseMacros(text, start, end, false);
  if (macros instanceof Fault) return macros;
  const last = macros.length === 0 ? start : (macros[macros.length - 1] as MacroExpand).end;
  if (last !== end || macros.length === 0) {
    const fault = checkEnd(text, start, last, end, name);
    if (fault !== undefined) return fault;
  }
  const own = text.slice(start, end);
  if (macros.length > 0) return { text: own, start, end, macros, literal: false, name: undefined };
  // a backslash is an ordinary character here, not an escape
  const parsed = own.includes("\\") ? undefined : parseName(own);
  return { text: own, start, end, macros, literal: true, name: parsed?.ok ? parsed.name : undefined };
}

/** `literal` is where the last macro ends: the top label stands after it. */
function checkEnd(text: string, start: number, literal: number, end: number, name: string): Fault | undefined {
  let stop = end;
  if (stop - 1 > literal && text.charCodeAt(stop - 1) === 0x2e) stop--;
  let top = stop;
  let letter = false;
  let hyphen = false;
  let legal = true;
  for (; top > literal; top--) {
    const code = text.charCodeAt(top - 1);
    if (code === 0x2e) break;
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) letter = true;
    else if (code === 0x2d) hyphen = true;
    else if (code < 0x30 || code > 0x39) legal = false;
  }
  if (top > literal && top < stop && legal) {
    const edges = text.charCodeAt(top) !== 0x2d && text.charCodeAt(stop - 1) !== 0x2d;
    if (edges && (letter || hyphen)) return undefined;
  }
  if (parseIp4(text, start, stop) >= 0 || parseIp6(text, start, end) !== undefined) {
    return new Fault("domain-address", start, end, name);
  }
  if (top === literal && legal) return new Fault("domain-single-label", literal, end, name);
  return top === stop
    ? new Fault("domain-toplabel", Math.max(start, top - 1), end, name)
    : new Fault("domain-toplabel", top, stop, name);
}
