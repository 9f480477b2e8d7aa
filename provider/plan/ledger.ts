import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";

/** The part of the state that says what the resource keeps of each user. */
export interface Ledger {
  readonly holdings: ReadonlyMap<UserKey, Holding>;
  /** Users seen by the last refresh, or left by a failure, with something else than declared. */
  readonly drifted: ReadonlyMap<UserKey, string>;
  /** Listed users that the account does not have, with what they would get. */
  readonly missing: ReadonlyMap<UserKey, string>;
  /** Users outside the set whom `exclusive` has still to change: label and user ID. */
  readonly others: ReadonlyMap<UserKey, string>;
}

/** What the ledger says of one user; empty: nothing. */
export interface LedgerEntry {
  readonly holding?: Holding | undefined;
  readonly drifted?: string | undefined;
  readonly missing?: string | undefined;
  readonly other?: string | undefined;
}

/** A ledger that is being written. */
export class DraftLedger implements Ledger {
  readonly holdings: Map<UserKey, Holding> = new Map();
  readonly drifted: Map<UserKey, string> = new Map();
  readonly missing: Map<UserKey, string> = new Map();
  readonly others: Map<UserKey, string> = new Map();

  /** Notes a user, in place of what it says of the user. */
  put(user: UserKey, { holding, drifted, missing, other }: LedgerEntry): void {
    set(this.holdings, user, holding);
    set(this.drifted, user, drifted);
    set(this.missing, user, missing);
    set(this.others, user, other);
  }
}

function set<T>(map: Map<UserKey, T>, user: UserKey, value: T | undefined): void {
  if (value === undefined) map.delete(user);
  else map.set(user, value);
}

/** What one user has according to the ledger, in the form in which the program declares it; undefined: nothing is said. */
export function currentValueOf(ledger: Ledger, exclusiveValue: string | undefined, key: UserKey): string | undefined {
  if (exclusiveValue !== undefined && ledger.others.has(key)) return exclusiveValue;
  return ledger.drifted.get(key) ?? ledger.missing.get(key) ?? ledger.holdings.get(key)?.value;
}

/** Of how many users the ledger says what they have. */
export function countCurrent(
  { holdings, drifted, missing, others }: Ledger,
  exclusiveValue: string | undefined,
): number {
  // All but the holdings are few or none: whom several name is counted once.
  const more = new Set([...drifted.keys(), ...missing.keys(), ...(exclusiveValue === undefined ? [] : others.keys())]);
  let count = holdings.size;
  for (const key of more) if (!holdings.has(key)) count += 1;
  return count;
}

/** What the account has according to the ledger, in the form in which the program declares it. */
export function currentOf(ledger: Ledger, exclusiveValue: string | undefined): Map<UserKey, string> {
  const current = new Map<UserKey, string>();
  for (const [key, holding] of ledger.holdings) current.set(key, holding.value);
  for (const [key, value] of ledger.missing) current.set(key, value);
  for (const [key, value] of ledger.drifted) current.set(key, value);
  if (exclusiveValue !== undefined) for (const key of ledger.others.keys()) current.set(key, exclusiveValue);
  return current;
}
