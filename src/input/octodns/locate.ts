import type { LocateRequest, Region } from "../reader.ts";
import { parseYaml, valueOf } from "../yaml-tree.ts";
import type { YamlNode } from "../yaml-tree.ts";
import { splitPlace } from "./context.ts";
import { spanInText } from "./span.ts";

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
  return requests.map((request) => {
    const { value, key } = splitPlace(request.at);
    const entry = entryAt(entries, key ?? value);
    if (entry === undefined) return undefined;
    entry.places ??= placesIn(entry.value);
    const found = entry.places.get(value);
    const node = nodeOf(entry.key, found, request.field) ?? found?.value ?? entry.key;
    // A key that is left out has no place of its own.
    return narrow(text, node, request) ?? region(text, node) ?? region(text, found?.value ?? entry.value);
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
        for (const each of given.kind === "sequence" ? given.items : []) put(record, each);
        put(record, given);
      }
      // What is included by `<<` stands at the file's name.
      for (const each of record.items) if (each.start > record.start) put(record, each);
    }
    put(record.kind === "mapping" ? record : undefined, record);
  }
  return places;
}

function nodeOf(key: YamlNode, found: Found | undefined, field: LocateRequest["field"]): YamlNode | undefined {
  if (field === "name") return key;
  if (found === undefined) return undefined;
  const { record, value } = found;
  const present = (node: YamlNode | undefined): YamlNode | undefined => (node && node.start >= 0 ? node : undefined);
  switch (field) {
    case "type":
    case "ttl":
      return record && present(valueOf(record, field));
    case "preference":
      return present(valueOf(value, "preference") ?? valueOf(value, "priority"));
    case "exchange":
      return present(valueOf(value, "exchange") ?? valueOf(value, "value"));
    case "target":
      return present(valueOf(value, "target") ?? valueOf(value, "name"));
    default:
      return undefined;
  }
}

/** A node's own characters; the quotes too where there is nothing between them. */
function region(text: string, node: YamlNode): Region | undefined {
  let { start, end } = node;
  if (start < 0) return undefined;
  if (node.kind === "scalar" && start === end) {
    const quoted = start > 0 && (text[start] === '"' || text[start] === "'") && text[start - 1] === text[start];
    return quoted ? { start: start - 1, end: end + 1 } : { start, end };
  }
  // A block scalar begins with its indent and ends with its newline.
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return { start, end };
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** The part of a value that `span` names, where each of its characters can be found in the source. */
function narrow(text: string, node: YamlNode, { span, field }: LocateRequest): Region | undefined {
  if (span === undefined || node.kind !== "scalar" || node.start < 0) return undefined;
  const source = text.slice(node.start, node.end);
  const found = field === "text" ? spanInText(source, node.text, span, text[node.start - 1]) : spanInName(source, span);
  return found && { start: node.start + found[0], end: node.start + found[1], narrowed: true };
}

/** Names, addresses and numbers are written as they are read, but for case and a final dot. */
function spanInName(source: string, [start, end]: readonly [number, number]): readonly [number, number] | undefined {
  return /^[!-[\]-~]*$/.test(source) && start <= end && end <= source.length ? [start, end] : undefined;
}
