/** What a comment beside a record says to have a finding about it accepted. */
export const IGNORE_MARK = "maildns-ignore";

/** How it is written, for whoever wrote it otherwise. */
export const IGNORE_FORM = `${IGNORE_MARK} <rule>[, <rule>] [until=YYYY-MM-DD]: <reason>`;

/** One `maildns-ignore …` of a comment; `fault` ends "it is not taken: …". */
export type IgnoreComment =
  | {
      readonly ok: true;
      readonly rules: readonly string[];
      readonly until: string | undefined;
      readonly reason: string;
    }
  | { readonly ok: false; readonly fault: string };

/** Longer lists of rules are no list of rules. */
const MAX_HEAD = 1000;

/**
 * All that a comment asks for, `maildns-ignore spf-no-all, spf-ptr until=2026-12-31: the reason`, each to the end of its
 * line or the next. Total and linear. Whether the rules and the day exist is not looked at.
 */
export function parseIgnoreComments(comment: string): IgnoreComment[] {
  const found: IgnoreComment[] = [];
  for (const line of comment.split("\n")) {
    for (let at = markFrom(line, 0); at >= 0;) {
      const start = at + IGNORE_MARK.length;
      at = markFrom(line, start);
      found.push(parseOne(line.slice(start, at < 0 ? undefined : at)));
    }
  }
  return found;
}

/** The next place of the mark as a word of its own. */
function markFrom(comment: string, from: number): number {
  for (let at = comment.indexOf(IGNORE_MARK, from); at >= 0; at = comment.indexOf(IGNORE_MARK, at + 1)) {
    if (!isWord(comment.charAt(at - 1)) && !isWord(comment.charAt(at + IGNORE_MARK.length))) return at;
  }
  return -1;
}

function isWord(character: string): boolean {
  return /^[\w-]$/.test(character);
}

function parseOne(text: string): IgnoreComment {
  const colon = text.slice(0, MAX_HEAD).indexOf(":");
  if (colon < 0) return { ok: false, fault: "a colon and the reason are missing" };
  const reason = text.slice(colon + 1).trim();
  const rules: string[] = [];
  let until: string | undefined;
  for (const part of text.slice(0, colon).split(",")) {
    const [rule, ...rest] = part.trim().split(/\s+/);
    if (rule === undefined || rule === "" || rule.startsWith("until=")) return { ok: false, fault: "it names no rule" };
    if (rule === "*") return { ok: false, fault: "a comment names its rules one by one" };
    rules.push(rule);
    for (const word of rest) {
      const day = word.startsWith("until=") ? word.slice("until=".length) : undefined;
      if (day === undefined)
        return { ok: false, fault: `"${word}" stands where a comma, until= or the colon is expected` };
      if (until !== undefined) return { ok: false, fault: "until= stands there twice" };
      until = day;
    }
  }
  if (reason === "") return { ok: false, fault: "the reason is missing" };
  return { ok: true, rules: [...new Set(rules)], until, reason };
}
