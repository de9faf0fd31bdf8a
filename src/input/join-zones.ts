import type { DnsRecord } from "../model/record.ts";
import type { SourceDocument } from "../model/source.ts";
import type { Problem, Zone } from "../model/zone.ts";

export interface Joined {
  readonly zones: readonly Zone[];
  readonly problems: readonly Problem[];
}

/**
 * Makes one zone of each origin at one publisher in one kind of document: pages of a listing are put together, parts are
 * merged. Pages that are missing and zones that are declared whole twice are refused, all of that zone's documents with
 * them. Private zones of one origin stay apart by their ids.
 */
export function joinZones(zones: readonly Zone[]): Joined {
  const groups = new Map<string, Zone | Zone[]>();
  for (const zone of zones) {
    const key = keyOf(zone);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, zone);
    else if (Array.isArray(group)) group.push(zone);
    else groups.set(key, [group, zone]);
  }
  const joined: Zone[] = [];
  const problems: Problem[] = [];
  for (const group of groups.values()) {
    if (!Array.isArray(group) && group.page === undefined) {
      joined.push(group);
      continue;
    }
    const result = joinGroup(Array.isArray(group) ? group : [group]);
    if ("reason" in result) problems.push({ level: "error", path: result.path, reason: result.reason });
    else joined.push(result);
  }
  return { zones: withoutCrowd(joined, problems), problems };
}

/** Each declaration of one zone is judged in a world of its own; more than these are no setup of DNS hosts. */
const MAX_DECLARED = 32;

function withoutCrowd(zones: readonly Zone[], problems: Problem[]): readonly Zone[] {
  const times = new Map<string, number>();
  return zones.filter((zone) => {
    const view = `${zone.origin} ${zone.private}`;
    const count = (times.get(view) ?? 0) + 1;
    times.set(view, count);
    if (count === MAX_DECLARED + 1) {
      const reason = `the zone ${zone.origin} is declared more than ${MAX_DECLARED} times; what is declared after that is not read`;
      problems.push({ level: "error", path: pathOf(zone), reason });
    }
    return count <= MAX_DECLARED;
  });
}

function keyOf(zone: Zone): string {
  const kind = zone.documents[0]?.format ?? "";
  return `${zone.origin} ${zone.publisher.id} ${kind}${zone.private ? ` ${zone.id ?? ""}` : ""}`;
}

interface Refusal {
  readonly path: string;
  readonly reason: string;
}

function joinGroup(group: readonly Zone[]): Zone | Refusal {
  const pages = group.filter((zone) => zone.page !== undefined);
  const others = group.filter((zone) => zone.page === undefined);
  const whole = pages.length === 0 ? undefined : joinPages(pages);
  if (whole !== undefined && "reason" in whole) return whole;
  const all = whole === undefined ? others : [whole, ...others];
  const wholes = all.filter((zone) => zone.scope === "whole");
  const [first, second] = wholes;
  if (first !== undefined && second !== undefined) {
    const [a, b] = [pathOf(first), pathOf(second)];
    const where = a === b ? `twice in ${a}` : `in ${a} and in ${b}`;
    return { path: b, reason: `the zone ${first.origin} is declared ${where}, each time as a whole: give one of them` };
  }
  // A program may leave records of its zone to another; elsewhere "whole" says that there is no other.
  if (first !== undefined && all.some((zone) => zone !== first && !isProgram(first) && !isForeignPart(zone))) {
    const other = all.find((zone) => zone !== first) as Zone;
    const reason = `the zone ${first.origin} is declared as a whole in ${pathOf(first)} and once more, in part, in ${pathOf(other)}: give one of them`;
    return { path: pathOf(other), reason };
  }
  const kept = first === undefined ? all : all.filter((zone) => zone === first || !isForeignPart(zone));
  return merge(kept, first ?? (all[0] as Zone));
}

function isProgram(zone: Zone): boolean {
  return zone.program === true || zone.documents[0]?.format.startsWith("pulumi") === true;
}

/** Some rows of a zone inside the listing of another: they are in its own listing too. */
function isForeignPart(zone: Zone): boolean {
  return zone.documents[0]?.format === "cloudflare";
}

function joinPages(pages: readonly Zone[]): Zone | Refusal {
  const first = pages[0] as Zone;
  const of = Math.max(...pages.map((zone) => zone.page?.of ?? 1));
  const byNumber = new Map<number, Zone>();
  for (const zone of pages) {
    const number = zone.page?.number ?? 1;
    const twin = byNumber.get(number);
    if (twin !== undefined) {
      const reason = `page ${number} of the zone ${zone.origin} is given twice, in ${pathOf(twin)} and in ${pathOf(zone)}`;
      return { path: pathOf(zone), reason };
    }
    byNumber.set(number, zone);
  }
  if (byNumber.size < of) {
    const given = [...byNumber.keys()]
      .sort((a, b) => a - b)
      .slice(0, 20)
      .join(", ");
    const missing = firstMissing(byNumber, of);
    const reason = `the listing of the zone ${first.origin} is cut: page ${given} of ${of} is there, page ${missing} is not; give all pages in one run`;
    return { path: pathOf(first), reason };
  }
  const ordered = [...byNumber.keys()].sort((a, b) => a - b).map((number) => byNumber.get(number) as Zone);
  return { ...merge(ordered, ordered[0] as Zone), page: undefined };
}

function firstMissing(pages: ReadonlyMap<number, Zone>, of: number): number {
  for (let number = 1; number <= of; number++) if (!pages.has(number)) return number;
  return of;
}

function merge(zones: readonly Zone[], base: Zone): Zone {
  if (zones.length === 1) return zones[0] as Zone;
  const records: DnsRecord[] = [];
  const documents = new Map<string, SourceDocument>();
  for (const zone of zones) {
    for (const record of zone.records) records.push(record);
    for (const document of zone.documents) documents.set(document.path, document);
  }
  return { ...base, records, documents: [...documents.values()] };
}

function pathOf(zone: Zone): string {
  return zone.documents[0]?.path ?? "";
}
