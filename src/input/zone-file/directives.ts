import type { Name } from "../../model/name.ts";
import { byteOrderMark } from "./byte-order-mark.ts";
import { excerpt, expectEnd, nextWord, refuseField } from "./fields.ts";
import { generate } from "./generate.ts";
import { FileReading } from "./reading.ts";
import { tellAbove } from "./record.ts";
import { EOF, Refusal, WORD } from "./scanner.ts";
import { MAX_TTL, parseTtl } from "./ttl.ts";

/** Files that include one another, files in all, and their text: hostile input ends here. */
const MAX_DEPTH = 20;
const MAX_INCLUDES = 10_000;
const MAX_INCLUDED_TEXT = 256 * 1024 * 1024;
/** Of it, what files hold that were included before: a short document must not become a long one. */
const MAX_REPEATED_TEXT = 8 * 1024 * 1024;

/** The current word, which starts with `$`, and what follows it (RFC 1035 5.1, RFC 2308 4, BIND's `$GENERATE`). */
export function directive(reading: FileReading, readFile: (file: FileReading) => void): void {
  const { scanner, zone, names } = reading;
  const word = scanner.raw();
  switch (word.toUpperCase()) {
    case "$ORIGIN": {
      nextWord(scanner, "name");
      const origin = names.read(scanner);
      expectEnd(scanner);
      moveOrigin(reading, origin);
      return;
    }
    case "$TTL": {
      nextWord(scanner, "TTL");
      const ttl = parseTtl(scanner.text, scanner.start, scanner.end);
      if (ttl < 0) throw new Refusal(`"${excerpt(scanner.raw())}" is no TTL`, scanner.start);
      zone.defaultTtl = ttl > MAX_TTL ? tellAbove(reading, ttl) : ttl;
      expectEnd(scanner);
      return;
    }
    case "$INCLUDE":
      include(reading, readFile);
      return;
    case "$GENERATE":
      generate(reading);
      return;
    case "$DATE":
      nextWord(scanner, "date");
      expectEnd(scanner);
      return;
    default:
      throw new Refusal(
        `"${excerpt(word)}" is no directive: $ORIGIN, $TTL, $INCLUDE and $GENERATE are (a name that starts so is written "\\$…")`,
        scanner.start,
      );
  }
}

function moveOrigin(reading: FileReading, origin: Name): void {
  reading.names.origin = origin;
  reading.ownerSpelt = "";
  reading.originMoved = true;
}

/** `$INCLUDE file [origin]`: the file's origin and owner end with it, its `$TTL` stays, as in BIND. */
function include(reading: FileReading, readFile: (file: FileReading) => void): void {
  const { scanner, zone, names, file } = reading;
  const at = reading.entry;
  if (scanner.next() <= EOF) refuseField(scanner, "file");
  const path = scanner.raw();
  let origin = names.origin;
  if (scanner.next() === WORD) {
    origin = names.read(scanner);
    expectEnd(scanner);
  } else if (scanner.kind > EOF) refuseField(scanner, "origin");
  const refuse = (reason: string): void => {
    zone.refuse(file, at, reason);
  };
  if (reading.chain.length > MAX_DEPTH) return refuse(`$INCLUDE goes deeper than ${MAX_DEPTH} files`);
  if (++zone.includes > MAX_INCLUDES) return refuse(`more than ${MAX_INCLUDES} files are included`);
  const opened = zone.options.open(path, file);
  if ("refused" in opened) return refuse(`"${excerpt(path)}" is not included: ${opened.refused}`);
  if (reading.chain.includes(opened.path)) {
    return refuse(`$INCLUDE leads back: ${[...reading.chain, opened.path].join(" -> ")}`);
  }
  zone.includedText += opened.text.length;
  if (zone.includedText > MAX_INCLUDED_TEXT) {
    return refuse(`the included files hold more than ${MAX_INCLUDED_TEXT} characters`);
  }
  if (zone.includedPaths.has(opened.path)) zone.repeatedText += opened.text.length;
  else zone.includedPaths.add(opened.path);
  if (zone.repeatedText > MAX_REPEATED_TEXT) {
    return refuse(`files that are included again hold more than ${MAX_REPEATED_TEXT} characters`);
  }
  const chain = [...reading.chain, opened.path];
  const start = byteOrderMark(zone, opened);
  const inner = new FileReading(zone, opened, origin, start, names.undottedAbsolute, reading.source.publisher, chain);
  inner.owner = reading.owner;
  inner.outside = reading.outside;
  inner.originMoved = origin !== names.origin;
  readFile(inner);
}
