import type { UserKey } from "../model/userKey";
import type { Action } from "./actions";

/** Why a user is changed: the program lists the user, stopped listing the user, or says that nobody else may be so. */
export type Reason = "listed" | "leaving" | "exclusive";

/**
 * What makes a listed user due where the program lists the user as before: something outside this stack has changed the
 * user since, the last run failed to change the user, or the user comes from another resource of the program.
 */
export type Again = "drifted" | "failed" | "moved";

/** Why a user is changed, as a reader is told. */
export type Cause = Reason | Again;

/** One change of one user. */
export interface Step {
  readonly user: UserKey;
  readonly userId: string;
  readonly action: Action;
  /** What the user has now; absent where the account could not be read. */
  readonly from?: string;
  /** What the state says of the user, where the account could not be read. */
  readonly assumed?: string;
  readonly to: string;
  readonly reason: Reason;
  /** Of a listed user; absent: newly listed, or with another value than before. */
  readonly again?: Again;
  /** Where an invitation goes, or would go once this user leaves the set again; absent where it is `user`, or not known. */
  readonly email?: string;
}

/** Why a user that leaves is let be. */
export type KeptReason =
  | "retained"
  | "foundSo"
  | "changedSince"
  | "alreadyBack"
  | "claimed"
  | "protected"
  | "notRestorable";

/** A user that leaves and is not changed. */
export interface Kept {
  readonly user: UserKey;
  readonly why: KeptReason;
}

/** Two entries of the program that are one person. */
export interface Twins {
  readonly userId: string;
  readonly entries: readonly [UserKey, UserKey];
}

/** A listed user who is protected. */
export interface ProtectedUser {
  readonly user: UserKey;
  readonly userId: string;
}

/** What will happen to whom. Plain data, sorted by user, the same for the same input. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Listed users, looked at and found as declared. */
  readonly already: readonly UserKey[];
  /** Those of `already` whom this resource never changed: `restore` leaves them so when they leave. */
  readonly found: readonly UserKey[];
  /** Listed users that the account does not have. */
  readonly missing: readonly UserKey[];
  /** Users that leave and are not in the account any more. */
  readonly gone: readonly UserKey[];
  readonly kept: readonly Kept[];
  readonly twins: readonly Twins[];
  /** Listed users who turn out to be protected, under another name than the one they are protected by. */
  readonly protectedListed: readonly ProtectedUser[];
  /** The user ID of every listed user that was looked at and found. */
  readonly userIds: ReadonlyMap<UserKey, string>;
}
