import { randomBytes } from "node:crypto";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { claimHash } from "../model/claimHash";
import { toUserKey } from "../model/userKey";

const PREFIX = "pulumi-chime-users-";

/** A file of claims is of no use once its run has ended; what is a day old belongs to none. */
const LONGEST_RUN_MS = 24 * 60 * 60_000;

/** What an Output has beside its declared members: its value alone, without the resources that it hangs on. */
interface PlainOutput<T> {
  promise(): Promise<T>;
}

/** An Output's value as a promise that no resource waits for; undefined where it is not known before `pulumi up`. */
export function plainValueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as PlainOutput<T>).promise();
}

function sweep(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(folder, name);
    try {
      if (now - statSync(path).mtimeMs > LONGEST_RUN_MS) rmSync(path, { recursive: true, force: true });
    } catch {
      // Somebody else's, or gone already.
    }
  }
}

/**
 * Who is listed by the resources that the program has made so far, in a file that the provider processes of the run
 * read: the engine asks each of them about one resource after the other, and a user must not be undone by one
 * because the engine has not come to the one that lists the user now.
 */
class ProgramClaims {
  #path: string | undefined;

  /** The file, with a first claim in it or without any. */
  #open(): string {
    if (this.#path === undefined) {
      // Its time is the file system's: the only clock that the file's age can be told by.
      const folder = mkdtempSync(join(tmpdir(), PREFIX));
      sweep(tmpdir(), statSync(folder).mtimeMs);
      this.#path = join(folder, randomBytes(12).toString("base64url"));
      appendFileSync(this.#path, "", { mode: 0o600 });
    }
    return this.#path;
  }

  /** Adds what a resource lists, and tells where that stands. */
  add(resource: string, accountId: string, users: readonly string[]): string {
    const path = this.#open();
    const salt = basename(path);
    const lines = users.map((user) => `${claimHash(salt, { resource, accountId, user: toUserKey(user) })}\n`);
    appendFileSync(path, lines.join(""));
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

/**
 * Notes whom a resource lists, as far as that is known before `pulumi up`, and gives back the file for the provider to
 * read. Resolves to undefined where there is none: the provider then knows what it is asked about alone.
 */
export async function noteClaims(resource: string, accountId: unknown, listing: unknown): Promise<string | undefined> {
  const claims = claimsOfProgram();
  if (claims === undefined) return undefined;
  const [account, listed] = await Promise.all([
    plainValueOf(pulumi.output(accountId)),
    plainValueOf(pulumi.output(listing)),
  ]);
  try {
    return claims.add(resource, typeof account === "string" ? account : "", namesOf(listed));
  } catch {
    // No room for temporary files: each provider process still knows its own resources.
    return undefined;
  }
}
