import { hash as digest } from "node:crypto";
import { basename } from "node:path";
import { placeInUrn, withinStack } from "./urn";

/** What says that a resource of some kind lists a user of an account. */
export interface ListedUser {
  readonly resource: string;
  readonly accountId: string;
  /** The user's key: an ID, or an address in lower case. */
  readonly user: string;
}

function hash(text: string): string {
  return digest("sha256", text, "base64url").slice(0, 22);
}

/**
 * Stands for a listed user in the file by which the processes of one run know of each other, so that nobody's name is in
 * it. `salt` is the run's own: the same user stands otherwise in each run.
 */
export function claimHash(salt: string, { resource, accountId, user }: ListedUser): string {
  return hash(`${salt}\n${resource}\n${accountId}\n${user}`);
}

/** Stands for a resource in that file, hashed as users are. The file is that of one stack. */
export function claimHead(salt: string, urn: string): string {
  return `#${hash(`${salt}\n${withinStack(urn)}`)}`;
}

/** Stands for the resources of one kind and account, which may hand users over to each other. */
export function claimScope(salt: string, { resource, accountId }: Omit<ListedUser, "user">): string {
  return hash(`${salt}\n${resource}\n${accountId}`);
}

/** What that file says of a resource, beside whom it lists. */
export interface ClaimHeading {
  /** Where it stands in the program, which is no secret: messages call it by its name. */
  readonly place: string;
  /** Its kind and account, see `claimScope`. */
  readonly scope: string;
  /** Whether it is registered only once something else is done, by `dependsOn` or by an Output. */
  readonly waits: boolean;
  /** Whether it leaves no room for another one on its account. */
  readonly exclusive: boolean;
  /** Its `onRemoval`; undefined where that is not known. */
  readonly onRemoval?: string | undefined;
  /** Stands for all that it lists, see `claimDigest`; undefined where nobody asks whether that is still so. */
  readonly digest?: string | undefined;
  /** What stands for it under each name that it had before, by its aliases, see `claimHead`. */
  readonly aliases: readonly string[];
}

/** Stands before what a heading says of `onRemoval`; a hash begins with another sign. */
const REMOVAL = "=";

/** Stands before the digest of what a resource lists. */
const DIGEST = "~";

/** Stands for all that a resource lists, in whatever order: `entries` as `writeClaim` writes them, with the users' names. */
export function claimDigest(salt: string, entries: Iterable<string>): string {
  return hash([salt, ...[...new Set(entries)].sort()].join("\n"));
}

/** Begins, in that file, the users of one resource. What is said later of the same one counts. */
export function claimHeading(
  salt: string,
  urn: string,
  { scope, waits, exclusive, onRemoval, digest: whole, aliases }: Omit<ClaimHeading, "place">,
): string {
  const removal = onRemoval === undefined ? [] : [`${REMOVAL}${onRemoval}`];
  const listed = whole === undefined ? [] : [`${DIGEST}${whole}`];
  const more = [...removal, ...listed, ...aliases];
  return `${claimHead(salt, urn)} ${JSON.stringify([placeInUrn(urn), scope, waits, exclusive, ...more])}`;
}

/** A line that is still being written says nothing yet; the file is read again when it has grown. */
function readParts(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** Reads what `claimHeading` wrote; undefined: the line is a user. */
export function readClaimHeading(line: string): (ClaimHeading & { readonly head: string }) | undefined {
  if (!line.startsWith("#")) return undefined;
  const [head = "", rest = ""] = line.split(/ (.*)/s, 2);
  const [place, scope, waits, exclusive, ...more] = readParts(rest);
  const texts = more.map(String);
  return {
    head,
    place: String(place ?? ""),
    scope: String(scope ?? ""),
    waits: waits === true,
    exclusive: exclusive === true,
    onRemoval: texts.find((text) => text.startsWith(REMOVAL))?.slice(REMOVAL.length),
    digest: texts.find((text) => text.startsWith(DIGEST))?.slice(DIGEST.length),
    aliases: texts.filter((text) => !text.startsWith(REMOVAL) && !text.startsWith(DIGEST)),
  };
}

/** Which run of a program a file of claims belongs to: each has one of its own, named by chance. */
export function runOf(path: string): string {
  return basename(path);
}
