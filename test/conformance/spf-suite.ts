import { readFileSync } from "node:fs";
import { loadAll } from "js-yaml";
import { World } from "../../src/domain/world.ts";
import { publishers } from "../../src/input/publishers.ts";
import { parseName, ROOT, type Name } from "../../src/model/name.ts";
import type { DnsRecord } from "../../src/model/record.ts";
import { Unknown } from "../../src/model/value.ts";
import type { Zone } from "../../src/model/zone.ts";

/** A scenario of the RFC 7208 test suite. */
export interface Scenario {
  readonly description: string;
  readonly tests: Record<
    string,
    { readonly helo: string; readonly host: string; readonly mailfrom: string; readonly result: string | string[] }
  >;
  readonly zonedata: Record<string, readonly (string | Record<string, unknown>)[]>;
}

export function scenariosOf(path: string): Scenario[] {
  return loadAll(readFileSync(path, "utf8")) as Scenario[];
}

const publisher = publishers.records;
const document = { path: "suite", format: publisher.id };

/**
 * A scenario as one world: the whole name space, so that silence is proof. `TIMEOUT` is a record whose type is not known: what
 * else stands at the name cannot be told. As the suite says, SPF records are copied to TXT at names that have no TXT of their own.
 */
export function worldOf({ zonedata }: Scenario): World {
  const records = Object.entries(zonedata).flatMap(([owner, entries]) => {
    const name = nameOf(owner);
    const ownText = entries.some((entry) => typeof entry === "object" && "TXT" in entry);
    return entries.flatMap((entry) => recordsOf(name, entry, ownText));
  });
  const zone: Zone = { origin: ROOT, publisher, private: false, scope: "whole", records, documents: [document] };
  return new World([zone]);
}

function nameOf(text: string): Name {
  const parsed = parseName(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.name;
}

function recordsOf(name: Name, entry: string | Record<string, unknown>, ownText: boolean): DnsRecord[] {
  const common = { name, ttl: undefined, source: { document, publisher }, at: 0, vendor: undefined };
  if (entry === "TIMEOUT") return [{ ...common, type: "UNKNOWN", data: { reason: new Unknown("dynamic") } }];
  return Object.entries(entry).flatMap(([type, value]): DnsRecord[] => {
    switch (type) {
      case "SPF":
      case "TXT": {
        if (value === "NONE") return [];
        const data = { strings: Array.isArray(value) ? value.map(String) : [String(value)] };
        const copy = type === "SPF" && !ownText;
        return [{ ...common, type, data }, ...(copy ? [{ ...common, type: "TXT" as const, data }] : [])];
      }
      case "A":
      case "AAAA":
        return [{ ...common, type, data: { address: String(value) } }];
      case "MX": {
        const [preference, exchange] = value as [number, string];
        return [{ ...common, type, data: { preference, exchange: exchange === "" ? ROOT : nameOf(exchange) } }];
      }
      case "PTR":
      case "CNAME":
        return [{ ...common, type, data: { target: nameOf(String(value)) } }];
      default:
        throw new Error(`the suite has a new record type: ${type}`);
    }
  });
}
