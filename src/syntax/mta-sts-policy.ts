import type { Name } from "../model/name.ts";
import {
  formSuggestion,
  keyMeant,
  maxAgeOf,
  maxAgeSuggestion,
  MODES,
  modeSuggestion,
  mxSuggestion,
  patternOf,
  type StsMode,
} from "./mta-sts/values.ts";

export { MAX_MAX_AGE, MODES, type StsMode } from "./mta-sts/values.ts";

/** The policy file at `https://mta-sts.<domain>/.well-known/mta-sts.txt` (RFC 8461 3.2). */

export type StsPolicyErrorCode =
  | "empty"
  | "html" // a page of a web server in the policy's place
  | "encoding" // no UTF-8
  | "size"
  | "byte-order-mark"
  | "blank-line"
  | "indent"
  | "form" // no colon
  | "key"
  | "blank-before-colon"
  | "value" // an extension's value that the grammar does not allow
  | "version"
  | "mode"
  | "max-age"
  | "mx"
  | "missing"
  | "duplicate";

export interface StsPolicyError {
  readonly code: StsPolicyErrorCode;
  /** `policy`: senders take it as no policy; `part`: they leave out this line; `nothing`: all are known to read past it. */
  readonly effect: "policy" | "part" | "nothing";
  readonly start: number;
  readonly end: number;
  readonly key: string;
  /** What was meant, where that is clear: the line, without its end. */
  readonly suggestion: string | undefined;
}

/** One `key: value` line; offsets count in the file's text, end exclusive. */
export interface StsPolicyLine {
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

export interface StsPolicyMx extends StsPolicyLine {
  /** `*.example.net` stands for one label before it (4.1). `undefined`: no pattern. */
  readonly pattern: Name | undefined;
}

export interface StsPolicy {
  readonly text: string;
  readonly lines: readonly StsPolicyLine[];
  readonly mode: StsMode | undefined;
  /** Seconds, 0 to 31557600. */
  readonly maxAge: number | undefined;
  readonly mx: readonly StsPolicyMx[];
  readonly errors: readonly StsPolicyError[];
  /** Senders that go by the grammar take it as a policy. */
  readonly usable: boolean;
}

/** 3.3 suggests that senders stop there. */
export const MAX_POLICY = 65_536;
/** A policy has a line for each MX; a file with more defects than that has been told enough. */
const MAX_ERRORS = 50;

const KEY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/;
/** `sts-policy-ext-value`: printable ASCII and UTF-8, no control. Its blanks are inside, as it is trimmed. */
const CONTROL = /[\x00-\x1f\x7f]/;

/** Reads a policy file. Total: any text gives a policy or says why it is none; the work is linear in the text. */
export function parseStsPolicy(text: string, utf8 = true): StsPolicy {
  const whole = wholeFault(text, utf8);
  if (whole !== undefined) {
    return { text, lines: [], mode: undefined, maxAge: undefined, mx: [], errors: [whole], usable: false };
  }
  const reading = new Reading(text);
  reading.read();
  return reading.policy();
}

/** What makes looking at lines pointless. */
function wholeFault(text: string, utf8: boolean): StsPolicyError | undefined {
  const first = /[^\s\ufeff]/.exec(text.slice(0, 4096))?.index ?? 0;
  const line = Math.max(first + 1, endOfLine(text, first));
  const fault = (code: StsPolicyErrorCode, start: number, end: number): StsPolicyError => {
    return { code, effect: "policy", start, end: Math.min(end, text.length), key: "", suggestion: undefined };
  };
  if (text.trim() === "") return fault("empty", 0, text.length);
  if (text[first] === "<") return fault("html", first, line);
  if (!utf8) return fault("encoding", 0, line);
  return text.length > MAX_POLICY ? fault("size", 0, endOfLine(text, 0)) : undefined;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end > from && text[end - 1] === "\r" ? end - 1 : end;
}

class Reading {
  readonly #text: string;
  readonly #lines: StsPolicyLine[] = [];
  readonly #mx: StsPolicyMx[] = [];
  readonly #errors: StsPolicyError[] = [];
  readonly #seen = new Map<string, StsPolicyLine>();
  /** Keys that stand there in a broken line: their absence is no defect of its own. */
  readonly #broken = new Set<string>();
  #mode: StsMode | undefined;
  #maxAge: number | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    const text = this.#text;
    let start = 0;
    if (text.charCodeAt(0) === 0xfeff) {
      const end = endOfLine(text, 0);
      this.#error("byte-order-mark", "policy", 0, Math.max(1, end), "", text.slice(1, end));
      start = 1;
    }
    while (start < text.length) {
      const newline = text.indexOf("\n", start);
      const next = newline < 0 ? text.length : newline + 1;
      this.#line(start, endOfLine(text, start));
      start = next;
    }
    this.#missing();
  }

  policy(): StsPolicy {
    const errors = this.#errors.sort((a, b) => a.start - b.start).slice(0, MAX_ERRORS);
    return {
      text: this.#text,
      lines: this.#lines,
      mode: this.#mode,
      maxAge: this.#maxAge,
      mx: this.#mx,
      errors,
      usable: this.#errors.every(({ effect }) => effect !== "policy"),
    };
  }

  #line(start: number, end: number): void {
    const line = this.#text.slice(start, end);
    if (line.trim() === "") {
      this.#error("blank-line", "nothing", start, end, "", undefined);
      return;
    }
    const colon = line.indexOf(":");
    if (colon < 1) {
      this.#error("form", "policy", start, end, "", formSuggestion(line));
      this.#broken.add(keyMeant(line) ?? "");
      return;
    }
    const written = line.slice(0, colon);
    const key = written.trim();
    let valueStart = start + colon + 1;
    let valueEnd = end;
    while (valueStart < end && /[ \t]/.test(this.#text[valueStart] as string)) valueStart++;
    while (valueEnd > valueStart && /[ \t]/.test(this.#text[valueEnd - 1] as string)) valueEnd--;
    const value = this.#text.slice(valueStart, valueEnd);
    const parsed: StsPolicyLine = { key, value, start, end, valueStart, valueEnd };
    if (written !== key) {
      const code = /^\s/.test(written) ? "indent" : "blank-before-colon";
      this.#error(code, "policy", start, start + colon, key, `${key}: ${value}`);
    } else if (!KEY.test(key)) {
      this.#error("key", "policy", start, start + colon, key, undefined);
      this.#broken.add(keyMeant(key) ?? "");
      return;
    }
    this.#field(parsed);
  }

  #field(line: StsPolicyLine): void {
    const { key, value, start, valueEnd } = line;
    this.#lines.push(line);
    if (key === "mx") {
      this.#mxLine(line);
      return;
    }
    const first = this.#seen.get(key);
    if (first !== undefined) {
      // "all entries except for the first SHALL be ignored": no harm where they say the same.
      this.#error("duplicate", first.value === value ? "nothing" : "part", start, valueEnd, key, undefined);
      return;
    }
    this.#seen.set(key, line);
    switch (key) {
      case "version":
        if (value !== "STSv1") this.#bad("version", line, "version: STSv1");
        break;
      case "mode":
        this.#mode = MODES.find((mode) => mode === value);
        if (this.#mode === undefined) this.#bad("mode", line, modeSuggestion(value));
        break;
      case "max_age":
        this.#maxAge = maxAgeOf(value);
        if (this.#maxAge === undefined) this.#bad("max-age", line, maxAgeSuggestion(value));
        break;
      default:
        if (value === "" || CONTROL.test(value)) this.#bad("value", line, undefined);
    }
  }

  #mxLine(line: StsPolicyLine): void {
    const pattern = patternOf(line.value);
    this.#mx.push({ ...line, pattern });
    if (pattern === undefined) this.#bad("mx", line, mxSuggestion(line.value));
  }

  #bad(
    code: StsPolicyErrorCode,
    { key, start, end, valueStart, valueEnd }: StsPolicyLine,
    meant: string | undefined,
  ): void {
    const empty = valueStart === valueEnd;
    this.#error(code, "policy", empty ? start : valueStart, empty ? end : valueEnd, key, meant);
  }

  #missing(): void {
    const has = (key: string): boolean => this.#seen.has(key) || this.#broken.has(key);
    const text = this.#text;
    for (const [key, meant] of [
      ["version", "version: STSv1"],
      ["mode", "mode: testing"],
      ["max_age", "max_age: 604800"],
    ] as const) {
      if (!has(key)) this.#error("missing", "policy", 0, endOfLine(text, 0), key, meant);
    }
    // "mx": at least one, except when the mode is none.
    if (this.#mx.length === 0 && !this.#broken.has("mx") && this.#mode !== "none") {
      this.#error("missing", "policy", 0, endOfLine(text, 0), "mx", undefined);
    }
  }

  #error(
    code: StsPolicyErrorCode,
    effect: StsPolicyError["effect"],
    start: number,
    end: number,
    key: string,
    suggestion: string | undefined,
  ): void {
    this.#errors.push({ code, effect, start, end, key, suggestion });
  }
}

/**
 * Whether a pattern of a policy stands for an MX host: the wildcard is the whole left-most label and stands for exactly one
 * (RFC 8461 4.1, RFC 6125 6.4.3).
 */
export function matchesMx(pattern: Name, host: Name): boolean {
  if (!pattern.startsWith("*.")) return pattern === host;
  const dot = host.indexOf(".");
  return dot > 0 && host.slice(dot + 1) === pattern.slice(2);
}

/** A policy's lines in the order of the RFC's example, CRLF as web servers like it. */
export function printStsPolicy({
  mode,
  maxAge,
  mx,
}: Pick<StsPolicy, "mode" | "maxAge"> & { readonly mx: readonly Pick<StsPolicyMx, "pattern" | "value">[] }): string {
  const hosts = mx.map(({ pattern, value }) => `mx: ${pattern ?? value}`);
  const lines = ["version: STSv1", `mode: ${mode ?? "testing"}`, ...hosts, `max_age: ${maxAge ?? 604_800}`];
  return `${lines.join("\r\n")}\r\n`;
}
