import type { RecordHead } from "../rdata.ts";
import type { FileReading } from "./reading.ts";
import { Refusal } from "./scanner.ts";
import { SOA } from "./types.ts";
import { vendorOf } from "./vendor.ts";

/** Cloudflare's export writes its automatic TTL as 1 and answers with 300 seconds. */
const AUTOMATIC_TTL = 300;

/** At the end of an entry: what its record has beside its data. The object is filled anew for each record. */
export function finish(reading: FileReading, type: number): RecordHead {
  const { head, zone, scanner } = reading;
  head.name = reading.owner ?? zone.apex;
  head.at = reading.entry;
  const ttl = ttlOf(reading, type);
  head.ttl = ttl === 1 && zone.flavour === "cloudflare" ? AUTOMATIC_TTL : ttl;
  head.vendor =
    scanner.commentStart >= reading.entry && scanner.commentStart < scanner.position
      ? vendorOf(scanner.text.slice(scanner.commentStart + 1, scanner.commentEnd), zone.flavour)
      : undefined;
  return head;
}

/** RFC 2308 4 and RFC 1035 5.1: the record's own TTL, else `$TTL`, else the last one written, else the SOA's minimum. */
function ttlOf(reading: FileReading, type: number): number {
  const zone = reading.zone;
  if (reading.ttl >= 0) return reading.ttl;
  if (zone.defaultTtl >= 0) return zone.defaultTtl;
  if (zone.lastTtl >= 0) return zone.lastTtl;
  if (type === SOA) return (zone.defaultTtl = zone.soaMinimum);
  throw new Refusal("the record has no TTL, and no $TTL, SOA or record with one stands before it", reading.entry);
}
