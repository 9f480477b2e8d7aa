import { type Account, isTeamAccount } from "../model/account";
import type { Holding } from "../model/holding";
import { countOf, listNames, NAMES_SHOWN, quoteName, shorten } from "../model/names";
import { addressIn } from "../model/nearestAddress";
import { isEmailAddress, type UserKey } from "../model/userKey";
import { type MeantAddress, sayMeant } from "./meantAddress";
import { type Plan, usersOf } from "./plan";

/** What is judged of listed users whom the account does not have, and what is known of them. */
export interface MissingRequest {
  readonly plan: Plan;
  /** Undefined where the account could not be read. */
  readonly account?: Account | undefined;
  /** The addresses of the account that may be meant by one that it does not have, as far as its users are known. */
  readonly meantBy?: ((key: UserKey) => readonly MeantAddress[]) | undefined;
  /** What the state has: whoever is there has been in the account. */
  readonly holdings?: ReadonlyMap<UserKey, Pick<Holding, "userId">> | undefined;
  /** Where users stand in the list whose names are not told. */
  readonly placeOf?: ((key: UserKey) => number | undefined) | undefined;
  /** Whether nothing may tell what resources have in their state that the program has no more. */
  readonly isUntold?: boolean | undefined;
  /** The argument that lists users: `users` or `licenses`. */
  readonly listing: string;
  readonly desired: ReadonlyMap<UserKey, string>;
  readonly missingUsers: "fail" | "warn";
  readonly teamAccount: "refuse" | "disassociate";
}

/** What to do about entries that are wrong. */
export function entries(count: number): string {
  return count === 1 ? "the entry" : "the entries";
}

/** Of whom a set has removed from a Team account, and is renamed or taken out of the program, only its state tells. */
function removedBefore({ account, teamAccount, isUntold }: MissingRequest): string {
  if (!isUntold || !account || !isTeamAccount(account) || teamAccount !== "disassociate") return "";
  return " Where another set of this stack has removed them from it, one that is renamed now or taken out, run with --refresh, or give the new one an alias.";
}

/** Of whoever is to have a license, a set of the same program may have removed the user in an earlier run. */
function removedBySet({ account, listing }: MissingRequest): string {
  if (listing !== "licenses" || !account || !isTeamAccount(account)) return "";
  return " This is a Team account: whom a UserSuspensionSet suspends is removed from it. To give such a user a license, take the user out of the set first: that sends an invitation.";
}

const USER_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What has no @ is looked up as a user ID: who has left a domain away may not know. */
function takenForIds(missing: readonly UserKey[]): string {
  const isOdd = (key: UserKey): boolean => !isEmailAddress(key) && !USER_ID.test(key);
  return missing.some(isOdd) ? " What has no @ is taken for a user ID: write addresses whole." : "";
}

/** What an address book copies is no address: where the account has the one in it, that is said beside the entry. */
function namedAddresses(missing: readonly UserKey[], beside: readonly string[]): string {
  const isOdd = (key: UserKey, i: number): boolean => beside[i] === "" && addressIn(key) !== undefined;
  return missing.some(isOdd) ? " Write an address alone, without a name before it." : "";
}

type Placing = Pick<MissingRequest, "listing" | "placeOf">;

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

/** Those of some who have been in the account: there is no slip in these entries, and nothing to correct. */
function goneAmong(missing: readonly UserKey[], { holdings }: MissingRequest): ReadonlySet<UserKey> {
  if (!holdings) return new Set();
  const ids = new Set<string>([...holdings.values()].map(({ userId }) => userId));
  return new Set(missing.filter((key) => holdings.has(key) || ids.has(key)));
}

/** What stands beside each of some: who has been there, or who may be meant. */
function besideEach(
  missing: readonly UserKey[],
  gone: ReadonlySet<UserKey>,
  { meantBy }: Pick<MissingRequest, "meantBy">,
): string[] {
  return missing.map((key, i) => {
    if (gone.has(key)) return " (was there before, and is gone)";
    // Each look goes through the whole account: only those are looked up who are named.
    return i < NAMES_SHOWN ? sayMeant(meantBy?.(key) ?? []) : "";
  });
}

/** Asks for the account where it has none of the listed users: of one alone a slip in the entry is as likely. */
function askElsewhere(listed: number): string {
  if (listed === 1) return " Is it spelled right, and is accountId right?";
  return " None of the listed users is there: is accountId right?";
}

/** What stands against listed users whom the account does not have; undefined: there are none, or that is no reason. */
export function refuseMissing(request: MissingRequest): string | undefined {
  const { plan, desired, missingUsers, account } = request;
  const missing = inOrder(usersOf(plan, "missing"), request);
  if (missingUsers === "warn" || missing.length === 0) return undefined;
  const where = account ? `account ${account.accountId} (${shorten(account.name)})` : "the account";
  const gone = goneAmong(missing, request);
  const beside = besideEach(missing, gone, request);
  const names = missing.map((key, i) => `${withPlace(key, request)}${beside[i]}`);
  const wayOut = `${gone.size === missing.length ? "Take out" : "Correct or remove"} ${entries(missing.length)}`;
  // Of an address that is nearly one of the account it is known what is wrong, and who was there speaks for the account.
  const isElsewhere = missing.length === desired.size && beside.every((text) => text === "");
  const removed = removedBySet(request);
  const question = isElsewhere ? askElsewhere(desired.size) : "";
  const odd = `${takenForIds(missing.filter((key) => !gone.has(key)))}${namedAddresses(missing, beside)}`;
  return `${countOf(missing.length, "listed user")} not found in ${where}: ${listNames(names)}. ${wayOut}, or set missingUsers to "warn".${odd}${removed}${question}${removedBefore(request)}`;
}
