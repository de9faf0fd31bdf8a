import type { Probe } from "../reader.ts";
import { markLength } from "./byte-order-mark.ts";
import { readHeader } from "./header.ts";
import { skipToType } from "./origin.ts";
import { EOF, QUOTED, Refusal, Scanner } from "./scanner.ts";
import * as types from "./types.ts";

/** Entries looked at. */
const SAMPLE = 8;
const DIRECTIVE = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)$/i;
const ZONE_NAME = /^db\.|\.(?:zone|db)$/i;

/**
 * A file named as zone files are, unless it is binary; else one whose first entries are directives or records with a
 * class or TTL before a known type. Prose, YAML and JSON have none.
 */
export function looksLikeZoneFile({ file, baseName }: Probe): boolean {
  const text = file.text;
  const start = markLength(text);
  if (text.slice(0, 4096).includes("\0")) return false;
  if (readHeader(text, start).flavour !== "plain") return true;
  const named = ZONE_NAME.test(baseName);
  if (named && /\.zone$/i.test(baseName)) return true;
  return named ? sample(text, start) >= Weak : sample(text, start) === Strong;
}

/** No entry, or one that is no record; records without class and TTL; a directive, a class or a TTL. */
const None = 0;
const Weak = 1;
const Strong = 2;

function sample(text: string, start: number): number {
  const scanner = new Scanner(text, start);
  let seen = None;
  for (let entries = 0; entries < SAMPLE && scanner.position < text.length;) {
    try {
      const first = text.charCodeAt(scanner.position);
      const kind = scanner.next();
      if (kind <= EOF) continue;
      entries++;
      if (kind === QUOTED) return None;
      if (first !== 0x20 && first !== 0x09) {
        if (DIRECTIVE.test(scanner.raw())) return Strong;
        scanner.next();
      }
      const before = scanner.start;
      if (skipToType(scanner) === types.NO_TYPE) return None;
      if (scanner.start !== before) return Strong;
      if (scanner.next() <= EOF) return None;
      seen = Weak;
      scanner.skipEntry();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return None;
    }
  }
  return seen;
}
