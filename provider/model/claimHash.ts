import { createHash } from "node:crypto";
import { basename } from "node:path";
import { nameInUrn } from "./urn";

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

/** Stands for a resource in that file, hashed as users are. */
export function claimHead(salt: string, urn: string): string {
  return `#${hash(`${salt}\n${urn}`)}`;
}

/** Begins, in that file, the users of one resource, which messages name: what it is called is no secret. */
export function claimHeading(salt: string, urn: string): string {
  return `${claimHead(salt, urn)} ${JSON.stringify(nameInUrn(urn))}`;
}

/** A line that is still being written has no name yet; the file is read again when it has grown. */
function readName(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return "";
  }
}

/** Reads what `claimHeading` wrote; undefined: the line is a user. */
export function readClaimHeading(line: string): { readonly head: string; readonly name: string } | undefined {
  if (!line.startsWith("#")) return undefined;
  const [head = "", name = ""] = line.split(/ (.*)/s, 2);
  return { head, name: readName(name) };
}

/** Which run of a program a file of claims belongs to: each has one of its own, named by chance. */
export function runOf(path: string): string {
  return basename(path);
}
