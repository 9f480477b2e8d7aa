import type { Account, AccountType, User } from "../shapes";

/**
 * A user of a seed: the API's User with everything but the address optional. One without an address needs a `UserId`.
 * Defaults: an ID made from the account and the address, a name made from the address, the account's default license,
 * Registered.
 */
export type UserSeed = Partial<User>;

/**
 * An account of a seed: the API's Account with everything but the type optional. Defaults: an ID made from type, name and
 * position, Basic and Pro as supported licenses with Pro as the default one.
 */
export type AccountSeed = Partial<Account> & {
  /** How its users come to be. */
  readonly AccountType: AccountType;
  /** Everybody in it; no address and no ID twice. Default: nobody. */
  readonly Users?: readonly UserSeed[];
  /** People removed from a Team account, who keep their ID when they are invited again. State files have it. */
  readonly FormerUsers?: readonly UserSeed[];
};

/** An account with all of its users. */
export type AccountSnapshot = Account & {
  /** Everybody in it. */
  readonly Users: readonly User[];
  /** People removed from a Team account, who keep their ID when they are invited again. */
  readonly FormerUsers?: readonly User[];
};
