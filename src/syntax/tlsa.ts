/** TLSA data in presentation form (RFC 6698 2.2; names of the numbers: RFC 7218), as SMTP uses it (RFC 7672). */

export type TlsaErrorCode =
  | "fields" // less than four fields
  | "number" // no number from 0 to 255, and no acronym of RFC 7218
  | "hex" // not hexadecimal, or half a byte
  | "length" // the data cannot be a digest of this matching type
  | "usage-pkix" // 0 and 1: no use for SMTP (RFC 7672 3.1.3)
  | "usage-unassigned"
  | "selector-unassigned"
  | "matching-unassigned";

export interface TlsaError {
  readonly code: TlsaErrorCode;
  /** `broken`: no record of that form can be published or matched; `unusable`: clients leave it out. */
  readonly effect: "broken" | "unusable";
  readonly start: number;
  readonly end: number;
  readonly field: "usage" | "selector" | "matching" | "data";
}

export interface TlsaRecord {
  readonly text: string;
  readonly usage: number | undefined;
  readonly selector: number | undefined;
  readonly matching: number | undefined;
  /** Lower-case hexadecimal without blanks; `undefined` where it is none. */
  readonly data: string | undefined;
  readonly errors: readonly TlsaError[];
  /** A client that goes by RFC 7672 holds a server's certificate against it. */
  readonly usable: boolean;
}

/** Bytes of the data by matching type (RFC 6698 2.1.3): SHA-256 and SHA-512. 0 is the whole certificate or key. */
export const DIGEST_BYTES: Readonly<Record<number, number>> = { 1: 32, 2: 64 };

const USAGES: Readonly<Record<string, number>> = {
  "PKIX-TA": 0,
  "PKIX-EE": 1,
  "DANE-TA": 2,
  "DANE-EE": 3,
  PRIVCERT: 255,
};
const SELECTORS: Readonly<Record<string, number>> = { CERT: 0, SPKI: 1, PRIVSEL: 255 };
const MATCHINGS: Readonly<Record<string, number>> = { FULL: 0, "SHA2-256": 1, "SHA2-512": 2, PRIVMATCH: 255 };

/** Shorter than any certificate or key: what stands with matching type 0 is then a digest, most likely. */
const SHORTEST_WHOLE = 32;

/** Reads TLSA data: blanks between the fields, any number of them inside the hexadecimal. Total, linear in the text. */
export function parseTlsa(text: string): TlsaRecord {
  const errors: TlsaError[] = [];
  const generic = /^\s*\\#\s+[0-9]{1,5}((?:\s+[0-9A-Fa-f]+)*)\s*$/.exec(text);
  if (generic !== null) return parseGeneric(text, (generic[1] as string).replace(/\s+/g, "").toLowerCase());
  const words = [...text.slice(0, 200).matchAll(/\S+/g)].slice(0, 4);
  const number = (index: number, names: Readonly<Record<string, number>>, field: TlsaError["field"]) => {
    const word = words[index];
    if (word === undefined) return undefined;
    const value = numberOf(word[0], names);
    if (value === undefined) {
      const start = word.index;
      errors.push({ code: "number", effect: "broken", start, end: start + word[0].length, field });
    }
    return value;
  };
  const usage = number(0, USAGES, "usage");
  const selector = number(1, SELECTORS, "selector");
  const matching = number(2, MATCHINGS, "matching");
  const dataStart = words[3]?.index ?? text.length;
  if (words.length < 4) {
    errors.length = 0;
    errors.push({ code: "fields", effect: "broken", start: 0, end: text.length, field: "data" });
    return finish(text, { usage, selector, matching, data: undefined }, errors);
  }
  const written = text.slice(dataStart).trimEnd();
  const bad = /[^0-9A-Fa-f\s]/.exec(written);
  const hex = written.replace(/\s+/g, "").toLowerCase();
  const end = dataStart + written.length;
  if (bad !== null) {
    const at = dataStart + bad.index;
    errors.push({ code: "hex", effect: "broken", start: at, end: at + 1, field: "data" });
  } else if (hex.length % 2 === 1) {
    errors.push({ code: "hex", effect: "broken", start: dataStart, end, field: "data" });
  }
  const data = errors.some(({ code }) => code === "hex") ? undefined : hex;
  judge({ usage, selector, matching, data }, words, dataStart, end, errors);
  return finish(text, { usage, selector, matching, data }, errors);
}

type Parts = Pick<TlsaRecord, "usage" | "selector" | "matching" | "data">;

function judge(
  { usage, selector, matching, data }: Parts,
  words: readonly { readonly index: number; readonly 0: string }[],
  start: number,
  end: number,
  errors: TlsaError[],
): void {
  const add = (code: TlsaErrorCode, index: number, field: TlsaError["field"]): void => {
    const word = words[index];
    const from = word?.index ?? 0;
    errors.push({ code, effect: "unusable", start: from, end: from + (word?.[0].length ?? end), field });
  };
  if (usage === 0 || usage === 1) add("usage-pkix", 0, "usage");
  else if (usage !== undefined && usage > 3) add("usage-unassigned", 0, "usage");
  if (selector !== undefined && selector > 1) add("selector-unassigned", 1, "selector");
  if (matching !== undefined && matching > 2) add("matching-unassigned", 2, "matching");
  if (data === undefined || matching === undefined || matching > 2) return;
  const bytes = data.length / 2;
  const wanted = DIGEST_BYTES[matching];
  if (wanted === undefined ? bytes <= SHORTEST_WHOLE : bytes !== wanted) {
    errors.push({ code: "length", effect: "broken", start, end, field: "data" });
  }
}

function finish(text: string, parts: Parts, errors: TlsaError[]): TlsaRecord {
  errors.sort((a, b) => a.start - b.start);
  return { text, ...parts, errors, usable: errors.length === 0 };
}

/** RFC 3597 5: `\# 35 030101…`. */
function parseGeneric(text: string, hex: string): TlsaRecord {
  const errors: TlsaError[] = [];
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (hex.length < 8 || hex.length % 2 === 1) {
    errors.push({ code: "fields", effect: "broken", start, end, field: "data" });
    return finish(text, { usage: undefined, selector: undefined, matching: undefined, data: undefined }, errors);
  }
  const byte = (index: number): number => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16);
  const parts: Parts = { usage: byte(0), selector: byte(1), matching: byte(2), data: hex.slice(6) };
  const word = { index: start, 0: text.slice(start, end) };
  judge(parts, [word, word, word], start, end, errors);
  return finish(text, parts, errors);
}

function numberOf(word: string, names: Readonly<Record<string, number>>): number | undefined {
  if (/^[0-9]{1,3}$/.test(word)) {
    const value = Number(word);
    return value <= 255 ? value : undefined;
  }
  const upper = word.toUpperCase();
  return Object.hasOwn(names, upper) ? names[upper] : undefined;
}

/** The data as a zone file writes it; `undefined` where a part is not known. */
export function printTlsa({ usage, selector, matching, data }: Parts): string | undefined {
  if (usage === undefined || selector === undefined || matching === undefined || data === undefined) return undefined;
  return `${usage} ${selector} ${matching} ${data}`;
}
