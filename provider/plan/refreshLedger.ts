import type { Holding } from "../model/holding";
import { MISSING } from "../model/standing";
import type { User } from "../model/user";
import { toUserKey, type UserKey } from "../model/userKey";
import { type UserReading, userOf } from "../model/userReading";
import { DraftLedger, type Ledger, type LedgerEntry } from "./ledger";
import { holdingSeen } from "./ownership";
import { outsiderKey } from "./planOutsiders";
import type { KindRules } from "./rules";

/** Everything that a refresh depends on. */
export interface RefreshRequest {
  readonly ledger: Ledger;
  readonly rules: KindRules;
  readonly team: boolean;
  /** Whether the resource decides about users whom it does not list, too. */
  readonly exclusive: boolean;
  /** What was read of a user, by ID or address. */
  observe(key: UserKey): UserReading;
  /** All users of the account, where all were read. */
  readonly everyone: Iterable<User> | undefined;
}

function observedValueOf(
  { rules, team }: RefreshRequest,
  user: User | undefined,
  holding: Holding | undefined,
): string {
  return rules.observedValue({ user, holding, team }) ?? MISSING;
}

/** The user of a holding: by the ID, and by the names of whoever comes back with another one. */
function findHeld(request: RefreshRequest, key: UserKey, holding: Holding): User | undefined {
  const find = (name: UserKey): User | undefined => userOf(request.observe(name));
  const { userId, email } = holding;
  const known = find(userId);
  if (known || !request.rules.isRemoved(holding, request.team)) return known;
  return find(key) ?? (email ? find(toUserKey(email)) : undefined);
}

/** A user who has the listed address of somebody who is gone: as declared the user was found so, and otherwise is new. */
function refreshNew(request: RefreshRequest, user: User, { value: declared }: Holding): LedgerEntry {
  const value = observedValueOf(request, user, undefined);
  return value === declared ? { holding: { userId: user.userId, value } } : { drifted: value };
}

function refreshHeld(request: RefreshRequest, key: UserKey, held: Holding): LedgerEntry {
  const user = findHeld(request, key, held);
  const other = user ?? userOf(request.observe(key));
  if (other !== user && other !== undefined) return refreshNew(request, other, held);
  const value = observedValueOf(request, user, held);
  const userId = user?.userId ?? held.userId;
  if (value === held.value || value === held.attempted) {
    const wasDrifted = request.ledger.drifted.has(key);
    return { holding: holdingSeen(held, { userId, value, wasDrifted }, request.rules) };
  }
  const { attempted, ...known } = held;
  return { holding: { ...known, userId }, drifted: value };
}

function refreshMissing(request: RefreshRequest, key: UserKey, wanted: string): LedgerEntry {
  const user = userOf(request.observe(key));
  return user ? { drifted: observedValueOf(request, user, undefined) } : { missing: wanted };
}

function noteOutsiders(request: RefreshRequest, after: DraftLedger): void {
  const listed = new Set([...after.holdings.values()].map(({ userId }) => userId));
  for (const user of request.everyone ?? []) {
    const key = outsiderKey(user);
    const known = listed.has(user.userId) || after.drifted.has(key) || after.drifted.has(user.userId);
    if (!known && observedValueOf(request, user, undefined) === request.rules.exclusive?.from)
      after.others.set(key, user.userId);
  }
}

/** The ledger held against the account as it was read: what is otherwise than declared is in `drifted`. Pure. */
export function refreshLedger(request: RefreshRequest): Ledger {
  const { holdings, drifted, missing } = request.ledger;
  const after = new DraftLedger();
  for (const [key, holding] of holdings) after.put(key, refreshHeld(request, key, holding));
  for (const key of drifted.keys()) {
    if (!holdings.has(key))
      after.put(key, { drifted: observedValueOf(request, userOf(request.observe(key)), undefined) });
  }
  for (const [key, wanted] of missing) after.put(key, refreshMissing(request, key, wanted));
  if (request.exclusive) noteOutsiders(request, after);
  return after;
}
