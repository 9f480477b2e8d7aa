import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { claimHash, claimHead } from "../model/claimHash";
import { openClaimsFolder, sweepClaimsFolder } from "../model/claimsFolder";
import { toUserKey } from "../model/userKey";
import { plainValueOf } from "./plainValue";

/** Whom a resource lists. */
interface ListedUsers {
  readonly resource: string;
  readonly urn: string;
  readonly accountId: string;
  readonly users: readonly string[];
}

/**
 * Who is listed by the resources that the program has made so far, in a file that the provider processes of the run
 * read: the engine asks each of them about one resource after the other, and a user must not be undone by one
 * because the engine has not come to the one that lists the user now.
 */
class ProgramClaims {
  #path: string | undefined;

  #open(): string {
    if (this.#path === undefined) {
      const folder = openClaimsFolder();
      const name = randomBytes(12).toString("base64url");
      appendFileSync(join(folder, name), "", { mode: 0o600 });
      sweepClaimsFolder(folder, name);
      this.#path = join(folder, name);
    }
    return this.#path;
  }

  /** Adds what a resource lists, and tells where that stands. */
  add({ resource, urn, accountId, users }: ListedUsers): string {
    const path = this.#open();
    const salt = basename(path);
    const lines = users.map((user) => claimHash(salt, { resource, accountId, user: toUserKey(user) }));
    appendFileSync(path, `${[claimHead(salt, urn), ...lines].join("\n")}\n`);
    return path;
  }
}

/** One for each program: the Automation API may run several in one process, at once and one after the other. */
const programs = new WeakMap<object, ProgramClaims>();

function claimsOfProgram(): ProgramClaims | undefined {
  const stack = pulumi.runtime.getStackResource();
  // Without a stack there is no engine that would ask: a test with mocks.
  if (stack === undefined || !pulumi.runtime.hasEngine()) return undefined;
  const claims = programs.get(stack) ?? new ProgramClaims();
  programs.set(stack, claims);
  return claims;
}

/** The names that a listing has, of a list or of a map. */
function namesOf(listing: unknown): string[] {
  if (typeof listing !== "object" || listing === null) return [];
  const names = Array.isArray(listing) ? listing : Object.keys(listing);
  return names.flatMap((name): string[] => {
    if (typeof name === "string") return [name];
    const user: unknown = typeof name === "object" && name !== null ? name.user : undefined;
    return typeof user === "string" ? [user] : [];
  });
}

/** A resource that is about to be registered. */
interface Lister {
  readonly resource: string;
  readonly urn: Promise<string>;
  readonly accountId: unknown;
  readonly listing: unknown;
  readonly ignoreChanges: readonly string[];
}

/** Whether the engine may keep to an older list than the program has: then the program's word is not what counts. */
function mayBeIgnored(ignoreChanges: readonly string[]): boolean {
  return ignoreChanges.some((path) => /^(?:\*|users|licenses|accountId)/.test(path));
}

/**
 * Notes whom a resource lists, as far as that is known before `pulumi up`, and gives back the file for the provider to
 * read. Resolves to undefined where there is none: the provider then knows what it is asked about alone.
 */
export async function noteClaims({ resource, ignoreChanges, ...given }: Lister): Promise<string | undefined> {
  const claims = claimsOfProgram();
  if (claims === undefined) return undefined;
  const [urn, accountId, listing] = await Promise.all([
    given.urn,
    plainValueOf(pulumi.output(given.accountId)),
    plainValueOf(pulumi.output(given.listing)),
  ]);
  const users = mayBeIgnored(ignoreChanges) ? [] : namesOf(listing);
  try {
    return claims.add({ resource, urn, accountId: typeof accountId === "string" ? accountId : "", users });
  } catch {
    // No room for temporary files: each provider process still knows its own resources.
    return undefined;
  }
}
