import { EVENT_ID, getScalarValue, parseEvents, YAMLException } from "js-yaml";
import type { Event, ScalarEvent } from "js-yaml";

/**
 * A YAML node with its place in the text. Aliases share the node that they name; merge keys (`<<`) are already applied,
 * so a mapping's keys may repeat: the last one holds.
 */
export interface YamlNode {
  readonly kind: "scalar" | "sequence" | "mapping";
  /** Offsets into the text, quotes left out; -1 for an empty scalar. Content of an included file stands where it is included. */
  readonly start: number;
  readonly end: number;
  /** A scalar's text, escapes and folding undone. */
  readonly text: string;
  /** A scalar that YAML may take for a number, a truth value or null. */
  readonly plain: boolean;
  /** A sequence's items; a mapping's keys and values in turn. */
  readonly items: readonly YamlNode[];
  /** A mapping that took keys of others by `<<`. */
  readonly merged: boolean;
  /** Nodes below and including this one, aliases counted as often as they are used. */
  readonly size: number;
}

export interface YamlOptions {
  /** Gives the root of the file that `!include` names; without it the scalar itself stays. */
  readonly include?: (path: string, site: number) => YamlNode | { readonly refused: string };
  /** All nodes stand here: the text is included into another. */
  readonly site?: number;
}

export type YamlResult =
  | { readonly ok: true; /** `undefined`: no content. */ readonly root: YamlNode | undefined }
  | { readonly ok: false; readonly offset: number; readonly reason: string };

const MAX_DEPTH = 50;
/** Aliases and merges may make this many nodes, and ten times the document's own. Long texts count as several. */
const FREE_EXPANSION = 100_000;
const TEXT_OF_ONE = 64;

const NO_ITEMS: readonly YamlNode[] = [];
const TEXT_TAGS = new Set(["!", "!!str"]);
const CORE_TAGS = new Set(["!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"]);

class Refusal extends Error {
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

interface Builder {
  readonly text: string;
  readonly events: readonly Event[];
  readonly options: YamlOptions;
  readonly anchors: Map<string, YamlNode>;
  position: number;
  /** Where the last scalar or alias ended: a collection has no end of its own in the events. */
  end: number;
  /** How many nodes merges may still copy. */
  budget: number;
  /** How many nodes the whole tree may have, aliases counted each time; an included file's own count on top. */
  allowed: number;
}

/** Reads one YAML document into a tree. Total: what is no YAML, or more than one document, is told with its offset. */
export function parseYaml(text: string, options: YamlOptions = {}): YamlResult {
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (error instanceof YAMLException) {
      return { ok: false, offset: error.mark?.position ?? 0, reason: `no YAML: ${error.reason}` };
    }
    return { ok: false, offset: 0, reason: "no YAML that can be read" };
  }
  const first = events[0];
  if (first === undefined) return { ok: true, root: undefined };
  if (first.type === EVENT_ID.DOCUMENT && first.directives.some(({ kind }) => kind === "tag")) {
    return { ok: false, offset: 0, reason: "%TAG directives are not read" };
  }
  const budget = FREE_EXPANSION + 10 * (events.length + Math.ceil(text.length / TEXT_OF_ONE));
  const builder: Builder = { text, events, options, anchors: new Map(), position: 1, end: 0, budget, allowed: budget };
  try {
    const root = build(builder);
    if (root.size > builder.allowed)
      throw new Refusal(0, `its aliases repeat too much: more than ${builder.allowed} nodes`);
    // The root's own end of document follows it.
    if (builder.position + 1 < events.length) {
      throw new Refusal(afterDocument(text, builder.end), "a second YAML document follows; a zone is one");
    }
    return { ok: true, root };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, offset: error.offset, reason: error.message };
    throw error;
  }
}

/** The `---` after a document's content. */
function afterDocument(text: string, end: number): number {
  const marker = text.indexOf("\n---", Math.max(end, 0));
  return marker < 0 ? end : marker + 1;
}

function build(builder: Builder): YamlNode {
  const event = builder.events[builder.position++];
  if (event === undefined) throw new Refusal(builder.end, "the document ends too early");
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return scalar(builder, event);
    case EVENT_ID.ALIAS: {
      const name = builder.text.slice(event.anchorStart, event.anchorEnd);
      const node = builder.anchors.get(name);
      if (node === undefined) throw new Refusal(event.anchorStart, `the alias *${name} names nothing before it`);
      builder.end = event.anchorEnd;
      return node;
    }
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING: {
      const mapping = event.type === EVENT_ID.MAPPING;
      if (event.tagStart >= 0) coreTag(builder, event.tagStart, event.tagEnd);
      let items: YamlNode[] = [];
      let size = 1;
      let merged = false;
      while (builder.events[builder.position]?.type !== EVENT_ID.POP) {
        const item = build(builder);
        items.push(item);
        size += item.size;
        // Only a plain `<<` in a key's place merges.
        if (mapping && item.plain && item.text === "<<" && items.length % 2 === 1) merged = true;
      }
      builder.position++;
      if (merged) {
        items = merge(builder, items);
        size = 1;
        for (const item of items) size += item.size;
      }
      const at = builder.options.site;
      const node: YamlNode = {
        kind: mapping ? "mapping" : "sequence",
        start: at ?? event.start,
        end: at ?? Math.max(builder.end, event.start),
        text: "",
        plain: false,
        items,
        merged,
        size,
      };
      anchor(builder, event.anchorStart, event.anchorEnd, node);
      return node;
    }
    default:
      throw new Refusal(builder.end, "the document has no content where it must");
  }
}

function scalar(builder: Builder, event: ScalarEvent): YamlNode {
  const { text, options } = builder;
  let plain = event.style === 1;
  if (event.valueEnd >= 0) builder.end = event.valueEnd;
  if (event.tagStart >= 0) {
    const tag = text.slice(event.tagStart, event.tagEnd);
    if (tag === "!include" && options.include !== undefined) {
      const site = options.site ?? Math.max(event.valueStart, event.tagStart);
      const included = options.include(getScalarValue(text, event), site);
      if ("refused" in included) throw new Refusal(site, included.refused);
      builder.allowed += included.size;
      anchor(builder, event.anchorStart, event.anchorEnd, included);
      return included;
    }
    if (TEXT_TAGS.has(tag)) plain = false;
    else if (tag !== "!include") {
      coreTag(builder, event.tagStart, event.tagEnd);
      plain = true;
    }
  }
  const value = event.fast ? text.slice(event.valueStart, event.valueEnd) : getScalarValue(text, event);
  const node: YamlNode = {
    kind: "scalar",
    start: options.site ?? event.valueStart,
    end: options.site ?? event.valueEnd,
    text: value,
    plain,
    items: NO_ITEMS,
    merged: false,
    size: 1 + Math.floor(value.length / TEXT_OF_ONE),
  };
  anchor(builder, event.anchorStart, event.anchorEnd, node);
  return node;
}

function coreTag(builder: Builder, start: number, end: number): void {
  const tag = builder.text.slice(start, end);
  if (!CORE_TAGS.has(tag) && !TEXT_TAGS.has(tag)) throw new Refusal(start, `the YAML tag "${tag}" is not known`);
}

function anchor(builder: Builder, start: number, end: number, node: YamlNode): void {
  if (start < 0) return;
  const name = builder.text.slice(start, end);
  if (builder.anchors.has(name)) throw new Refusal(start, `the anchor &${name} is there twice`);
  builder.anchors.set(name, node);
}

/**
 * Puts the keys of `<<` where it stands: a key that comes later beats it, as octoDNS 1.22 does. Of a list of mappings
 * the first one wins.
 */
function merge(builder: Builder, items: readonly YamlNode[]): YamlNode[] {
  const result: YamlNode[] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    const key = items[index] as YamlNode;
    const value = items[index + 1] as YamlNode;
    if (!key.plain || key.text !== "<<") {
      result.push(key, value);
      continue;
    }
    if (builder.options.include === undefined && value.kind === "scalar") {
      result.push(key, value);
      continue;
    }
    const sources = value.kind === "sequence" ? value.items : [value];
    for (let each = sources.length - 1; each >= 0; each--) {
      const source = sources[each] as YamlNode;
      if (source.kind !== "mapping") throw new Refusal(key.start, "the merge key << needs a mapping");
      builder.budget -= source.items.length;
      if (builder.budget < 0) throw new Refusal(key.start, "merge keys repeat too many nodes");
      for (const item of source.items) result.push(item);
    }
  }
  return result;
}

/** The value of a mapping's text key, the last one where it is there twice. */
export function valueOf(mapping: YamlNode, key: string): YamlNode | undefined {
  const { items } = mapping;
  if (mapping.kind !== "mapping") return undefined;
  for (let index = items.length - 2; index >= 0; index -= 2) {
    const each = items[index] as YamlNode;
    if (each.text === key && each.kind === "scalar") return items[index + 1];
  }
  return undefined;
}
