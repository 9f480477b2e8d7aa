import type { Offer } from "../model/neighbours";

/** Who asks what others keep. */
export interface Asker {
  /** The resource that asks, where it may be left out if nobody keeps anybody but it: it knows by its own state whom it keeps. */
  readonly urn: string | undefined;
  /** Whether that is what it knows by its own state. */
  isOwn(offer: Offer): boolean;
}

/** Who is told of everybody. */
export const STRANGER: Asker = { urn: undefined, isOwn: () => false };

/** How much an offer says: of somebody who has moved away from a resource others know better. */
function weightOf({ movedTo, holding }: Offer): number {
  return (movedTo ? 0 : 2) + (holding.before === undefined ? 0 : 1);
}

/** Whether one offer says less than another one of the same user: of two who has moved away the last is the one that counts. */
function saysLess(one: Offer, other: Offer): boolean {
  if (one.movedTo && other.movedTo && one.movedTo.at !== other.movedTo.at) return one.movedTo.at < other.movedTo.at;
  const more = weightOf(other) - weightOf(one);
  if (more === 0 && one.urn === other.urn) return other.isOrigin === true && one.isOrigin !== true;
  return more > 0;
}

/**
 * What an offer says, where others of the same user tell more: what the one has found before it set something, another had set. It is so
 * after a run that failed before it came to the other.
 */
function withOrigin(offer: Offer, others: readonly Offer[]): Offer {
  const { value, before } = offer.holding;
  for (const origin of others) {
    const { value: set, before: first } = origin.holding;
    if (before === undefined || set !== before || first === undefined || first === before || first === value) continue;
    const next = { ...offer, holding: { ...offer.holding, before: first }, isOrigin: true };
    return withOrigin(
      next,
      others.filter((one) => one !== origin),
    );
  }
  return offer;
}

/** What several resources, or processes, say of a user. Of two who say as much the last one counts. */
export function merged(offers: readonly Offer[]): Offer | undefined {
  let found: Offer | undefined;
  let isRefreshed = false;
  for (const offer of offers) {
    if (found !== undefined && saysLess(offer, found)) continue;
    found = offer;
    isRefreshed ||= offer.isRefreshed;
  }
  return found && { ...withOrigin(found, offers), isRefreshed };
}

/** What two processes say of a user: one may know what was before, and the other what is about to be done. */
export function joined(one: Offer | undefined, other: Offer): Offer {
  if (one === undefined) return other;
  const better = merged(one.holding.before === undefined ? [one, other] : [other, one]) ?? other;
  const isRefreshed = one.isRefreshed || other.isRefreshed;
  return { ...better, isRefreshed, releasedTo: one.releasedTo ?? other.releasedTo };
}
