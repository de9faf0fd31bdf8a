import type { Name } from "../../model/name.ts";

export type Qualifier = "+" | "-" | "?" | "~";
export type MechanismName = "all" | "include" | "a" | "mx" | "ptr" | "ip4" | "ip6" | "exists";

/** A prefix length; the span takes in its slash or slashes. */
export interface Cidr {
  readonly length: number;
  readonly start: number;
  readonly end: number;
}

/** `%{d2r.}` and the like, or one of `%%`, `%_`, `%-` (RFC 7208 7.1). */
export interface MacroExpand {
  readonly start: number;
  readonly end: number;
  /** Lower case; `%`, `_` and `-` for the three escapes. */
  readonly letter: string;
  /** How many right-hand parts are kept; `undefined` all. */
  readonly parts: number | undefined;
  readonly reverse: boolean;
  readonly delimiters: string;
}

export interface DomainSpec {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly macros: readonly MacroExpand[];
  /** No macro in it. */
  readonly literal: boolean;
  /** The name it stands for, if it is literal and a name at all. */
  readonly name: Name | undefined;
}

export interface SpfMechanism {
  readonly kind: "mechanism";
  readonly start: number;
  readonly end: number;
  readonly name: MechanismName;
  /** `+` where none is written. */
  readonly qualifier: Qualifier;
  readonly explicit: boolean;
  readonly domain: DomainSpec | undefined;
  /** The address of `ip4` as a number; its host bits may be set. */
  readonly ip4: number | undefined;
  /** The address of `ip6`; its host bits may be set. */
  readonly ip6: bigint | undefined;
  readonly cidr4: Cidr | undefined;
  readonly cidr6: Cidr | undefined;
}

export interface SpfModifier {
  readonly kind: "modifier";
  readonly start: number;
  readonly end: number;
  /** Lower case; anything but `redirect` and `exp` is an unknown modifier, which receivers ignore (RFC 7208 6). */
  readonly name: string;
  /** What `redirect` and `exp` name. */
  readonly domain: DomainSpec | undefined;
  readonly value: string;
}

/** What is no term of the grammar; two words where a blank split one term. */
export interface SpfInvalid {
  readonly kind: "invalid";
  readonly start: number;
  readonly end: number;
}

export type SpfTerm = SpfMechanism | SpfModifier | SpfInvalid;

/** Errors: the grammar of RFC 7208 12 is broken and receivers answer permerror (4.6). */
export type SpfErrorCode =
  | "unknown-mechanism" // no mechanism of this name (4.6.2); the span is the name
  | "missing-argument" // include, exists, ip4, ip6 without ":"
  | "empty-argument" // nothing after ":" or "="
  | "unexpected-argument" // `all` takes nothing; anything else after a mechanism's name that does not belong there
  | "ip4-address" // not four numbers of 0-255 without leading zeros
  | "ip6-address" // no form of RFC 4291 2.2
  | "address-family" // an IPv6 address in ip4: or the other way round
  | "cidr-not-allowed" // include, exists, ptr and all take no prefix length
  | "cidr-syntax" // not "/n", "//n" or "/n//n", or leading zeros
  | "cidr-range" // over `limit`
  | "domain-single-label" // a domain needs a dot or a macro at its end (7.1)
  | "domain-address" // an address where a domain belongs: its last label has no letter
  | "domain-toplabel" // the last label has characters that none may have, no letter, or a hyphen at its edge
  | "macro-syntax" // "%" before anything but "{", "%", "_" and "-"
  | "macro-unterminated" // "%{" without "}"
  | "macro-letter" // no such macro
  | "macro-exp-only" // c, r and t belong into explanation texts only (7.2)
  | "macro-zero" // "no parts" (7.3)
  | "macro-transformer" // something other than digits, "r" and delimiters
  | "non-ascii"
  | "control-character" // a tab too: only blanks part terms (4.6.1)
  | "stray-quote"
  | "separator" // "," or ";" where a blank belongs
  | "qualifier" // two of them, or one alone
  | "modifier-qualifier" // a modifier takes none
  | "modifier-name" // "=" after what is no name
  | "modifier-colon" // `redirect:` for `redirect=`
  | "duplicate-modifier" // redirect or exp twice (6)
  | "split-term" // a blank inside one term
  | "glued-terms"; // no blank between two terms

/** Warnings: grammatical, and surely not what was meant or of no effect. */
export type SpfWarningCode =
  | "unknown-modifier" // ignored by receivers (6)
  | "repeated-version" // a second `v=spf1`, which is an unknown modifier
  | "glued-terms" // `include:example.com-all` names a domain below "com-all"
  | "domain-name" // grammatical, but no legal name: an empty or overlong label (result undefined, 4.8)
  | "domain-characters"; // a URL, an address or the like: no host is called so

interface SpfProblem<Code extends string> {
  readonly code: Code;
  readonly start: number;
  readonly end: number;
  /** What stands there. */
  readonly value: string;
  /** The whole term it is about. */
  readonly term: SpfTerm;
  /** The mechanism's or modifier's name as far as it was read, lower case. */
  readonly name: string;
  /** `cidr-range`: 32 or 128. */
  readonly limit: number | undefined;
  /** The nearest right text to put in the term's place, checked by this parser; `""`: drop the term. */
  readonly suggestion: string | undefined;
}

export type SpfError = SpfProblem<SpfErrorCode>;
export type SpfWarning = SpfProblem<SpfWarningCode>;

export interface SpfRecord {
  readonly text: string;
  readonly terms: readonly SpfTerm[];
  readonly errors: readonly SpfError[];
  readonly warnings: readonly SpfWarning[];
  /** The first `all`; nothing after it is ever evaluated (5.1). */
  readonly all: SpfMechanism | undefined;
  readonly redirect: SpfModifier | undefined;
  readonly exp: SpfModifier | undefined;
  /**
   * The terms that cost a look-up each (4.6.4): include, a, mx, ptr, exists before the first `all`, then redirect
   * if there is no `all`.
   */
  readonly lookupTerms: readonly (SpfMechanism | SpfModifier)[];
}

/** Why a term is none, before it is worked out what was meant. */
export class Fault {
  readonly code: SpfErrorCode;
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly limit: number | undefined;
  constructor(code: SpfErrorCode, start: number, end: number, name = "", limit?: number) {
    this.code = code;
    this.start = start;
    this.end = end;
    this.name = name;
    this.limit = limit;
  }
}
