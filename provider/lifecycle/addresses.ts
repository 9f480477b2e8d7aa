import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import { type AddressFaults, describeNewIds, describeTaken, type NewIds, type OtherOwner } from "../plan/addressGuards";
import type { Ledger } from "../plan/ledger";
import type { AccountReader } from "./accountReader";
import { type Context, isListingSecret } from "./context";
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

/** Whether whoever comes with another ID than a holding has is the same person all the same. */
type ComesBack = (holding: Holding) => boolean;

/** Looks for listed addresses that do not say who is meant, or mean another user ID than before. */
export function findAddressFaults(
  { holdings }: Pick<Ledger, "holdings">,
  listed: Iterable<UserKey>,
  reader: AccountReader,
  comesBack: ComesBack,
): AddressFaults {
  const faults = { taken: owners(), replaced: owners(), returned: owners() };
  const shared = new Map<UserKey, readonly string[]>();
  const faultOf = (held: Holding): keyof typeof faults => {
    if (userOf(reader.observe(held.userId))) return "taken";
    return comesBack(held) ? "returned" : "replaced";
  };
  for (const key of listed) {
    const ids = reader.sharing(key);
    const held = holdings.get(key);
    const now = userOf(reader.observe(key))?.userId;
    if (ids.length > 1) shared.set(key, ids);
    else if (held && now !== undefined && held.userId !== now)
      faults[faultOf(held)].set(key, { before: held.userId, now });
  }
  return { shared, ...faults };
}

function owners(): Map<UserKey, OtherOwner> {
  return new Map();
}

/** Whose entry means another user ID after a refresh: also whoever is listed by ID, and was found by the recorded address. */
export function findNewIds(
  before: Ledger,
  after: Ledger,
  reader: AccountReader,
  comesBack: ComesBack,
): NewIds & Pick<AddressFaults, "taken"> {
  const { replaced, taken } = findAddressFaults(before, before.holdings.keys(), reader, comesBack);
  const returned = owners();
  for (const [key, { userId: now }] of after.holdings) {
    const known = before.holdings.get(key)?.userId ?? now;
    if (known !== now && !replaced.has(key)) returned.set(key, { before: known, now });
  }
  return { replaced, returned, taken };
}

/** What the state knows, without what it knows of those whose address belongs to somebody else now. */
export function forgetReplaced(ledger: Ledger, replaced: AddressFaults["replaced"] | undefined): Ledger {
  if (replaced === undefined || replaced.size === 0) return ledger;
  const { holdings, drifted } = ledger;
  const left = <T>(map: ReadonlyMap<UserKey, T>) => new Map([...map].filter(([key]) => !replaced.has(key)));
  return { ...ledger, holdings: left(holdings), drifted: left(drifted) };
}

/** Says whose address belongs to another user ID than before. */
export function tellNewIds(context: Context, { replaced, returned }: NewIds): void {
  const { kind, session, urn } = context;
  const found = [...replaced.values(), ...returned.values()];
  if (isListingSecret(context)) session.secrets.add(found.map(({ now }) => now));
  for (const text of describeNewIds({ replaced, returned }))
    session.report.warn(`${describeResource(kind, urn)}: ${text}`, urn);
}

/** Says, in a refresh, which addresses somebody else has by now, as far as it has read who that is, while the user from before is still there. */
export function tellTaken(context: Context, taken: AddressFaults["taken"]): void {
  const { kind, session, urn } = context;
  if (taken.size === 0) return;
  if (isListingSecret(context)) session.secrets.add([...taken.values()].flatMap(({ before, now }) => [before, now]));
  session.report.warn(`${describeResource(kind, urn)}: ${describeTaken(taken)}`, urn);
}
