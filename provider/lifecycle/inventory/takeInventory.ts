import { type Account, isTeamAccount } from "../../model/account";
import { LicenseType } from "../../model/licenseType";
import type { ResourceName } from "../../model/resourceName";
import { SUSPENDED } from "../../model/standing";
import type { User } from "../../model/user";
import type { UserKey } from "../../model/userKey";
import { licenseKind, suspensionKind } from "../kinds";
import { nameUsers } from "./nameUsers";

/** An account with its users, as read. */
export interface AccountContent {
  readonly account: Account;
  readonly users: readonly User[];
}

/** A user under the name that a program gives it. */
export interface NamedUser {
  readonly name: UserKey;
  readonly user: User;
}

/** Users of whom a declaration can't say what they have. */
export interface LeftOut {
  /** What they are left out of, in words. */
  readonly of: string;
  /** The resource that they are left out of; undefined: every one. */
  readonly resource: ResourceName | undefined;
  /** Why, to be read behind their number. */
  readonly why: string;
  readonly users: readonly User[];
}

/** What an account has, in the terms of the two resources; sorted by name. */
export interface Inventory {
  readonly account: Account;
  /** How many users the account has. */
  readonly userCount: number;
  readonly suspended: readonly NamedUser[];
  readonly licensed: readonly (NamedUser & { readonly license: LicenseType })[];
  readonly leftOut: readonly LeftOut[];
}

function byName(a: NamedUser, b: NamedUser): number {
  return a.name < b.name ? -1 : 1;
}

function isSuspended(user: User, team: boolean): boolean {
  return suspensionKind.rules.observedValue({ user, holding: undefined, team }) === SUSPENDED;
}

/** Why a user's license can't be declared; undefined where it can. */
function whyNotLicensed({ licenseType }: User, { supportedLicenses = [] }: Account): string | undefined {
  if (licenseType === undefined) return "without a license";
  if (!isLicense(licenseType)) return `with the license ${licenseType}, which ${licenseKind.resource} does not know`;
  if (supportedLicenses.length === 0 || supportedLicenses.includes(licenseType)) return undefined;
  return `with the license ${licenseType}, which the account does not support (it supports ${supportedLicenses.join(", ")})`;
}

function isLicense(text: string): text is LicenseType {
  return Object.values<string>(LicenseType).includes(text);
}

/** Works out what declares an account as it is, and who has to be left out of that. */
export function takeInventory({ account, users }: AccountContent): Inventory {
  const team = isTeamAccount(account);
  const names = nameUsers(users);
  const named = [...names].map(([user, name]): NamedUser => ({ name, user })).sort(byName);
  const refused = Map.groupBy(
    named.map(({ user }) => user),
    (user) => whyNotLicensed(user, account),
  );
  const nameless = users.filter((user) => !names.has(user));
  const unlicensed = [...refused].flatMap(([why, left]) =>
    why === undefined ? [] : [{ of: "the licenses", resource: licenseKind.resource, why, users: left }],
  );
  return {
    account,
    userCount: users.length,
    suspended: named.filter(({ user }) => isSuspended(user, team)),
    licensed: named.flatMap(({ name, user }) => {
      const { licenseType } = user;
      if (licenseType === undefined || !isLicense(licenseType) || whyNotLicensed(user, account)) return [];
      return [{ name, user, license: licenseType }];
    }),
    leftOut: [
      {
        of: "everything",
        resource: undefined,
        why: "whom neither address nor ID can name in a program",
        users: nameless,
      },
      ...unlicensed,
    ].filter(({ users: left }) => left.length > 0),
  };
}
