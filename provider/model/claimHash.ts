import { createHash } from "node:crypto";

/** What says that a resource of some kind lists a user of an account. */
export interface ListedUser {
  readonly resource: string;
  readonly accountId: string;
  /** The user's key: an ID, or an address in lower case. */
  readonly user: string;
}

/**
 * Stands for a listed user in the file by which the processes of one run know of each other, so that nobody's name is in
 * it. `salt` is the run's own: the same user stands otherwise in each run.
 */
export function claimHash(salt: string, { resource, accountId, user }: ListedUser): string {
  return createHash("sha256").update(`${salt}\n${resource}\n${accountId}\n${user}`).digest("base64url").slice(0, 22);
}
