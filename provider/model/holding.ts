import type { Address, UserId } from "./userKey";

/** What the state knows of one user that a resource keeps. */
export interface Holding {
  /** The ID that the key was resolved to when the user was last written or found. */
  readonly userId: UserId;
  /** What the resource keeps the user at: a standing, or a license. */
  readonly value: string;
  /**
   * What the user had before this resource first set something. Absent where the user was found as declared and
   * nothing was ever set: such a user is not undone by `restore`.
   */
  readonly before?: string;
  /** What the last write was to set, where no answer came: found so the next time, it was this write. */
  readonly attempted?: string;
  /** Team accounts only: the address that an invitation goes to, where the key is not the address itself. */
  readonly email?: Address;
}

/** Whether two resources have the same users at the same. */
export function hasSame(one: ReadonlyMap<string, Holding>, other: ReadonlyMap<string, Holding>): boolean {
  if (one.size !== other.size) return false;
  for (const [key, { userId, value }] of one) {
    const held = other.get(key);
    if (held?.userId !== userId || held.value !== value) return false;
  }
  return true;
}
