import { excerpt, expectEnd, nextWord, refuseField } from "./fields.ts";
import type { FileReading } from "./reading.ts";
import { readFields, readOwner, readRecord } from "./record.ts";
import { EOF, QUOTED, Refusal, Scanner } from "./scanner.ts";

/** Records of one `$GENERATE`, of all in a document, and their text: a line of input must not become gigabytes. */
const MAX_GENERATED = 65_536;
const MAX_GENERATED_IN_ALL = 1_000_000;
const MAX_TEXT = 64 * 1024 * 1024;
/** BIND's own limit for either side. */
const MAX_SIDE = 2048;

const RANGE = /^([0-9]{1,10})-([0-9]{1,10})(?:\/([0-9]{1,10}))?(?![0-9/])/;

/** BIND's `$GENERATE first-last[/step] owner [TTL] [class] type data`: one record for each number. */
export function generate(reading: FileReading): void {
  const { scanner, zone } = reading;
  const at = reading.entry;
  nextWord(scanner, "range");
  const range = RANGE.exec(scanner.raw());
  const [first, last, step] = [Number(range?.[1]), Number(range?.[2]), Number(range?.[3] ?? 1)];
  if (range === null || first > last || step < 1 || last > 0x7fffffff) {
    throw new Refusal(`"${excerpt(scanner.raw())}" is no range: first-last or first-last/step`, scanner.start);
  }
  const count = Math.floor((last - first) / step) + 1;
  if (count > MAX_GENERATED) {
    throw new Refusal(`$GENERATE would make ${count} records, and ${MAX_GENERATED} is the limit`, scanner.start);
  }
  zone.generated += count;
  if (zone.generated > MAX_GENERATED_IN_ALL) {
    throw new Refusal(`$GENERATE makes more than ${MAX_GENERATED_IN_ALL} records in all, which is the limit`, at);
  }
  nextWord(scanner, "owner");
  const owner = scanner.raw();
  scanner.next();
  const type = readFields(reading);
  if (scanner.next() <= EOF) refuseField(scanner, "data");
  // the lexer takes the backslash off an escaped quote, and the data is read anew
  const data =
    scanner.kind === QUOTED ? scanner.raw().replace(/\\[^]/g, (pair) => (pair === '\\"' ? '"' : pair)) : scanner.raw();
  expectEnd(scanner);
  const before = {
    owner: reading.owner,
    spelt: reading.ownerSpelt,
    outside: reading.outside,
    moved: reading.originMoved,
  };
  let number = first;
  try {
    for (; number <= last; number += step) {
      const line = `${substitute(owner, number)} ${substitute(data, number)}`;
      zone.generatedText += line.length;
      if (zone.generatedText > MAX_TEXT)
        throw new Refusal(`$GENERATE makes more than ${MAX_TEXT} characters in all`, at);
      reading.scanner = new Scanner(line, 0);
      reading.scanner.next();
      readOwner(reading);
      readRecord(reading, type);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(`for the number ${number}: ${error.message}`, at);
  } finally {
    reading.scanner = scanner;
    reading.owner = before.owner;
    reading.ownerSpelt = before.spelt;
    reading.outside = before.outside;
    reading.originMoved = before.moved;
  }
}

const TOKEN = /\\[^]|\$\$|\$\{([^}]*)\}?|\$/g;
const MODIFIER = /^([+-]?[0-9]{1,10})(?:,([0-9]{1,4})(?:,([doxXnN]))?)?$/;

/** Puts the number in the place of `$` and `${offset,width,base}`; `$$` is a dollar, `\$` stays escaped. */
function substitute(text: string, number: number): string {
  // BIND keeps an offset for the plain "$" behind it too
  let offset = 0;
  const result = text.replace(TOKEN, (found, modifier: string | undefined) => {
    if (found === "$") return String(number + offset);
    if (found === "$$") return "$";
    if (found.startsWith("\\")) return found;
    const parts = found.endsWith("}") ? MODIFIER.exec(modifier ?? "") : null;
    if (parts === null)
      throw new Refusal(`"${excerpt(found)}" is not \${offset,width,base} with a base of d o x X n N`, 0);
    offset = Number(parts[1]);
    return spell(number + offset, Number(parts[2] ?? 0), parts[3] ?? "d");
  });
  if (result.length > MAX_SIDE) throw new Refusal(`more than ${MAX_SIDE} characters`, 0);
  return result;
}

function spell(number: number, width: number, base: string): string {
  switch (base) {
    case "o":
      return (number >>> 0).toString(8).padStart(width, "0");
    case "x":
      return (number >>> 0).toString(16).padStart(width, "0");
    case "X":
      return (number >>> 0).toString(16).toUpperCase().padStart(width, "0");
    case "n":
      return nibbles(number, width);
    case "N":
      return nibbles(number, width).toUpperCase();
    default:
      return number < 0 ? `-${String(-number).padStart(width - 1, "0")}` : String(number).padStart(width, "0");
  }
}

/** The hexadecimal digits as labels, lowest first, as ip6.arpa has them; the dots count in the width. */
function nibbles(number: number, width: number): string {
  let rest = number;
  let left = width;
  let text = "";
  do {
    text += (rest & 15).toString(16);
    rest >>= 4;
    if (left > 0) left--;
    if (left > 0 || rest > 0) {
      text += ".";
      if (left > 0) left--;
    }
  } while (rest > 0 || left > 0);
  return text;
}
