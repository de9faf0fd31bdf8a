import type { DnsRecord } from "../../model/record.ts";
import { parseIp4, parseIp6 } from "../../syntax/ip.ts";
import { presentName, presentString } from "../../syntax/presentation.ts";
import { otherRecord, srvRecord, textRecord, unknown } from "../rdata.ts";
import { excerpt, expectEnd, nextWord, readHex, readNumber, refuseField } from "./fields.ts";
import { genericRecord, isGeneric } from "./generic.ts";
import { finish } from "./head.ts";
import type { FileReading } from "./reading.ts";
import { EOF, QUOTED, Refusal, WORD } from "./scanner.ts";
import { readString } from "./strings.ts";
import { MAX_TTL, parseTtl } from "./ttl.ts";
import * as types from "./types.ts";

/** Reads the data of a record of `type` up to the end of its entry, and gives the record. */
export function readData(reading: FileReading, type: number): DnsRecord {
  const scanner = reading.scanner;
  const kind = scanner.next();
  if (kind === WORD && isGeneric(scanner)) return genericRecord(reading, type);
  switch (type) {
    case types.MX: {
      if (kind !== WORD) refuseField(scanner, "preference");
      const preference = readNumber(scanner, 65535, "preference");
      nextWord(scanner, "exchange");
      const exchange = reading.names.target(scanner);
      expectEnd(scanner);
      const { name, ttl, source, at, vendor } = finish(reading, type);
      return { name, type: "MX", data: { preference, exchange }, ttl, source, at, vendor };
    }
    case types.TXT:
    case types.SPF: {
      if (kind <= EOF) refuseField(scanner, "text");
      const strings = [readString(scanner, reading.names.bytes)];
      while (scanner.next() > EOF) strings.push(readString(scanner, reading.names.bytes));
      const { name, ttl, source, at, vendor } = finish(reading, type);
      return { name, type: type === types.TXT ? "TXT" : "SPF", data: { strings }, ttl, source, at, vendor };
    }
    case types.A:
    case types.AAAA:
      if (kind !== WORD) refuseField(scanner, "address");
      return readAddress(reading, type);
    case types.NS:
    case types.CNAME:
    case types.DNAME:
    case types.PTR:
    case types.ALIAS: {
      if (kind !== WORD) refuseField(scanner, "target");
      const target = reading.names.target(scanner);
      expectEnd(scanner);
      const { name, ttl, source, at, vendor } = finish(reading, type);
      return { name, type: types.targetType(type), data: { target }, ttl, source, at, vendor };
    }
    default:
      return readRare(reading, type, kind);
  }
}

function readAddress(reading: FileReading, type: number): DnsRecord {
  const scanner = reading.scanner;
  const { text, start, end } = scanner;
  const legal = type === types.A ? parseIp4(text, start, end) >= 0 : parseIp6(text, start, end) !== undefined;
  if (!legal && reading.zone.flavour !== "godaddy") {
    const family = type === types.A ? "IPv4" : "IPv6";
    throw new Refusal(`"${excerpt(scanner.raw())}" is no ${family} address`, start);
  }
  // "Parked", "GoCentral Published Site": GoDaddy answers with an address of its own
  const address = legal ? scanner.raw() : unknown("dynamic");
  if (legal) expectEnd(scanner);
  else while (scanner.next() > EOF);
  const { name, ttl, source, at, vendor } = finish(reading, type);
  return { name, type: type === types.A ? "A" : "AAAA", data: { address }, ttl, source, at, vendor };
}

function readRare(reading: FileReading, type: number, kind: number): DnsRecord {
  const { scanner, names } = reading;
  switch (type) {
    case types.SRV: {
      if (kind !== WORD) refuseField(scanner, "priority");
      const priority = readNumber(scanner, 65535, "priority");
      nextWord(scanner, "weight");
      const weight = readNumber(scanner, 65535, "weight");
      nextWord(scanner, "port");
      const port = readNumber(scanner, 65535, "port");
      nextWord(scanner, "target");
      const target = names.target(scanner);
      expectEnd(scanner);
      return srvRecord(finish(reading, type), { priority, weight, port, target });
    }
    case types.SOA: {
      const text = readSoa(reading, kind);
      return textRecord(finish(reading, type), "SOA", text);
    }
    case types.CAA: {
      if (kind !== WORD) refuseField(scanner, "flags");
      const flags = readNumber(scanner, 255, "flags");
      nextWord(scanner, "tag");
      const tag = scanner.raw();
      if (scanner.next() <= EOF) refuseField(scanner, "value");
      // RFC 8659 4.1: the value is the rest of the data, no character string of 255 bytes
      const value = presentString(readString(scanner, names.bytes, 65535));
      expectEnd(scanner);
      return textRecord(finish(reading, type), "CAA", `${flags} ${tag} ${value}`);
    }
    case types.TLSA: {
      if (kind !== WORD) refuseField(scanner, "usage");
      const numbers = [readNumber(scanner, 255, "usage")];
      for (const field of ["selector", "matching type"]) {
        nextWord(scanner, field);
        numbers.push(readNumber(scanner, 255, field));
      }
      scanner.next();
      const hex = readHex(scanner);
      if (hex === "") refuseField(scanner, "certificate data");
      return textRecord(finish(reading, type), "TLSA", `${numbers.join(" ")} ${hex}`);
    }
    default:
      return readOther(reading, type, kind);
  }
}

function readSoa(reading: FileReading, kind: number): string {
  const { scanner, names } = reading;
  if (kind !== WORD) refuseField(scanner, "primary name server");
  const primary = names.target(scanner);
  nextWord(scanner, "mailbox");
  const mailbox = names.target(scanner);
  nextWord(scanner, "serial");
  const numbers = [readNumber(scanner, 0xffffffff, "serial")];
  let seconds = 0;
  for (const field of ["refresh", "retry", "expire", "minimum"]) {
    nextWord(scanner, field);
    seconds = parseTtl(scanner.text, scanner.start, scanner.end);
    if (seconds < 0) throw new Refusal(`the ${field} "${excerpt(scanner.raw())}" is no time`, scanner.start);
    numbers.push(seconds);
  }
  expectEnd(scanner);
  reading.zone.soaMinimum = seconds > MAX_TTL ? 0 : seconds;
  return `${presentName(primary)} ${presentName(mailbox)} ${numbers.join(" ")}`;
}

/** Any other type: its fields as they are written, the names among them made absolute. */
function readOther(reading: FileReading, type: number, first: number): DnsRecord {
  const { scanner, names } = reading;
  const rrtype = types.mnemonicOf(type);
  if (rrtype.startsWith("TYPE")) {
    throw new Refusal(`the data of ${rrtype} is written as \\# length hexadecimal (RFC 3597 5)`, scanner.start);
  }
  // RFC 3123 4: an address prefix list may be empty
  if (first <= EOF && rrtype !== "APL") refuseField(scanner, "data");
  const parts: string[] = [];
  let index = 0;
  let behind = -1;
  for (let kind = first; kind > EOF; kind = scanner.next()) {
    const start = kind === QUOTED ? scanner.start - 1 : scanner.start;
    // alpn="h2" is one field though two tokens
    if (index > 0 && start !== behind) parts.push(" ");
    if (kind === QUOTED) parts.push(`"${scanner.raw()}"`);
    else if (types.isNameField(rrtype, index)) parts.push(presentName(names.target(scanner)));
    else parts.push(scanner.raw());
    behind = kind === QUOTED ? scanner.end + 1 : scanner.end;
    index++;
  }
  return otherRecord(finish(reading, type), rrtype, parts.join(""));
}
