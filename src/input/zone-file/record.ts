import { isAtOrBelow, type Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import { unknown, unknownRecord } from "../rdata.ts";
import { excerpt, nextWord, refuseField } from "./fields.ts";
import { finish } from "./head.ts";
import { readData } from "./rdata.ts";
import { plural, type FileReading } from "./reading.ts";
import { EOF, Refusal, WORD } from "./scanner.ts";
import { MAX_TTL, parseTtl } from "./ttl.ts";
import * as types from "./types.ts";

/** The current word as the owner of the records to come. */
export function readOwner(reading: FileReading): void {
  const { scanner, zone } = reading;
  reading.originMoved = false;
  const spelt = reading.ownerSpelt;
  const start = scanner.start;
  if (scanner.end - start === spelt.length && spelt !== "" && scanner.text.startsWith(spelt, start)) return;
  const name = zone.flavour === "plain" ? reading.names.read(scanner) : ownerOfExport(reading);
  reading.owner = name;
  reading.ownerSpelt = scanner.raw();
  reading.outside = !isAtOrBelow(name, zone.apex);
}

function ownerOfExport(reading: FileReading): Name {
  const { scanner, zone, names } = reading;
  const raw = scanner.raw();
  // Cloudflare's exports of 2016 to 2018 write "$ORIGIN ." and yet "@" for the zone
  if (zone.flavour === "cloudflare" && raw === "@" && names.origin === "") return zone.apex;
  // GoDaddy writes "_sip._tls.@" for a name below the zone
  if (zone.flavour === "godaddy" && raw.endsWith(".@")) return names.parse(raw.slice(0, -2), scanner);
  return names.read(scanner);
}

/** From the current token on: TTL and class in either order, and the type (RFC 1035 5.1). Gives the type. */
export function readFields(reading: FileReading): number {
  const { scanner, zone } = reading;
  reading.ttl = -1;
  reading.className = undefined;
  if (scanner.kind !== WORD) refuseField(scanner, "type");
  let type = types.frequentType(scanner);
  if (type !== types.NO_TYPE) return type;
  reading.className = types.classOf(scanner);
  if (reading.className !== undefined) nextWord(scanner, "type");
  const first = scanner.text.charCodeAt(scanner.start);
  if (first >= 0x30 && first <= 0x39) {
    const ttl = parseTtl(scanner.text, scanner.start, scanner.end);
    if (ttl >= 0) {
      reading.ttl = zone.lastTtl = ttl > MAX_TTL ? tellAbove(reading, ttl) : ttl;
      nextWord(scanner, "type");
    }
  }
  if (reading.className === undefined) {
    reading.className = types.classOf(scanner);
    if (reading.className !== undefined) nextWord(scanner, "type");
  }
  type = types.typeOf(scanner);
  if (types.isMeta(type))
    throw new Refusal(`the type ${scanner.raw().toUpperCase()} cannot stand in a zone`, scanner.start);
  return type;
}

export function tellAbove(reading: FileReading, ttl: number): number {
  const reason = `the TTL ${ttl} is above ${MAX_TTL} and so counts as 0 (RFC 2181 8)`;
  reading.zone.tally("ttl", reading.file, reading.scanner.start, () => reason);
  return 0;
}

/** From behind the type to the end of the entry. */
export function readRecord(reading: FileReading, type: number): void {
  const { className, zone } = reading;
  if (className !== undefined && className !== "IN") {
    if (className === "AWS" && type === types.ALIAS) keep(reading, readAwsAlias(reading));
    else leaveOut(reading, className);
    return;
  }
  if (type === types.NO_TYPE) {
    keep(reading, readUnknown(reading));
    return;
  }
  if (type === types.SOA && !reading.outside) placeSoa(reading);
  const record = readData(reading, type);
  zone.known++;
  keep(reading, record);
}

function keep(reading: FileReading, record: DnsRecord): void {
  const zone = reading.zone;
  if (reading.outside) {
    const name = reading.owner ?? "";
    zone.tally("outside", reading.file, reading.entry, (count) => {
      const which = count === 1 ? "is" : "are";
      return `${plural(count, "record")} outside the zone ${zone.apex || "."} ${which} left out, as BIND does: "${name}." is the first`;
    });
    return;
  }
  if (record.type === "ALIAS") {
    zone.tally(
      "alias",
      reading.file,
      reading.entry,
      (count) => `${plural(count, "ALIAS or ANAME record")}: BIND refuses such a zone, some DNS hosts take it`,
    );
  }
  if (record.type === "SOA" && ++zone.soas === 2) {
    zone.note(reading.file, reading.entry, "a second SOA: BIND refuses such a zone");
  }
  if (!zone.failed) zone.records.push(record);
}

/** A SOA stands at the zone's apex (RFC 1035 5.2). */
function placeSoa(reading: FileReading): void {
  const { zone, owner, entry } = reading;
  if (owner === zone.apex) return;
  if (owner !== `${zone.apex}.${zone.apex}`) {
    throw new Refusal(`the SOA stands at "${owner}.", and the zone is "${zone.apex}."`, entry);
  }
  if (zone.flavour === "plain") {
    throw new Refusal(
      `the SOA stands at "${owner}.", and the zone is "${zone.apex}.": its owner needs a final dot, "${zone.apex}."`,
      entry,
    );
  }
  const reason = `the owner of the SOA has no final dot; in an export it means "${zone.apex}.", BIND would refuse the file`;
  zone.note(reading.file, entry, reason);
  reading.owner = zone.apex;
  reading.ownerSpelt = "";
}

/** A class of its own is another tree of names than the Internet's. */
function leaveOut(reading: FileReading, className: string): void {
  while (reading.scanner.next() > EOF);
  reading.zone.tally("class", reading.file, reading.entry, (count) => {
    const which = count === 1 ? "is" : "are";
    return `${plural(count, "record")} of another class than IN ${which} left out: ${className} is the first; BIND refuses such a zone`;
  });
}

const MNEMONIC = /^(?!TYPE[0-9]+$)[A-Z][A-Z0-9_-]{0,15}$/i;

/** A type that some DNS host made up, or a slip: something is declared at this name, and what is not known. */
function readUnknown(reading: FileReading): DnsRecord {
  const { scanner, zone } = reading;
  const word = scanner.raw();
  const at = scanner.start;
  if (!MNEMONIC.test(word) || types.classOf(scanner) !== undefined) {
    throw new Refusal(`"${excerpt(word)}" is no record type`, at);
  }
  if (scanner.next() <= EOF) throw new Refusal(`"${word}" is no record type, and no data follows it`, at);
  while (scanner.next() > EOF);
  zone.tally("type", reading.file, at, (count) => {
    const more = count > 1 ? ` (and ${plural(count - 1, "other record")} has such a type)` : "";
    return `"${word}" is no record type that is known, so what stands at this name is not judged; BIND refuses such a zone${more}`;
  });
  const { name, ttl, source, at: entry, vendor } = finish(reading, types.NO_TYPE);
  return { name, type: "UNKNOWN", data: { reason: unknown("malformed") }, ttl, source, at: entry, vendor };
}

/** cli53: `AWS ALIAS A target. zone-id evaluate-health`, a Route 53 alias of a type. */
function readAwsAlias(reading: FileReading): DnsRecord {
  const { scanner, zone, names } = reading;
  nextWord(scanner, "type");
  const type = scanner.raw().toUpperCase();
  nextWord(scanner, "target");
  const alias = names.target(scanner);
  while (scanner.next() > EOF);
  // an alias without TTL takes its target's
  if (reading.ttl < 0) reading.ttl = Math.max(zone.defaultTtl, zone.lastTtl, 0);
  const head = finish(reading, types.ALIAS);
  zone.known++;
  return unknownRecord({ ...head, ttl: undefined, vendor: { ...head.vendor, alias } }, type, "dynamic");
}
