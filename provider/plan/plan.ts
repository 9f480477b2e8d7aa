import type { UserId, UserKey } from "../model/userKey";
import { membershipOf } from "./cause";
import type { Change, Verdict } from "./verdict";

/** Two entries of the program that are one person. */
export interface Duplicate {
  readonly userId: UserId;
  readonly entries: readonly [UserKey, UserKey];
}

/** A listed user who is protected. */
export interface ProtectedUser {
  readonly user: UserKey;
  readonly userId: UserId;
}

/** What will happen to whom. Plain data, the same for the same input. */
export interface Plan {
  /** One for each user in question, sorted by user. */
  readonly verdicts: readonly Verdict[];
  readonly duplicates: readonly Duplicate[];
  /** Listed users who turn out to be protected, by whatever name they are protected. */
  readonly protectedListed: readonly ProtectedUser[];
}

/** The plan for nobody. */
export const EMPTY_PLAN: Plan = { verdicts: [], duplicates: [], protectedListed: [] };

/** The verdicts of one type. */
export function verdictsOf<T extends Verdict["type"]>(
  { verdicts }: Pick<Plan, "verdicts">,
  type: T,
): Extract<Verdict, { readonly type: T }>[] {
  return verdicts.filter((verdict): verdict is Extract<Verdict, { readonly type: T }> => verdict.type === type);
}

/** The changes of a plan. */
export function changesOf(plan: Pick<Plan, "verdicts">): Change[] {
  return verdictsOf(plan, "change");
}

/** The users of the verdicts of one type. */
export function usersOf(plan: Pick<Plan, "verdicts">, type: Verdict["type"]): UserKey[] {
  return verdictsOf(plan, type).map(({ user }) => user);
}

/** The user ID of a listed user who was looked at and found; undefined for any other. */
function identified(verdict: Verdict): string | undefined {
  if (verdict.type === "asDeclared") return verdict.userId;
  if (verdict.type !== "change" || verdict.from === undefined) return undefined;
  return membershipOf(verdict.cause) === "listed" ? verdict.userId : undefined;
}

/** The user ID of every listed user who was looked at and found. */
export function identifiedUsers({ verdicts }: Pick<Plan, "verdicts">): Map<UserKey, string> {
  const userIds = new Map<UserKey, string>();
  for (const verdict of verdicts) {
    const userId = identified(verdict);
    if (userId !== undefined) userIds.set(verdict.user, userId);
  }
  return userIds;
}
