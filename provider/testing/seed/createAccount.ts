import type { Account } from "../shapes";
import { completeUser } from "./completeSeed";
import { generateUsers } from "./generateUsers";
import { parseAccountSeed } from "./parseAccounts";
import type { AccountSeed, AccountSnapshot, UserSeed } from "./seedShapes";

/** The EnterpriseLWA account of a server that was given no seed: 240 people, some of them suspended. */
export const EXAMPLE_ACCOUNT_ID = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";

/** The Team account of a server that was given no seed: 12 people, the last of whom has not accepted yet. */
export const EXAMPLE_TEAM_ID = "b84e07d1-2c5f-49a6-b3d8-0e96f1a7c425";

/** An account to make: members of the API's Account, and its users or how many to make. */
export type AccountOptions = Partial<Omit<Account, "AccountType">> & {
  /** Default: EnterpriseLWA. */
  readonly type?: Account["AccountType"];
  /** The users themselves, or a number to have them generated. Default: 0. */
  readonly users?: number | readonly UserSeed[];
};

/**
 * Makes an account for a server's `accounts`, complete with IDs, so that a test can name its users.
 *
 * @param options What is to differ from an EnterpriseLWA account without users.
 * @throws SeedError for a member that can't be used.
 * @example
 * ```ts
 * const account = createAccount({ users: 3, SupportedLicenses: ["Basic", "Pro", "Plus"] });
 * const server = await startChimeServer({ accounts: [account] });
 * account.Users[0].UserId;
 * ```
 */
export function createAccount({ type = "EnterpriseLWA", users = 0, ...members }: AccountOptions = {}): AccountSnapshot {
  const seed: AccountSeed = {
    ...members,
    AccountType: type,
    Users: typeof users === "number" ? generateUsers(users) : users,
  };
  return parseAccountSeed(seed);
}

/** The accounts of a server that was given no seed. */
export function exampleAccounts(): AccountSnapshot[] {
  const company = createAccount({
    AccountId: EXAMPLE_ACCOUNT_ID,
    Name: "Example Corp",
    users: generateUsers(240, { suspended: "some" }),
  });
  const team = createAccount({ AccountId: EXAMPLE_TEAM_ID, Name: "Example Team", type: "Team", users: 11 });
  const invitee = completeUser({ PrimaryEmail: "new.hire@example.com", UserRegistrationStatus: "Unregistered" }, team);
  return [company, { ...team, Users: [...team.Users, invitee] }];
}
