import { createHash } from "node:crypto";

/** What says that a resource of some kind lists a user of an account. */
export interface ListedUser {
  readonly resource: string;
  readonly accountId: string;
  /** The user's key: an ID, or an address in lower case. */
  readonly user: string;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/**
 * Stands for a listed user in the file by which the processes of one run know of each other, so that nobody's name is in
 * it. `salt` is the run's own: the same user stands otherwise in each run.
 */
export function claimHash(salt: string, { resource, accountId, user }: ListedUser): string {
  return hash(`${salt}\n${resource}\n${accountId}\n${user}`);
}

/** Begins, in that file, the users of one resource: the resource, hashed as they are. */
export function claimHead(salt: string, urn: string): string {
  return `#${hash(`${salt}\n${urn}`)}`;
}
