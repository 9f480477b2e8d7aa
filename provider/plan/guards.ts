import { type Account, isTeamAccount } from "../model/account";
import { LicenseType } from "../model/licenseType";
import { countOf, grouped, listNames, shorten } from "../model/names";
import { isEmailAddress, type UserKey } from "../model/userKey";
import { removes } from "./actions";
import { type AddressFaults, GIVEN_ON, tellAmbiguous } from "./addressGuards";
import { entries, type MissingRequest, refuseMissing } from "./missingUsers";
import { changesOf, EMPTY_PLAN } from "./plan";
import type { KindRules } from "./rules";
import { refuseUnknownType } from "./unknownType";

/** A reason not to go on: the argument it comes from, what was found, for whom, and the way out. */
export interface Violation {
  readonly property: string;
  readonly message: string;
}

/** What the guards judge. Where the account could not be read, guards that need it are silent. */
export interface GuardRequest extends MissingRequest {
  /** How many users the account has, where that was asked for. */
  readonly accountUsers?: number | undefined;
  /** Listed addresses that do not say who is meant, as far as the account has been read. */
  readonly addresses?: AddressFaults | undefined;
  readonly rules: KindRules;
  /** The entries that have a time or a reason, those that do not count now among them: some guards hold for these too. */
  readonly schedule: ReadonlyMap<UserKey, { readonly value: string }>;
  /** Whose entry does not count since its time is over: nobody gets anything by it any more. */
  readonly isOver?: ((key: UserKey) => boolean) | undefined;
  readonly onRemoval: string;
  readonly protectedUsers: ReadonlySet<UserKey>;
  readonly maxChanges?: number | string;
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

const guardMissing: Guard = (request) => {
  const message = refuseMissing(request);
  return message === undefined ? [] : [{ property: request.listing, message }];
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
