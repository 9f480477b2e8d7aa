import type { Holding } from "../model/holding";
import { toUserKey, type UserKey } from "../model/userKey";
import type { PlanRequest } from "./planRequest";

/** The holdings by user ID, for a user that the program now names in another way. */
export function indexHoldings(holdings: ReadonlyMap<UserKey, Holding>): Map<string, Holding> {
  return new Map([...holdings.values()].map((holding) => [holding.userId, holding]));
}

/** The holdings by recorded address, for a user whom the account can't be asked about any more. */
function indexAddresses(holdings: ReadonlyMap<UserKey, Holding>): [string, Holding][] {
  return [...holdings.values()].flatMap((holding) =>
    holding.email === undefined ? [] : [[toUserKey(holding.email), holding] as [string, Holding]],
  );
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
  const handedOverHoldings = [...handedOver].map(([name, { holding }]) => [name, holding] as const);
  return { own, byName: new Map([...indexAddresses(holdings), ...handedOverHoldings, ...own]) };
}
