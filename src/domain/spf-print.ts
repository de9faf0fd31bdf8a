import type { SpfBranch, SpfTree } from "./spf-tree.ts";

/** One look-up term of a tree as it is drawn. */
export interface SpfTreeLine {
  /** `│ ├ include:_spf.example.net` */
  readonly text: string;
  /** Look-ups of the term and all below it: `4`, `at least 2`. */
  readonly lookups: string;
  /** Where the number comes from, or what is wrong there; often empty. */
  readonly note: string;
}

/** More lines help nobody. */
const MAX_LINES = 40;
const MAX_TERM = 100;

/** The look-up terms of a policy, a line each, nested policies indented below. */
export function spfTreeLines(tree: SpfTree): SpfTreeLine[] {
  const lines: SpfTreeLine[] = [];
  draw(tree, "", lines);
  if (lines.length <= MAX_LINES) return lines;
  const more = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), { text: `… and ${more} more`, lookups: "", note: "" }];
}

function draw(tree: SpfTree, indent: string, lines: SpfTreeLine[]): void {
  const rest = tree.text.spf.lookupTerms.length - tree.branches.length;
  for (const [index, branch] of tree.branches.entries()) {
    const last = rest === 0 && index === tree.branches.length - 1;
    lines.push({
      text: `${indent}${last ? "└" : "├"} ${termText(branch, tree)}`,
      lookups: lookups(branch),
      note: noteOf(branch),
    });
    if (branch.tree !== undefined) draw(branch.tree, `${indent}${last ? " " : "│"} `, lines);
  }
  if (rest > 0) lines.push({ text: `${indent}└ … and ${rest} more terms`, lookups: String(rest), note: "" });
}

function termText({ term }: SpfBranch, tree: SpfTree): string {
  const text = tree.text.text.slice(term.start, term.end);
  return text.length <= MAX_TERM ? text : `${text.slice(0, MAX_TERM)}…`;
}

function lookups({ known, isLowerBound }: SpfBranch): string {
  return isLowerBound ? `at least ${known}` : String(known);
}

function noteOf(branch: SpfBranch): string {
  const { cost, day } = branch;
  if (cost !== undefined) {
    return branch.failed ? `${branch.reason ?? ""}; measured ${cost.asOf}` : `measured ${cost.asOf}`;
  }
  switch (branch.state) {
    case "host":
      return branch.tooManyMx === undefined ? "" : `${branch.tooManyMx} MX there, 10 are allowed`;
    case "declared":
      return "";
    case "measured":
      return day === undefined ? "" : `measured ${day}`;
    case "outside":
      return "not declared here, never measured";
    case "undeclared":
      return "not declared here";
    case "unknown":
      return branch.reason ?? "not known";
    case "missing":
      return day === undefined ? "no SPF there" : `no SPF there, measured ${day}`;
    case "several":
      return day === undefined ? "several SPF records there" : `several SPF records there, measured ${day}`;
    case "macro":
      return "depends on the message";
    case "malformed":
      return "no legal name";
    case "loop":
      return "leads back";
    case "unfollowed":
      return "not followed further";
  }
}

/** The lines in columns, as text. */
export function printSpfTree(tree: SpfTree): string[] {
  const lines = spfTreeLines(tree);
  const textWidth = Math.max(0, ...lines.map(({ text }) => text.length));
  const lookupWidth = Math.max(0, ...lines.map((line) => line.lookups.length));
  return lines.map(({ text, lookups: number, note }) =>
    `${text.padEnd(textWidth)}  ${number.padStart(lookupWidth)}${note === "" ? "" : `  (${note})`}`.trimEnd(),
  );
}
