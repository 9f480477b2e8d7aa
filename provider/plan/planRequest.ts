import type { Holding } from "../model/holding";
import type { User } from "../model/user";
import { type Address, isEmailAddress, toUserKey, type UserKey } from "../model/userKey";
import type { UserReading } from "../model/userReading";
import type { OutsideEntries } from "./outside";
import type { KindRules } from "./rules";

/** Users of whom nothing is asked but whether one is among them. */
interface Names {
  has(key: UserKey): boolean;
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
  /** Whom a refresh, or a failure, has seen otherwise than declared. */
  readonly drifted: Names;
  /** Whom the last run failed to change. */
  readonly failed: Names;
  /** What other resources of the program keep of users whom they no longer list, by user ID. */
  readonly handedOver: ReadonlyMap<string, Holding>;
  /** The users to look at; listed users outside it are taken as the state has them. */
  readonly toRead: ReadonlySet<UserKey>;
  /** What was read of a user, by ID or address. */
  observe(key: UserKey): UserReading;
  /** All users of the account, where `exclusive` asks for them and they could be read. */
  readonly everyone: Iterable<User> | undefined;
  readonly onRemoval: string;
  readonly exclusive: boolean;
  readonly protectedUsers: ReadonlySet<UserKey>;
  readonly team: boolean;
  /** Whether another resource of the same program lists a user of one of these names: then leaving undoes nothing. */
  isClaimed(...names: readonly UserKey[]): boolean;
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
