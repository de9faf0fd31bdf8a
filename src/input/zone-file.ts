import type { Scope, Zone } from "../model/zone.ts";
import { publishers } from "./publishers.ts";
import type { InputFile, ReadOptions, Reader, ReadResult } from "./reader.ts";
import { looksLikeZoneFile } from "./zone-file-detect.ts";
import { byteOrderMark, markLength } from "./zone-file/byte-order-mark.ts";
import { readFile } from "./zone-file/entry.ts";
import { readHeader } from "./zone-file/header.ts";
import { locateEntries } from "./zone-file/locate.ts";
import { originOf } from "./zone-file/origin.ts";
import { FileReading, Reading } from "./zone-file/reading.ts";

/**
 * Master files (RFC 1035 5) as BIND 9 reads them, and the exports that Cloudflare, GoDaddy and cli53 write in that form.
 * A record's `at` is the offset of its entry in its own document, `source.document`, which is another file than the one
 * given where the record comes from an `$INCLUDE`: locate it in that file.
 */
export const zoneFileReader: Reader = {
  id: "zone-file",
  title: "zone file",
  detect: looksLikeZoneFile,
  read: readZone,
  locate: locateEntries,
};

function readZone(file: InputFile, options: ReadOptions): ReadResult {
  const { path, text } = file;
  const refused = (reason: string): ReadResult => ({ zones: [], problems: [{ level: "error", path, reason }] });
  const start = markLength(text);
  const header = readHeader(text, start);
  const found = originOf(text, start, header, options.origin, path, !file.utf8);
  if (found === undefined) {
    return refused(
      "the zone's origin is said nowhere: not by a $ORIGIN, an absolute owner of a SOA or the file's name; give it with --origin",
    );
  }
  const { origin, fromSoa, note } = found;
  const zone = new Reading(origin, header.flavour, options);
  if (note !== undefined) zone.note(file, 0, note);
  byteOrderMark(zone, file);
  const publisher = header.flavour === "cloudflare" ? publishers.cloudflareExport : publishers.zoneFile;
  const undotted = header.flavour === "godaddy" && fromSoa;
  const reading = new FileReading(zone, file, origin, start, undotted, publisher, [path]);
  readFile(reading);
  if (reading.names.undotted) {
    zone.note(
      file,
      0,
      "GoDaddy's older exports leave out the final dot: names with a dot inside are taken as absolute",
    );
  }
  const problems = zone.problems();
  if (zone.failed) return { zones: [], problems };
  if (zone.known === 0) {
    return { zones: [], problems: [...problems, { level: "error", path, reason: "the zone file holds no record" }] };
  }
  const scope: Scope = zone.soas > 0 || header.exported ? "whole" : "part";
  const whole: Zone = { origin, publisher, private: false, scope, records: zone.records, documents: zone.documents };
  return { zones: [whole], problems };
}
