import { mend, unglue } from "./mend.ts";
import { isClean, oddityOf } from "./oddity.ts";
import type { Fault, SpfError, SpfErrorCode, SpfMechanism, SpfModifier, SpfTerm, SpfWarning } from "./tree.ts";

/** The error to report for a fault: what was meant may say more than where the grammar broke. */
export function diagnose(text: string, fault: Fault, start: number, end: number, suggest: boolean): SpfError {
  const word = text.slice(start, end);
  const suggestion = suggest ? mend(word) : undefined;
  const term: SpfTerm = { kind: "invalid", start, end };
  if (suggestion !== undefined && fault.code !== "non-ascii" && fault.code !== "control-character") {
    const quote = /["'`\\]+/.exec(word);
    if (quote !== null) return errorAt(text, "stray-quote", term, quote.index, quote[0].length, fault, suggestion);
    const separator = /[,;]+/.exec(word);
    if (separator !== null)
      return errorAt(text, "separator", term, separator.index, separator[0].length, fault, suggestion);
    const blank = suggestion.indexOf(" ");
    if (blank > 0 && suggestion.replaceAll(" ", "") === word) {
      return errorAt(text, "glued-terms", term, blank, word.length - blank, fault, suggestion);
    }
  }
  return errorAt(text, fault.code, term, fault.start - start, fault.end - fault.start, fault, suggestion);
}

function errorAt(
  text: string,
  code: SpfErrorCode,
  term: SpfTerm,
  offset: number,
  length: number,
  fault: Fault,
  suggestion: string | undefined,
): SpfError {
  const start = term.start + offset;
  const end = start + length;
  return { code, start, end, value: text.slice(start, end), term, name: fault.name, limit: fault.limit, suggestion };
}

/**
 * Two or three words that blanks part and that were meant as one term (`include: example.com`, `- all`): where the last of them ends, and
 * the term; `undefined` where the word at `start` stands alone.
 */
export function joinWords(text: string, start: number, end: number): { end: number; term: string } | undefined {
  const word = text.slice(start, end);
  let joint = jointOf(word);
  if (joint === undefined) return undefined;
  let next = wordAt(text, end);
  if (next.start === next.end) return undefined;
  let following = text.slice(next.start, next.end);
  let joined = word;
  if (/^[:=]$/.test(following) && joint !== "") {
    joined += following;
    joint = "";
    next = wordAt(text, next.end);
    if (next.start === next.end) return undefined;
    following = text.slice(next.start, next.end);
  }
  const loneQualifier = /^[+?~-]$/.test(word);
  const separate = isClean(following);
  if (loneQualifier ? !separate || /^[+?~-]/.test(following) : separate) return undefined;
  const term = joined + (/^[:=/]/.test(following) ? "" : joint) + following;
  return isClean(term) ? { end: next.end, term } : undefined;
}

/** What is missing between a word and the rest of its term; `undefined` where nothing is. */
function jointOf(word: string): string | undefined {
  if (word.length > 16 && !/[:=/]$/.test(word)) return undefined;
  if (/[:=/]$/.test(word) || /^[+?~-]$/.test(word)) return "";
  if (/^[+?~-]?(?:include|exists|ip4|ip6)$/i.test(word)) return ":";
  return /^(?:redirect|exp)$/i.test(word) ? "=" : undefined;
}

/** The word after the blanks at `from`; empty at the end of the text. */
function wordAt(text: string, from: number): { start: number; end: number } {
  let start = from;
  while (start < text.length && text.charCodeAt(start) === 0x20) start++;
  let end = start;
  while (end < text.length && text.charCodeAt(end) !== 0x20) end++;
  return { start, end };
}

/** What a person is to be told about a term that receivers take as it is. */
export function warningOf(text: string, term: SpfMechanism | SpfModifier, suggest: boolean): SpfWarning | undefined {
  const odd = oddityOf(term);
  if (odd === undefined) return undefined;
  const word = text.slice(term.start, term.end);
  let code = odd;
  let { start, end } = term;
  let suggestion: string | undefined;
  if (odd === "repeated-version") {
    suggestion = "";
  } else if (suggest) {
    suggestion = odd === "unknown-modifier" ? undefined : unglue(word);
    if (suggestion !== undefined) {
      code = "glued-terms";
      start += suggestion.indexOf(" ");
    } else {
      suggestion = mend(word);
    }
  }
  if (code !== "glued-terms" && term.domain !== undefined) ({ start, end } = term.domain);
  if (code === "unknown-modifier") end = start + term.name.length + 1;
  return { code, start, end, value: text.slice(start, end), term, name: term.name, limit: undefined, suggestion };
}
