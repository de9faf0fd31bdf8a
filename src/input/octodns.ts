import type { Name } from "../model/name.ts";
import type { Problem } from "../model/zone.ts";
import { FileReading, ZoneReading } from "./octodns/context.ts";
import { IGNORE_MARK } from "../syntax/ignore-comment.ts";
import { looksLikeOctodns, zoneOfPath } from "./octodns/detect.ts";
import { includer } from "./octodns/include.ts";
import { locateRecords } from "./octodns/locate.ts";
import { readNames } from "./octodns/records.ts";
import { publishers } from "./publishers.ts";
import type { InputFile, Reader, ReadOptions, ReadResult } from "./reader.ts";
import { parseYaml } from "./yaml-tree.ts";

/** octoDNS's YAML zones: `<zone>.yaml`, one mapping of names to records. */
export const octodnsReader: Reader = {
  id: "octodns",
  title: "octoDNS zone",
  detect: looksLikeOctodns,
  // One file of a split zone: the rest of the zone is in its neighbours.
  read: (file, options) => readZone([file], options, zoneOfPath(file.path)?.split === true ? "part" : "whole"),
  locate: (file, requests) => locateRecords(file.text, requests),
};

/**
 * Reads the split form: all files of one zone (the files of its folder `<zone>./` and, where it is there, `<zone>.yaml`
 * beside it) are one whole zone.
 */
export function readOctodnsGroup(files: readonly InputFile[], options: ReadOptions): ReadResult {
  return readZone(files, options, "whole");
}

function readZone(files: readonly InputFile[], options: ReadOptions, scope: "whole" | "part"): ReadResult {
  const origin = originOf(files, options);
  if (typeof origin !== "string") return { zones: [], problems: [origin] };
  const zone = new ZoneReading(origin);
  const documents = files.map((file) => readFile(zone, file, options).source.document);
  const { problems, records } = zone;
  if (zone.failed) return { zones: [], problems };
  return { zones: [{ origin, publisher: publishers.octodns, private: false, scope, records, documents }], problems };
}

function originOf(files: readonly InputFile[], options: ReadOptions): Name | Problem {
  if (options.origin !== undefined) return options.origin;
  const refuse = (reason: string): Problem => ({ level: "error", path: files[0]?.path ?? "", reason });
  let origin: Name | undefined;
  for (const file of files) {
    const named = zoneOfPath(file.path)?.name;
    if (origin !== undefined && named !== undefined && named !== origin) {
      return refuse(`files of two zones are read as one: ${origin} and ${named}`);
    }
    origin ??= named;
  }
  return origin ?? refuse("the zone is not known: octoDNS names the file <zone>.yaml; give the zone with --origin");
}

const LOST = `a ${IGNORE_MARK} comment stands at no record and has no effect: its place is a line of the record, or the one directly above`;

function readFile(zone: ZoneReading, file: InputFile, options: ReadOptions): FileReading {
  const reading = new FileReading(zone, file);
  if (!file.utf8) {
    reading.error(0, "the file is not UTF-8");
    return reading;
  }
  const parsed = parseYaml(file.text, { include: includer(file, options) });
  if (!parsed.ok) {
    reading.error(parsed.offset, parsed.reason);
    return reading;
  }
  const before = zone.records.length;
  if (parsed.root !== undefined) {
    readNames(reading, parsed.root);
    reading.comments?.attach(parsed.root, zone.records, (offset) => reading.note(offset, LOST));
  }
  if (zone.records.length === before && !zone.failed) {
    reading.note(0, "no record in it: octoDNS takes this as an empty zone and deletes what is published");
  }
  return reading;
}
