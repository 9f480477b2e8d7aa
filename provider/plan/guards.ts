import { type Account, isTeamAccount } from "../model/account";
import { LicenseType } from "../model/licenseType";
import { countOf, grouped, listNames, NAMES_SHOWN, quoteName, shorten } from "../model/names";
import { addressIn } from "../model/nearestAddress";
import { isEmailAddress, type UserKey } from "../model/userKey";
import { removes } from "./actions";
import { type AddressFaults, GIVEN_ON, tellAmbiguous } from "./addressGuards";
import { type MeantAddress, sayMeant } from "./meantAddress";
import { changesOf, EMPTY_PLAN, type Plan, usersOf } from "./plan";
import type { KindRules } from "./rules";
import { refuseUnknownType } from "./unknownType";

/** A reason not to go on: the argument it comes from, what was found, for whom, and the way out. */
export interface Violation {
  readonly property: string;
  readonly message: string;
}

/** What the guards judge. */
export interface GuardRequest {
  readonly plan: Plan;
  /** Undefined where the account could not be read: guards that need it are silent then. */
  readonly account?: Account | undefined;
  /** How many users the account has, where that was asked for. */
  readonly accountUsers?: number | undefined;
  /** The addresses of the account that may be meant by one that it does not have, as far as its users are known. */
  readonly meantBy?: ((key: UserKey) => readonly MeantAddress[]) | undefined;
  /** Where users stand in the list whose names are not told. */
  readonly placeOf?: ((key: UserKey) => number | undefined) | undefined;
  /** Listed addresses that do not say who is meant, as far as the account has been read. */
  readonly addresses?: AddressFaults | undefined;
  /** Whether nothing may tell what resources have in their state that the program has no more. */
  readonly isUntold?: boolean | undefined;
  /** The argument that lists users: `users` or `licenses`. */
  readonly listing: string;
  readonly rules: KindRules;
  readonly desired: ReadonlyMap<UserKey, string>;
  /** The entries that have a time or a reason, those that do not count now among them: some guards hold for these too. */
  readonly schedule: ReadonlyMap<UserKey, { readonly value: string }>;
  /** Whose entry does not count since its time is over: nobody gets anything by it any more. */
  readonly isOver?: ((key: UserKey) => boolean) | undefined;
  readonly onRemoval: string;
  readonly protectedUsers: ReadonlySet<UserKey>;
  readonly maxChanges?: number | string;
  readonly missingUsers: "fail" | "warn";
  readonly teamAccount: "refuse" | "disassociate";
}

type Guard = (request: GuardRequest) => Violation[];
type AccountGuard = (request: Pick<GuardRequest, "account">) => Violation[];

const DIRECTORY_MANAGED = new Set(["EnterpriseDirectory", "EnterpriseOIDC"]);

const guardAccountType: AccountGuard = ({ account }) => {
  if (!account?.accountType || !DIRECTORY_MANAGED.has(account.accountType)) return [];
  const where = account.accountType === "EnterpriseOIDC" ? "its identity provider (Okta)" : "its Active Directory";
  return [
    {
      property: "accountId",
      message: `Account ${account.accountId} (${shorten(account.name)}) is of type ${account.accountType}: its users are suspended and licensed in ${where}, and the service refuses to do it here. Make the change there, or name an EnterpriseLWA account.`,
    },
  ];
};

const guardAccountStatus: AccountGuard = ({ account }) => {
  if (account?.accountStatus !== "Suspended") return [];
  return [
    {
      property: "accountId",
      message: `Account ${account.accountId} (${shorten(account.name)}) is itself suspended: its users can't be changed. Have the account reactivated, or name another one.`,
    },
  ];
};

const guardTeamAccount: Guard = ({ account, plan, teamAccount, listing }) => {
  if (!account || !isTeamAccount(account) || teamAccount === "disassociate") return [];
  const removed = changesOf(plan).filter(({ action }) => removes(action, true));
  if (removed.length === 0) return [];
  return [
    {
      property: listing,
      message: `Account ${account.accountId} (${shorten(account.name)}) is a Team account: suspending there removes users from the account, and only an invitation that they accept brings them back. It would remove ${countOf(removed.length, "user")}: ${listNames(removed.map(({ user }) => user))}. If that is what you want, set teamAccount to "disassociate".`,
    },
  ];
};

const guardUnknownType: Guard = (request) => {
  const message = refuseUnknownType(request);
  return message === undefined ? [] : [{ property: request.listing, message }];
};

/** Who would be invited to the account only to be removed from it again. */
const guardGap: Guard = ({ account, plan, listing }) => {
  if (!account || !isTeamAccount(account)) return [];
  const through = changesOf(plan).filter(({ cause }) => cause.why === "moved" && cause.isReleased === true);
  if (through.length === 0) return [];
  return [
    {
      property: listing,
      message: `Account ${account.accountId} (${shorten(account.name)}) is a Team account: ${countOf(through.length, "user")} would be invited to it by the resource that lists them no more, and then removed again by this one, which the program declares only after that: ${listNames(through.map(({ user }) => user))}. Declare both without one waiting for the other's outputs, and without an await between them.`,
    },
  ];
};

const guardDuplicates: Guard = ({ plan, listing }) =>
  plan.duplicates.map(({ userId, entries: [first, second] }) => ({
    property: listing,
    message: `"${first}" and "${second}" are the same person (user ID ${userId}). Keep one of the two entries.${[first, second].every(isEmailAddress) ? GIVEN_ON : ""}`,
  }));

const guardAddresses: Guard = ({ addresses, account, listing }) =>
  addresses ? tellAmbiguous(addresses, account).map((message) => ({ property: listing, message })) : [];

/** What to do about entries that are wrong. */
function entries(count: number): string {
  return count === 1 ? "the entry" : "the entries";
}

/** Of whom a set has removed from a Team account, and is renamed or taken out of the program, only its state tells. */
function removedBefore({ account, teamAccount, isUntold }: GuardRequest): string {
  if (!isUntold || !account || !isTeamAccount(account) || teamAccount !== "disassociate") return "";
  return " Where another set of this stack has removed them from it, one that is renamed now or taken out, run with --refresh, or give the new one an alias.";
}

const USER_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What has no @ is looked up as a user ID: who has left a domain away may not know. */
function takenForIds(missing: readonly UserKey[]): string {
  const isOdd = (key: UserKey): boolean => !isEmailAddress(key) && !USER_ID.test(key);
  return missing.some(isOdd) ? " What has no @ is taken for a user ID: write addresses whole." : "";
}

/** What an address book copies is no address: where the account has the one in it, that is said beside the entry. */
function namedAddresses(missing: readonly UserKey[], meant: readonly string[]): string {
  const isOdd = (key: UserKey, i: number): boolean => meant[i] === "" && addressIn(key) !== undefined;
  return missing.some(isOdd) ? " Write an address alone, without a name before it." : "";
}

type Placing = Pick<GuardRequest, "listing" | "placeOf">;

/** A name with its place in the list, where that is all that a reader is told. */
function withPlace(key: UserKey, { listing, placeOf }: Placing): string {
  const place = placeOf?.(key);
  return place === undefined ? quoteName(key) : `${key} (${listing}[${place}])`;
}

/** In the order of the list, where that is told: the order of names would tell of them. */
function inOrder(keys: readonly UserKey[], { placeOf }: Placing): readonly UserKey[] {
  return placeOf ? [...keys].sort((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0)) : keys;
}

/** Listed users as a message names them. */
export function namesWithPlaces(keys: readonly UserKey[], placing: Placing): string[] {
  return inOrder(keys, placing).map((key) => withPlace(key, placing));
}

const guardMissing: Guard = (request) => {
  const { plan, desired, missingUsers, account, listing, meantBy } = request;
  const missing = inOrder(usersOf(plan, "missing"), request);
  if (missingUsers === "warn" || missing.length === 0) return [];
  const where = account ? `account ${account.accountId} (${shorten(account.name)})` : "the account";
  // Each look goes through the whole account: only those are looked up who are named.
  const meant = missing.map((key, i) => (i < NAMES_SHOWN ? sayMeant(meantBy?.(key) ?? []) : ""));
  const names = missing.map((key, i) => `${withPlace(key, request)}${meant[i]}`);
  // Of an address that is nearly one of the account it is known what is wrong.
  const isElsewhere = missing.length === desired.size && meant.every((text) => text === "");
  const question = isElsewhere ? " None of the listed users is there: is accountId right?" : "";
  return [
    {
      property: listing,
      message: `${countOf(missing.length, "listed user")} not found in ${where}: ${listNames(names)}. Correct or remove ${entries(missing.length)}, or set missingUsers to "warn".${takenForIds(missing)}${namedAddresses(missing, meant)}${question}${removedBefore(request)}`,
    },
  ];
};

const guardProtected: Guard = ({ plan, listing, desired, schedule, protectedUsers }) => {
  const byName = [...protectedUsers].filter((user) => desired.has(user) || schedule.has(user)).sort();
  const byOther = plan.protectedListed.filter(({ user }) => !protectedUsers.has(user));
  const wayOut = (count: number): string => `Remove ${entries(count)} from ${listing} or from protectedUsers.`;
  const found: Violation[] = [];
  if (byName.length > 0) {
    const message = `${countOf(byName.length, "listed user")} protected by protectedUsers: ${listNames(byName)}. ${wayOut(byName.length)}`;
    found.push({ property: listing, message });
  }
  if (byOther.length > 0) {
    const names = listNames(byOther.map(({ user, userId }) => `${user} (user ID ${userId})`));
    const message = `${countOf(byOther.length, "listed user")} protected by protectedUsers under another name: ${names}. ${wayOut(byOther.length)}`;
    found.push({ property: listing, message });
  }
  return found;
};

/** How many changes `maxChanges` allows; a share is of the users in the account, rounded down. */
function changesAllowed(maxChanges: number | string, accountUsers: number | undefined): number | undefined {
  if (typeof maxChanges === "number") return maxChanges;
  if (accountUsers === undefined) return undefined;
  // A decimal share such as 2.28 % of 2500 comes out a hair below 57 in floating point; that hair is not the user's.
  return Math.floor((Number.parseFloat(maxChanges) * accountUsers) / 100 + 1e-9);
}

const guardMaxChanges: Guard = ({ plan, maxChanges, accountUsers, desired }) => {
  if (maxChanges === undefined) return [];
  const allowed = changesAllowed(maxChanges, accountUsers);
  // A move between resources is no change, also where the one lets go before the other takes over.
  const changes = changesOf(plan).filter(({ cause }) => !(cause.why === "moved" && cause.isOnlyMove === true));
  // Changes without a from are guesses, made where the account could not be read: they may turn out to be none.
  const certain = changes.filter(({ from }) => from !== undefined).length;
  if (allowed === undefined || certain <= allowed) return [];
  const share = typeof maxChanges === "string" ? ` (${maxChanges} of ${countOf(accountUsers ?? 0, "user")})` : "";
  const names = listNames(
    changes.map(({ user }) => user),
    5,
  );
  const listed = desired.size === 0 ? " No user is listed any more." : "";
  return [
    {
      property: "maxChanges",
      message: `${countOf(certain, "user")} would change, maxChanges allows ${grouped(allowed)}${share}.${listed} First: ${names}. Change fewer users at once, or raise maxChanges.`,
    },
  ];
};

/** What each user is to have by any entry that counts, or will. */
function* listedFromNowOn({
  desired,
  schedule,
  isOver,
}: Pick<GuardRequest, "desired" | "schedule" | "isOver">): Generator<[user: UserKey, value: string]> {
  for (const [user, value] of desired) yield [user, schedule.get(user)?.value ?? value];
  for (const [user, { value }] of schedule) if (!desired.has(user) && !isOver?.(user)) yield [user, value];
}

const guardLicenses: Guard = (request) => {
  const { account, listing, rules } = request;
  const supported = account && rules.valuesOf?.(account);
  if (!supported || supported.length === 0) return [];
  const refused = new Map<string, UserKey[]>();
  for (const [user, license] of listedFromNowOn(request)) {
    if (supported.includes(license)) continue;
    const users = refused.get(license) ?? [];
    users.push(user);
    refused.set(license, users);
  }
  const { onRemoval } = request;
  const leaving = Object.hasOwn(LicenseType, onRemoval) && !supported.includes(onRemoval);
  const found = leaving
    ? [
        {
          property: "onRemoval",
          message: `Account ${account.accountId} (${shorten(account.name)}) does not support the license ${onRemoval}, which users who leave would get. It supports ${supported.join(", ")}.`,
        },
      ]
    : [];
  return [...refused]
    .map(
      ([license, users]): Violation => ({
        property: listing,
        message: `Account ${account.accountId} (${shorten(account.name)}) does not support the license ${license}, which ${countOf(users.length, "user")} would get: ${listNames(users)}. It supports ${supported.join(", ")}.`,
      }),
    )
    .concat(found);
};

/** The guards that hold for an account, whatever is declared. */
const ACCOUNT_GUARDS = [guardAccountType, guardAccountStatus] as const;

const GUARDS: readonly Guard[] = [
  ...ACCOUNT_GUARDS,
  guardTeamAccount,
  guardUnknownType,
  guardGap,
  guardDuplicates,
  guardAddresses,
  guardMissing,
  guardProtected,
  guardLicenses,
  guardMaxChanges,
];

/** What stands against a declaration of an account that is not known yet, so that there is no plan. */
export function findViolationsUnplanned(request: Omit<GuardRequest, "plan" | "account" | "accountUsers">): Violation[] {
  return findViolations({ ...request, plan: EMPTY_PLAN });
}

/** What stands against keeping anybody of an account, whoever is listed. */
export function findAccountViolations(account: Account): Violation[] {
  return ACCOUNT_GUARDS.flatMap((guard) => guard({ account }));
}

/** Every reason not to carry the plan out, all at once; empty: go on. */
export function findViolations(request: GuardRequest): Violation[] {
  return GUARDS.flatMap((guard) => guard(request));
}
