import { completeUser } from "./seed/completeSeed";
import { loadAccounts } from "./seed/loadAccounts";
import { parseAccountSeed } from "./seed/parseAccounts";
import type { AccountSeed, UserSeed } from "./seed/seedShapes";
import type { Account, License, User } from "./shapes";
import type { AccountRecord, Store } from "./store";

/** An account as the API shows it, with all of its users in the order they came. */
export type AccountView = Account & {
  /** Everybody in it. */
  readonly Users: readonly User[];
};

/**
 * Looks at the accounts, and changes them as people and other programs would: none of it is a request, so the journal has
 * no line of it and no fault strikes it. A user is named by ID or by address. Each throws an Error for an account or a
 * user that is not there, and for an address that several users have.
 */
export interface AccountControls {
  /** Every account with its users. */
  accounts(): AccountView[];
  /** One account with its users. */
  account(accountId: string): AccountView;
  /** One user, or undefined. */
  user(accountId: string, user: string): User | undefined;
  /** Suspends the users; on a Team account it removes them, as the API's suspension does. */
  suspend(accountId: string, users: readonly string[]): void;
  /** Registers the users again, whatever their status was. */
  unsuspend(accountId: string, users: readonly string[]): void;
  /** Gives the users a license, supported by the account or not. */
  setLicense(accountId: string, users: readonly string[], license: License): void;
  /**
   * Changes any members of a user; one set to undefined goes. The user ID and the account stay. The address may be one
   * that another user has, which the service itself does not do.
   */
  changeUser(
    accountId: string,
    user: string,
    changes: { readonly [Name in keyof User]?: User[Name] | undefined },
  ): User;
  /** Adds a user; an address is enough. */
  addUser(accountId: string, user: UserSeed): User;
  /** Removes a user for good. */
  removeUser(accountId: string, user: string): void;
  /** Accepts the invitation of a pending user of a Team account, who is then registered, with the account's default license. */
  acceptInvitation(accountId: string, user: string): User;
  /** Adds an account; its type is enough. */
  addAccount(account: AccountSeed): AccountView;
  /** Changes any members of an account. The account ID stays. */
  changeAccount(accountId: string, changes: Partial<Account>): AccountView;
  /** Removes an account with its users: from then on the service does not know it. */
  removeAccount(accountId: string): void;
}

/** The controls of a store. */
export function createAccountControls(store: Store, timestamp: () => string): AccountControls {
  const put = (record: AccountRecord, user: User): User => {
    record.put(user);
    return user;
  };
  return {
    accounts: () => [...store.accounts].map(viewOf),
    account: (accountId) => viewOf(requireAccount(store, accountId)),
    user: (accountId, user) => findUser(requireAccount(store, accountId), user),
    suspend(accountId, users) {
      const record = requireAccount(store, accountId);
      for (const user of users.map((name) => requireUser(record, name))) {
        if (record.account.AccountType === "Team") record.disassociate(user);
        else record.put({ ...user, UserRegistrationStatus: "Suspended" });
      }
    },
    unsuspend(accountId, users) {
      const record = requireAccount(store, accountId);
      for (const user of users.map((name) => requireUser(record, name))) {
        record.put({ ...user, UserRegistrationStatus: "Registered" });
      }
    },
    setLicense(accountId, users, license) {
      const record = requireAccount(store, accountId);
      for (const user of users.map((name) => requireUser(record, name))) record.put({ ...user, LicenseType: license });
    },
    changeUser(accountId, user, changes) {
      const record = requireAccount(store, accountId);
      const before = requireUser(record, user);
      const members = Object.entries({ ...before, ...changes, ...idsOf(before) });
      return put(record, Object.fromEntries(members.filter(([, value]) => value !== undefined)) as unknown as User);
    },
    addUser(accountId, seed) {
      const record = requireAccount(store, accountId);
      return put(record, completeUser(seed, record.account));
    },
    removeUser(accountId, user) {
      const record = requireAccount(store, accountId);
      record.remove(requireUser(record, user).UserId);
    },
    acceptInvitation(accountId, user) {
      const record = requireAccount(store, accountId);
      return put(record, acceptedUser(record, requireUser(record, user), timestamp()));
    },
    addAccount(seed) {
      const account = parseAccountSeed(seed);
      loadAccounts(store, [account]);
      return account;
    },
    changeAccount(accountId, changes) {
      const record = requireAccount(store, accountId);
      record.changeAccount(changes);
      return viewOf(record);
    },
    removeAccount(accountId) {
      store.remove(requireAccount(store, accountId).account.AccountId);
    },
  };
}

/** The trial or free license that someone had outside ends with the acceptance. */
function acceptedUser(record: AccountRecord, user: User, now: string): User {
  if (user.UserInvitationStatus !== "Pending") throw new Error(`The user ${user.UserId} has no pending invitation.`);
  const { LicenseType: _, UserRegistrationStatus: __, ...former } = record.formerUser(user.PrimaryEmail ?? "") ?? {};
  const changes = {
    UserRegistrationStatus: "Registered",
    UserInvitationStatus: "Accepted",
    RegisteredOn: now,
  } as const;
  return completeUser({ ...former, ...user, ...changes }, record.account);
}

function viewOf(record: AccountRecord): AccountView {
  return { ...record.account, Users: [...record.users].map((user) => ({ ...user })) };
}

function requireAccount(store: Store, accountId: string): AccountRecord {
  const record = store.find(accountId);
  if (record === undefined) throw new Error(`There is no account ${accountId}.`);
  return record;
}

function idsOf({ UserId, AccountId }: User): Pick<User, "UserId" | "AccountId"> {
  return { UserId, ...(AccountId !== undefined && { AccountId }) };
}

function findUser(record: AccountRecord, name: string): User | undefined {
  const user = record.user(name);
  if (user !== undefined) return user;
  const users = record.usersByAddress(name);
  if (users.length < 2) return users[0];
  const ids = users.map(({ UserId }) => UserId).join(", ");
  const whose = `${users.length} users of the account ${record.account.AccountId} (${ids})`;
  throw new Error(`The address ${name} is that of ${whose}: name the user by ID.`);
}

function requireUser(record: AccountRecord, name: string): User {
  const user = findUser(record, name);
  if (user === undefined) throw new Error(`There is no user ${name} in the account ${record.account.AccountId}.`);
  return user;
}
