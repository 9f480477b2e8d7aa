import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";

/** What a resource keeps of a user whom another one lists now, or the one that takes its place. */
export interface HandedOver {
  readonly holding: Holding;
  /** Whether that resource has the user in its state, and not just a note of who has moved away from it. */
  readonly isHeld?: boolean;
  /** Whether the user moves: the resource lists the user no more. */
  readonly moves: boolean;
  /** That resource, where it is to be named: `UserSuspensionSet "a"`. */
  readonly from?: string | undefined;
  /** Whether users who are as declared are told to come from there, too: not where that hangs on the order of things. */
  readonly isTold?: boolean;
  /** What that resource makes of the user before this one can take over, where it does not leave the user to this one. */
  readonly releasedTo?: string | undefined;
  /** Whether that may be still to come, as in a preview, so that the user is not seen so yet. */
  readonly isAhead?: boolean;
}

/**
 * What a resource keeps of its users. Whom it found as they are may have been taken over by another one meanwhile, in a run that did
 * not come to this one, and come back: then that one knows what they had before.
 */
export function withBefore(
  holdings: ReadonlyMap<UserKey, Holding>,
  handedOver: ReadonlyMap<string, HandedOver>,
): ReadonlyMap<UserKey, Holding> {
  if (handedOver.size === 0) return holdings;
  const known = new Map(holdings);
  for (const [key, held] of holdings) {
    const handed = held.before === undefined ? handedOver.get(held.userId) : undefined;
    const before = handed?.moves === true ? handed.holding.before : undefined;
    if (before !== undefined) known.set(key, { ...held, before });
  }
  return known;
}
