import type { Holding } from "../model/holding";
import { toUserKey, type UserKey } from "../model/userKey";
import type { PlanRequest } from "./planRequest";

/** The holdings by user ID, for a user that the program now names in another way. */
export function indexHoldings(holdings: ReadonlyMap<UserKey, Holding>): Map<string, Holding> {
  const byId = new Map<string, Holding>();
  for (const holding of holdings.values()) byId.set(holding.userId, holding);
  return byId;
}

/** The holdings by recorded address, for a user whom the account can't be asked about any more. */
function indexAddresses(holdings: ReadonlyMap<UserKey, Holding>): Map<string, Holding> {
  const byAddress = new Map<string, Holding>();
  for (const holding of holdings.values()) {
    if (holding.email !== undefined) byAddress.set(toUserKey(holding.email), holding);
  }
  return byAddress;
}

/** What is known of users by other names than the program's. */
export interface HoldingIndex {
  /** What this resource keeps, by user ID. */
  readonly own: ReadonlyMap<string, Holding>;
  /** The same and what other resources hand over, by ID and by address. */
  readonly byName: ReadonlyMap<string, Holding>;
}

/** Looks up what is known of users by their other names. */
export function indexNames({ handedOver, holdings }: Pick<PlanRequest, "handedOver" | "holdings">): HoldingIndex {
  const own = indexHoldings(holdings);
  const byName = indexAddresses(holdings);
  // On most accounts there are no other names: then nobody is looked up in a copy.
  if (byName.size === 0 && handedOver.size === 0) return { own, byName: own };
  for (const [name, { holding }] of handedOver) byName.set(name, holding);
  for (const [userId, holding] of own) byName.set(userId, holding);
  return { own, byName };
}
