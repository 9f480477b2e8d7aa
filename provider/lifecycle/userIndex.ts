import type { User } from "../model/user";
import type { UserId, UserKey } from "../model/userKey";

function addressOf({ primaryEmail }: User): UserKey | undefined {
  return primaryEmail ? primaryEmail.toLowerCase() : undefined;
}

/** The users of an account that are known, by user ID and by address. */
export class UserIndex {
  readonly #byId = new Map<string, User>();
  readonly #byAddress = new Map<UserKey, User>();
  /** The user IDs behind an address that several users have. */
  readonly #sharing = new Map<UserKey, readonly UserId[]>();

  get size(): number {
    return this.#byId.size;
  }

  all(): Iterable<User> {
    // Whoever asks may go through them more than once.
    return { [Symbol.iterator]: () => this.#byId.values() };
  }

  /** The addresses of all users, in lower case. */
  addresses(): Iterable<UserKey> {
    return this.#byAddress.keys();
  }

  /** A user by ID or, in lower case, by address. */
  find(name: UserKey): User | undefined {
    return this.#byId.get(name) ?? this.#byAddress.get(name);
  }

  /** The IDs of all users who have an address, where there are several; in the service an address is one user's. */
  sharing(address: UserKey): readonly UserId[] {
    return this.#sharing.get(address) ?? [];
  }

  put(user: User): void {
    this.#leaveAddress(user.userId, addressOf(user));
    this.#byId.set(user.userId, user);
    const address = addressOf(user);
    if (address === undefined) return;
    const other = this.#byAddress.get(address);
    if (other && other.userId !== user.userId) {
      const ids = new Set([...this.sharing(address), other.userId, user.userId]);
      this.#sharing.set(address, [...ids].sort());
    }
    this.#byAddress.set(address, user);
  }

  /** Takes over who has an address: whoever was known to have it and is not among them has another one by now. */
  leaveAddressTo(address: UserKey, users: readonly User[]): void {
    const before = this.sharing(address);
    const known = this.find(address);
    for (const userId of before.length > 0 ? before : known ? [known.userId] : []) {
      if (users.some((user) => user.userId === userId)) continue;
      const { primaryEmail, ...nameless } = this.find(userId) ?? { userId };
      this.put(nameless);
    }
  }

  remove(userId: UserId): void {
    this.#leaveAddress(userId, undefined);
    this.#byId.delete(userId);
  }

  /** Takes a user away from the address known so far, unless it stays the same. */
  #leaveAddress(userId: UserId, now: UserKey | undefined): void {
    const known = this.#byId.get(userId);
    const address = known && addressOf(known);
    if (address === undefined || address === now) return;
    const left = this.sharing(address).filter((id) => id !== userId);
    if (left.length > 1) this.#sharing.set(address, left);
    else this.#sharing.delete(address);
    if (this.#byAddress.get(address)?.userId !== userId) return;
    const heir = left[0] === undefined ? undefined : this.#byId.get(left[0]);
    if (heir) this.#byAddress.set(address, heir);
    else this.#byAddress.delete(address);
  }
}
