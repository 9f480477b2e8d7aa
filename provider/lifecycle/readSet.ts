import type { UserKey } from "../model/userKey";
import { UNASKED } from "../model/userReading";
import { countCurrent, currentValueOf } from "../plan/ledger";
import { lookOnLeaving } from "../plan/planLeaving";
import type { PlanRequest } from "../plan/planRequest";
import { settingsDiffer } from "./arguments/settings";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import { sameSchedule, type Times } from "./schedule/schedule";
import { othersValue, type State } from "./state";

/** Who has to be looked at before a plan can be made. */
export interface ReadSet {
  /** Listed users whose state is not as declared. */
  readonly listed: ReadonlySet<UserKey>;
  /** User IDs of those who leave and may have to be changed. */
  readonly leaving: ReadonlySet<string>;
  /** Addresses of those who leave and are listed elsewhere by these: whose they are now. */
  readonly moving: ReadonlySet<UserKey>;
  /** Whether the whole account has to be read. */
  readonly whole: boolean;
}

/** A plan request without what has to be read for it. */
export type Intent = Omit<PlanRequest, "observe" | "everyone" | "team" | "toRead">;

function listedToRead(
  kind: Kind,
  state: State,
  declaration: Declaration,
  released: Pick<ReadonlySet<string>, "has">,
): Set<UserKey> {
  const listed = new Set<UserKey>();
  // How the last write of a failed user ended may not be known: the user is looked at again, whatever the state says.
  const failed = new Set(state.failures.map(({ user }) => user));
  for (const [key, value] of declaration.desired) {
    if (isLeftSo(state, declaration, key)) continue;
    const stillMissing = declaration.missingUsers === "fail" && state.ledger.missing.has(key);
    if (
      currentValueOf(state.ledger, othersValue(kind), key) !== value ||
      stillMissing ||
      failed.has(key) ||
      isUnconfirmed(state, declaration, key, released)
    )
      listed.add(key);
  }
  return listed;
}

/** Who of those that leave is to be read next, by what was read so far. */
export function leavingToRead(
  intent: Intent,
  { team, observe }: Pick<PlanRequest, "team" | "observe">,
): Pick<ReadSet, "leaving" | "moving"> {
  const leaving = new Set<string>();
  const moving = new Set<UserKey>();
  const asking = { ...intent, team, observe };
  for (const [key, holding] of intent.holdings) {
    if (intent.desired.has(key)) continue;
    const { userId, addresses } = lookOnLeaving(asking, key, holding);
    if (userId !== undefined) leaving.add(userId);
    for (const address of addresses) moving.add(address);
  }
  return { leaving, moving };
}

/**
 * Whether the state's word on a listed user has to be checked. It has where a failure or a refresh saw the user as
 * declared, and the state keeps another value; and where another resource of the program has just released the user.
 */
function isUnconfirmed(
  { ledger }: State,
  { desired, ignored }: Declaration,
  key: UserKey,
  released: Pick<ReadonlySet<string>, "has">,
): boolean {
  const holding = ledger.holdings.get(key);
  const bySight = !ignored && (ledger.drifted.has(key) || ledger.others.has(key));
  return (bySight && holding?.value !== desired.get(key)) || released.has(holding?.userId ?? key);
}

/** Whether a user was seen to be otherwise than this resource has made the user, and the program ignores that. */
export function isLeftSo({ ledger }: State, { desired, ignored = false }: Declaration, key: UserKey): boolean {
  return ignored && ledger.drifted.has(key) && ledger.drifted.get(key) === desired.get(key);
}

/** Whether the state has users who are listed no more and were never held: an exclusive set decides about them too. */
function hasStrays({ ledger }: State, { desired }: Declaration): boolean {
  return [...ledger.drifted.keys()].some((key) => !desired.has(key) && !ledger.holdings.has(key));
}

/** Whether the guard is a share of the users of the account: that takes their number. */
export function isShare({ maxChanges }: Pick<Declaration, "maxChanges">): boolean {
  return typeof maxChanges === "string";
}

/**
 * Compares what is declared with what the state says: who has to be looked at. `released`: the IDs of users whom another
 * resource of the program has changed in this run because it lists them no more.
 */
export function findReadSet(
  kind: Kind,
  intent: Intent,
  state: State,
  declaration: Declaration,
  released: Pick<ReadonlySet<string>, "has"> = new Set(),
): ReadSet {
  const listed = listedToRead(kind, state, declaration, released);
  const { leaving, moving } = leavingToRead(intent, { team: state.team, observe: () => UNASKED });
  const nowExclusive = declaration.exclusive && !state.declaration.exclusive;
  const outside = state.ledger.others.size > 0 || hasStrays(state, declaration);
  const anything = listed.size > 0 || leaving.size > 0 || outside || nowExclusive;
  if (declaration.exclusive && anything) {
    // The whole account is read then, and the set is the whole truth: everybody listed is looked at.
    const all = [...declaration.desired.keys()].filter((key) => !isLeftSo(state, declaration, key));
    return { listed: new Set(all), leaving, moving, whole: true };
  }
  return { listed, leaving, moving, whole: anything && isShare(declaration) };
}

/** Whether other times or reasons stand in the program, or another one comes next: the state is to have them, nobody is changed. */
function scheduleDiffers(before: Times, now: Times): boolean {
  return before.nextChange !== now.nextChange || !sameSchedule(before.schedule, now.schedule);
}

/** Whether an update has anything to do: the account, or the arguments kept in state, are not as declared. */
export function hasChanges(
  kind: Kind,
  state: State,
  declaration: Declaration,
  released: Pick<ReadonlySet<string>, "has"> = new Set(),
): boolean {
  if (declaration.unknowns.length > 0 || state.failures.length > 0) return true;
  const { ledger } = state;
  if (countCurrent(ledger, othersValue(kind)) !== declaration.desired.size) return true;
  for (const [key, value] of declaration.desired) {
    if (currentValueOf(ledger, othersValue(kind), key) !== value || isUnconfirmed(state, declaration, key, released))
      return true;
  }
  return settingsDiffer(state.declaration, declaration) || scheduleDiffers(state.declaration, declaration);
}
