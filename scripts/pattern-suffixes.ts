/** What is read of a pattern from its end; `live` where more may stand before it. */
interface Tail {
  readonly text: string;
  readonly state: "live" | "open" | "whole";
}

const MAX_TAILS = 64;

/**
 * The literal domain suffixes that every host of a pattern ends in, whole labels only: `^mx0[01]\.example\.(com|net)$`
 * gives `mx00.example.com` ... or, where the front is open, `example.com`, `example.net`. Throws on a pattern that does
 * not end in a literal name, since it could not be found by suffix.
 */
export function literalSuffixes(pattern: string): string[] {
  if (!pattern.endsWith("$")) throw new Error(`the pattern ${pattern} does not end in $`);
  const tails = readSequence(parse(pattern.slice(0, -1)));
  const suffixes = new Set<string>();
  for (const { text, state } of tails) {
    const whole = state === "whole";
    const suffix = whole ? text : text.slice(text.indexOf(".") + 1);
    if ((!whole && !text.includes(".")) || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(suffix)) {
      throw new Error(`the pattern ${pattern} does not end in a literal domain (got "${text}")`);
    }
    suffixes.add(suffix);
  }
  return [...suffixes];
}

type Piece =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "start" }
  | { readonly kind: "open" }
  | { readonly kind: "group"; readonly options: readonly (readonly Piece[])[]; readonly optional: boolean };

function readSequence(pieces: readonly Piece[]): Tail[] {
  let live = [""];
  const done: Tail[] = [];
  for (const piece of [...pieces].reverse()) {
    if (piece.kind === "open" || piece.kind === "start") {
      const state = piece.kind === "open" ? "open" : "whole";
      done.push(...live.map((text) => ({ text, state }) as const));
      return done;
    }
    if (piece.kind === "literal") {
      live = live.map((text) => piece.text + text);
      continue;
    }
    const next = piece.optional ? [...live] : [];
    for (const { text, state } of piece.options.flatMap(readSequence)) {
      for (const rest of live) {
        if (state === "live") next.push(text + rest);
        else done.push({ text: text + rest, state });
      }
    }
    live = next;
    if (live.length + done.length > MAX_TAILS) throw new Error("the pattern has too many alternatives");
  }
  return [...done, ...live.map((text) => ({ text, state: "live" }) as const)];
}

function parse(source: string): Piece[] {
  const state = { source, at: 0 };
  const options = parseOptions(state);
  if (state.at !== source.length) throw new Error(`the pattern ${source} has a loose ")"`);
  return options.length === 1 ? (options[0] ?? []) : [{ kind: "group", options, optional: false }];
}

function parseOptions(state: { readonly source: string; at: number }): Piece[][] {
  const options: Piece[][] = [[]];
  while (state.at < state.source.length) {
    const character = state.source[state.at] ?? "";
    if (character === ")") break;
    state.at++;
    const current = options[options.length - 1] ?? [];
    if (character === "|") options.push([]);
    else current.push(quantified(state, piece(state, character)));
  }
  return options;
}

function piece(state: { readonly source: string; at: number }, character: string): Piece {
  if (character === "^") return { kind: "start" };
  if (character === "$") return { kind: "literal", text: "" };
  if (character === ".") return { kind: "open" };
  if (character === "[") {
    state.at = state.source.indexOf("]", state.at) + 1;
    return { kind: "open" };
  }
  if (character === "\\") {
    const escaped = state.source[state.at++] ?? "";
    return /[a-z0-9]/i.test(escaped) ? { kind: "open" } : { kind: "literal", text: escaped };
  }
  if (character === "(") {
    const look = state.source.startsWith("?!", state.at) || state.source.startsWith("?=", state.at);
    if (state.source.startsWith("?", state.at)) state.at += 2;
    const options = parseOptions(state);
    state.at++;
    return look ? { kind: "literal", text: "" } : { kind: "group", options, optional: false };
  }
  return { kind: "literal", text: character };
}

function quantified(state: { readonly source: string; at: number }, read: Piece): Piece {
  const next = state.source[state.at];
  if (next === "?") {
    state.at++;
    return { kind: "group", options: read.kind === "group" ? read.options : [[read]], optional: true };
  }
  if (next === "*" || next === "+") {
    state.at++;
    return { kind: "open" };
  }
  if (next === "{") {
    state.at = state.source.indexOf("}", state.at) + 1;
    return { kind: "open" };
  }
  return read;
}
