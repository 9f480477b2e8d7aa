import type { Account } from "../model/account";
import { listNames, shorten } from "../model/names";
import type { UserKey } from "../model/userKey";

/** The way out where two entries are one person, of whom one may be listed by an address that is somebody else's by now. */
export const GIVEN_ON =
  " An address stands for whom it meant when it was first listed: where it has been given to somebody else since, list that user's ID in its place.";

/** Whose an address was when it was last acted on, and whose it is now: user IDs. */
export interface OtherOwner {
  readonly before: string;
  readonly now: string;
}

/** Listed addresses that do not say who is meant, as far as the account has been read. */
export interface AddressFaults {
  /** Addresses that several users of the account have, with their user IDs. */
  readonly shared: ReadonlyMap<UserKey, readonly string[]>;
  /** Addresses that somebody else has now, while the user from before is in the account under another name. */
  readonly taken: ReadonlyMap<UserKey, OtherOwner>;
  /** Addresses that a user with another ID has now, while the user from before is gone: another person. */
  readonly replaced: ReadonlyMap<UserKey, OtherOwner>;
  /** The same, where this resource had removed the user from the account: the same person, back by an invitation. */
  readonly returned: ReadonlyMap<UserKey, OtherOwner>;
}

/** Users whose address belongs to another user ID now, and nobody has to say who is meant. */
export type NewIds = Pick<AddressFaults, "replaced" | "returned">;

/** The addresses for which it can't be told who is to be changed. */
export function ambiguous({ shared, taken }: AddressFaults): Set<UserKey> {
  return new Set([...shared.keys(), ...taken.keys()]);
}

/** The user IDs that are told of. */
export function idsOf({ shared, taken, replaced, returned }: AddressFaults): string[] {
  const owners = [...taken.values(), ...replaced.values(), ...returned.values()];
  return [...[...shared.values()].flat(), ...owners.flatMap(({ before, now }) => [before, now])];
}

function tellOwners(owners: ReadonlyMap<UserKey, OtherOwner>): string {
  const sorted = [...owners].sort(([a], [b]) => (a < b ? -1 : 1));
  return listNames(sorted.map(([address, { before, now }]) => `${address} (user ID ${before} before, ${now} now)`));
}

function tellSharers(shared: AddressFaults["shared"]): string {
  const sorted = [...shared].sort(([a], [b]) => (a < b ? -1 : 1));
  return listNames(sorted.map(([address, ids]) => `${address} (user IDs ${listNames(ids)})`));
}

/** What stands against listed addresses: somebody has to say who is meant. */
export function tellAmbiguous({ shared, taken }: AddressFaults, account: Account | undefined): string[] {
  const where = account ? `account ${account.accountId} (${shorten(account.name)})` : "the account";
  const told: string[] = [];
  if (shared.size > 0) {
    told.push(
      `Several users of ${where} share an address that is listed, so that it is not certain who is meant: ${tellSharers(shared)}. List the user ID instead of the address.`,
    );
  }
  if (taken.size > 0) {
    told.push(
      `An address that is listed has been given to somebody else in ${where} since, and the user from before is still there under another name: ${tellOwners(taken)}. List the user ID of whom you mean instead of the address, or both IDs.`,
    );
  }
  return told;
}

/** What a refresh says of addresses that somebody else has by now. It comes before the program, which may list them no more. */
export function describeTaken(taken: AddressFaults["taken"]): string {
  return `kept by an address that somebody else has now: ${tellOwners(taken)}. Where the program still lists the address, the entry means the user from before: list the user ID of whom you mean in its place, before the entry moves to another resource or is looked at anew.`;
}

/** What is worth knowing of addresses whose users have another ID than before. */
export function describeNewIds({ replaced, returned }: NewIds): string[] {
  const told: string[] = [];
  if (replaced.size > 0) {
    told.push(
      `listed by an address that belongs to a new user now: ${tellOwners(replaced)}. What is known of the user before is not carried over: the new one counts as first looked at now. If that one is not meant, take the address out of the list.`,
    );
  }
  if (returned.size > 0) {
    told.push(
      `removed from the account by this resource, and back with another user ID: ${tellOwners(returned)}. What was known of them stays known.`,
    );
  }
  return told;
}
