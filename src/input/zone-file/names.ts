import { nameLength, parseName, ROOT, type Name } from "../../model/name.ts";
import { toByteString } from "../../model/record.ts";
import { Refusal, type Scanner } from "./scanner.ts";
import { excerpt } from "./fields.ts";

/** Names that come again and again (exchanges, name servers) are parsed once. */
const CACHE = 4096;
/** Each of 255 bytes written as `\DDD`. */
const LONGEST_SPELLING = 1024;

/** Reads the names of one file below its current origin. */
export class Names {
  /** The text holds bytes, one a character; else characters outside ASCII stand for their UTF-8 bytes. */
  readonly bytes: boolean;
  /** A target without a final dot but with one inside is absolute (old GoDaddy exports). */
  readonly undottedAbsolute: boolean;
  undotted = false;
  private current: Name;
  private suffix: string;
  private readonly cache = new Map<string, Name>();

  constructor(origin: Name, bytes: boolean, undottedAbsolute: boolean) {
    this.bytes = bytes;
    this.undottedAbsolute = undottedAbsolute;
    this.current = origin;
    this.suffix = origin === ROOT ? "" : `.${origin}`;
  }

  get origin(): Name {
    return this.current;
  }

  set origin(origin: Name) {
    this.current = origin;
    this.suffix = origin === ROOT ? "" : `.${origin}`;
    if (this.cache.size > 0) this.cache.clear();
  }

  /** The scanner's word as a name that is likely to come again. */
  target(scanner: Scanner): Name {
    const raw = scanner.raw();
    const known = this.cache.get(raw);
    if (known !== undefined) return known;
    let name: Name;
    if (this.undottedAbsolute && !raw.endsWith(".") && raw.includes(".")) {
      this.undotted = true;
      name = this.slowly(scanner, raw, ROOT);
    } else {
      name = this.read(scanner);
    }
    if (this.cache.size >= CACHE) this.cache.clear();
    this.cache.set(raw, name);
    return name;
  }

  /** The scanner's word as a name: `@`, relative, or absolute with its final dot (RFC 1035 5.1). */
  read(scanner: Scanner): Name {
    const text = scanner.text;
    const start = scanner.start;
    const end = scanner.end;
    let labelStart = start;
    let upper = false;
    if (scanner.odd || end - start > 200) return this.slowly(scanner, scanner.raw(), this.current);
    for (let position = start; position < end; position++) {
      const code = text.charCodeAt(position);
      if (code === 0x2e) {
        if (position === labelStart || position - labelStart > 63) {
          return this.slowly(scanner, scanner.raw(), this.current);
        }
        labelStart = position + 1;
      } else if (code >= 0x41 && code <= 0x5a) {
        upper = true;
      } else if (code <= 0x20 || code === 0x40 || code === 0x7f) {
        return this.slowly(scanner, scanner.raw(), this.current);
      }
    }
    if (labelStart === end) {
      const name = text.slice(start, end - 1);
      return upper ? name.toLowerCase() : name;
    }
    if (end - labelStart > 63 || end - start + this.suffix.length > 253) {
      return this.slowly(scanner, scanner.raw(), this.current);
    }
    const relative = text.slice(start, end);
    return (upper ? relative.toLowerCase() : relative) + this.suffix;
  }

  /** Another spelling than the scanner's word, below the origin; a refusal stands at the word. */
  parse(spelt: string, scanner: Scanner): Name {
    return this.slowly(scanner, spelt, this.current);
  }

  private slowly(scanner: Scanner, raw: string, origin: Name): Name {
    const spelt = this.bytes ? raw : toByteString(raw);
    if (spelt.length > LONGEST_SPELLING) {
      throw new Refusal(`the name "${excerpt(raw)}" is longer than 255 bytes`, scanner.start);
    }
    const result = parseName(withDecimals(spelt, scanner), origin);
    if (!result.ok) throw new Refusal(result.reason, scanner.start);
    return result.name;
  }
}

/** Bytes outside ASCII as `\DDD`: a zone file's label is bytes and never goes through IDNA. */
function withDecimals(spelt: string, scanner: Scanner): string {
  return spelt.replace(/\\(?:[0-9]{3}|[^])?|[\x80-\xff]/g, (found) => {
    const last = found.charCodeAt(found.length - 1);
    if (last > 0x7f) return `\\${last}`;
    if (found.length === 2 && last >= 0x30 && last <= 0x39) {
      throw new Refusal(`the escape in "${excerpt(spelt)}" needs three digits`, scanner.start);
    }
    return found;
  });
}

/** A name's labels as bytes (RFC 1035 3.1) in canonical text. */
export function nameOfLabels(labels: readonly string[]): Name | undefined {
  const spelt = labels.map((label) =>
    label.replace(/[^]/g, (byte) => {
      const code = byte.charCodeAt(0);
      return code > 0x20 && code < 0x7f ? `\\${byte}`.replace(/^\\(?=[A-Za-z0-9_-])/, "") : decimal(code);
    }),
  );
  if (spelt.length === 0) return ROOT;
  const result = parseName(`${spelt.join(".")}.`);
  return result.ok && nameLength(result.name) <= 255 ? result.name : undefined;
}

function decimal(code: number): string {
  return `\\${String(code).padStart(3, "0")}`;
}
