import type { Account } from "../model/account";
import type { Holding } from "../model/holding";
import type { User } from "../model/user";
import type { Action } from "./actions";

/** What a kind's rules are told of the user that they judge. */
export interface UserContext {
  readonly user: User | undefined;
  readonly holding: Holding | undefined;
  /** Whether the account is a Team account, where suspending removes the user. */
  readonly team: boolean;
}

/** Where the kinds differ in planning; everything else is one planner. */
export interface KindRules {
  /** What the user has, or undefined where the account does not have the user. */
  observedValue(context: UserContext): string | undefined;
  /** Whether this resource has taken the user out of the account: by an invitation the user comes back with another ID. */
  isRemoved(holding: Holding, team: boolean): boolean;
  /** The action that brings a user to a value. */
  actionFor(to: string, team: boolean): Action;
  /** What a leaving user is to get; undefined: the user is let be. */
  targetOnRemoval(holding: Holding, onRemoval: string): string | undefined;
  /** Whether a protected user is let be on leaving too. Unsuspending one is no harm; a license is never changed. */
  readonly protectsLeaving: boolean;
  /**
   * Whether a user seen otherwise than declared, and as declared later without us, counts as found so. That holds
   * for suspensions: whom somebody unsuspended and somebody else suspended again was not suspended by us.
   */
  readonly driftEndsOwnership: boolean;
  /** The values that an account can give its users, where it says so; absent: any. */
  valuesOf?(account: Account): readonly string[] | undefined;
  /** The value that `exclusive` takes from everybody who is not listed, and what they get instead. */
  readonly exclusive?: { readonly from: string; readonly to: string };
}
