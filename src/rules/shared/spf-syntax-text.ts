import type { SpfErrorCode, SpfWarningCode } from "../../syntax/spf.ts";
import { quoted } from "./wording.ts";

/** What a message about one term is made of. */
export interface SpfSlip {
  /** What stands at the span. */
  readonly value: string;
  /** The whole term. */
  readonly term: string;
  /** The mechanism's or modifier's name. */
  readonly name: string;
  readonly limit: number | undefined;
  readonly meant: string | undefined;
}

const MECHANISMS = "all, include, a, mx, ip4, ip6, exists and ptr";

/** What is wrong, by the parser's code: the fact first, what is allowed after it. */
const FACTS: Record<SpfErrorCode, (slip: SpfSlip) => string> = {
  "unknown-mechanism": ({ value }) => `${quoted(value)} is no SPF mechanism; there are ${MECHANISMS}`,
  "missing-argument": ({ term, name }) =>
    `${quoted(term)} lacks its argument: "${name}" is followed by ":" and a value`,
  "empty-argument": ({ term }) => `${quoted(term)} has nothing after its delimiter`,
  "unexpected-argument": ({ value, term, name }) =>
    `${quoted(value)} in ${quoted(term)} does not belong there${name === "all" ? ': "all" takes no argument' : ""}`,
  "ip4-address": ({ value }) => `${quoted(value)} is no IPv4 address: four numbers of 0 to 255 with dots between them`,
  "ip6-address": ({ value }) => `${quoted(value)} is no IPv6 address`,
  "address-family": ({ value, name }) =>
    `${quoted(value)} is an ${name === "ip4" ? "IPv6" : "IPv4"} address in "${name}:", which takes ${name === "ip4" ? "IPv4" : "IPv6"} alone`,
  "cidr-not-allowed": ({ value, name }) => `${quoted(value)} stands after "${name}", which takes no prefix length`,
  "cidr-syntax": ({ value }) => `${quoted(value)} is no prefix length: "/" and a number without leading zeros`,
  "cidr-range": ({ value, limit = 32 }) => `the prefix length ${quoted(value)} is over the limit of ${limit}`,
  "domain-single-label": ({ value, term }) => `${quoted(value)} in ${quoted(term)} is no full domain: it has no dot`,
  "domain-address": ({ value, name }) =>
    `${quoted(value)} is an address where "${name}" takes a domain; addresses belong into ip4: and ip6:`,
  "domain-toplabel": ({ value, term }) => `${quoted(term)} ends in ${quoted(value)}, which is no top-level domain`,
  "macro-syntax": ({ value }) => `${quoted(value)} is no macro: "%" is followed by "{", "%", "_" or "-"`,
  "macro-unterminated": ({ value }) => `the macro ${quoted(value)} lacks its "}"`,
  "macro-letter": ({ value }) => `${quoted(value)} is no SPF macro; its letter is one of s, l, o, d, i, p, v and h`,
  "macro-exp-only": ({ value }) => `the macro ${quoted(value)} is for explanation texts only`,
  "macro-zero": ({ value }) => `the macro ${quoted(value)} keeps no parts; the number is 1 or more`,
  "macro-transformer": ({ value }) =>
    `the macro ${quoted(value)} holds something else than a letter, a number, "r" and delimiters`,
  "non-ascii": ({ term }) => `${quoted(term)} holds a character outside ASCII`,
  "control-character": ({ term }) => `${quoted(term)} holds a control character; only blanks part terms`,
  "stray-quote": ({ term }) => `a quote or a backslash is part of the term ${quoted(term)}; SPF knows neither`,
  separator: ({ value, term }) => `${quoted(term)} holds "${value}"; only blanks part terms`,
  qualifier: ({ term }) => `${quoted(term)} has no single qualifier before a mechanism; it is one of +, -, ~ and ?`,
  "modifier-qualifier": ({ value, term }) => `${quoted(term)} has a qualifier before the modifier ${quoted(value)}`,
  "modifier-name": ({ value }) => `${quoted(value)} is no modifier's name`,
  "modifier-colon": ({ term, name }) => `${quoted(term)} has ":" where the modifier "${name}" takes "="`,
  "duplicate-modifier": ({ term, name }) => `${quoted(term)} is the second "${name}"; one is allowed`,
  "split-term": ({ term }) => `a blank splits the term ${quoted(term)}`,
  "glued-terms": ({ term }) => `the blank between two terms is missing in ${quoted(term)}`,
};

const ODDITIES: Record<SpfWarningCode, (slip: SpfSlip) => string> = {
  "unknown-modifier": ({ term, name }) =>
    MECHANISM.test(name)
      ? `${quoted(term)} has "=" where the mechanism "${name}" takes ":"; receivers read an unknown modifier and ignore it, so it authorises nothing`
      : `${quoted(term)} is a modifier that receivers do not know; they ignore it`,
  "repeated-version": () => `"v=spf1" stands twice; receivers ignore the second one`,
  "glued-terms": ({ term }) =>
    `the blank before ${quoted(term.replace(/^.*?(?=[+?~-]?all$)/i, ""))} is missing in ${quoted(term)}; receivers read a domain that does not exist, and no "all"`,
  "domain-name": ({ value, term }) =>
    `${quoted(value)} in ${quoted(term)} is no legal name: a label is empty or over 63 bytes long; receivers find nothing there`,
  "domain-characters": ({ value, term }) =>
    `${quoted(value)} in ${quoted(term)} is no host name; receivers find nothing there`,
};

const MECHANISM = /^(?:all|include|a|mx|ip4|ip6|exists|ptr)$/;

export function errorText(code: SpfErrorCode, slip: SpfSlip): string {
  return `${FACTS[code](slip)}${meantText(slip)}; receivers answer permerror and treat SPF as failed`;
}

export function warningText(code: SpfWarningCode, slip: SpfSlip): string {
  return ODDITIES[code](slip) + meantText(slip);
}

function meantText({ meant }: SpfSlip): string {
  return meant === undefined || meant === "" ? "" : ` (${quoted(meant)} was probably meant)`;
}
