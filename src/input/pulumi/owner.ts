import { isAtOrBelow, labelsOf, parentOf, parseName, ROOT, type Name } from "../../model/name.ts";
import { Unknown, type Value } from "../../model/value.ts";
import { absoluteName as readAbsolute, unknown } from "../rdata.ts";
import { scalar } from "./rdata.ts";
import type { NameStyle } from "./row.ts";

/** A record's name as written. Relative, absolute and `@` spellings of one name come out equal. */
export function ownerOf(
  value: unknown,
  style: NameStyle,
  origin: Value<Name> | undefined,
  plainAt = false,
): Value<Name> {
  const written = value === undefined ? "" : scalar(value);
  if (written instanceof Unknown) return written;
  // Route 53 answers the wildcard as an octal escape.
  const text = plainAt && written === "@" ? "\\@" : written.replace("\\052", "*");
  const zone = origin ?? unknown("zone");
  if (text === "" || text === "@") return zone;
  if (style === "absolute" || text.endsWith(".")) return absoluteName(text);
  if (zone instanceof Unknown) return zone;
  if (style === "either") {
    const name = absoluteName(text);
    if (name instanceof Unknown || isAtOrBelow(name, zone)) return name;
  }
  const result = parseName(text, zone);
  return result.ok ? result.name : unknown("malformed");
}

export function absoluteName(text: string): Value<Name> {
  const result = readAbsolute(text);
  return result.ok ? result.name : unknown("malformed");
}

/** The zone's name from an absolute name and the same name below the zone, where they say it. */
export function originFrom(absolute: Name, written: unknown): Name | undefined {
  if (typeof written !== "string" || written.endsWith(".")) return undefined;
  if (written === "" || written === "@") return absolute;
  const relative = parseName(written);
  if (!relative.ok || !absolute.startsWith(`${relative.name}.`)) return undefined;
  return absolute.slice(relative.name.length + 1);
}

/** The lowest name that all names lie at or below, service and wildcard labels left out. */
export function commonAncestor(names: readonly Name[]): Name | undefined {
  let common: Name | undefined;
  for (const name of names) {
    const host = withoutServiceLabels(name);
    if (common === undefined) common = host;
    while (!isAtOrBelow(host, common)) common = parentOf(common) ?? ROOT;
  }
  return common !== undefined && labelsOf(common).length > 1 ? common : undefined;
}

function withoutServiceLabels(name: Name): Name {
  let host = name;
  for (let at: Name | undefined = name; at !== undefined && at !== ROOT; at = parentOf(at)) {
    if (at.startsWith("_") || at.startsWith("*")) host = parentOf(at) ?? ROOT;
  }
  return host;
}
