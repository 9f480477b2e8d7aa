import type { Holding } from "../model/holding";
import type { KindRules } from "./rules";

/** How a user was seen who is as declared, without a write of ours. */
export interface Sighting {
  readonly userId: string;
  /** What the user has. */
  readonly value: string;
  /** Whether the user was seen otherwise the last time. */
  readonly wasDrifted: boolean;
}

/**
 * What is kept of a user who is seen as this resource wants the user. Who was seen undone before, and is so now without
 * us, is so by somebody else's doing, and so counts as found, unless it was our own last write, whose answer got lost.
 */
export function holdingSeen(
  prior: Holding | undefined,
  { userId, value, wasDrifted }: Sighting,
  { driftEndsOwnership }: Pick<KindRules, "driftEndsOwnership">,
): Holding {
  if (prior === undefined) return { userId, value };
  const { attempted, before, ...known } = prior;
  const isByOthers = driftEndsOwnership && wasDrifted && attempted !== value;
  return isByOthers || before === undefined ? { ...known, userId, value } : { ...known, before, userId, value };
}
