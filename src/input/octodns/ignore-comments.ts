import type { DnsRecord } from "../../model/record.ts";
import { IGNORE_MARK } from "../../syntax/ignore-comment.ts";
import type { YamlNode } from "../yaml-tree.ts";

/** What records a part of the text stands for: `from` to `to`, the end exclusive, of the zone's list. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** Lines of a YAML file that a comment speaks of, and what it says. */
interface Comment {
  readonly at: number;
  readonly texts: string[];
}

/**
 * Brings comments that ask for an ignore to the records they stand at: on the line of a value, of a record's other keys
 * or of a name, or on lines of their own directly above. The smallest of these that the line touches is what they speak of.
 */
export class IgnoreComments {
  readonly #text: string;
  /** Values, record sets, names; parts of one kind do not overlap. */
  readonly #parts: readonly [Part[], Part[], Part[]] = [[], [], []];

  private constructor(text: string) {
    this.#text = text;
  }

  /** `undefined` where the file holds no such comment, so that reading it costs nothing more. */
  static of(text: string): IgnoreComments | undefined {
    return text.includes(IGNORE_MARK) ? new IgnoreComments(text) : undefined;
  }

  /** Notes which records a node makes. A node that lies before its name (an alias) stands for others too. */
  add(kind: "value" | "set" | "name", node: YamlNode, key: YamlNode, from: number, to: number): void {
    if (node.start < key.start || to <= from) return;
    const parts = this.#parts[kind === "value" ? 0 : kind === "set" ? 1 : 2];
    parts.push({ start: node.start, end: Math.max(node.end, node.start + 1), from, to });
  }

  /** Gives the records their comments; `lost` is told where one stands at no record. */
  attach(root: YamlNode, records: DnsRecord[], lost: (offset: number) => void): void {
    for (const parts of this.#parts) parts.sort((a, b) => a.start - b.start);
    for (const [start, { at, texts }] of this.#comments(root)) {
      const parts = start < 0 ? [] : this.#partsOn(start, lineEnd(this.#text, start));
      if (parts.length === 0) lost(at);
      const comment = texts.join("\n");
      for (const { from, to } of parts) {
        for (let index = from; index < to; index++) {
          const record = records[index] as DnsRecord;
          const other = record.vendor?.comment;
          const said = other === undefined ? comment : `${comment}\n${other}`;
          records[index] = { ...record, vendor: { ...record.vendor, comment: said } };
        }
      }
    }
  }

  /** By the start of the line that each speaks of; below zero: of none. */
  #comments(root: YamlNode): Map<number, Comment> {
    const text = this.#text;
    const scalars = scalarsOf(root);
    // Comment lines above one line are gone down once.
    let known = { from: 0, to: 0, line: -1 };
    const comments = new Map<number, Comment>();
    for (let mark = text.indexOf(IGNORE_MARK); mark >= 0;) {
      const start = text.lastIndexOf("\n", mark) + 1;
      const end = lineEnd(text, start);
      const hash = hashOf(text, start, end, scalars);
      const said = text.slice(hash + 1, end).trim();
      if (hash >= 0 && said.includes(IGNORE_MARK)) {
        const own = text.slice(start, hash).trim() === "";
        if (own && !(end >= known.from && end < known.to)) known = { from: end, ...below(text, end) };
        const line = own ? known.line : start;
        const before = comments.get(line);
        if (before === undefined || line < 0) comments.set(line < 0 ? -1 - hash : line, { at: hash, texts: [said] });
        else before.texts.push(said);
      }
      mark = text.indexOf(IGNORE_MARK, end);
    }
    return comments;
  }

  #partsOn(start: number, end: number): Part[] {
    for (const parts of this.#parts) {
      let low = 0;
      let high = parts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((parts[middle] as Part).start < end) low = middle + 1;
        else high = middle;
      }
      const found: Part[] = [];
      for (let index = low - 1; index >= 0 && (parts[index] as Part).end > start; index--)
        found.push(parts[index] as Part);
      if (found.length > 0) return found;
    }
    return [];
  }
}

/** The first line below that is no comment, below zero for a blank one or the end; `to` is where the look ends. */
function below(text: string, end: number): { readonly line: number; readonly to: number } {
  let start = end + 1;
  for (; start < text.length; start = lineEnd(text, start) + 1) {
    const line = text.slice(start, lineEnd(text, start)).trim();
    if (line === "") break;
    if (!line.startsWith("#")) return { line: start, to: start };
  }
  return { line: -1, to: start };
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

/** Where a line's comment begins: a `#` at the line's start or behind a blank, in no scalar (YAML 1.2 6.6). */
function hashOf(text: string, start: number, end: number, scalars: readonly YamlNode[]): number {
  for (let hash = text.indexOf("#", start); hash >= 0 && hash < end; hash = text.indexOf("#", hash + 1)) {
    const before = text.charAt(hash - 1);
    if ((hash === start || before === " " || before === "\t") && !isInside(hash, scalars)) return hash;
  }
  return -1;
}

function isInside(offset: number, scalars: readonly YamlNode[]): boolean {
  let low = 0;
  let high = scalars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scalars[middle] as YamlNode).start <= offset) low = middle + 1;
    else high = middle;
  }
  const scalar = scalars[low - 1];
  return scalar !== undefined && offset < scalar.end;
}

/** The scalars of the text by their place, each once. */
function scalarsOf(root: YamlNode): YamlNode[] {
  const seen = new Set<YamlNode>();
  const scalars: YamlNode[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "scalar" && node.start >= 0) scalars.push(node);
    for (const item of node.items) pending.push(item);
  }
  return scalars.sort((a, b) => a.start - b.start);
}
