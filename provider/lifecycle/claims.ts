import type { UserKey } from "../model/userKey";
import type { Declaration } from "./declaration";

interface Claim {
  readonly urn: string;
  readonly exclusive: boolean;
  readonly users: ReadonlySet<UserKey>;
}

/** Two resources that both want to decide about a user or an account. */
export interface Conflict {
  readonly urn: string;
  /** The users that both list; empty where an exclusive set stands beside another set. */
  readonly users: readonly UserKey[];
}

/**
 * Which resource of the running program lists which users: one for each kind and process. The engine checks every
 * resource of a program, changed or not, so that the claims are whole once the program has run.
 */
export class Claims {
  readonly #byAccount = new Map<string, Map<string, Claim>>();

  /** Notes what a resource lists, in place of what it listed before, and says whom that collides with. */
  claim(urn: string, declaration: Declaration): Conflict[] {
    for (const claims of this.#byAccount.values()) claims.delete(urn);
    const claims = this.#byAccount.get(declaration.accountId) ?? new Map<string, Claim>();
    this.#byAccount.set(declaration.accountId, claims);
    const mine: Claim = { urn, exclusive: declaration.exclusive, users: new Set(declaration.desired.keys()) };
    const conflicts = [...claims.values()].flatMap((theirs) => conflictOf(mine, theirs));
    claims.set(urn, mine);
    return conflicts;
  }

  /** Whether any resource of the program lists a user, by ID or address. */
  isClaimed(accountId: string, key: UserKey, userId: string): boolean {
    const claims = this.#byAccount.get(accountId);
    return claims !== undefined && [...claims.values()].some(({ users }) => users.has(key) || users.has(userId));
  }
}

function conflictOf(mine: Claim, theirs: Claim): Conflict[] {
  const users = [...mine.users].filter((key) => theirs.users.has(key)).sort();
  if (users.length > 0) return [{ urn: theirs.urn, users }];
  return mine.exclusive || theirs.exclusive ? [{ urn: theirs.urn, users: [] }] : [];
}
