import type { Field } from "../../model/finding.ts";
import type { InputFile, LocateRequest, Region } from "../reader.ts";
import { EOF, Refusal, Scanner, WORD } from "./scanner.ts";
import { parseTtl } from "./ttl.ts";
import * as types from "./types.ts";

/** Where the parts of an entry stand. */
interface Parts {
  readonly whole: Region;
  readonly name: Region | undefined;
  readonly ttl: Region | undefined;
  readonly type: Region | undefined;
  readonly rrtype: number;
  readonly fields: readonly Region[];
}

/** Where entries or their parts stand; each entry is lexed once, however many ask for it. */
export function locateEntries(file: InputFile, requests: readonly LocateRequest[]): (Region | undefined)[] {
  const known = new Map<number, Parts>();
  return requests.map(({ at, field }) => {
    if (!(at >= 0 && at < file.text.length)) return undefined;
    let parts = known.get(at);
    if (parts === undefined) known.set(at, (parts = partsOf(file.text, at)));
    return (field === undefined ? undefined : part(parts, field)) ?? parts.whole;
  });
}

function part(parts: Parts, field: Field): Region | undefined {
  const { fields, rrtype } = parts;
  const last = fields[fields.length - 1];
  switch (field) {
    case "name":
      return parts.name;
    case "ttl":
      return parts.ttl;
    case "type":
      return parts.type;
    case "preference":
      return rrtype === types.MX ? fields[0] : undefined;
    case "exchange":
      return rrtype === types.MX ? fields[1] : undefined;
    case "target":
      // cli53's alias: type, target, zone
      return rrtype === types.SRV ? fields[3] : rrtype === types.ALIAS && fields.length > 2 ? fields[1] : fields[0];
    case "address":
      return fields[0];
    case "text":
      return fields[0] && last && { start: fields[0].start, end: last.end };
  }
}

function partsOf(text: string, at: number): Parts {
  const whole = firstLine(text, at);
  const scanner = new Scanner(text, at, false);
  const fields: Region[] = [];
  let name: Region | undefined;
  let ttl: Region | undefined;
  let type: Region | undefined;
  let rrtype = types.NO_TYPE;
  try {
    const first = text.charCodeAt(at);
    let kind = scanner.next();
    if (first !== 0x20 && first !== 0x09 && kind > EOF) {
      // a directive is seen as a whole: what it makes stands in no field of it
      if (text.charCodeAt(scanner.start) === 0x24) return { whole, name, ttl, type, rrtype, fields };
      name = region(scanner);
      kind = scanner.next();
    }
    for (; kind === WORD && type === undefined; kind = scanner.next()) {
      rrtype = types.typeOf(scanner);
      if (rrtype === types.NO_TYPE && ttl === undefined && parseTtl(text, scanner.start, scanner.end) >= 0) {
        ttl = region(scanner);
      } else if (rrtype !== types.NO_TYPE || types.classOf(scanner) === undefined) {
        type = region(scanner);
      }
    }
    for (; kind > EOF; kind = scanner.next()) {
      fields.push(region(scanner));
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  return { whole, name, ttl, type, rrtype, fields };
}

/** The token, a string without its quotes. */
function region(scanner: Scanner): Region {
  return { start: scanner.start, end: scanner.end };
}

/** The entry's first line from its first character to what stands before a comment. */
function firstLine(text: string, at: number): Region {
  let start = at;
  let end = at;
  let quoted = false;
  for (let position = at; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === 0x0a || (code === 0x3b && !quoted)) {
      // an entry whose parenthesis opens on a line of its own starts further down
      if (end > at) break;
      if (code === 0x3b) position = Math.max(position, text.indexOf("\n", position));
      continue;
    }
    if (code === 0x22) quoted = !quoted;
    if (code === 0x5c) position++;
    if (code <= 0x20) continue;
    if (end === at) start = Math.min(position, text.length - 1);
    end = Math.min(position + 1, text.length);
  }
  return { start, end: Math.max(start, end) };
}
