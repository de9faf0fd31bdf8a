import { diagnose, joinWords, warningOf } from "./spf/diagnose.ts";
import { isClean } from "./spf/oddity.ts";
import { parseTerm } from "./spf/term.ts";
import { Fault } from "./spf/tree.ts";
import type { SpfError, SpfMechanism, SpfModifier, SpfRecord, SpfTerm, SpfWarning } from "./spf/tree.ts";

export type * from "./spf/tree.ts";
export { looksMeantAsSpf, type SpfNearMissReason } from "./spf/near-miss.ts";

const VERSION = "v=spf1";
/** Further problems of one record are reported without a suggestion. */
const MAX_SUGGESTIONS = 32;

/** Whether receivers take a TXT record's joined text for SPF: `v=spf1` in any case, then a blank or the end (RFC 7208 4.5). */
export function isSpf(text: string): boolean {
  if (text.length < 6 || (text.length > 6 && text.charCodeAt(6) !== 0x20)) return false;
  const version = text.slice(0, 6);
  return version === VERSION || version.toLowerCase() === VERSION;
}

/**
 * Reads a text that `isSpf` took: every term with its offsets, every error with its span. Bytes as UTF-16 units, as
 * `textOf` gives them. Never throws; work is linear in the length.
 */
export function parseSpf(text: string): SpfRecord {
  const terms: SpfTerm[] = [];
  const errors: SpfError[] = [];
  const warnings: SpfWarning[] = [];
  const lookupTerms: (SpfMechanism | SpfModifier)[] = [];
  let all: SpfMechanism | undefined;
  let redirect: SpfModifier | undefined;
  let exp: SpfModifier | undefined;
  const length = text.length;
  let position = 6;
  while (position < length) {
    if (text.charCodeAt(position) === 0x20) {
      position++;
      continue;
    }
    const start = position;
    while (position < length && text.charCodeAt(position) !== 0x20) position++;
    const term = parseTerm(text, start, position);
    if (term instanceof Fault) {
      const suggest = errors.length < MAX_SUGGESTIONS;
      let error = suggest ? splitTerm(text, term, start, position, terms, lookupTerms) : undefined;
      error ??= diagnose(text, term, start, position, suggest);
      terms.push(error.term);
      errors.push(error);
      position = Math.max(position, error.term.end);
      continue;
    }
    terms.push(term);
    const warning = warningOf(text, term, warnings.length < MAX_SUGGESTIONS);
    if (warning !== undefined) warnings.push(warning);
    if (term.kind === "modifier") {
      if (term.name === "redirect") {
        if (redirect !== undefined) errors.push(duplicate(text, term, redirect));
        redirect ??= term;
      } else if (term.name === "exp") {
        if (exp !== undefined) errors.push(duplicate(text, term, exp));
        exp ??= term;
      }
    } else if (all === undefined) {
      if (term.name === "all") all = term;
      else if (term.name !== "ip4" && term.name !== "ip6") lookupTerms.push(term);
    }
  }
  if (redirect !== undefined && all === undefined) lookupTerms.push(redirect);
  return { text, terms, errors, warnings, all, redirect, exp, lookupTerms };
}

/** The error of one term that blanks cut apart; takes the term before out of the lists where it is the first half. */
function splitTerm(
  text: string,
  fault: Fault,
  start: number,
  end: number,
  terms: SpfTerm[],
  lookupTerms: SpfTerm[],
): SpfError | undefined {
  const ahead = joinWords(text, start, end);
  if (ahead !== undefined) return split(text, fault, start, ahead.end, ahead.term);
  const before = terms.at(-1);
  if (before?.kind !== "mechanism" || !":/".includes(text[start] as string)) return undefined;
  const joined = text.slice(before.start, before.end) + text.slice(start, end);
  if (joined.length > 300 || !isClean(joined)) return undefined;
  terms.pop();
  if (lookupTerms.at(-1) === before) lookupTerms.pop();
  return split(text, fault, before.start, end, joined);
}

function split(text: string, fault: Fault, start: number, end: number, suggestion: string): SpfError {
  const value = text.slice(start, end);
  const term: SpfTerm = { kind: "invalid", start, end };
  return { code: "split-term", start, end, value, term, name: fault.name, limit: undefined, suggestion };
}

function duplicate(text: string, term: SpfModifier, first: SpfModifier): SpfError {
  const { start, end, name } = term;
  // which of two different ones was meant, nobody knows
  const suggestion = term.value.toLowerCase() === first.value.toLowerCase() ? "" : undefined;
  return {
    code: "duplicate-modifier",
    start,
    end,
    value: text.slice(start, end),
    term,
    name,
    limit: undefined,
    suggestion,
  };
}

/** The record in canonical form: names in lower case, one blank between terms. */
export function printSpf(record: SpfRecord): string {
  let text = VERSION;
  for (const term of record.terms) text += ` ${printTerm(record, term)}`;
  return text;
}

/** One term as it stands, its name in lower case. */
export function printTerm(record: SpfRecord, term: SpfTerm): string {
  const word = record.text.slice(term.start, term.end);
  if (term.kind === "invalid") return word;
  const named = term.kind === "mechanism" && term.explicit ? 1 : 0;
  return word.slice(0, named) + term.name + word.slice(named + term.name.length);
}

export interface SpfEdit {
  readonly drop?: readonly SpfTerm[];
  /** Terms to put before `all`, before redirect where there is no `all`, else at the end. */
  readonly add?: readonly string[];
}

/** The record's text with terms taken out or put in, canonical. */
export function editSpf(record: SpfRecord, edit: SpfEdit): string {
  const words: string[] = [];
  const anchor = record.all ?? record.redirect;
  const dropped = new Set(edit.drop);
  for (const term of record.terms) {
    if (term === anchor) words.push(...(edit.add ?? []));
    if (!dropped.has(term)) words.push(printTerm(record, term));
  }
  if (anchor === undefined) words.push(...(edit.add ?? []));
  return [VERSION, ...words].join(" ");
}

/** The record with every suggestion taken, canonical; `undefined` where an error has none or one remains. */
export function mendSpf(record: SpfRecord): string | undefined {
  const replaced = new Map<SpfTerm, string>();
  for (const problem of [...record.errors, ...record.warnings]) {
    if (problem.suggestion !== undefined) replaced.set(problem.term, problem.suggestion);
  }
  const words: string[] = [VERSION];
  for (const term of record.terms) {
    const word = replaced.get(term) ?? printTerm(record, term);
    if (word !== "") words.push(word);
  }
  const mended = words.join(" ");
  return parseSpf(mended).errors.length > 0 ? undefined : mended;
}
