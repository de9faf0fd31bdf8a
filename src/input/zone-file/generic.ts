import type { Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import { presentName, presentString } from "../../syntax/presentation.ts";
import { otherRecord, srvRecord, textRecord } from "../rdata.ts";
import { nextWord, readHex, readNumber } from "./fields.ts";
import { finish } from "./head.ts";
import { nameOfLabels } from "./names.ts";
import type { FileReading } from "./reading.ts";
import { Refusal, type Scanner } from "./scanner.ts";
import * as types from "./types.ts";

/** Whether the current word is `\#` with a length behind it: data in the form of RFC 3597 5. */
export function isGeneric(scanner: Scanner): boolean {
  const { text, start, end } = scanner;
  if (end - start !== 2 || text.charCodeAt(start) !== 0x5c || text.charCodeAt(start + 1) !== 0x23) return false;
  return /^[ \t(]*[0-9]+(?![^\s();"])/.test(text.slice(end, end + 64));
}

/** `\# length hexadecimal`: decoded where the type is one that the model knows, else kept as it is. */
export function genericRecord(reading: FileReading, type: number): DnsRecord {
  const scanner = reading.scanner;
  nextWord(scanner, "length");
  const length = readNumber(scanner, 65535, "length");
  scanner.next();
  const hex = readHex(scanner);
  if (hex.length !== length * 2) {
    throw new Refusal(`the data has ${hex.length / 2} bytes, and its length says ${length}`, scanner.start);
  }
  const wire = new Wire(Buffer.from(hex, "hex").toString("latin1"));
  const record = decode(reading, type, wire);
  if (record === undefined) {
    const text = length === 0 ? "\\# 0" : `\\# ${length} ${hex}`;
    return otherRecord(finish(reading, type), types.mnemonicOf(type), text);
  }
  if (wire.broken || wire.rest() !== "") {
    throw new Refusal(`these bytes are no ${types.mnemonicOf(type)} data`, reading.entry);
  }
  return record;
}

function decode(reading: FileReading, type: number, wire: Wire): DnsRecord | undefined {
  switch (type) {
    case types.MX: {
      const preference = wire.number(2);
      const exchange = wire.name();
      const { name, ttl, source, at, vendor } = finish(reading, type);
      return { name, type: "MX", data: { preference, exchange }, ttl, source, at, vendor };
    }
    case types.TXT:
    case types.SPF: {
      const strings: string[] = [];
      do strings.push(wire.string());
      while (!wire.done);
      const { name, ttl, source, at, vendor } = finish(reading, type);
      return { name, type: type === types.TXT ? "TXT" : "SPF", data: { strings }, ttl, source, at, vendor };
    }
    case types.A:
    case types.AAAA: {
      const address = type === types.A ? dotted(wire.take(4)) : colons(wire.take(16));
      const { name, ttl, source, at, vendor } = finish(reading, type);
      return { name, type: type === types.A ? "A" : "AAAA", data: { address }, ttl, source, at, vendor };
    }
    case types.NS:
    case types.CNAME:
    case types.DNAME:
    case types.PTR: {
      const target = wire.name();
      const { name, ttl, source, at, vendor } = finish(reading, type);
      return { name, type: types.targetType(type), data: { target }, ttl, source, at, vendor };
    }
    case types.SRV: {
      const [priority, weight, port] = [wire.number(2), wire.number(2), wire.number(2)];
      const target = wire.name();
      return srvRecord(finish(reading, type), { priority, weight, port, target });
    }
    case types.SOA: {
      const names = `${presentName(wire.name())} ${presentName(wire.name())}`;
      const numbers = [wire.number(4), wire.number(4), wire.number(4), wire.number(4), wire.number(4)];
      reading.zone.soaMinimum = numbers[4] ?? 0;
      return textRecord(finish(reading, type), "SOA", `${names} ${numbers.join(" ")}`);
    }
    case types.CAA: {
      const flags = wire.number(1);
      const tag = wire.string();
      return textRecord(finish(reading, type), "CAA", `${flags} ${tag} ${presentString(wire.rest())}`);
    }
    case types.TLSA: {
      const numbers = [wire.number(1), wire.number(1), wire.number(1)];
      const data = Buffer.from(wire.rest(), "latin1").toString("hex");
      return textRecord(finish(reading, type), "TLSA", `${numbers.join(" ")} ${data}`);
    }
    default:
      return undefined;
  }
}

/** Reads bytes, one a character, from the front; what is not there marks it `broken`. */
class Wire {
  broken = false;
  private readonly bytes: string;
  private position = 0;

  constructor(bytes: string) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.broken || this.position >= this.bytes.length;
  }

  take(count: number): string {
    const taken = this.bytes.slice(this.position, this.position + count);
    this.position += count;
    if (taken.length < count) this.broken = true;
    return taken;
  }

  number(count: number): number {
    let number = 0;
    for (const byte of this.take(count)) number = number * 256 + byte.charCodeAt(0);
    return number;
  }

  string(): string {
    return this.take(this.number(1));
  }

  /** Labels up to the root's; a compression pointer is none (RFC 3597 4). */
  name(): Name {
    const labels: string[] = [];
    for (let length = this.number(1); length > 0 && !this.broken; length = this.number(1)) {
      if (length > 63) this.broken = true;
      else labels.push(this.take(length));
    }
    const name = this.broken ? undefined : nameOfLabels(labels);
    if (name === undefined) this.broken = true;
    return name ?? "";
  }

  rest(): string {
    return this.take(Math.max(0, this.bytes.length - this.position));
  }
}

function dotted(bytes: string): string {
  return [...bytes].map((byte) => byte.charCodeAt(0)).join(".");
}

function colons(bytes: string): string {
  const groups: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    groups.push((bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)).toString(16));
  }
  return groups.join(":");
}
