/** Longer words are never near one another: keeps the work bounded. */
const MAX_WORD = 64;

/**
 * How many insertions, deletions, substitutions and swaps of neighbours turn `a` into `b` (optimal string alignment);
 * `max + 1` as soon as it is over `max`.
 */
export function editDistance(a: string, b: string, max = MAX_WORD): number {
  if (a === b) return 0;
  const over = max + 1;
  if (Math.abs(a.length - b.length) > max || a.length > MAX_WORD || b.length > MAX_WORD) return over;
  let before: number[] = [];
  let previous: number[] = [];
  let leastBefore = 0;
  for (let j = 0; j <= b.length; j++) previous.push(j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, at(before, j - 2) + 1);
      row.push(value);
      if (value < least) least = value;
    }
    // a swap reaches two rows back, so one row over the bound proves nothing
    if (least > max && leastBefore >= max) return over;
    leastBefore = least;
    before = previous;
    previous = row;
  }
  return Math.min(at(previous, b.length), over);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? MAX_WORD;
}

/**
 * The first of the nearest `words` at most `max` edits from `word`, case ignored; by default one edit for words of up
 * to four characters, two for longer ones.
 */
export function nearest(word: string, words: Iterable<string>, max = word.length <= 4 ? 1 : 2): string | undefined {
  if (word.length > MAX_WORD) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = max + 1;
  for (const each of words) {
    const distance = editDistance(lower, each.toLowerCase(), least - 1);
    if (distance < least) {
      least = distance;
      best = each;
    }
  }
  return best;
}
