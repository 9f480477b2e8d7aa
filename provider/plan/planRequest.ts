import type { Holding } from "../model/holding";
import type { User } from "../model/user";
import { type Address, isEmailAddress, toUserKey, type UserId, type UserKey } from "../model/userKey";
import type { UserReading } from "../model/userReading";
import type { HandedOver } from "./handedOver";
import type { OutsideEntries } from "./outside";
import type { KindRules } from "./rules";

/** Users of whom nothing is asked but whether one is among them. */
interface Names {
  has(key: UserKey): boolean;
}

/** A resource of the program that lists a user who leaves another one. */
export interface Claimant {
  /** As messages name it: `UserSuspensionSet "b"`; undefined: the one that takes the place of this very resource. */
  readonly name: string | undefined;
  /** Where it stands in the program, see `placeInUrn`; undefined as the name, or where that is not told. */
  readonly place?: string | undefined;
  /** Whether it may have no part in this run, as with `--target`: then this resource keeps what it knows of the user. */
  readonly isPending: boolean;
  /** What it has the user at by its state, where it may not look at the user: the user is to be so again. */
  readonly keeps?: string | undefined;
  /** Whether its users are secret, or may be: whom it has beside those of the plan's own resource is not named. */
  readonly isSecret?: boolean;
}

/** Everything that a plan depends on. */
export interface PlanRequest {
  readonly rules: KindRules;
  /** What the program declares. */
  readonly desired: ReadonlyMap<UserKey, string>;
  /** The program's entries that do not count now: nobody is listed by them, and they tell why somebody leaves. */
  readonly outside: OutsideEntries;
  /** What the state knows. */
  readonly holdings: ReadonlyMap<UserKey, Holding>;
  /** Whom a refresh, or a failure, has seen otherwise than declared, and how. */
  readonly drifted: ReadonlyMap<UserKey, string>;
  /** Whom the last run failed to change. */
  readonly failed: Names;
  /** What other resources keep of users who are listed here, by all names that the users are known by. */
  readonly handedOver: ReadonlyMap<string, HandedOver>;
  /** Who counts again, though another resource of the stack may have had them since, and may have let them go. */
  readonly comeBack?: Names | undefined;
  /** Whether there are other resources that have not told yet whom they keep. */
  readonly isOpen: boolean;
  /** The users to look at; listed users outside it are taken as the state has them. */
  readonly toRead: ReadonlySet<UserKey>;
  /** What was read of a user, by ID or address. */
  observe(key: UserKey): UserReading;
  /** What another resource is going to make of a user before this one comes to it, by user ID, as far as a preview knows. */
  plannedFor?(userId: string): string | undefined;
  /** All users of the account, where `exclusive` asks for them and they could be read. */
  readonly everyone: Iterable<User> | undefined;
  readonly onRemoval: string;
  /** Whether it is the resource that goes, and with it everybody whom it lists. */
  readonly isDeleted?: boolean;
  readonly exclusive: boolean;
  readonly protectedUsers: ReadonlySet<UserKey>;
  readonly team: boolean;
  /** The resource of the same program that lists a user of one of these names: then leaving undoes nothing. */
  claimantOf(...names: readonly UserKey[]): Claimant | undefined;
  /**
   * Whom a resource has in its state under an address that it lists, where that may be another user than the one that has the address by now;
   * undefined: nobody, or nobody who is in the account still.
   */
  readonly standsFor?: ((claimant: Claimant, address: UserKey) => UserId | undefined) | undefined;
  /**
   * Another resource, with what it `keeps`, that has a user in its state, does not list the user any more, or is about to be deleted, gives the
   * user `target` too, and has not come to that: it is up to it, since after a run that fails before it the user has to be as its state says.
   */
  holderOf?(user: Pick<Holding, "userId">, target: string): Claimant | undefined;
  /** What a user had before another resource, which lets the user go in this run, too, gave the user `value`, by the state of that one. */
  originOf?(user: Pick<Holding, "userId" | "value">, value: string): string | undefined;
}

/** Where a user can be invited: the address that the program names, the user's own, or the recorded one. */
export function addressOf(key: UserKey, user: User | undefined, holding: Holding | undefined): Address | undefined {
  return isEmailAddress(key) ? key : (user?.primaryEmail ?? holding?.email);
}

/** The same, where it is not the program's own name for the user. */
export function otherAddressOf(
  key: UserKey,
  user: User | undefined,
  holding: Holding | undefined,
): Address | undefined {
  return isEmailAddress(key) ? undefined : addressOf(key, user, holding);
}

/** Whether one of the names that a user goes by is protected. */
export function isProtected(
  { protectedUsers }: Pick<PlanRequest, "protectedUsers">,
  names: readonly (string | undefined)[],
): boolean {
  if (protectedUsers.size === 0) return false;
  return names.some((name) => name !== undefined && protectedUsers.has(toUserKey(name)));
}
