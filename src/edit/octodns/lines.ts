import type { Region } from "../../input/reader.ts";
import type { YamlNode } from "../../input/yaml-tree.ts";
import { removals } from "../json.ts";
import type { TextEdit } from "../writer.ts";
import type { NameEntry, ZoneTree } from "./places.ts";

export const NOT_UNDERSTOOD = "it stands in a form of YAML that is not edited";

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The offset behind the line's end. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}

/** The offset behind the last line of a node; a block scalar ends with its own line end. */
function endOf(text: string, node: YamlNode): number {
  return text[node.end - 1] === "\n" ? node.end : lineEnd(text, node.end);
}

/** A scalar with its quotes. */
export function outer(text: string, { start, end }: YamlNode): Region {
  const quote = text[start - 1];
  return (quote === '"' || quote === "'") && text[end] === quote ? { start: start - 1, end: end + 1 } : { start, end };
}

/** The lines of a name with all that stands under it. */
export function entryLines({ text, entries }: ZoneTree, entry: NameEntry): Region | undefined {
  const key = outer(text, entry.key);
  const start = lineStart(text, key.start);
  const next = entries[entries.indexOf(entry) + 1];
  const limit = next === undefined ? text.length : lineStart(text, outer(text, next.key).start);
  return start === key.start ? linesUpTo(text, start, entry.value, limit) : undefined;
}

/** The lines from `start` to the end of a node, if nothing but comments stands between that and the next thing. */
function linesUpTo(text: string, start: number, node: YamlNode, limit: number): Region | undefined {
  const end = endOf(text, node);
  if (
    node.start < 0 ||
    end > limit ||
    !/^(?:[ \t]*(?:#[^\n]*)?(?:\r?\n|$))*$/.test(text.slice(end, limit).replace(/^(?:\.\.\.)[ \t]*\r?\n?/, ""))
  )
    return undefined;
  return { start, end };
}

/** Takes items out of a list, not all of them. `limit` is where the next name begins. */
export function withoutItems(
  text: string,
  list: YamlNode,
  gone: readonly YamlNode[],
  limit: number,
): TextEdit[] | undefined {
  if (text[list.start] === "[") return withoutFlowItems(text, list, gone);
  if (text[list.start] !== "-") return undefined;
  const dashes: number[] = [];
  let from = lineStart(text, list.start);
  for (const item of list.items) {
    const dash = dashLine(text, from, item);
    if (dash === undefined) return undefined;
    dashes.push(dash);
    from = endOf(text, item);
  }
  const changes: TextEdit[] = [];
  for (const [index, item] of list.items.entries()) {
    if (!gone.includes(item)) continue;
    const lines = linesUpTo(text, dashes[index] as number, item, dashes[index + 1] ?? limitOf(text, from, limit));
    if (lines === undefined) return undefined;
    changes.push({ ...lines, text: "" });
  }
  return changes;
}

/** What follows the list: the next line that is neither blank nor a comment. */
function limitOf(text: string, from: number, limit: number): number {
  for (let start = from; start < limit; start = lineEnd(text, start)) {
    if (!/^[ \t]*(?:#|\r?\n|$)/.test(text.slice(start, lineEnd(text, start)))) return start;
  }
  return limit;
}

/** The start of the line with the item's dash. */
function dashLine(text: string, from: number, item: YamlNode): number | undefined {
  for (let start = from; start <= item.start && start < text.length; start = lineEnd(text, start)) {
    if (/^[ \t]*-(?=[ \t\r\n])/.test(text.slice(start, start + 200))) return start;
  }
  return undefined;
}

function withoutFlowItems(text: string, list: YamlNode, gone: readonly YamlNode[]): TextEdit[] | undefined {
  const regions = list.items.map((item) => (item.kind === "scalar" ? outer(text, item) : undefined));
  let before = list.start;
  for (const [index, region] of regions.entries()) {
    if (region === undefined || !(index === 0 ? /^\[\s*$/ : /^\s*,\s*$/).test(text.slice(before, region.start)))
      return undefined;
    before = region.end;
  }
  return removals(
    text,
    regions.filter(
      (region, index): region is Region => region !== undefined && gone.includes(list.items[index] as YamlNode),
    ),
  );
}
