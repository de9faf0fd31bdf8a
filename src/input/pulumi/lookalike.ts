import { parentOf, parseName, type Name } from "../../model/name.ts";
import { Unknown } from "../../model/value.ts";
import type { Mappings } from "../../model/mapping.ts";
import type { Problem } from "../../model/zone.ts";
import type { ZoneEntry } from "./entries.ts";
import { packageOf, rowOf } from "./mapping.ts";
import { peek, stringsOf, type ResourceState } from "./peek.ts";

/** The last part of a token that may be a DNS record's: `DnsRecord`, `RecordSet`, `DomainRecords`, `Rrset`. */
const TITLE = /(?:record(?:set)?s?|rrsets?)$/i;
/** One that says the type as well: `MxRecordSet`, `DnsTxtRecord`. */
const TYPED_TITLE = /^(?:dns|domain|zone|host)?(?:mx|txt|cname|spf|ns|srv|aaaa|a|caa|ptr|alias)record(?:set)?s?$/i;
const TYPES = new Set(["A", "AAAA", "ALIAS", "CAA", "CNAME", "MX", "NS", "PTR", "SPF", "SRV", "TXT"]);
const TYPE_KEY = /type$/i;
const NAME_KEY = /name|host|domain|zone|fqdn/i;
/** Records of these are answered inside a network. */
const INSIDE = /private|pvtz|internal/i;

/** Bounds the look into one resource: a record has few properties, and a list of records is told by its first ones. */
const MOST_KEYS = 100;
const MOST_ELEMENTS = 200;

/** Whether a state is of interest: a resource that is read, or one that looks as if it should be. */
export function concernsDns(state: ResourceState, mappings: Mappings | undefined): boolean {
  return rowOf(state.type, mappings) !== undefined || looksLikeRecord(state);
}

/** Whether a type token is that of a resource that may be of interest. */
export function mayConcernDns(token: string, mappings: Mappings | undefined): boolean {
  return rowOf(token, mappings) !== undefined || mayLookLikeRecord(token);
}

function mayLookLikeRecord(token: string): boolean {
  return TITLE.test(token) && !INSIDE.test(token);
}

/** A resource that nothing tells how to read and that has a record's type and name. */
function looksLikeRecord(state: ResourceState): boolean {
  if (state.component === true || !mayLookLikeRecord(state.type)) return false;
  const title = state.type.slice(state.type.lastIndexOf(":") + 1);
  return bagsOf(state).some((bag) =>
    [bag, ...listsIn(bag)].some((holder) => {
      const keys = keysOf(holder);
      const named = keys.some((key) => NAME_KEY.test(key));
      return named && (TYPED_TITLE.test(title) || keys.some((key) => TYPE_KEY.test(key) && isType(peek(holder, key))));
    }),
  );
}

function isType(value: unknown): boolean {
  return typeof value === "string" && TYPES.has(value.toUpperCase());
}

function bagsOf(state: ResourceState): unknown[] {
  return [state.inputs, state.outputs].filter((bag) => typeof bag === "object" && bag !== null);
}

function keysOf(holder: unknown): string[] {
  if (typeof holder !== "object" || holder === null || Array.isArray(holder) || holder instanceof Unknown) return [];
  return Object.keys(holder).slice(0, MOST_KEYS);
}

/** The elements of lists among the properties. */
function listsIn(bag: unknown): unknown[] {
  return keysOf(bag).flatMap((key) => {
    const value = peek(bag, key);
    return Array.isArray(value) ? value.slice(0, MOST_ELEMENTS) : [];
  });
}

/** The resources that look like records and are not read. What others hang below is a component, whose parts are read. */
export function unreadAmong(states: readonly ResourceState[], mappings: Mappings | undefined): ResourceState[] {
  const unread = states.filter(({ type }) => rowOf(type, mappings) === undefined);
  if (unread.length === 0) return unread;
  const parents = new Set<string>();
  for (const { urn } of states) {
    const types = urn.split("::")[2] ?? "";
    for (const type of types.split("$").slice(0, -1)) parents.add(type);
  }
  return unread.filter(({ type }) => !parents.has(type));
}

/** What resources that are not read say of where their records lie. */
interface Traces {
  readonly packages: ReadonlySet<string>;
  /** Every name that a zone of one of their records can have. */
  readonly zones: ReadonlySet<Name>;
  readonly depends: ReadonlySet<string>;
  /** One of them names nothing, so that it may lie in any zone. */
  readonly anywhere: boolean;
}

function tracesOf(unread: readonly ResourceState[]): Traces {
  const packages = new Set<string>();
  const zones = new Set<Name>();
  const depends = new Set<string>();
  let anywhere = false;
  for (const state of unread) {
    packages.add(packageOf(state.type));
    const names = namesIn(state);
    if (names.length === 0) anywhere = true;
    for (const name of names) {
      for (let at: Name | undefined = name; at !== undefined && !zones.has(at); at = parentOf(at)) zones.add(at);
    }
    for (const urn of stringsOf(state.dependencies)) depends.add(urn);
    for (const key of keysOf(state.propertyDependencies)) {
      for (const urn of stringsOf(peek(state.propertyDependencies, key))) depends.add(urn);
    }
  }
  return { packages, zones, depends, anywhere };
}

function namesIn(state: ResourceState): Name[] {
  const names: Name[] = [];
  for (const bag of bagsOf(state)) {
    for (const holder of [bag, ...listsIn(bag)]) {
      for (const key of keysOf(holder)) {
        const value = NAME_KEY.test(key) ? peek(holder, key) : undefined;
        if (typeof value !== "string" || !value.replace(/\.$/, "").includes(".")) continue;
        const parsed = parseName(value.replace(/\.$/, ""));
        if (parsed.ok) names.push(parsed.name);
      }
    }
  }
  return names;
}

/**
 * The zones whose records may be among resources that are not read: of the same package, named by them, or any where
 * they name none. Nothing follows from what these lack.
 */
export function entriesTouched(
  entries: readonly ZoneEntry[],
  unread: readonly ResourceState[],
): ReadonlySet<ZoneEntry> {
  if (unread.length === 0) return new Set();
  const { packages, zones, depends, anywhere } = tracesOf(unread);
  return new Set(
    entries.filter(
      ({ origin, resource, waiting }) =>
        anywhere ||
        (typeof origin === "string" && zones.has(origin)) ||
        (resource !== undefined && depends.has(resource.state.urn)) ||
        [resource, ...waiting].some((each) => each?.row.tokens.some((token) => packages.has(packageOf(token)))),
    ),
  );
}

/** More kinds than these are counted. */
const MOST_TYPES = 5;

/** Says for each type what is not read and how it can be. */
export function unreadNotes(unread: readonly ResourceState[], path: string): Problem[] {
  const counts = new Map<string, number>();
  for (const { type } of unread) counts.set(type, (counts.get(type) ?? 0) + 1);
  const notes = [...counts].map(([type, count]): Problem => {
    const one = count === 1;
    const what = one ? "a resource of type" : `${count} resources of type`;
    const verb = one ? "looks like a DNS record and is" : "look like DNS records and are";
    const reason = `${what} ${type} ${verb} not read, so what is missing beside ${one ? "it" : "them"} is not judged; "mappings" of the configuration says how to read ${one ? "it" : "them"}`;
    return { level: "note", path, reason };
  });
  if (notes.length <= MOST_TYPES) return notes;
  const more = notes.length - MOST_TYPES;
  const reason = `resources of ${more === 1 ? "1 more type look" : `${more} more types look`} like DNS records and are not read`;
  return [...notes.slice(0, MOST_TYPES), { level: "note", path, reason }];
}
