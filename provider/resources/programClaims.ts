import { appendFileSync } from "node:fs";
import { basename } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { claimDigest, claimHash, claimHead, claimHeading, claimScope } from "../model/claimHash";
import { writeClaim } from "../model/claimLine";
import { toUserKey } from "../model/userKey";
import type { Window } from "../model/window";
import { claimsFileOf, runningProgram } from "./claimsFile";
import { keepForProviders } from "./keeper";
import { settledValueOf } from "./plainValue";

/** Somebody who is listed, and when. */
interface ListedEntry extends Window {
  readonly user: string;
}

/** Whom a resource lists. */
interface ListedUsers {
  readonly resource: string;
  readonly urn: string;
  readonly accountId: string;
  readonly users: readonly ListedEntry[];
  /** Whether it is registered only once something else is done. */
  readonly waits: boolean;
  readonly exclusive: boolean;
  readonly onRemoval: string | undefined;
  /** The URNs that it had before. */
  readonly aliases: readonly string[];
}

/**
 * Adds to a file what a resource lists. The provider processes of the run read it: the engine asks each of them about
 * one resource after the other, and a user must not be undone by one because the engine has not come to the one that
 * lists the user now.
 */
function addTo(path: string, { resource, urn, accountId, users, aliases: urns, ...how }: ListedUsers): void {
  const salt = basename(path);
  const lines = users.map(({ user, ...time }) =>
    writeClaim(claimHash(salt, { resource, accountId, user: toUserKey(user) }), time),
  );
  const scope = claimScope(salt, { resource, accountId });
  const digest = claimDigest(
    salt,
    users.map(({ user, ...time }) => writeClaim(toUserKey(user), time)),
  );
  const aliases = urns.map((one) => claimHead(salt, one));
  const heading = claimHeading(salt, urn, { scope, digest, aliases, ...how });
  appendFileSync(path, `${[heading, ...lines].join("\n")}\n`);
}

function entryOf(user: unknown, entry: unknown): ListedEntry[] {
  if (typeof user !== "string") return [];
  if (typeof entry !== "object" || entry === null) return [{ user }];
  const { from, until } = entry as Readonly<Record<string, unknown>>;
  return [{ user, ...(typeof from === "string" ? { from } : {}), ...(typeof until === "string" ? { until } : {}) }];
}

/** The users that a listing has, a list or a map, with the time of those that have one. */
function entriesOf(listing: unknown): ListedEntry[] {
  if (typeof listing !== "object" || listing === null) return [];
  if (!Array.isArray(listing)) return Object.entries(listing).flatMap(([user, entry]) => entryOf(user, entry));
  return listing.flatMap((entry) => entryOf(typeof entry === "object" && entry !== null ? entry.user : entry, entry));
}

/** A resource that is about to be registered. */
interface Lister {
  readonly resource: string;
  readonly urn: Promise<string>;
  readonly accountId: unknown;
  readonly listing: unknown;
  readonly exclusive: unknown;
  readonly onRemoval: unknown;
  readonly ignoreChanges: readonly string[];
  /** Whether it is registered only once something else is done. */
  readonly waits: boolean;
  /** The resource itself, which is being made. */
  readonly made: pulumi.Resource;
}

/** What Pulumi's Resource has beside its declared members. */
interface Aliased {
  readonly __aliases?: readonly pulumi.Input<string>[];
}

/** The URNs that the aliases of a resource, and those of its parents, stand for. Known once the resource has been made. */
async function formerUrnsOf(made: pulumi.Resource): Promise<readonly string[]> {
  const { __aliases: aliases = [] } = made as unknown as Aliased;
  const urns = await Promise.all(aliases.map(settledValueOf));
  return urns.filter((urn) => typeof urn === "string");
}

/** Whether the engine may keep to an older list than the program has: then the program's word is not what counts. */
function mayBeIgnored(ignoreChanges: readonly string[]): boolean {
  return ignoreChanges.some((path) => /^(?:\*|users|licenses|accountId)/.test(path));
}

function isRemovalIgnored(ignoreChanges: readonly string[]): boolean {
  return ignoreChanges.includes("*") || ignoreChanges.includes("onRemoval");
}

/**
 * Notes whom a resource lists, as far as that is known before `pulumi up`, and gives back the file for the provider to
 * read. Resolves to undefined where there is none: the provider then knows what it is asked about alone.
 */
export async function noteClaims({ resource, ignoreChanges, ...given }: Lister): Promise<string | undefined> {
  const program = runningProgram();
  if (program === undefined) return undefined;
  const [urn, accountId, listing, exclusive, onRemoval] = await Promise.all([
    given.urn,
    settledValueOf(given.accountId),
    settledValueOf(given.listing),
    settledValueOf(given.exclusive),
    settledValueOf(given.onRemoval ?? "restore"),
    keepForProviders(),
  ]);
  const users = mayBeIgnored(ignoreChanges) ? [] : entriesOf(listing);
  const listed = {
    resource,
    urn,
    accountId: typeof accountId === "string" ? accountId : "",
    users,
    waits: given.waits,
    exclusive: exclusive === true,
    onRemoval: typeof onRemoval === "string" && !isRemovalIgnored(ignoreChanges) ? onRemoval : undefined,
  };
  try {
    const path = claimsFileOf(program);
    addTo(path, { ...listed, aliases: [] });
    // Those of a component's children the engine tells only once it has registered the component: others are not to wait for that.
    const aliases = await formerUrnsOf(given.made);
    if (aliases.length > 0) addTo(path, { ...listed, aliases });
    return path;
  } catch {
    // No room for temporary files: each provider process still knows its own resources.
    return undefined;
  }
}
