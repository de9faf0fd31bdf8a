/** Lines of unchanged text around a change. */
const CONTEXT = 3;
/** Changed lines beyond which the middle is shown as replaced whole: the search's work grows with their square. */
const MAX_EDITS = 1000;

export interface DiffLine {
  readonly kind: " " | "-" | "+" | "@" | "\\";
  /** Without its line end; a carriage return before it is part of the line. */
  readonly text: string;
}

/** The hunks of a unified diff between two texts, as `diff -u` prints them (POSIX, and git's `\ No newline at end of file`). */
export function unifiedHunks(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const steps = compare(old, now);
  const lines: DiffLine[] = [];
  for (let index = 0; index < steps.length;) {
    const first = steps.findIndex((step, at) => at >= index && step.kind !== " ");
    if (first < 0) break;
    let last = first;
    for (let at = first; at < steps.length && at - last <= 2 * CONTEXT; at++) if (steps[at]?.kind !== " ") last = at;
    const start = Math.max(index, first - CONTEXT);
    const end = Math.min(steps.length, last + CONTEXT + 1);
    lines.push(...hunk(steps.slice(start, end), old, now));
    index = end;
  }
  return lines;
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  const last = lines.pop() as string;
  return [...lines.map((line) => `${line}\n`), ...(last === "" ? [] : [last])];
}

interface Step {
  readonly kind: " " | "-" | "+";
  /** Indices of the line, or of where it would stand. */
  readonly old: number;
  readonly now: number;
}

function hunk(steps: readonly Step[], old: readonly string[], now: readonly string[]): DiffLine[] {
  const first = steps[0] as Step;
  const olds = steps.filter(({ kind }) => kind !== "+").length;
  const nows = steps.filter(({ kind }) => kind !== "-").length;
  const lines: DiffLine[] = [{ kind: "@", text: `@@ -${range(first.old, olds)} +${range(first.now, nows)} @@` }];
  for (const step of steps) {
    const line = (step.kind === "+" ? now[step.now] : old[step.old]) as string;
    const ended = line.endsWith("\n");
    lines.push({ kind: step.kind, text: ended ? line.slice(0, -1) : line });
    if (!ended) lines.push({ kind: "\\", text: "\\ No newline at end of file" });
  }
  return lines;
}

function range(start: number, count: number): string {
  const line = count === 0 ? start : start + 1;
  return count === 1 ? String(line) : `${line},${count}`;
}

/** The shortest way from one list of lines to the other (Myers 1986), the common beginning and end taken off first. */
function compare(old: readonly string[], now: readonly string[]): Step[] {
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const steps: Step[] = [];
  for (let index = 0; index < head; index++) steps.push({ kind: " ", old: index, now: index });
  const a = old.slice(head, old.length - tail);
  const b = now.slice(head, now.length - tail);
  for (const { kind, old: one, now: two } of middle(a, b)) steps.push({ kind, old: one + head, now: two + head });
  for (let index = tail; index > 0; index--) {
    steps.push({ kind: " ", old: old.length - index, now: now.length - index });
  }
  return steps;
}

function middle(a: readonly string[], b: readonly string[]): Step[] {
  const most = Math.min(a.length + b.length, MAX_EDITS);
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits || (diagonal !== edits && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
      let x = down ? at(furthest, diagonal + 1) : at(furthest, diagonal - 1) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return [
    ...a.map((_, index): Step => ({ kind: "-", old: index, now: 0 })),
    ...b.map((_, index): Step => ({ kind: "+", old: a.length, now: index })),
  ];
}

function at(furthest: ReadonlyMap<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? -1;
}

function walkBack(trace: readonly ReadonlyMap<number, number>[], length: number, width: number): Step[] {
  const steps: Step[] = [];
  let [x, y] = [length, width];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] as ReadonlyMap<number, number>;
    const diagonal = x - y;
    const down = diagonal === -edits || (diagonal !== edits && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
    const from = down ? diagonal + 1 : diagonal - 1;
    const fromX = at(furthest, from);
    const fromY = fromX - from;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      x--;
      y--;
      steps.push({ kind: " ", old: x, now: y });
    }
    if (edits === 0) break;
    if (down) steps.push({ kind: "+", old: x, now: --y });
    else steps.push({ kind: "-", old: --x, now: y });
  }
  return steps.reverse();
}
