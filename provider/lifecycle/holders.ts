import type { Holding } from "../model/holding";
import type { Holder } from "../model/neighbours";
import type { UserKey } from "../model/userKey";
import type { Keeper } from "./handovers";

/** How far a resource is in this run, with users whom it has in its state. */
export interface Standing {
  /** What the program declares of users there; undefined where this process was not asked about the resource. */
  readonly desired: ReadonlyMap<UserKey, string> | undefined;
  /** What leaving gives somebody, by the name and as the state has the user. */
  gives(key: UserKey, holding: Holding): string | undefined;
  readonly onRemoval: string;
  /** Whether the resource lets go whom it does not list, or has done so. */
  readonly isLettingGo: boolean;
}

/** What a resource lists of a user, against what its state says. */
function listingOf({ desired, isLettingGo }: Standing, key: UserKey, value: string): Holder["listing"] {
  const declared = desired?.get(key);
  if (declared !== undefined) return declared === value ? "same" : "other";
  if (isLettingGo) return "left";
  return desired === undefined ? "unknown" : "nothing";
}

/**
 * Those of the users in question whom a resource has by its state. Whom a refresh has seen otherwise it looks at in any case.
 */
export function holdersIn(
  { urn, isSecret = true, state }: Pick<Keeper, "urn" | "isSecret" | "state">,
  asked: ReadonlySet<string>,
  standing: Standing,
): Holder[] {
  if (urn === undefined) return [];
  const { madeAt } = state;
  const { holdings, drifted } = state.ledger;
  const found: Holder[] = [];
  for (const [key, holding] of holdings) {
    const { userId, value } = holding;
    // Of licenses the stack's state does not always tell which they are.
    if (!asked.has(userId) || value === "") continue;
    const listing = listingOf(standing, key, value);
    const { onRemoval } = standing;
    const gives = standing.gives(key, holding);
    found.push({ userId, urn, madeAt, value, seen: drifted.get(key), gives, onRemoval, isSecret, listing });
  }
  return found;
}

/** Whether a user is as the resource has the user in its state, as far as a refresh has not seen the user otherwise. */
export function isAsStored({ seen }: Holder): boolean {
  return seen === undefined;
}

/** How much it says of a resource what one process knows of it: who was not asked about it knows its state alone. */
const WEIGHT: Readonly<Record<Holder["listing"], number>> = { unknown: 0, nothing: 1, same: 1, other: 1, left: 2 };

/** What several processes say of one resource and user is what the one says that knows best. */
export function bestOf(all: readonly Holder[]): Holder | undefined {
  let best: Holder | undefined;
  for (const one of all) if (best === undefined || WEIGHT[one.listing] > WEIGHT[best.listing]) best = one;
  return best;
}
