import { splitPlace } from "../../input/octodns/context.ts";
import { parseYaml, valueOf, type YamlNode } from "../../input/yaml-tree.ts";

/** A name of the zone with what stands under it. */
export interface NameEntry {
  readonly index: number;
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/** One value of a record set. */
export interface Place {
  readonly entry: NameEntry;
  /** The mapping with `type`. */
  readonly record: YamlNode;
  /** The list that the value is an item of; `undefined`: it stands alone under `value`. */
  readonly list: YamlNode | undefined;
  readonly value: YamlNode;
}

export interface ZoneTree {
  readonly text: string;
  readonly root: YamlNode;
  readonly entries: readonly NameEntry[];
  /** The value that a record's `at` stands for; a string says why it is not to be had. */
  readonly find: (at: number) => Place | string;
  readonly isShared: (node: YamlNode) => boolean;
}

export const SHARED = "an alias or a merge key shares it with other records";

/** The tree of a zone's file; `undefined` where it is none that can be edited. */
export function zoneTree(text: string): ZoneTree | undefined {
  const parsed = parseYaml(text);
  if (!parsed.ok || parsed.root?.kind !== "mapping" || text[parsed.root.start] === "{") return undefined;
  const { root } = parsed;
  const entries: NameEntry[] = [];
  for (let index = 0; index + 1 < root.items.length; index += 2) {
    entries.push({ index: index / 2, key: root.items[index] as YamlNode, value: root.items[index + 1] as YamlNode });
  }
  entries.sort((a, b) => a.key.start - b.key.start);
  const shared = sharedNodes(root);
  const places = new Map<number, Place | string>();
  for (const entry of entries)
    for (const place of placesIn(entry, shared)) if (!places.has(place[0])) places.set(...place);
  const find = (at: number): Place | string => {
    const { value, key } = splitPlace(at);
    return key !== undefined ? SHARED : (places.get(value) ?? "it stands in a file that this one includes");
  };
  return { text, root, entries, find, isShared: (node) => shared.has(node) };
}

function* placesIn(entry: NameEntry, shared: ReadonlySet<YamlNode>): Generator<[number, Place | string]> {
  for (const record of entry.value.kind === "sequence" ? entry.value.items : [entry.value]) {
    const given = valueOf(record, "values") ?? valueOf(record, "value");
    if (given === undefined) continue;
    const list = given.kind === "sequence" ? given : undefined;
    const varies = valueOf(record, "dynamic") !== undefined || valueOf(record, "geo") !== undefined;
    for (const value of list === undefined ? [given] : list.items) {
      const isShared = [entry.key, entry.value, record, given, value].some((node) => shared.has(node));
      if (isShared) yield [value.start, SHARED];
      else yield [value.start, varies ? "its answers vary (dynamic, geo)" : { entry, record, list, value }];
    }
  }
}

/** Nodes that stand in several places of the tree: aliases and merge keys point at the one node. */
function sharedNodes(root: YamlNode): ReadonlySet<YamlNode> {
  const seen = new Set<YamlNode>();
  const shared = new Set<YamlNode>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) {
      shared.add(node);
      continue;
    }
    seen.add(node);
    for (const item of node.items) waiting.push(item);
  }
  return shared;
}
