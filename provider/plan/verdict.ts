import type { Address, UserId, UserKey } from "../model/userKey";
import type { Action } from "./actions";
import type { Cause } from "./cause";
import type { Claimant } from "./planRequest";

/** The user is changed. */
export interface Change {
  readonly type: "change";
  readonly user: UserKey;
  readonly userId: UserId;
  readonly action: Action;
  /** What the user has now; undefined where the user could not be looked at. */
  readonly from: string | undefined;
  /** What the state says of the user, where the user could not be looked at. */
  readonly assumed: string | undefined;
  readonly to: string;
  readonly cause: Cause;
  /**
   * What leaving gives the user from this change on, where it would have given nothing so far: the user was found as
   * declared, is something else now, and counts as made so here once it is undone (see `settle`).
   */
  readonly leavingGives?: string | undefined;
  /**
   * Where an invitation goes, or would go once this user leaves the set again; undefined where it is `user`, or not
   * known.
   */
  readonly email: Address | undefined;
  /** Whether the user was seen without the address that `user` is: another one may have it now. */
  readonly hasOtherAddress?: boolean;
}

/** A listed user, looked at and found as declared. */
export interface AsDeclared {
  readonly type: "asDeclared";
  readonly user: UserKey;
  readonly userId: UserId;
  /**
   * Whether this resource once made the user so, or the user was so before, and nothing was ever set here. `open`: another
   * resource of the program may have made the user so, which it has not told yet.
   */
  readonly origin: "ours" | "preexisting" | "open";
  /** The resource that the user comes from, where that is to be told. */
  readonly from?: string | undefined;
}

/** A listed user whom the account does not have. */
export interface Missing {
  readonly type: "missing";
  readonly user: UserKey;
}

/** A user who leaves and is not in the account any more. */
export interface Gone {
  readonly type: "gone";
  readonly user: UserKey;
  /** Who that was: somebody else may have the address by now. */
  readonly userId: UserId;
}

/** Why a user who leaves is not changed. */
export type UntouchedReason =
  | "retained"
  | "preexisting"
  | "changedSince"
  | "alreadyBack"
  | "alreadyGiven"
  | "alreadySo"
  | "protected"
  | "notRestorable";

/** A user who leaves and is not changed. */
export interface Untouched {
  readonly type: "untouched";
  readonly user: UserKey;
  readonly why: UntouchedReason;
}

/** A user who leaves as is, and whom another resource has in its state and is going to let go: that one is to find the user so. */
export interface LeftTo {
  readonly type: "leftTo";
  readonly user: UserKey;
  readonly to: Claimant;
}

/** A user who leaves, and whom another resource of the program lists. */
export interface Moves {
  readonly type: "moves";
  readonly user: UserKey;
  readonly to: Claimant;
  /** By which names it lists the user: by another one it may be somebody else who is listed. Undefined: by any. */
  readonly listedAs?: readonly UserKey[];
  /** The address that the user was seen with: the other resource may list the user by it. */
  readonly address?: UserKey | undefined;
}

/** What a plan says of one user. */
export type Verdict = Change | AsDeclared | Missing | Gone | Untouched | LeftTo | Moves;
