import { nameInUrn, placeInUrn } from "../model/urn";
import type { UserKey } from "../model/userKey";
import type { Declaration } from "./declaration";
import type { ListedAt, ProgramResource } from "./programClaims";

/** What a resource lists. */
interface Claim {
  readonly urn: string;
  readonly onRemoval: string;
  readonly exclusive: boolean;
  readonly protectedUsers: ReadonlySet<UserKey>;
  readonly users: ReadonlyMap<UserKey, string>;
  /** Which listed user a user ID is, as far as that is known yet. */
  byId: ReadonlyMap<string, UserKey>;
}

/** Two resources that both want to decide about a user or an account. */
export interface Conflict {
  readonly urn: string;
  /** The users that both list; empty where an exclusive set stands beside another set. */
  readonly users: readonly string[];
  /** The URNs of those of the two that are exclusive, the one that was asked for first. */
  readonly exclusive: readonly string[];
}

/** A resource of the program that lists a user. */
export interface Lister {
  readonly name: string;
  /** Where it stands in the program, see `placeInUrn`: of one name there may be two. */
  readonly place: string;
  /** Whether it is the one that the engine knows by this URN. */
  is(urn: string): boolean;
  /** Whether the engine may still be going to ask about it in this run: not where it waits for others to be done. */
  readonly isPending: boolean;
  /** Whether the engine has asked about it in this run. */
  readonly isChecked: boolean;
}

/** What is known of the resources that were not checked by this process. */
export interface Elsewhere {
  /** Whether the program has any other resource, without those that were checked. */
  isAny(accountId: string, deleted: string | undefined, checked: readonly string[]): boolean;
  /** The resources in which the program lists a user, without those that were checked. */
  listers(accountId: string, listed: ListedAt, checked: readonly string[]): readonly ProgramResource[];
  /** Whether another process has checked a resource. */
  isChecked(resource: ProgramResource): boolean;
  /** Whether the program has a resource. */
  declares(urn: string): boolean;
  /** Another text where something was added to what they list. */
  stamp(): string;
}

const NOTHING: readonly Claim[] = [];

const NOWHERE: Elsewhere = {
  isAny: () => false,
  listers: () => [],
  isChecked: () => false,
  declares: () => true,
  stamp: () => "",
};

/**
 * Which resource of the running program lists which users: one for each kind and process. The engine checks every
 * resource of a program, changed or not, so that the claims are whole once the program has run.
 */
export class Claims {
  readonly #byAccount = new Map<string, Map<string, Claim>>();
  readonly #elsewhere: Elsewhere;
  /** The same as lists, made once for all who ask. */
  #claimsOf: ReadonlyMap<string, readonly Claim[]> = new Map();
  #changes = 0;
  #checked: readonly string[] = [];

  constructor(elsewhere: Elsewhere = NOWHERE) {
    this.#elsewhere = elsewhere;
  }

  /** The URNs of all resources that were checked. */
  get checked(): readonly string[] {
    return this.#checked;
  }

  /** Whether a resource was checked by this process. */
  isChecked(urn: string): boolean {
    return this.#checked.includes(urn);
  }

  /** What the program declares of a resource on an account; undefined where this process was not asked about it. */
  claimOf(urn: string, accountId: string): Pick<Claim, "users" | "protectedUsers"> | undefined {
    return this.#byAccount.get(accountId)?.get(urn);
  }

  /** The `onRemoval` of the resource of a URN, on whatever account this process has checked it. */
  removalOf(urn: string): string | undefined {
    for (const claims of this.#byAccount.values()) {
      const claim = claims.get(urn);
      if (claim) return claim.onRemoval;
    }
    return undefined;
  }

  /** Another text where anything has changed of who lists whom. What is asked next is as new as this. */
  get stamp(): string {
    return `${this.#changes} ${this.#elsewhere.stamp()}`;
  }

  /** Notes what a resource lists, in place of what it listed before, and says whom that collides with. */
  claim(urn: string, declaration: Declaration): Conflict[] {
    this.#changes += 1;
    for (const claims of this.#byAccount.values()) claims.delete(urn);
    const claims = this.#byAccount.get(declaration.accountId) ?? new Map<string, Claim>();
    this.#byAccount.set(declaration.accountId, claims);
    const { exclusive, onRemoval, protectedUsers, desired: users } = declaration;
    const mine: Claim = { urn, exclusive, onRemoval, protectedUsers, users, byId: new Map() };
    const conflicts = [...claims.values()].flatMap((theirs) => conflictOf(mine, theirs));
    claims.set(urn, mine);
    this.#claimsOf = new Map([...this.#byAccount].map(([account, all]) => [account, [...all.values()]]));
    this.#checked = [...this.#byAccount.values()].flatMap((all) => [...all.keys()]);
    return conflicts;
  }

  /** Notes who the users of a claim are, and says who of them another resource lists by another name. */
  identify(urn: string, accountId: string, userIds: Iterable<readonly [UserKey, string]>): Conflict[] {
    const claims = this.#byAccount.get(accountId);
    const mine = claims?.get(urn);
    if (!claims || !mine) return [];
    const byId = new Map<string, UserKey>();
    for (const [key, userId] of userIds) if (mine.users.has(key)) byId.set(userId, key);
    // A plan that is made again finds the same people: that is no news for those who are about to be let go.
    if (!isSame(byId, mine.byId)) this.#changes += 1;
    mine.byId = byId;
    return [...claims.values()].filter((theirs) => theirs !== mine).flatMap((theirs) => samePeople(mine, theirs));
  }

  /** All that stands between a resource and the others, whichever of them was asked for first; also what has come up since. */
  conflictsOf(urn: string, accountId: string): Conflict[] {
    const claims = this.#byAccount.get(accountId);
    const mine = claims?.get(urn);
    if (!claims || !mine) return [];
    const others = [...claims.values()].filter((theirs) => theirs !== mine);
    others.sort((one, other) => (one.urn < other.urn ? -1 : 1));
    return others.flatMap((theirs) => [...conflictOf(mine, theirs), ...samePeople(mine, theirs)]);
  }

  /** Whether a user may be listed by this name: what is asked of each user who leaves, and mostly is not so. */
  mayList(accountId: string, name: UserKey, deleted: string | undefined): boolean {
    for (const { users, byId } of this.#claimsOf.get(accountId) ?? NOTHING)
      if (users.has(name) || byId.has(name)) return true;
    return this.#elsewhere.isAny(accountId, deleted, this.#checked);
  }

  /** The resources of the program that list a user at a moment, by ID or address; also those not checked yet. */
  listers(accountId: string, listed: ListedAt): readonly Lister[] {
    const { names, deleted } = listed;
    const found: Lister[] = [];
    for (const { urn, users, byId } of this.#claimsOf.get(accountId) ?? NOTHING) {
      if (!names.some((name) => users.has(name) || byId.has(name))) continue;
      found.push({
        name: nameInUrn(urn),
        place: placeInUrn(urn),
        is: (other) => other === urn,
        isPending: false,
        isChecked: true,
      });
    }
    // Of the resources that were checked it is known better: a transformation may have changed what the program wrote.
    const elsewhere = this.#elsewhere.listers(accountId, listed, this.#checked);
    // It is asked for each user who leaves, and mostly there is nobody.
    if (elsewhere.length === 0) return found;
    // What the program has no more is deleted once all is done that anybody waits for.
    const isLast = deleted !== undefined && !this.#elsewhere.declares(deleted);
    for (const resource of elsewhere) {
      const isChecked = this.#elsewhere.isChecked(resource);
      found.push({ ...resource, isPending: (isLast || !resource.waits) && !isChecked, isChecked });
    }
    return found;
  }
}

function isSame(one: ReadonlyMap<string, UserKey>, other: ReadonlyMap<string, UserKey>): boolean {
  if (one.size !== other.size) return false;
  for (const [userId, key] of one) if (other.get(userId) !== key) return false;
  return true;
}

function exclusiveOf(...claims: readonly Claim[]): string[] {
  return claims.filter(({ exclusive }) => exclusive).map(({ urn }) => urn);
}

function conflictOf(mine: Claim, theirs: Claim): Conflict[] {
  const users = [...mine.users.keys()].filter((key) => theirs.users.has(key)).sort();
  const exclusive = exclusiveOf(mine, theirs);
  return users.length > 0 || exclusive.length > 0 ? [{ urn: theirs.urn, users, exclusive }] : [];
}

function samePeople(mine: Claim, theirs: Claim): Conflict[] {
  const users = new Set<string>();
  // The same name in both was told when the claim was made.
  const add = (key: UserKey, there: UserKey | undefined): void => {
    if (there !== undefined && there !== key) users.add(`${key} (there as ${there})`);
  };
  for (const [userId, key] of mine.byId) {
    add(key, theirs.byId.get(userId) ?? (theirs.users.has(userId) ? userId : undefined));
  }
  // Nobody has looked yet at who is listed here by the user ID.
  for (const [userId, there] of theirs.byId) if (mine.users.has(userId)) add(userId, there);
  return users.size > 0 ? [{ urn: theirs.urn, users: [...users].sort(), exclusive: exclusiveOf(mine, theirs) }] : [];
}
