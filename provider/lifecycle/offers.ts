import type { Offer } from "../model/neighbours";
import { saysLess, withOrigin } from "./handovers";

/** Who asks what others keep. */
export interface Asker {
  /** The resource that asks, where it may be left out if nobody keeps anybody but it: it knows by its own state whom it keeps. */
  readonly urn: string | undefined;
  /** Whether that is what it knows by its own state. */
  isOwn(offer: Offer): boolean;
}

/** Who is told of everybody. */
export const STRANGER: Asker = { urn: undefined, isOwn: () => false };

/** What two processes say of a user: one may know what was before, and the other what is about to be done. */
export function joined(one: Offer | undefined, other: Offer): Offer {
  if (one === undefined) return other;
  const isFirst = saysLess(other, one) || (one.holding.before !== undefined && !saysLess(one, other));
  const better = isFirst ? withOrigin(one, other) : withOrigin(other, one);
  const isRefreshed = one.isRefreshed || other.isRefreshed;
  return { ...better, isRefreshed, releasedTo: one.releasedTo ?? other.releasedTo };
}
