import { valueOf } from "../../input/yaml-tree.ts";
import type { RecordEdit } from "../../model/finding.ts";
import { parseName, relativeTo, type Name } from "../../model/name.ts";
import type { TextEdit } from "../writer.ts";
import { entryLines, NOT_UNDERSTOOD, outer } from "./lines.ts";
import type { NameEntry, ZoneTree } from "./places.ts";

/** Gives a name another one, with all that stands under it; where octoDNS wants its names in order it moves to its place. */
export function rename(tree: ZoneTree, entry: NameEntry, edits: readonly RecordEdit[]): TextEdit[] | string {
  const { text, entries } = tree;
  const [first] = edits;
  if (first?.kind !== "name" || edits.some((edit) => edit.kind !== "name" || edit.name !== first.name))
    return NOT_UNDERSTOOD;
  if (edits.length < valuesIn(entry)) return "other records stand under the same name";
  const origin = originOf(entry, first.record.name);
  const relative = origin === undefined ? undefined : relativeTo(first.name, origin);
  if (relative === undefined) return NOT_UNDERSTOOD;
  const key = relative === "@" ? "" : relative;
  const others = entries.filter((each) => each !== entry).map((each) => each.key.text.toLowerCase());
  if (others.includes(key)) return "the right name stands in the file already, with other records";
  const region = outer(text, entry.key);
  const renamed: TextEdit = {
    ...region,
    text: spelt(key, text[region.start] as string, region.end - region.start > entry.key.text.length),
  };
  const keys = entries.map((each) => each.key.text);
  const at = entries.indexOf(entry);
  if (!isOrdered(keys) || isOrdered(keys.with(at, key))) return [renamed];
  const lines = entryLines(tree, entry);
  const behind = entries.find((each) => each !== entry && compare(each.key.text, key) > 0);
  if (lines === undefined || text[lines.end - 1] !== "\n") return NOT_UNDERSTOOD;
  const moved = renamed.text + text.slice(region.end, lines.end);
  let target = behind === undefined ? undefined : entryLines(tree, behind)?.start;
  if (behind === undefined && text.endsWith("\n")) target = text.length;
  return target === undefined
    ? NOT_UNDERSTOOD
    : [
        { ...lines, text: "" },
        { start: target, end: target, text: moved },
      ];
}

function valuesIn({ value }: NameEntry): number {
  let count = 0;
  for (const record of value.kind === "sequence" ? value.items : [value]) {
    const given = valueOf(record, "values") ?? valueOf(record, "value");
    count += given?.kind === "sequence" ? given.items.length : 1;
  }
  return count;
}

/** The zone, from a name and the key that it is written as. */
function originOf({ key }: NameEntry, name: unknown): Name | undefined {
  if (typeof name !== "string") return undefined;
  if (key.text === "") return name;
  const parsed = parseName(key.text);
  return parsed.ok && name.startsWith(`${parsed.name}.`) ? name.slice(parsed.name.length + 1) : undefined;
}

/** As a YAML key: what it would take for a number or a truth value goes into quotes. */
function spelt(key: string, first: string, quoted: boolean): string {
  if (quoted && (first === '"' || first === "'")) return first + key + first;
  const plain = /^[a-z_][a-z0-9_.-]*$/i.test(key) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key);
  return plain ? key : `'${key}'`;
}

function isOrdered(keys: readonly string[]): boolean {
  return keys.every((key, index) => index === 0 || compare(keys[index - 1] as string, key) <= 0);
}

/** Natural order, in which numbers count as numbers: that of octoDNS's `enforce_order`. */
function compare(a: string, b: string): number {
  const [left, right] = [a.split(/([0-9]+)/), b.split(/([0-9]+)/)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [one, two] = [left[index] as string, right[index] as string];
    if (index % 2 === 1 && Number(one) !== Number(two)) return Number(one) - Number(two);
    if (index % 2 === 0 && one !== two) return one < two ? -1 : 1;
  }
  return left.length - right.length;
}
