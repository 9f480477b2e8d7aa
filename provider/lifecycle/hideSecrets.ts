import { type AddressFaults, idsOf } from "../plan/addressGuards";
import { changesOf, identifiedUsers, type Plan } from "../plan/plan";
import { textsOf } from "./arguments/settings";
import type { Context } from "./context";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import type { State } from "./state";

/** Who is meant by a secret listing: its users, by all names that are known, and the licenses that they are to have. */
function valuesOf(kind: Kind, { desired }: Declaration, { ledger, failures }: State): string[] {
  const users = [...desired.keys(), ...ledger.drifted.keys(), ...ledger.missing.keys(), ...ledger.others.keys()];
  const held = [...ledger.holdings].flatMap(([key, { userId, email = "" }]) => [key, userId, email]);
  const failed = failures.flatMap(({ user, userId }) => [user, userId]);
  const values = kind.listingForm.saysValues ? [...desired.values()] : [];
  return [...users, ...held, ...failed, ...values];
}

/** Keeps out of all messages what the program has marked secret in a declaration, and what the state has of it. */
export function hideSecrets({ kind, session, secretArguments }: Context, declaration: Declaration, state: State): void {
  for (const name of secretArguments) {
    session.secrets.add(name === kind.listing ? valuesOf(kind, declaration, state) : textsOf(declaration, name));
  }
}

/** Keeps out of all messages the other names that a plan has found of secret users. */
export function hideIdentified(
  { kind, session, secretArguments }: Context,
  plan: Plan,
  addresses: AddressFaults | undefined,
): void {
  if (!secretArguments.includes(kind.listing)) return;
  if (addresses) session.secrets.add(idsOf(addresses));
  session.secrets.add(changesOf(plan).flatMap(({ user, userId, email = "" }) => [user, userId, email]));
  session.secrets.add(identifiedUsers(plan).values());
}
