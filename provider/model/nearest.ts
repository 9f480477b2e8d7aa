/** The next row of the table of distances: `before` and `last` are the two rows above it. */
function nextRow(
  word: string,
  candidate: string,
  row: number,
  last: readonly number[],
  before: readonly number[],
): number[] {
  const next = [row];
  for (let i = 1; i <= word.length; i += 1) {
    const same = word[i - 1] === candidate[row - 1];
    const changed = (last[i - 1] ?? 0) + (same ? 0 : 1);
    const swapped = row > 1 && word[i - 1] === candidate[row - 2] && word[i - 2] === candidate[row - 1];
    const moved = swapped ? (before[i - 2] ?? changed) + 1 : changed;
    next.push(Math.min(changed, moved, (last[i] ?? 0) + 1, (next[i - 1] ?? 0) + 1));
  }
  return next;
}

/** How many letters are to be changed, added, dropped or swapped with the next; undefined: more than `most`. */
function distance(word: string, candidate: string, most: number): number | undefined {
  if (Math.abs(word.length - candidate.length) > most) return undefined;
  let before: number[] = [];
  let last = Array.from({ length: word.length + 1 }, (_, i) => i);
  for (let row = 1; row <= candidate.length; row += 1) {
    const next = nextRow(word, candidate, row, last, before);
    // A row never has less than the one above it.
    if (Math.min(...next) > most) return undefined;
    before = last;
    last = next;
  }
  const found = last[word.length] ?? 0;
  return found > most ? undefined : found;
}

/** The candidate that a word was most likely meant to be, letter case aside; undefined where none is near. */
export function nearest(word: string, candidates: Iterable<string>, maxDistance: number): string | undefined {
  let best: string | undefined;
  let most = maxDistance;
  for (const candidate of candidates) {
    const found = distance(word.toLowerCase(), candidate.toLowerCase(), most);
    if (found === undefined || (best !== undefined && found === most)) continue;
    best = candidate;
    most = found;
  }
  return best;
}
