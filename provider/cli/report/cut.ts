import { UNCHANGED_SHOWN } from "../../plan/planMessage";
import type { PreviewReport } from "./previewReport";

/** How much of a report is shown. */
export interface Cut {
  /** Names of each group of users who are changed. */
  readonly changed: number;
  /** Names of each group of users who are not. */
  readonly unchanged: number;
  /** Resources, refusals and notes, of each. */
  readonly parts: number;
}

/** Nothing is left out but what a preview leaves out too: of those to whom nothing happens it names a few. */
export function uncutOf({ namesMore }: Pick<PreviewReport, "namesMore">): Cut {
  return {
    changed: Number.POSITIVE_INFINITY,
    unchanged: namesMore ? Number.POSITIVE_INFINITY : UNCHANGED_SHOWN,
    parts: Number.POSITIVE_INFINITY,
  };
}

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
export function fitCut(
  uncut: Cut,
  most: { readonly names: number; readonly parts: number },
  fits: (cut: Cut) => boolean,
): Cut {
  if (fits(uncut)) return uncut;
  const unchanged = largest(Math.min(most.names, uncut.unchanged), (number) => fits({ ...uncut, unchanged: number }));
  if (unchanged >= 0) return { ...uncut, unchanged };
  const changed = largest(most.names, (number) => fits({ ...uncut, unchanged: 0, changed: number }));
  if (changed >= 0) return { ...uncut, unchanged: 0, changed };
  const parts = largest(most.parts, (number) => fits({ unchanged: 0, changed: 0, parts: number }));
  return { unchanged: 0, changed: 0, parts: Math.max(parts, 0) };
}
