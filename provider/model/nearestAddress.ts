import { isEmailAddress } from "./userKey";

/** How many letters may be amiss in an address. */
const MOST = 2;

/** Drops what two texts have in common at both ends: most addresses differ from another in every letter, or in few. */
function withoutCommonEnds(a: string, b: string): [string, string] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** Counts from the row before, and the one before that, how many letters the first `i` of a are from the first of b. */
function nextRow(a: string, b: string, i: number, before: readonly number[], twoBefore: readonly number[]): number[] {
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const replaced = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
    let least = Math.min(replaced, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    if (swapped) least = Math.min(least, (twoBefore[j - 2] ?? 0) + 1);
    row.push(least);
  }
  return row;
}

/**
 * How many letters have to be added, dropped, replaced or swapped with their neighbor to make one text of the other
 * (the distance of Damerau and Levenshtein, each letter moved once); infinite where it is more than `limit`.
 */
export function distance(one: string, other: string, limit: number): number {
  const far = Number.POSITIVE_INFINITY;
  if (Math.abs(one.length - other.length) > limit) return far;
  const [a, b] = withoutCommonEnds(one, other);
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow(a, b, i, before, twoBefore);
    // A swap reaches back over one row: only where both are too far can nothing come near any more.
    if (Math.min(...row) > limit && Math.min(...before) > limit) return far;
    [twoBefore, before] = [before, row];
  }
  const letters = before.at(-1) ?? 0;
  return letters <= limit ? letters : far;
}

/** Less than a third of a part may be amiss: of three letters none, since all short names are near to each other. */
function allowed(part: string, most: number): number {
  return Math.min(most, Math.ceil(part.length / 3) - 1);
}

function split(address: string): [string, string] {
  const at = address.lastIndexOf("@");
  return [address.slice(0, at), address.slice(at + 1)];
}

/** The address in an entry as address books have them, `Jane Doe <jane@example.com>`. */
export function addressIn(written: string): string | undefined {
  return /<\s*([^<>\s]+@[^<>\s]+)\s*>$/.exec(written)?.[1];
}

/**
 * The addresses that somebody may have meant who wrote another: of those given the nearest, where one is near, and all that
 * are as near, in the order of their names. One that is less near is never among them: it would be somebody else's.
 */
export function nearestAddresses(written: string, addresses: Iterable<string>): string[] {
  if (!isEmailAddress(written)) return [];
  const [name, domain] = split(addressIn(written) ?? written);
  let nearest: string[] = [];
  let least = MOST;
  for (const address of addresses) {
    const [otherName, otherDomain] = split(address);
    let letters = distance(domain, otherDomain, allowed(domain, least));
    if (letters <= least) letters += distance(name, otherName, allowed(name, least - letters));
    if (letters > least) continue;
    if (letters < least) nearest = [];
    nearest.push(address);
    least = letters;
  }
  return nearest.sort();
}
