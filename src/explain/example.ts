import type { RuleMetadata } from "../rules/define.ts";

/** A record of a rule's example, taken apart; names are as they are typed, below `example.com` unless a dot ends them. */
export interface ExampleRecord {
  readonly owner: string;
  readonly type: string;
  readonly preference: string | undefined;
  /** The host, or a text without its quotes. */
  readonly value: string;
}

const LINE = /^(\S+)\s+(?:\d+\s+)?(MX|TXT|CNAME)\s+(.*)$/;

/**
 * The records that a panel is shown with: of the good example those that the bad one lacks, else all of it, and of each
 * type the first.
 */
export function typedRecords({ docs }: RuleMetadata): ExampleRecord[] {
  const byType = new Map<string, ExampleRecord>();
  const mended = docs.good.filter((line) => LINE.test(line) && !docs.bad.includes(line));
  for (const line of mended.length > 0 ? mended : docs.good) {
    const [, owner, type, rest] = LINE.exec(line) ?? [];
    if (owner === undefined || type === undefined || rest === undefined || byType.has(type)) continue;
    const [first, second] = rest.split(/\s+/);
    if (type === "MX") byType.set(type, { owner, type, preference: first, value: second ?? "" });
    else byType.set(type, { owner, type, preference: undefined, value: type === "TXT" ? joined(rest) : rest.trim() });
  }
  return [...byType.values()];
}

/** A line of an example as a zone file takes it: a text stands in quotes there, or its semicolons start a comment. */
export function zoneLine(line: string): string {
  const [, head, text] = /^(\S+\s+(?:\d+\s+)?TXT\s+)([^"\s].*)$/.exec(line) ?? [];
  return head === undefined || text === undefined ? line : `${head}"${text.replace(/["\\]/g, "\\$&")}"`;
}

function joined(rest: string): string {
  if (!rest.startsWith('"')) return rest;
  return [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => (text ?? "").replace(/\\(.)/g, "$1")).join("");
}
