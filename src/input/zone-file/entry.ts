import { directive } from "./directives.ts";
import { IgnoreComments } from "./ignore-comments.ts";
import { readFields, readOwner, readRecord } from "./record.ts";
import { plural, type FileReading } from "./reading.ts";
import { EOF, Refusal } from "./scanner.ts";

const TAB = 0x09;
const BLANK = 0x20;
const DOLLAR = 0x24;

/** Reads a file to its end; an entry that is refused is told, and the next one read. */
export function readFile(reading: FileReading): void {
  const { scanner, zone } = reading;
  const length = scanner.text.length;
  const comments = IgnoreComments.of(reading);
  while (scanner.position < length && !zone.full) {
    const start = scanner.position;
    const before = zone.records.length;
    reading.entry = start;
    try {
      readEntry(reading);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      zone.refuse(reading.file, error.offset, error.message);
      scanner.skipEntry();
    }
    comments?.behind(start, scanner.position, before);
  }
  comments?.end();
}

/** One entry of RFC 1035 5.1: nothing, a directive, or a record with or without its owner. */
function readEntry(reading: FileReading): void {
  const scanner = reading.scanner;
  const first = scanner.text.charCodeAt(scanner.position);
  const kind = scanner.next();
  if (kind <= EOF) return;
  if (first === BLANK || first === TAB) {
    if (reading.owner === undefined) {
      throw new Refusal(
        "the line starts with a blank, for the owner of the record before it, and there is none",
        reading.entry,
      );
    }
    if (reading.originMoved) tellInherited(reading, reading.owner);
  } else {
    if (scanner.text.charCodeAt(scanner.start) === DOLLAR) {
      directive(reading, readFile);
      return;
    }
    readOwner(reading);
    scanner.next();
  }
  readRecord(reading, readFields(reading));
}

function tellInherited(reading: FileReading, owner: string): void {
  reading.originMoved = false;
  reading.zone.tally("inherited", reading.file, reading.entry, (count) => {
    const more = count > 1 ? ` (and so ${plural(count - 1, "other")})` : "";
    return `the record without an owner behind $ORIGIN belongs to "${owner}.", the owner before it${more}`;
  });
}
