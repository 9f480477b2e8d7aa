import { type AddressFaults, idsOf } from "../plan/addressGuards";
import type { Ledger } from "../plan/ledger";
import { changesOf, identifiedUsers, type Plan } from "../plan/plan";
import { textsOf } from "./arguments/settings";
import { type Context, isListingSecret } from "./context";
import type { Declaration } from "./declaration";
import type { Times } from "./schedule/schedule";
import type { State } from "./state";

function namesOf({ holdings }: Pick<Ledger, "holdings">): string[] {
  return [...holdings].flatMap(([key, { userId, email = "" }]) => [key, userId, email]);
}

/** Who is meant by a secret listing: its users, by all names that are known. */
function usersOf(declaration: Declaration, state: State): string[] {
  const { ledger, failures, replaced, moved } = state;
  const { desired } = declaration;
  const users = [...desired.keys(), ...ledger.drifted.keys(), ...ledger.missing.keys(), ...ledger.others.keys()];
  const held = [ledger, ...replaced.map((one) => one.ledger), ...moved].flatMap(namesOf);
  const failed = failures.flatMap(({ user, userId }) => [user, userId]);
  const timed = [declaration, state.declaration].flatMap(({ schedule }) => [...schedule.keys()]);
  return [...users, ...held, ...failed, ...timed];
}

/** The times and reasons of entries. */
function scheduleTexts({ schedule, nextChange = "" }: Times): string[] {
  const texts = [...schedule.values()].flatMap(({ from = "", until = "", reason = "" }) => [from, until, reason]);
  return [...texts, nextChange];
}

/** The licenses that the users of a secret map are to have, or have been given. */
function licensesOf(declaration: Declaration, state: State): string[] {
  const timed = [declaration, state.declaration].flatMap(({ schedule }) => [...schedule.values()]);
  const held = [...state.ledger.holdings.values()];
  return [...declaration.desired.values(), ...[...timed, ...held].map(({ value }) => value)];
}

/**
 * Keeps out of all messages what the program has marked secret in a declaration, and what the state has of it: an account that is left is
 * as secret as the one that takes its place, and who has moved away as before.
 */
export function hideSecrets({ kind, session, secretArguments }: Context, declaration: Declaration, state: State): void {
  session.secrets.add(state.moved.filter(({ isSecret }) => isSecret).flatMap(namesOf));
  for (const name of secretArguments) {
    if (name !== kind.listing) {
      session.secrets.add([...textsOf(declaration, name), ...textsOf(state.declaration, name)]);
      if (name === "accountId") session.secrets.add(state.replaced.map(({ accountId }) => accountId));
      continue;
    }
    session.secrets.add(usersOf(declaration, state));
    // A reason may be a word that our own sentences have.
    session.secrets.addWords([...scheduleTexts(declaration), ...scheduleTexts(state.declaration)]);
    if (kind.listingForm.saysValues) session.secrets.addWords(licensesOf(declaration, state));
  }
}

/** Keeps out of all messages the other names that a plan has found of secret users. */
export function hideIdentified(context: Context, plan: Plan, addresses: AddressFaults | undefined): void {
  const { session } = context;
  if (!isListingSecret(context)) return;
  if (addresses) session.secrets.add(idsOf(addresses));
  session.secrets.add(changesOf(plan).flatMap(({ user, userId, email = "" }) => [user, userId, email]));
  session.secrets.add(identifiedUsers(plan).values());
}
