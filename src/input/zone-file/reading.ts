import type { Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import type { Publisher, Source, SourceDocument } from "../../model/source.ts";
import type { Problem } from "../../model/zone.ts";
import { positionsOf, type Positions } from "../positions.ts";
import type { InputFile, ReadOptions } from "../reader.ts";
import type { RecordHead } from "../rdata.ts";
import { Names } from "./names.ts";
import { Scanner } from "./scanner.ts";

/** Whose export the file is, where its spelling differs from a master file's. */
export type Flavour = "plain" | "cloudflare" | "godaddy";

/** Errors after which reading stops. */
const MAX_ERRORS = 20;

interface Fault {
  readonly level: Problem["level"];
  readonly file: InputFile;
  readonly offset: number;
  readonly reason: string;
}

/** Many of one kind are told once: how many, and where the first stands. */
interface Tally {
  count: number;
  readonly file: InputFile;
  readonly offset: number;
  readonly reason: (count: number) => string;
}

/** The zone as far as it is read: what all of its files share. */
export class Reading {
  readonly apex: Name;
  readonly flavour: Flavour;
  readonly options: ReadOptions;
  readonly records: DnsRecord[] = [];
  readonly documents: SourceDocument[] = [];
  /** `$TTL`, and the last TTL written with a record; -1 before there is one. Both outlive an `$INCLUDE`. */
  defaultTtl = -1;
  lastTtl = -1;
  /** Minimum of the last SOA, the TTL where nothing else says one. */
  soaMinimum = 0;
  soas = 0;
  /** Records of a type that is known. */
  known = 0;
  generated = 0;
  generatedText = 0;
  includes = 0;
  includedText = 0;
  repeatedText = 0;
  readonly includedPaths = new Set<string>();
  private readonly faults: Fault[] = [];
  private readonly tallies = new Map<string, Tally>();
  private errors = 0;

  constructor(apex: Name, flavour: Flavour, options: ReadOptions) {
    this.apex = apex;
    this.flavour = flavour;
    this.options = options;
  }

  get failed(): boolean {
    return this.errors > 0;
  }

  get full(): boolean {
    return this.errors >= MAX_ERRORS;
  }

  refuse(file: InputFile, offset: number, reason: string): void {
    this.errors++;
    const end = this.full ? `; the reading stops here, after ${MAX_ERRORS} errors` : "";
    this.faults.push({ level: "error", file, offset, reason: reason + end });
  }

  note(file: InputFile, offset: number, reason: string): void {
    this.faults.push({ level: "note", file, offset, reason });
  }

  tally(kind: string, file: InputFile, offset: number, reason: (count: number) => string): void {
    const known = this.tallies.get(kind);
    if (known === undefined) this.tallies.set(kind, { count: 1, file, offset, reason });
    else known.count++;
  }

  /** Errors in the order of the text, then notes. */
  problems(): Problem[] {
    const faults = [...this.faults];
    for (const { count, file, offset, reason } of this.tallies.values()) {
      faults.push({ level: "note", file, offset, reason: reason(count) });
    }
    const positions = new Map<InputFile, Positions>();
    return faults.map(({ level, file, offset, reason }) => {
      let lines = positions.get(file);
      if (lines === undefined) positions.set(file, (lines = positionsOf(file.text)));
      const { line, column } = lines.at(offset);
      return { level, path: file.path, line, column, reason };
    });
  }
}

/** One file on its way: its own origin and owner (RFC 1035 5.1), and the zone that it adds to. */
export class FileReading {
  readonly zone: Reading;
  readonly file: InputFile;
  readonly source: Source;
  readonly names: Names;
  scanner: Scanner;
  /** The files that include this one, outermost first, and itself. */
  readonly chain: readonly string[];
  owner: Name | undefined;
  /** The owner as it was last spelt, so that a repeated one is not parsed again. */
  ownerSpelt = "";
  /** The owner lies outside the zone: its records are read and left out. */
  outside = false;
  /** `$ORIGIN` has moved since the last written owner. */
  originMoved = false;
  /** The entry in hand: where it starts, its TTL (-1 without one) and what its record has beside its data. */
  entry = 0;
  ttl = -1;
  className: string | undefined = undefined;
  readonly head: RecordHead;

  constructor(
    zone: Reading,
    file: InputFile,
    origin: Name,
    start: number,
    undottedAbsolute: boolean,
    publisher: Publisher,
    chain: readonly string[],
  ) {
    const document: SourceDocument = { path: file.path, format: "zone-file" };
    zone.documents.push(document);
    this.zone = zone;
    this.file = file;
    this.source = { document, publisher };
    this.names = new Names(origin, !file.utf8, undottedAbsolute);
    this.scanner = new Scanner(file.text, start);
    this.chain = chain;
    this.head = { name: origin, ttl: undefined, source: this.source, at: 0, vendor: undefined };
  }
}

export function plural(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}
