import type { UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import { type AddressFaults, type OtherOwner, tellReplaced } from "../plan/addressGuards";
import type { Ledger } from "../plan/ledger";
import type { AccountReader } from "./accountReader";
import type { Context } from "./context";
import { describeResource } from "./describeResource";
import type { State } from "./state";

/**
 * The user IDs that the state has for listed users whom the account does not have by the program's name, or has with
 * another ID: who they are now is asked by ID too.
 */
export function otherwiseKnown({ ledger }: State, listed: Iterable<UserKey>, reader: AccountReader): string[] {
  return [...listed].flatMap((key) => {
    const holding = ledger.holdings.get(key);
    const reading = reader.observe(key);
    const known = holding && reading.type !== "unasked" && userOf(reading)?.userId !== holding.userId;
    return known ? [holding.userId] : [];
  });
}

/** Looks for listed addresses that do not say who is meant. */
export function findAddressFaults(state: State, listed: Iterable<UserKey>, reader: AccountReader): AddressFaults {
  const shared = new Map<UserKey, readonly string[]>();
  const taken = new Map<UserKey, OtherOwner>();
  const replaced = new Map<UserKey, OtherOwner>();
  for (const key of listed) {
    const ids = reader.sharing(key);
    if (ids.length > 1) shared.set(key, ids);
    const before = state.ledger.holdings.get(key)?.userId;
    const now = ids.length > 1 ? undefined : userOf(reader.observe(key))?.userId;
    if (before === undefined || now === undefined || before === now) continue;
    (userOf(reader.observe(before)) ? taken : replaced).set(key, { before, now });
  }
  return { shared, taken, replaced };
}

/** Says after a refresh of whom there is another user ID now: whether that is the same person, a person has to know. */
export function tellNewIds(
  { kind, session, urn, secretArguments }: Context,
  before: Ledger,
  { holdings }: Ledger,
): void {
  const replaced = new Map<UserKey, OtherOwner>();
  for (const [key, { userId: now }] of holdings) {
    const known = before.holdings.get(key)?.userId ?? now;
    if (known !== now) replaced.set(key, { before: known, now });
  }
  if (secretArguments.includes(kind.listing)) session.secrets.add([...replaced.values()].map(({ now }) => now));
  const text = tellReplaced(replaced);
  if (text !== undefined) session.report.warn(`${describeResource(kind, urn)}: ${text}`, urn);
}
