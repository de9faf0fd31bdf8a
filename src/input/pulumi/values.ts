import { Unknown } from "../../model/value.ts";
import { bagOf, peek, pick, type ResourceState } from "./peek.ts";
import type { PartsRow, RecordRow } from "./row.ts";

/** Where a value stands: keys and indices below the bag of properties, which `key`, its first step, decides. */
export type Steps = readonly (string | number)[];

/** One record set of a resource: most resources are one, some hold many. */
export interface DeclaredSet {
  /** Leads to the set's own properties; empty where they are the resource's. */
  readonly steps: Steps;
  readonly get: (key: string) => unknown;
}

/** One value of a set, still in the provider's spelling. */
export interface DeclaredValue {
  /** Its position among all values of the resource. */
  readonly ordinal: number;
  readonly steps: Steps;
  /** Known or unknown as a whole, a scalar or (chunks of text) a list; `undefined` where `parts` says it. */
  readonly text: unknown;
  /** The value's parts, in presentation order; steps to each in `partSteps`. */
  readonly parts: readonly unknown[] | undefined;
  readonly partSteps: readonly Steps[];
  /** What stands before the text, from properties of the set. */
  readonly lead: readonly unknown[];
  readonly routing: string | undefined;
  /** The set answers what another name holds: that name as written, or an unknown. */
  readonly alias: unknown;
}

export function setsOf(row: RecordRow, state: ResourceState): DeclaredSet[] {
  if (row.sets === undefined) return [{ steps: [], get: (key) => pick(state, key) }];
  const list = pick(state, row.sets);
  if (!Array.isArray(list)) {
    // The whole list is unknown: one set of which nothing is known.
    return list instanceof Unknown ? [{ steps: [row.sets], get: () => list }] : [];
  }
  const key = row.sets;
  return list.map((_, index) => {
    const element = peek(list, index);
    return { steps: [key, index], get: (property: string) => peek(element, property) };
  });
}

interface Found {
  readonly value: unknown;
  readonly steps: Steps;
}

const alternatives = new Map<string, readonly (readonly string[])[]>();

/** The paths that `a.b|c` names; the table's properties are few, so each is taken apart once. */
function alternativesOf(property: string): readonly (readonly string[])[] {
  let paths = alternatives.get(property);
  if (paths === undefined) {
    paths = property.split("|").map((path) => path.split("."));
    alternatives.set(property, paths);
  }
  return paths;
}

/** Follows `a.b|c`: the first of the alternatives that is there. */
export function find(set: DeclaredSet, property: string | undefined): Found | undefined {
  if (property === undefined) return undefined;
  for (const path of alternativesOf(property)) {
    const found = follow(set, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function follow(set: DeclaredSet, [key = "", ...rest]: readonly string[]): Found | undefined {
  let value = set.get(key);
  if (value === undefined) return undefined;
  const steps: (string | number)[] = [...set.steps, key];
  for (const step of rest) {
    const at = Array.isArray(value) ? Number(step) : step;
    value = peek(value, at);
    steps.push(at);
  }
  return value === undefined ? undefined : { value, steps };
}

/** The first of several properties that is there. */
export function firstOf(set: DeclaredSet, properties: readonly string[]): Found | undefined {
  for (const property of properties) {
    const found = find(set, property);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The values of a set; `ordinal` is the first one's. */
function valuesOf(row: RecordRow, set: DeclaredSet, type: string, ordinal: number): DeclaredValue[] {
  const values: DeclaredValue[] = [];
  let routing: string | undefined;
  if (row.routing !== undefined) {
    const id = set.get(row.routing.id);
    if (id instanceof Unknown) routing = `(${id.reason})`;
    else if (typeof id === "string" && id !== "" && id !== row.routing.none) routing = id;
  }
  const lead = (own(row.lead, type) ?? []).map((property) => find(set, property)?.value);
  const step = row.leadStep === undefined || type !== "MX" ? undefined : find(set, row.leadStep)?.value;
  const add = (found: Found, parts?: readonly string[], route = routing): void => {
    const known = parts !== undefined && !(found.value instanceof Unknown);
    values.push({
      ordinal: ordinal + values.length,
      steps: found.steps,
      text: known ? undefined : found.value,
      parts: known ? parts.map((part) => peek(found.value, part)) : undefined,
      partSteps: known ? parts.map((part) => [...found.steps, part]) : [],
      lead: step === undefined ? lead : stepped(lead, step, values.length),
      routing: route,
      alias: undefined,
    });
  };
  const addList = (found: Found, inner: string | undefined, route = routing): void => {
    for (const each of elementsOf(found)) {
      if (inner === undefined || typeof each.value !== "object" || each.value instanceof Unknown) {
        add(each, undefined, route);
      } else {
        const [key, value] = insideOf(each.value, inner);
        const found = { value, steps: [...each.steps, key] };
        // Text may be in strings; other values that come in pieces are their fields.
        const pieces =
          Array.isArray(value) && type !== "TXT" && type !== "SPF" ? [...value.keys()].map(String) : undefined;
        add(found, pieces, route);
      }
    }
  };

  const alias = aliasIn(set, row);
  if (alias !== undefined) {
    const [holder] = Array.isArray(alias.value) ? elementsOf(alias) : [alias];
    const target = row.alias?.target;
    const whole = holder === undefined || target === undefined || target === "";
    const name = !whole ? peek(holder.value, target) : target === "" ? alias.value : undefined;
    const steps = whole ? alias.steps : [...holder.steps, target];
    const dynamic = new Unknown("dynamic");
    return [
      { ordinal, steps, text: dynamic, parts: undefined, partSteps: [], lead: [], routing, alias: name ?? dynamic },
    ];
  }
  const routes = find(set, row.routes?.holder);
  if (routes !== undefined && row.routes !== undefined) {
    if (routes.value instanceof Unknown) {
      add(routes);
      return values;
    }
    const holder: DeclaredSet = { steps: routes.steps, get: (key) => peek(routes.value, key) };
    for (const list of row.routes.lists) {
      const found = find(holder, list);
      if (found === undefined) continue;
      for (const [index, each] of elementsOf(found).entries()) {
        const inside = { value: peek(each.value, row.routes.values), steps: [...each.steps, row.routes.values] };
        if (inside.value !== undefined) addList(inside, row.inner, `${list} ${index}`);
      }
    }
    // A policy of addresses or load balancers that are no text here.
    if (values.length === 0) add({ value: new Unknown("dynamic"), steps: routes.steps });
    return values;
  }
  const structured: PartsRow | undefined = own(row.parts, type);
  const plain = find(set, row.list) ?? find(set, row.one);
  const data = structured === undefined ? undefined : find(set, structured.list ?? structured.one);
  // MX in both spellings: the text counts; every other type is complete in its parts only.
  if (
    structured !== undefined &&
    data !== undefined &&
    !isEmpty(data.value) &&
    // … unless the text is but a part of what its parts are taken from.
    (type !== "MX" || plain === undefined || (structured.list !== undefined && structured.list === row.list))
  ) {
    if (structured.list === undefined) add(data, structured.parts);
    else for (const each of elementsOf(data)) add(each, structured.parts);
  } else if (plain !== undefined) {
    if (row.list !== undefined) addList(plain, row.inner);
    else add(plain);
  } else if (data === undefined || structured?.list === undefined) {
    // Nothing is said about the value: the provider could not tell before the change, or the document is torn.
    add({ value: new Unknown(set.steps.length === 0 ? "preview" : "malformed"), steps: set.steps });
  }
  return values;
}

/** What says that the set is answered by what another name holds. Hosts write an empty one where nothing does. */
function aliasIn(set: DeclaredSet, row: RecordRow): Found | undefined {
  if (row.alias === undefined) return undefined;
  for (const path of alternativesOf(row.alias.holder)) {
    const found = follow(set, path);
    if (found !== undefined && !isEmpty(found.value)) return found;
  }
  return undefined;
}

/** The first of `a|b` that an element says something in. */
function insideOf(element: unknown, inner: string): readonly [string, unknown] {
  const keys = inner.split("|");
  const key = keys.find((each) => !isEmpty(peek(element, each) ?? "")) ?? keys[0] ?? inner;
  return [key, peek(element, key)];
}

/** What stands before the value with this index, its first number grown by so many steps. */
function stepped(lead: readonly unknown[], step: unknown, index: number): readonly unknown[] {
  const [first, ...rest] = lead;
  if (index === 0) return lead;
  if (step instanceof Unknown) return [step, ...rest];
  if (typeof step !== "number" || step <= 0) return lead;
  return [first instanceof Unknown ? first : Number(first ?? 0) + step * index, ...rest];
}

function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

function elementsOf(found: Found): Found[] {
  const list = found.value;
  if (!Array.isArray(list)) return [found];
  return list.map((_, index) => ({ value: peek(list, index), steps: [...found.steps, index] }));
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value === false) return true;
  return (
    value === "" || (typeof value === "object" && !(value instanceof Unknown) && Object.keys(value ?? {}).length === 0)
  );
}

/** The steps from the resource down: its bag, then the property's own. */
export function fromResource(state: ResourceState, steps: Steps): Steps {
  const key = steps[0];
  return typeof key === "string" ? [bagOf(state, key), ...steps] : ["urn"];
}

/** One record that a resource declares; without a value where its type is not known. */
export interface Declared {
  readonly set: DeclaredSet;
  readonly ordinal: number;
  readonly type: string | Unknown;
  readonly value: DeclaredValue | undefined;
}

/** All records of a resource, in an order that depends on nothing but the resource. */
export function declaredOf(row: RecordRow, state: ResourceState): Declared[] {
  const all: Declared[] = [];
  for (const set of setsOf(row, state)) {
    const type = typeOf(row, set);
    if (type instanceof Unknown) {
      all.push({ set, ordinal: all.length, type, value: undefined });
      continue;
    }
    for (const value of valuesOf(row, set, type, all.length)) all.push({ set, ordinal: value.ordinal, type, value });
  }
  return all;
}

const TYPE = /^[A-Z][A-Z0-9-]{0,15}$/;

function typeOf(row: RecordRow, set: DeclaredSet): string | Unknown {
  if (row.fixedType !== undefined) return row.fixedType;
  const found = firstOf(set, row.type ?? []);
  if (found === undefined) return new Unknown(set.steps.length === 0 ? "preview" : "malformed");
  if (found.value instanceof Unknown) return found.value;
  if (typeof found.value !== "string") return new Unknown("malformed");
  const written = found.value.trim().toUpperCase();
  const named = own(row.typeNames, written);
  if (named !== undefined) return named;
  const type = written.slice(written.lastIndexOf("/") + 1).trim();
  return TYPE.test(type) ? type : new Unknown("malformed");
}
