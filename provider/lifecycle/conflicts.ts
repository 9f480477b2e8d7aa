import { listNames } from "../model/names";
import type { UserKey } from "../model/userKey";
import { GIVEN_ON } from "../plan/addressGuards";
import type { Violation } from "../plan/guards";
import type { Conflict } from "./claims";
import type { Work } from "./context";
import { describeResource } from "./describeResource";

/** Two addresses that mean one user ID: by what the account has now, and by what it had. */
const isByAddresses = (user: string): boolean => /^\S+@\S+ \(there as \S+@\S+\)$/.test(user);

function violationOf({ kind, urn, declaration }: Work, { urn: other, users, exclusive }: Conflict): Violation {
  const both = `${describeResource(kind, urn)} and ${describeResource(kind, other)}`;
  if (users.length > 0) {
    const hint = users.some(isByAddresses) ? GIVEN_ON : "";
    const message = `${both} both list ${listNames(users)}. List each user in one of them.${hint}`;
    return { property: kind.listing, message };
  }
  const [which, wayOut] =
    exclusive.length > 1
      ? ["both are exclusive", "make both not exclusive"]
      : [`${describeResource(kind, exclusive[0])} is exclusive`, "make that one not exclusive"];
  const message = `${both} are both on account ${declaration.accountId}, and ${which}, which leaves no room for another. Join them, or ${wayOut}.`;
  return { property: "exclusive", message };
}

/** Notes what a resource lists and says which other resource of the program stands in its way. */
export function claimUsers(work: Work): Violation[] {
  const { kind, session, urn, declaration } = work;
  if (urn === undefined || declaration.accountId === "") return [];
  const conflicts = session.claims(kind).claim(urn, declaration);
  return conflicts.map((conflict) => violationOf(work, conflict));
}

/** All that is wrong with who lists whom, as far as it concerns a resource and is known by now: the same whoever was asked about first. */
export function conflictsOf(work: Work): Violation[] {
  const { kind, session, urn, declaration } = work;
  if (urn === undefined) return [];
  const conflicts = session.claims(kind).conflictsOf(urn, declaration.accountId);
  return conflicts.map((conflict) => violationOf(work, conflict));
}

/** The user ID of every listed user, as far as the state knows it, or `found` does. */
function* listedIds(
  { state, declaration }: Work,
  found: ReadonlyMap<UserKey, string>,
): Generator<[key: UserKey, userId: string]> {
  for (const key of declaration.desired.keys()) {
    const userId = found.get(key) ?? state.ledger.holdings.get(key)?.userId;
    if (userId !== undefined) yield [key, userId];
  }
}

/** Notes who the listed users are and says who of them another resource lists too, though by another name. */
export function identifyUsers(work: Work, found: ReadonlyMap<string, string> = new Map()): Violation[] {
  const { kind, session, urn } = work;
  const { accountId, isDeleted } = work.declaration;
  // One that is deleted lists nobody: what is known is of the one that has taken its place.
  if (urn === undefined || isDeleted) return [];
  const conflicts = session.claims(kind).identify(urn, accountId, listedIds(work, found));
  return conflicts.map((conflict) => violationOf(work, conflict));
}
