import type { Field } from "../../model/finding.ts";
import type { Mappings } from "../../model/mapping.ts";
import { locatePaths, type JsonPath } from "../json-locate.ts";
import { spanInJsonStrings, type TextForm } from "../json-text.ts";
import type { LocateRequest, Region } from "../reader.ts";
import { unpackAt } from "./at.ts";
import { rowOf } from "./mapping.ts";
import { holdsSecret, type ResourceState } from "./peek.ts";
import type { RecordRow } from "./row.ts";
import { spellingOf } from "./text.ts";
import { declaredOf, find, firstOf, fromResource, type Declared, type Steps } from "./values.ts";

/** Leads to a resource in the document: its place in the list, and which of its two states. */
export interface Resources {
  readonly state: (index: number, old: boolean) => ResourceState | undefined;
  readonly path: (index: number, old: boolean) => JsonPath;
  /** Where a property stands whose place is not simply below `path`; `["urn"]` is asked for what is not to be seen. */
  readonly within?: (index: number, steps: Steps) => JsonPath;
  /** Where the value begins that the path starts from; by default the document. */
  readonly start?: (index: number) => number;
}

/** Where a field is, and how it is spelt there. */
interface Place {
  readonly steps: Steps;
  /** The n-th word of a value in presentation form. */
  readonly word?: number;
  readonly form?: TextForm;
  /** The text is a list of so many strings. */
  readonly strings?: number;
}

interface Wanted extends Place {
  readonly start: number;
  readonly path: JsonPath;
  readonly urn: JsonPath;
  readonly span: LocateRequest["span"];
  readonly hidden: boolean;
}

/**
 * Regions of the asked records' values. A resource with a secret anywhere is shown by its URN alone: a code frame around
 * any other line could print the secret.
 */
export function locateStates(
  text: string,
  resources: Resources,
  requests: readonly LocateRequest[],
  mappings: Mappings | undefined,
): readonly (Region | undefined)[] {
  const wanted = requests.map(({ at, field, span }): Wanted => {
    const { index, old, ordinal } = unpackAt(at);
    const path = resources.path(index, old);
    const below = (steps: Steps): JsonPath => resources.within?.(index, steps) ?? [...path, ...steps];
    const urn = below(["urn"]);
    const start = resources.start?.(index) ?? 0;
    const nothing = { start, steps: [], path: urn, urn, span: undefined, hidden: true };
    const state = resources.state(index, old);
    if (state === undefined || holdsSecret(state.inputs) || holdsSecret(state.outputs)) return nothing;
    const row = rowOf(state.type, mappings);
    const declared = row?.kind === "record" ? declaredOf(row, state)[ordinal] : undefined;
    if (row?.kind !== "record" || declared === undefined) return nothing;
    const place = placeOf(row, declared, field);
    return { ...place, start, path: below(fromResource(state, place.steps)), urn, span, hidden: false };
  });
  const byStart = new Map<number, Wanted[]>();
  for (const each of wanted) {
    const list = byStart.get(each.start);
    if (list === undefined) byStart.set(each.start, [each]);
    else list.push(each);
  }
  const found = new Map<Wanted, Region | undefined>();
  for (const [start, list] of byStart) locateIn(text, start, list, found);
  return wanted.map((each) => found.get(each));
}

/** Finds what is wanted in one value, all in one pass over it. */
function locateIn(text: string, start: number, list: readonly Wanted[], found: Map<Wanted, Region | undefined>): void {
  const paths: JsonPath[] = [];
  const firsts = list.map((each) => {
    const first = paths.length;
    paths.push(each.path, each.urn);
    for (let index = 0; index < (each.strings ?? 0); index++) paths.push([...each.path, index]);
    return first;
  });
  const regions = locatePaths(text, paths, start).map((spot) => spot?.value);
  for (const [index, each] of list.entries()) {
    const first = firsts[index] ?? 0;
    const whole = regions[first];
    const chunks = regions.slice(first + 2, first + 2 + (each.strings ?? 0)).filter((region) => region !== undefined);
    found.set(each, whole === undefined || each.hidden ? regions[first + 1] : within(text, whole, chunks, each));
  }
}

function placeOf(row: RecordRow, declared: Declared, field: Field | undefined): Place {
  const { set, value, type } = declared;
  const at = (steps: Steps | undefined): Place => ({ steps: steps ?? [] });
  if (field === "name") return at(firstOf(set, row.name)?.steps);
  if (field === "type") return at(firstOf(set, row.type ?? [])?.steps);
  if (field === "ttl") return at(find(set, row.ttl)?.steps);
  if (value === undefined) return at(firstOf(set, row.name)?.steps);
  if (value.parts !== undefined) {
    const steps = field === "preference" ? value.partSteps[0] : value.partSteps.at(-1);
    const chunks = value.parts.at(-1);
    return Array.isArray(chunks) ? { steps: steps ?? [], form: "raw", strings: chunks.length } : at(steps);
  }
  if (type === "MX" && row.lead !== undefined && field === "preference" && value.lead[0] !== undefined) {
    return at(find(set, row.lead["MX"]?.[0])?.steps);
  }
  const joined = type === "MX" && value.lead[0] === undefined;
  if (joined && field === "preference") return { steps: value.steps, word: 0 };
  if (joined && field === "exchange") return { steps: value.steps, word: 1 };
  if ((type !== "TXT" && type !== "SPF") || typeof value.text !== "string") return at(value.steps);
  const spelling = spellingOf(value.text, row.text);
  if (spelling === "quoted") return { steps: value.steps, form: row.octal === true ? 8 : 10 };
  // Text without its outer quotes is itself only as long as nothing is escaped in it.
  return spelling === "raw" || !/["\\]/.test(value.text) ? { steps: value.steps, form: "raw" } : at(value.steps);
}

/** Narrows a value's region to its word, its span, or the text inside its own quotes. */
function within(text: string, region: Region, chunks: readonly Region[], wanted: Wanted): Region {
  let whole = region;
  if (wanted.word !== undefined) {
    const raw = text.slice(region.start, region.end);
    const words = raw.length > 1000 || raw.includes("\\") ? [] : [...raw.matchAll(/\S+/g)];
    const word = words.length > 1 ? words[wanted.word] : undefined;
    if (word === undefined) return region;
    whole = { start: region.start + word.index, end: region.start + word.index + word[0].length };
  }
  if (wanted.span !== undefined && (wanted.form !== undefined || wanted.word !== undefined)) {
    const literals = wanted.strings === undefined ? [whole] : chunks;
    const part = spanInJsonStrings(text, literals, wanted.form ?? "raw", wanted.span);
    if (part !== undefined) return { ...part, narrowed: true };
  }
  return whole;
}
