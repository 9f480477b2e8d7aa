import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";

/**
 * What resources of the running program know of users whom they no longer list, and whom of them they have changed. A
 * user who moves to another resource is found there as this one left the user: only here it is known what was before.
 */
export class Handovers {
  readonly #byAccount = new Map<string, Map<string, Holding>>();
  readonly #released = new Map<string, Set<string>>();

  /** Offers the users of a resource that its program does not list any more. */
  offer(accountId: string, holdings: ReadonlyMap<UserKey, Holding>, listed: ReadonlyMap<UserKey, string>): void {
    const offered = this.#byAccount.get(accountId) ?? new Map<string, Holding>();
    this.#byAccount.set(accountId, offered);
    for (const [key, holding] of holdings) if (!listed.has(key)) offered.set(holding.userId, holding);
  }

  /** Notes that a resource has changed a user whom it lists no more, or may have. */
  noteReleased(accountId: string, userId: string): void {
    const released = this.#released.get(accountId) ?? new Set();
    this.#released.set(accountId, released.add(userId));
  }

  /** The IDs of users whom resources have changed because they list them no more. */
  released(accountId: string): ReadonlySet<string> {
    return this.#released.get(accountId) ?? new Set();
  }

  /** What is on offer for an account, by user ID. */
  of(accountId: string): ReadonlyMap<string, Holding> {
    return this.#byAccount.get(accountId) ?? new Map();
  }
}
