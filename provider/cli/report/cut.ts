/** How much of a report is shown. */
export interface Cut {
  /** Names of each group of users who are changed. */
  readonly changed: number;
  /** Names of each group of users who are not. */
  readonly unchanged: number;
  /** Resources, refusals and notes, of each. */
  readonly parts: number;
}

/** Nothing is left out. */
const UNCUT: Cut = {
  changed: Number.POSITIVE_INFINITY,
  unchanged: Number.POSITIVE_INFINITY,
  parts: Number.POSITIVE_INFINITY,
};

/** The largest number from 0 to `most` that fits; -1 where not even 0 does. What fits must fit with less, too. */
function largest(most: number, fits: (number: number) => boolean): number {
  let low = -1;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Finds the mildest cut under which something fits: first names of those to whom nothing happens go, then names of
 * those to whom something does, evenly from the longest groups, and at last whole parts.
 */
export function fitCut(most: { readonly names: number; readonly parts: number }, fits: (cut: Cut) => boolean): Cut {
  if (fits(UNCUT)) return UNCUT;
  const unchanged = largest(most.names, (number) => fits({ ...UNCUT, unchanged: number }));
  if (unchanged >= 0) return { ...UNCUT, unchanged };
  const changed = largest(most.names, (number) => fits({ ...UNCUT, unchanged: 0, changed: number }));
  if (changed >= 0) return { ...UNCUT, unchanged: 0, changed };
  const parts = largest(most.parts, (number) => fits({ unchanged: 0, changed: 0, parts: number }));
  return { unchanged: 0, changed: 0, parts: Math.max(parts, 0) };
}
