import type { LocateRequest, Region } from "../reader.ts";
import { parseYaml, valueOf } from "../yaml-tree.ts";
import type { YamlNode } from "../yaml-tree.ts";
import { splitPlace } from "./context.ts";

/** Finds the places of records in one file: the text is parsed once for all requests. */
export function locateRecords(text: string, requests: readonly LocateRequest[]): (Region | undefined)[] {
  const parsed = parseYaml(text);
  if (!parsed.ok || parsed.root === undefined || parsed.root.kind !== "mapping") return requests.map(() => undefined);
  const { items } = parsed.root;
  const entries: Entry[] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    entries.push({ key: items[index] as YamlNode, value: items[index + 1] as YamlNode, places: undefined });
  }
  entries.sort((a, b) => a.key.start - b.key.start);
  return requests.map(({ at, field }) => {
    const { value, key } = splitPlace(at);
    const entry = entryAt(entries, key ?? value);
    if (entry === undefined) return undefined;
    entry.places ??= placesIn(entry.value);
    const found = entry.places.get(value);
    return regionOf(text, entry.key, found, field) ?? region(text, found?.value ?? entry.key);
  });
}

interface Entry {
  readonly key: YamlNode;
  readonly value: YamlNode;
  places: Map<number, Found> | undefined;
}

interface Found {
  /** `undefined` where a name's value is included whole. */
  readonly record: YamlNode | undefined;
  readonly value: YamlNode;
}

function entryAt(entries: readonly Entry[], offset: number): Entry | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as Entry).key.start <= offset) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}

/** The values of a name's records by the offset that stands for them. */
function placesIn(node: YamlNode): Map<number, Found> {
  const places = new Map<number, Found>();
  const put = (record: YamlNode | undefined, value: YamlNode): void => {
    if (value.start >= 0 && !places.has(value.start)) places.set(value.start, { record, value });
  };
  for (const record of node.kind === "sequence" ? node.items : [node]) {
    if (record.kind === "mapping") {
      for (const name of ["values", "value"]) {
        const given = valueOf(record, name);
        if (given === undefined) continue;
        put(record, given);
        for (const each of given.kind === "sequence" ? given.items : []) put(record, each);
      }
      // Included keys and values stand at the file's name.
      for (const each of record.items) if (each.kind === "scalar" && each.start > record.start) put(record, each);
    }
    put(record.kind === "mapping" ? record : undefined, record);
  }
  return places;
}

function regionOf(
  text: string,
  key: YamlNode,
  found: Found | undefined,
  field: LocateRequest["field"],
): Region | undefined {
  if (field === "name") return region(text, key);
  if (found === undefined) return undefined;
  const { record, value } = found;
  switch (field) {
    case "type":
    case "ttl":
      return record && region(text, valueOf(record, field));
    case "preference":
      return region(text, valueOf(value, "preference") ?? valueOf(value, "priority"));
    case "exchange":
      return region(text, valueOf(value, "exchange") ?? valueOf(value, "value"));
    case "target":
      return region(text, valueOf(value, "target") ?? valueOf(value, "name"));
    default:
      return undefined;
  }
}

/** A node's own characters; the quotes too where there is nothing between them. */
function region(text: string, node: YamlNode | undefined): Region | undefined {
  if (node === undefined || node.start < 0) return undefined;
  let { start, end } = node;
  if (node.kind === "scalar" && start === end) {
    const quoted = /["']/.test(text[start - 1] ?? "") && text[start - 1] === text[start];
    return quoted ? { start: start - 1, end: end + 1 } : { start, end };
  }
  // A block scalar begins with its indent and ends with its newline.
  while (start < end && /\s/.test(text[start] as string)) start++;
  while (end > start && /\s/.test(text[end - 1] as string)) end--;
  return { start, end };
}
