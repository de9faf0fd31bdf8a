import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { domainName, recordsOf, ROWS_EACH, type Row } from "./domains.ts";
import { randomFrom } from "./random.ts";

const CHUNK = 1 << 20;
const SEED = 20260801;

async function write(path: string, parts: Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  let held = "";
  for (const part of parts) {
    held += part;
    if (held.length < CHUNK) continue;
    if (!file.write(held)) await once(file, "drain");
    held = "";
  }
  file.end(held);
  await once(file, "finish");
}

/** Domains with their rows, `count` records in all. */
function* domains(count: number, nameOf: (index: number) => string): Generator<{ domain: string; rows: Row[] }> {
  const random = randomFrom(SEED);
  for (let index = 0, left = count; left > 0; index++, left -= ROWS_EACH) {
    const domain = nameOf(index);
    yield { domain, rows: recordsOf(index, domain, random).slice(0, left) };
  }
}

/** Records JSON without white space: one whole zone for each domain. */
export function writeJson(path: string, count: number): Promise<void> {
  const names = randomFrom(SEED + 1);
  return write(path, json(domains(count, (index) => domainName(index, names))));
}

function* json(each: Iterable<{ domain: string; rows: Row[] }>): Generator<string> {
  let separator = '{"version":1,"zones":[';
  for (const { domain, rows } of each) {
    yield separator + JSON.stringify({ origin: domain, scope: "whole", records: rows.map(toJson) });
    separator = ",\n";
  }
  yield "]}\n";
}

function toJson({ name, type, preference, value }: Row): Record<string, unknown> {
  const common = { name, type, ttl: 3600 };
  if (type === "MX") return { ...common, preference, exchange: value };
  if (type === "TXT") return { ...common, text: value };
  return type === "A" ? { ...common, address: value } : { ...common, target: value };
}

export const ZONE = "example.com";

/** A zone file: one zone, every domain a name in it. */
export function writeZone(path: string, count: number): Promise<void> {
  return write(path, zoneFile(count));
}

function* zoneFile(count: number): Generator<string> {
  yield `$ORIGIN ${ZONE}.\n$TTL 3600\n@ IN SOA ns1 hostmaster 1 7200 900 1209600 3600\n@ IN NS ns1\nns1 IN A 192.0.2.1\n`;
  const names = randomFrom(SEED + 1);
  const labelOf = (index: number): string => `${names(46_656).toString(36)}-${index}`;
  for (const { domain, rows } of domains(count - 3, (index) => `${labelOf(index)}.${ZONE}`)) {
    const label = domain.slice(0, -ZONE.length - 1);
    for (const row of rows) yield `${row.name === "@" ? label : `${row.name}.${label}`}\t3600\tIN\t${fields(row)}\n`;
  }
}

function fields({ type, preference, value }: Row): string {
  if (type === "MX") return `MX\t${preference} ${value}.`;
  if (type === "A") return `A\t${value}`;
  if (type === "CNAME") return `CNAME\t${value}.`;
  return `TXT\t${(value.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`).join(" ")}`;
}
