import type { Region } from "./reader.ts";

/** From the document's root to a value: keys and array indices. */
export type JsonPath = readonly (string | number)[];

/** Where a value stands. Of a string the quotes are left out. */
export interface JsonSpot {
  /** The key it stands under, without its quotes; `undefined` for an array's element and the root. */
  readonly key: Region | undefined;
  readonly value: Region;
}

interface Node {
  spot: JsonSpot | undefined;
  wanted: boolean;
  children: Map<string | number, Node> | undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/**
 * Finds values in a text that `JSON.parse` has taken, all in one pass from `start`. Values that no path leads to are
 * stepped over without a stack, so depth costs nothing. Of a repeated key the last counts, as in `JSON.parse`.
 */
export function locatePaths(text: string, paths: readonly JsonPath[], start = 0): (JsonSpot | undefined)[] {
  const root = newNode();
  const nodes = paths.map((path) => {
    let node = root;
    for (const step of path) {
      node.children ??= new Map();
      let child = node.children.get(step);
      if (child === undefined) node.children.set(step, (child = newNode()));
      node = child;
    }
    node.wanted = true;
    return node;
  });
  if (paths.length > 0) visit(text, skipBlanks(text, start), root, undefined);
  return nodes.map((node) => node.spot);
}

function newNode(): Node {
  return { spot: undefined, wanted: false, children: undefined };
}

/** The offset after the value. Recursion is as deep as the longest path that is asked for. */
function visit(text: string, start: number, node: Node, key: Region | undefined): number {
  const code = text.charCodeAt(start);
  let end: number;
  if (node.children !== undefined && code === OPEN_OBJECT) {
    const children = node.children;
    end = eachMember(text, start, (keyStart, keyEnd, valueStart) => {
      const child = children.get(keyText(text, keyStart, keyEnd));
      if (child === undefined) return endOfValue(text, valueStart);
      forget(child);
      return visit(text, valueStart, child, { start: keyStart, end: keyEnd });
    });
  } else if (node.children !== undefined && code === OPEN_ARRAY) {
    const children = node.children;
    end = eachElement(text, start, (index, elementStart) => {
      const child = children.get(index);
      return child === undefined ? endOfValue(text, elementStart) : visit(text, elementStart, child, undefined);
    });
  } else {
    end = endOfValue(text, start);
  }
  if (node.wanted) node.spot = { key, value: valueRegion(text, start, end) };
  return end;
}

function forget(node: Node): void {
  node.spot = undefined;
  if (node.children !== undefined) for (const child of node.children.values()) forget(child);
}

/** A step of a row pattern: a key, or every element of an array. */
export const EACH = Symbol("each");
export type RowPattern = readonly (string | typeof EACH)[];

/**
 * Regions of the rows that a pattern matches, by their ordinal in document order from 0: for readers that number their
 * rows and keep no pointer. One pass; the answers stand in the order of `ordinals`.
 */
export function locateRows(text: string, pattern: RowPattern, ordinals: readonly number[]): (Region | undefined)[] {
  const found = new Map<number, Region | undefined>(ordinals.map((ordinal) => [ordinal, undefined]));
  let next = 0;
  const walk = (start: number, depth: number): number => {
    const step = pattern[depth];
    if (step === undefined) {
      const end = endOfValue(text, start);
      if (found.has(next)) found.set(next, { start, end });
      next++;
      return end;
    }
    const code = text.charCodeAt(start);
    if (step === EACH && code === OPEN_ARRAY) {
      return eachElement(text, start, (_, elementStart) => walk(elementStart, depth + 1));
    }
    if (typeof step === "string" && code === OPEN_OBJECT) {
      const before = next;
      return eachMember(text, start, (keyStart, keyEnd, valueStart) => {
        if (keyText(text, keyStart, keyEnd) !== step) return endOfValue(text, valueStart);
        next = before;
        return walk(valueStart, depth + 1);
      });
    }
    return endOfValue(text, start);
  };
  if (ordinals.length > 0) walk(skipBlanks(text, 0), 0);
  return ordinals.map((ordinal) => (ordinal < next ? found.get(ordinal) : undefined));
}

function eachMember(
  text: string,
  start: number,
  take: (keyStart: number, keyEnd: number, valueStart: number) => number,
): number {
  let position = skipBlanks(text, start + 1);
  while (text.charCodeAt(position) === QUOTE) {
    const keyEnd = skipString(text, position) - 1;
    const valueStart = skipBlanks(text, skipBlanks(text, keyEnd + 1) + 1);
    position = skipBlanks(text, take(position + 1, keyEnd, valueStart));
    if (text.charCodeAt(position) !== COMMA) break;
    position = skipBlanks(text, position + 1);
  }
  return Math.min(position + 1, text.length);
}

function eachElement(text: string, start: number, take: (index: number, elementStart: number) => number): number {
  let position = skipBlanks(text, start + 1);
  for (let index = 0; position < text.length && text.charCodeAt(position) !== CLOSE_ARRAY; index++) {
    const end = take(index, position);
    position = skipBlanks(text, end);
    if (text.charCodeAt(position) !== COMMA) break;
    position = skipBlanks(text, position + 1);
  }
  return Math.min(position + 1, text.length);
}

function keyText(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  if (!raw.includes("\\")) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

function valueRegion(text: string, start: number, end: number): Region {
  return text.charCodeAt(start) === QUOTE ? { start: start + 1, end: end - 1 } : { start, end };
}

/** The offset of the next character that counts. */
export function skipBlanks(text: string, from: number): number {
  let position = from;
  for (;;) {
    const code = text.charCodeAt(position);
    // A byte order mark may stand in front of the document.
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09 && code !== 0xfeff) return position;
    position++;
  }
}

/** `start` is at the opening quote; the offset after the closing one. */
function skipString(text: string, start: number): number {
  for (let position = start + 1; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) return position + 1;
    if (code === BACKSLASH) position++;
  }
  return text.length;
}

/** The offset after the value that begins at `start`: strings and brackets are followed, nothing else is checked. */
export function endOfValue(text: string, start: number): number {
  let depth = 0;
  let position = start;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      position = skipString(text, position);
      if (depth === 0) return position;
      continue;
    }
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      if (depth === 0) return position;
      depth--;
      if (depth === 0) return position + 1;
    } else if (depth === 0 && (code === COMMA || code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09)) {
      return position;
    }
    position++;
  }
  return text.length;
}
