import { ROOT } from "../../model/name.ts";
import type { Name } from "../../model/name.ts";
import type { DnsRecord } from "../../model/record.ts";
import type { Source } from "../../model/source.ts";
import type { Problem } from "../../model/zone.ts";
import { publishers } from "../publishers.ts";
import type { InputFile } from "../reader.ts";
import { IgnoreComments } from "./ignore-comments.ts";
import { positionsOf } from "../positions.ts";
import type { Positions } from "../positions.ts";

/** More problems of one kind than this are only counted. */
const MAX_PROBLEMS = 100;

/** A zone while it is read, from one file or several. */
export class ZoneReading {
  readonly origin: Name;
  readonly records: DnsRecord[] = [];
  readonly problems: Problem[] = [];
  /** `type name` of the sets so far, to find one that is declared twice. */
  readonly sets = new Set<string>();
  failed = false;
  private notes = 0;
  private errors = 0;

  constructor(origin: Name | undefined) {
    this.origin = origin ?? ROOT;
  }

  add(problem: Problem): void {
    if (problem.level === "error") this.failed = true;
    const count = problem.level === "error" ? ++this.errors : ++this.notes;
    if (count <= MAX_PROBLEMS) this.problems.push(problem);
    else if (count === MAX_PROBLEMS + 1) {
      const reason = `more than ${MAX_PROBLEMS} ${problem.level}s; the rest is left out`;
      this.problems.push({ level: problem.level, path: problem.path, reason });
    }
  }
}

/** One file of a zone while it is read. */
export class FileReading {
  readonly zone: ZoneReading;
  readonly file: InputFile;
  readonly source: Source;
  readonly comments: IgnoreComments | undefined;
  private readonly positions: Positions;

  constructor(zone: ZoneReading, file: InputFile) {
    this.zone = zone;
    this.file = file;
    this.source = { document: { path: file.path, format: "octodns" }, publisher: publishers.octodns };
    this.comments = IgnoreComments.of(file.text);
    this.positions = positionsOf(file.text);
  }

  error(offset: number, reason: string): void {
    this.zone.add({ level: "error", path: this.file.path, ...this.positions.at(offset), reason });
  }

  note(offset: number, reason: string): void {
    this.zone.add({ level: "note", path: this.file.path, ...this.positions.at(offset), reason });
  }

  line(offset: number): number {
    return this.positions.at(offset).line;
  }
}

const SHIFT = 2 ** 27;

/**
 * A record's place: its value's offset; where that lies before the name's own key (an alias), the key's offset too,
 * because the name stands there.
 */
export function placeOf(value: number, key: number): number {
  return value >= key || value >= SHIFT ? value : (key + 1) * SHIFT + value;
}

export function splitPlace(at: number): { value: number; key: number | undefined } {
  return at < SHIFT ? { value: at, key: undefined } : { value: at % SHIFT, key: Math.floor(at / SHIFT) - 1 };
}
