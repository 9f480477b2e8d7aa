import type { User } from "./user";

/** What a reading of an account tells of one user. */
export type UserReading =
  /** Nothing: the user was not asked for, or could not be. */
  | { readonly type: "unasked" }
  | { readonly type: "found"; readonly user: User }
  /** The account has no such user. */
  | { readonly type: "absent" };

export const UNASKED: UserReading = { type: "unasked" };
export const ABSENT: UserReading = { type: "absent" };

/** The reading of a user whom the account has. */
export function found(user: User): UserReading {
  return { type: "found", user };
}

/** The user of a reading, where there is one. */
export function userOf(reading: UserReading): User | undefined {
  return reading.type === "found" ? reading.user : undefined;
}
