/** A slip of one key: what of a text is changed, and what comes of it. */
export interface Slip {
  readonly how: "deleted" | "replaced" | "doubled" | "swapped";
  readonly at: number;
  readonly text: string;
}

/** What is typed, or pasted, in a character's place: neighbours on the keyboard, lookalikes, the other separator, typographic forms. */
const REPLACED: Readonly<Record<string, readonly string[]>> = {
  ":": [";", "="],
  "=": ["-", ":"],
  ";": [":", ",", " "],
  " ": ["_", ",", "\t"],
  ".": [",", " "],
  ",": [".", ";", " "],
  "-": ["–", "_"],
  _: ["-", " "],
  "~": ["-~", "˜"],
  "/": ["\\", "?"],
  "@": ["2", " at "],
  "+": ["-", "/"],
  "%": ["5"],
  "{": ["["],
  "}": ["]"],
  "0": ["O"],
  "1": ["l"],
  o: ["0"],
  l: ["1"],
  O: ["0"],
  a: ["s", "а"],
  e: ["r", "é"],
  i: ["u"],
  m: ["n"],
  n: ["m"],
  p: ["o"],
  r: ["t"],
  s: ["a"],
  t: ["y"],
  v: ["b"],
  D: ["F", "d"],
  M: ["N"],
  A: ["S"],
  R: ["T"],
  C: ["V"],
};

/** Every single deletion, the table of substitutions, every character doubled, every pair swapped. */
export function* slips(text: string): Generator<Slip> {
  for (let at = 0; at < text.length; at++) {
    const [before, own, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
    yield { how: "deleted", at, text: before + after };
    for (const other of REPLACED[own] ?? []) yield { how: "replaced", at, text: before + other + after };
    yield { how: "doubled", at, text: before + own + own + after };
    const next = after.charAt(0);
    if (next !== "" && next !== own) yield { how: "swapped", at, text: before + next + own + after.slice(1) };
  }
}

/** A line of a rule's example, in the language of `test/zones.ts`: owner, type and data. */
export interface Line {
  readonly owner: string;
  readonly type: string;
  /** Of a TXT record one character string after the other, else the data as it is. */
  readonly data: readonly string[];
}

/** `undefined` for what no zone file holds: facts of the DNS host, values that are not known, directives. */
export function lineOf(text: string): Line | undefined {
  const match = /^([^\s$]\S*)\s+(?:\d+\s+)?([A-Z]+)\s+(.*)$/.exec(text);
  if (match === null || text.includes(" ; ")) return undefined;
  const [, owner = "", type = "", rest = ""] = match;
  if (rest.startsWith("?")) return undefined;
  if (type !== "TXT") return { owner, type, data: [rest] };
  const strings = rest.startsWith('"')
    ? [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((each) => each[1] ?? "")
    : [rest];
  return { owner, type, data: strings.flatMap((each) => each.match(/.{1,255}/g) ?? [""]) };
}

/** The line as a zone file holds it; a TXT record's text is data, quotes and backslashes in it too. */
export function written({ owner, type, data }: Line): string {
  if (type !== "TXT") return `${owner} IN ${type} ${data.join(" ")}`;
  return `${owner} IN TXT ${data.map((each) => `"${bytesOf(each)}"`).join(" ")}`;
}

function bytesOf(text: string): string {
  return [...Buffer.from(text, "utf8")]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === '"' || character === "\\") return `\\${character}`;
      return byte < 0x20 || byte > 0x7e ? `\\${String(byte).padStart(3, "0")}` : character;
    })
    .join("");
}

/** A line with one slip in its owner or in its data. */
export interface Mutant {
  readonly line: Line;
  readonly field: "owner" | "data";
  readonly how: Slip["how"];
}

export function* mutantsOf(line: Line): Generator<Mutant> {
  // a blank in an owner moves the type, which no reader mistakes for anything
  for (const slip of line.owner === "@" ? [] : slips(line.owner)) {
    if (slip.text !== "" && !/\s/.test(slip.text))
      yield { line: { ...line, owner: slip.text }, field: "owner", how: slip.how };
  }
  for (const [index, text] of line.data.entries()) {
    for (const slip of slips(text)) {
      yield { line: { ...line, data: line.data.with(index, slip.text) }, field: "data", how: slip.how };
    }
  }
}
