import type { Field } from "../../model/finding.ts";
import { locatePaths, type JsonPath } from "../json-locate.ts";
import { spanInJsonStrings, type TextForm } from "../json-text.ts";
import type { LocateRequest, Region } from "../reader.ts";
import { unpackAt } from "./at.ts";
import { holdsSecret, type ResourceState } from "./peek.ts";
import { resourceOf } from "./resources.ts";
import type { RecordRow } from "./row.ts";
import { spellingOf } from "./text.ts";
import { declaredOf, find, firstOf, fromResource, type Declared, type Steps } from "./values.ts";

/** Leads to a resource in the document: its place in the list, and which of its two states. */
export interface Resources {
  readonly state: (index: number, old: boolean) => ResourceState | undefined;
  readonly path: (index: number, old: boolean) => JsonPath;
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
): readonly (Region | undefined)[] {
  const wanted = requests.map(({ at, field, span }): Wanted => {
    const { index, old, ordinal } = unpackAt(at);
    const path = resources.path(index, old);
    const urn = [...path, "urn"];
    const nothing = { steps: [], path: urn, urn, span: undefined, hidden: true };
    const state = resources.state(index, old);
    if (state === undefined || holdsSecret(state.inputs) || holdsSecret(state.outputs)) return nothing;
    const row = resourceOf(state.type);
    const declared = row?.kind === "record" ? declaredOf(row, state)[ordinal] : undefined;
    if (row?.kind !== "record" || declared === undefined) return nothing;
    const place = placeOf(row, declared, field);
    return { ...place, path: [...path, ...fromResource(state, place.steps)], urn, span, hidden: false };
  });
  const paths: JsonPath[] = [];
  const starts = wanted.map((each) => {
    const start = paths.length;
    paths.push(each.path, each.urn);
    for (let index = 0; index < (each.strings ?? 0); index++) paths.push([...each.path, index]);
    return start;
  });
  const regions = locatePaths(text, paths).map((spot) => spot?.value);
  return wanted.map((each, index) => {
    const start = starts[index] ?? 0;
    const whole = regions[start];
    if (whole === undefined || each.hidden) return regions[start + 1];
    const chunks = regions.slice(start + 2, start + 2 + (each.strings ?? 0)).filter((region) => region !== undefined);
    return within(text, whole, chunks, each);
  });
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
