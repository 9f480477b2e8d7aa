import { claimHash } from "../model/claimHash";
import { writeClaim } from "../model/claimLine";
import type { Declaration } from "./declaration";

/** Whom a declaration lists, now or at another time, each as a file of claims has it: by name, or by what stands for the name there. */
export function declaredClaims({ desired, schedule }: Declaration, named: (user: string) => string): string[] {
  const users = new Set([...desired.keys(), ...schedule.keys()]);
  return [...users].map((user) => writeClaim(named(user), schedule.get(user) ?? {}));
}

/** What stands for a user in the file of a salt. */
export function hashedFor(salt: string, resource: string, accountId: string): (user: string) => string {
  return (user) => claimHash(salt, { resource, accountId, user });
}
