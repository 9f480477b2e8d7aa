import { AddressIndex } from "./addressIndex";
import type { Account, User } from "./shapes";

/** An account's users, in the order they came. */
export class AccountRecord {
  #account: Account;
  readonly #changed: () => void;
  readonly #users = new Map<string, User>();
  readonly #addresses = new AddressIndex();
  /** People removed from a Team account, by address: they stay free users and may be invited again. */
  readonly #formerUsers = new Map<string, User>();
  #sortedIds: string[] | undefined;

  constructor(account: Account, changed: () => void) {
    this.#account = account;
    this.#changed = changed;
  }

  get account(): Account {
    return this.#account;
  }

  get size(): number {
    return this.#users.size;
  }

  get users(): IterableIterator<User> {
    return this.#users.values();
  }

  get formerUsers(): IterableIterator<User> {
    return this.#formerUsers.values();
  }

  changeAccount(changes: Partial<Account>): void {
    this.#account = { ...this.#account, ...changes, AccountId: this.#account.AccountId };
    this.#changed();
  }

  user(userId: string): User | undefined {
    return this.#users.get(userId);
  }

  /** Everybody with the address, by ID. */
  usersByAddress(address: string): User[] {
    return this.#addresses.find(address).flatMap((userId) => this.#users.get(userId) ?? []);
  }

  formerUser(address: string): User | undefined {
    return this.#formerUsers.get(address.toLowerCase());
  }

  /** Adds the user, or replaces the one with its ID. */
  put(user: User): void {
    const before = this.#users.get(user.UserId);
    if (before === undefined) this.#sortedIds = undefined;
    else this.#addresses.remove(before);
    this.#users.set(user.UserId, user);
    this.#addresses.add(user);
    // A pending invitee shows only the address; the rest comes back when the invitation is accepted.
    if (user.PrimaryEmail !== undefined && user.UserRegistrationStatus !== "Unregistered") {
      this.#formerUsers.delete(user.PrimaryEmail.toLowerCase());
    }
    this.#changed();
  }

  remove(userId: string): void {
    const user = this.#users.get(userId);
    if (user === undefined) return;
    this.#users.delete(userId);
    this.#addresses.remove(user);
    this.#sortedIds = undefined;
    this.#changed();
  }

  /** Removes the user and remembers the person, as a suspension on a Team account does. */
  disassociate(user: User): void {
    this.remove(user.UserId);
    this.rememberFormerUser(user);
  }

  rememberFormerUser(user: User): void {
    if (user.PrimaryEmail !== undefined) {
      const address = user.PrimaryEmail.toLowerCase();
      this.#formerUsers.set(address, { ...this.#formerUsers.get(address), ...user });
      this.#changed();
    }
  }

  /**
   * Users with an ID after the given one, by ID. Pages are cut by ID because that order survives changes between two
   * pages: a user who is there throughout comes exactly once.
   */
  *usersAfter(userId: string): Generator<User, void, undefined> {
    this.#sortedIds ??= [...this.#users.keys()].sort();
    const ids = this.#sortedIds;
    for (let index = firstAfter(ids, userId); index < ids.length; index += 1) {
      const user = this.#users.get(ids[index] ?? "");
      if (user !== undefined) yield user;
    }
  }
}

function firstAfter(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every account of the server. `changed` is called after each change of an account or a user. */
export class Store {
  readonly #accounts = new Map<string, AccountRecord>();
  readonly #changed: () => void;

  constructor(changed: () => void = () => {}) {
    this.#changed = changed;
  }

  get accounts(): IterableIterator<AccountRecord> {
    return this.#accounts.values();
  }

  find(accountId: string): AccountRecord | undefined {
    return this.#accounts.get(accountId);
  }

  add(account: Account): AccountRecord {
    const record = new AccountRecord(account, this.#changed);
    this.#accounts.set(account.AccountId, record);
    this.#changed();
    return record;
  }

  remove(accountId: string): void {
    this.#accounts.delete(accountId);
    this.#changed();
  }
}
