/** What a benchmark says in the end. */
export interface Figure {
  readonly what: string;
  /** With its unit, the same as the bar's. */
  readonly measured: string;
  readonly bar: string;
  readonly met: boolean;
  /** The figures it comes from. */
  readonly from: string;
}

export interface Skipped {
  readonly what: string;
  readonly skipped: string;
}

export type Outcome = Figure | Skipped;

/** Calls each in turn, `rounds` times: neighbours share the machine's moods. Each has one call before that does not count. */
export function interleave<const T extends readonly (() => unknown)[]>(
  rounds: number,
  calls: T,
  warmUp = true,
): { [K in keyof T]: ReturnType<T[K]>[] } {
  if (warmUp) for (const call of calls) call();
  const results: unknown[][] = calls.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, call] of calls.entries()) results[index]?.push(call());
  }
  return results as { [K in keyof T]: ReturnType<T[K]>[] };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The median of `a / b`, pair by pair. */
export function ratio(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, index) => value / (b[index] ?? Number.NaN)));
}

/** Median and least, in seconds. */
export function seconds(values: readonly number[]): string {
  return `${median(values).toFixed(2)} s (least ${Math.min(...values).toFixed(2)})`;
}

/** Median and least, in milliseconds. */
export function milliseconds(values: readonly number[]): string {
  return `${(median(values) * 1000).toFixed(0)} ms (least ${(Math.min(...values) * 1000).toFixed(0)})`;
}
