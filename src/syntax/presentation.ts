import { absolute, type Name } from "../model/name.ts";
import { rrtypeOf, type DnsRecord } from "../model/record.ts";
import { isKnown, type Value } from "../model/value.ts";

/** RFC 1035 3.3: a character string's length is one byte. */
const MAX_STRING = 255;

/**
 * A record as one line of a zone file: absolute names, class, no comment. A value that is not known stands as its
 * reason in angle brackets, a record of an unknown type as a comment.
 */
export function presentation(record: DnsRecord): string {
  const owner = present(record.name, presentName);
  if (record.type === "UNKNOWN") return `; ${owner} has a record of unknown type`;
  const ttl = record.ttl === undefined ? "" : ` ${present(record.ttl, String)}`;
  return `${owner}${ttl} IN ${rrtypeOf(record)} ${presentData(record)}`;
}

/** A record's data alone, as a zone file writes it. */
export function presentData(record: DnsRecord): string {
  switch (record.type) {
    case "MX": {
      const { preference, exchange } = record.data;
      return `${preference === undefined ? "<none>" : present(preference, String)} ${present(exchange, presentName)}`;
    }
    case "TXT":
    case "SPF":
      return present(record.data.strings, presentText);
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
    case "ALIAS":
      return present(record.data.target, presentName);
    case "A":
    case "AAAA":
      return present(record.data.address, String);
    case "SRV": {
      const { priority, weight, port, target } = record.data;
      const numbers = [priority, weight, port].map((number) => present(number, String));
      return `${numbers.join(" ")} ${present(target, presentName)}`;
    }
    case "TLSA":
    case "CAA":
    case "SOA":
    case "OTHER":
      return present(record.data.text, String);
    case "UNKNOWN":
      return "";
  }
}

function present<T>(value: Value<T>, print: (known: T) => string): string {
  return isKnown(value) ? print(value) : `<${value.reason}>`;
}

const SPECIAL = /\\(?:[0-9]{3}|[^])|["$();@]/g;

/** A name with its final dot; what a zone file reads otherwise is escaped (RFC 1035 5.1). */
export function presentName(name: Name): string {
  return absolute(name.replace(SPECIAL, (found) => (found.length === 1 ? `\\${found}` : found)));
}

/** Character strings, each in quotes; one over 255 bytes is cut into several. */
export function presentText(strings: readonly string[]): string {
  return cutStrings(strings).map(presentString).join(" ");
}

/** Character strings of 255 bytes at most, at least one: what is longer is cut into several. */
export function cutStrings(strings: readonly string[]): string[] {
  const cut: string[] = [];
  for (const string of strings) {
    let start = 0;
    do {
      cut.push(string.slice(start, start + MAX_STRING));
      start += MAX_STRING;
    } while (start < string.length);
  }
  return cut.length === 0 ? [""] : cut;
}

/** Presentation text whose escapes `\DDD` count in eights, as Route 53 has them. */
export function octal(text: string): string {
  return text.replace(/\\(?:([0-9]{3})|[^])/g, (escaped, digits: string | undefined) =>
    digits === undefined ? escaped : octalEscape(Number(digits)),
  );
}

/** A byte by its number, `\052`. */
export function octalEscape(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`;
}

/** Bytes in quotes, `"` and `\` escaped, what is not printable ASCII as `\DDD`. */
export function presentString(bytes: string): string {
  return `"${bytes.replace(/[^\x20-\x7e]|["\\]/g, escapeByte)}"`;
}

function escapeByte(byte: string): string {
  if (byte === '"' || byte === "\\") return `\\${byte}`;
  return `\\${String(byte.charCodeAt(0) & 0xff).padStart(3, "0")}`;
}
