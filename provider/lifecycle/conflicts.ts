import { listNames } from "../model/names";
import type { Violation } from "../plan/guards";
import type { Conflict } from "./claims";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import { nameOf } from "./nameOf";
import type { Session } from "./session";
import type { State } from "./state";

function violationOf(kind: Kind, { urn, accountId }: Declaration, { urn: other, users }: Conflict): Violation {
  const both = `${nameOf(kind, urn)} and ${nameOf(kind, other)}`;
  if (users.length > 0) {
    const message = `${both} both list ${listNames(users)}. List each user in one of them.`;
    return { property: kind.listing, message };
  }
  const message = `${both} are both on account ${accountId}, and one of them is exclusive, which leaves no room for another. Join them, or make it not exclusive.`;
  return { property: "exclusive", message };
}

/** Notes what a resource lists and says which other resource of the program stands in its way. */
export function claimUsers(kind: Kind, session: Session, declaration: Declaration): Violation[] {
  const { urn, accountId } = declaration;
  if (urn === undefined || accountId === "") return [];
  const conflicts = session.claims(kind).claim(urn, declaration);
  return conflicts.map((conflict) => violationOf(kind, declaration, conflict));
}

/** The user ID of every listed user, as far as the state knows it, or `found` does. */
function listedIds(state: State, declaration: Declaration, found: ReadonlyMap<string, string>): Map<string, string> {
  const ids = new Map<string, string>();
  for (const key of declaration.desired.keys()) {
    const userId = found.get(key) ?? state.ledger.holdings.get(key)?.userId;
    if (userId !== undefined) ids.set(key, userId);
  }
  return ids;
}

/** Notes who the listed users are and says who of them another resource lists too, though by another name. */
export function identifyUsers(
  kind: Kind,
  session: Session,
  declaration: Declaration,
  state: State,
  found: ReadonlyMap<string, string> = new Map(),
): Violation[] {
  const { urn, accountId } = declaration;
  if (urn === undefined) return [];
  const conflicts = session.claims(kind).identify(urn, accountId, listedIds(state, declaration, found));
  return conflicts.map((conflict) => violationOf(kind, declaration, conflict));
}
