import type { Account, User } from "../shapes";
import { completeAccount, completeUser } from "./completeSeed";
import { ACCOUNT_MEMBERS, USER_MEMBERS } from "./members";
import { type MemberReader, readArray, readObject, ValueRefusal } from "./readMember";
import { SeedError } from "./seedError";
import type { AccountSeed, AccountSnapshot, UserSeed } from "./seedShapes";

/** Where something stands in a seed, as the person who wrote it would say it. */
export interface Place {
  readonly account: number;
  readonly list?: "Users" | "FormerUsers";
  readonly user?: number;
  readonly member?: string;
}

/** Names a place: `seed.json, accounts[0].Users[3].LicenseType`, or `users.csv, line 5, column LicenseType`. */
export type DescribePlace = (place: Place) => string;

/** Whether several users of an account may have one address: in a seed it is a slip, in a state file somebody made it so. */
type Addresses = "unique" | "shared";

/** Checks the accounts of a seed and fills in what they leave out. Throws SeedError for the first thing that is wrong. */
export function parseAccounts(
  raw: readonly unknown[],
  describe: DescribePlace,
  addresses: Addresses = "unique",
): AccountSnapshot[] {
  const accountIds = new Set<string>();
  return raw.map((value, index) => {
    const place: Place = { account: index };
    const { Users, FormerUsers, ...rest } = at(describe, place, () => readObject(value));
    const members = readMembers<Account>(rest, ACCOUNT_MEMBERS, place, describe);
    if (members.AccountType === undefined) throw new SeedError(`${describe(place)}: AccountType is missing.`);
    const account = completeAccount({ ...members, AccountType: members.AccountType }, index);
    claim(accountIds, account.AccountId, "AccountId", () => describe({ ...place, member: "AccountId" }));
    const users = parseUsers(Users, account, { ...place, list: "Users" }, describe, addresses);
    const former = parseUsers(FormerUsers, account, { ...place, list: "FormerUsers" }, describe, "unique");
    return { ...account, Users: users, ...(former.length > 0 && { FormerUsers: former }) };
  });
}

/** The seed format of an account with its users, for who writes one in a program. */
export function parseAccountSeed(seed: AccountSeed): AccountSnapshot {
  const [account] = parseAccounts([seed], describeJsonPlace("the account"));
  if (account === undefined) throw new SeedError("the account: it is missing.");
  return account;
}

/** Names places in a seed that is JSON. */
export function describeJsonPlace(source: string): DescribePlace {
  return ({ account, list, user, member }) => {
    const userPath = user === undefined ? "" : `.${list}[${user}]`;
    const listPath = user === undefined && list !== undefined ? `.${list}` : userPath;
    return `${source}, accounts[${account}]${listPath}${member === undefined ? "" : `.${member}`}`;
  };
}

function parseUsers(
  raw: unknown,
  account: Account,
  place: Place,
  describe: DescribePlace,
  addresses: Addresses,
): User[] {
  const ids = new Set<string>();
  const taken = new Set<string>();
  const list = raw === undefined || raw === null ? [] : at(describe, place, () => readArray(raw));
  return list.map((value, index) => {
    const userPlace = { ...place, user: index };
    const seed = parseUser(value, account, userPlace, describe);
    const user = completeUser(seed, account);
    if (addresses === "unique" && user.PrimaryEmail !== undefined) {
      const where = (): string => describe({ ...userPlace, member: "PrimaryEmail" });
      claim(taken, user.PrimaryEmail.toLowerCase(), "address", where);
    }
    claim(ids, user.UserId, "UserId", () => describe({ ...userPlace, member: "UserId" }));
    return user;
  });
}

function parseUser(value: unknown, account: Account, place: Place, describe: DescribePlace): UserSeed {
  const raw = at(describe, place, () => readObject(value));
  const seed = readMembers<User>(raw, USER_MEMBERS, place, describe);
  if (seed.PrimaryEmail === undefined && seed.UserId === undefined) {
    throw new SeedError(`${describe(place)}: PrimaryEmail is missing.`);
  }
  if (seed.AccountId !== undefined && seed.AccountId !== account.AccountId) {
    const where = describe({ ...place, member: "AccountId" });
    throw new SeedError(`${where}: "${seed.AccountId}" is not the account that has the user, ${account.AccountId}.`);
  }
  return seed;
}

function readMembers<Shape extends object>(
  raw: Readonly<Record<string, unknown>>,
  readers: { readonly [Name in keyof Shape]-?: MemberReader<NonNullable<Shape[Name]>> },
  place: Place,
  describe: DescribePlace,
): Partial<Shape> {
  const members = Object.entries(raw)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => {
      if (!Object.hasOwn(readers, name)) {
        throw new SeedError(`${describe(place)}: "${name}" is not one of ${Object.keys(readers).join(", ")}.`);
      }
      return [name, at(describe, { ...place, member: name }, () => readers[name as keyof Shape](value))] as const;
    });
  return Object.fromEntries(members) as Partial<Shape>;
}

function at<Value>(describe: DescribePlace, place: Place, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueRefusal) throw new SeedError(`${describe(place)}: ${error.message}`, { cause: error });
    throw error;
  }
}

function claim(taken: Set<string>, key: string, what: string, where: () => string): void {
  if (taken.has(key)) throw new SeedError(`${where()}: the ${what} "${key}" is there twice.`);
  taken.add(key);
}
