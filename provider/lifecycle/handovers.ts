import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";

/**
 * What resources of the running program keep of users that they no longer list, and whom of them they have changed. A user who moves to another resource
 * of the program is found there as this one left the user; what was before is known only here.
 */
export class Handovers {
  readonly #byAccount = new Map<string, Map<string, Holding>>();
  readonly #undone = new Map<string, Set<string>>();

  /** Offers the users of a resource that its program does not list any more. */
  offer(accountId: string, holdings: ReadonlyMap<UserKey, Holding>, listed: ReadonlyMap<UserKey, string>): void {
    const offered = this.#byAccount.get(accountId) ?? new Map<string, Holding>();
    this.#byAccount.set(accountId, offered);
    for (const [key, holding] of holdings) if (!listed.has(key)) offered.set(holding.userId, holding);
  }

  /** Notes that a user who left a resource was changed, or may have been. */
  noteUndone(accountId: string, userId: string): void {
    const undone = this.#undone.get(accountId) ?? new Set();
    this.#undone.set(accountId, undone.add(userId));
  }

  /** The IDs of users whom resources have changed because they list them no more. */
  undone(accountId: string): ReadonlySet<string> {
    return this.#undone.get(accountId) ?? new Set();
  }

  /** What is on offer for an account, by user ID. */
  of(accountId: string): ReadonlyMap<string, Holding> {
    return this.#byAccount.get(accountId) ?? new Map();
  }
}
