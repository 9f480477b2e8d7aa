import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import { isTeam } from "./accountReading";
import type { Work } from "./context";
import { selfOf } from "./self";
import type { Moved } from "./storedMoved";
import { namesOfHolding } from "./tellLost";
import type { Keepers } from "./whereabouts";

/*
 * Notes of users who have moved (see `moved.ts`), of which what the resources say does not tell whether they hold still. Where the program can't tell
 * either, each run would ask once more: there the users tell.
 */

/** How a user is; undefined: the user is gone. */
type Observe = (holding: Holding) => string | undefined;

async function observe({ kind, session, state, urn: by, signal }: Work, ids: readonly UserKey[]): Promise<Observe> {
  const reader = await session.reader(state.declaration.accountId);
  const account = await reader.account(signal);
  if (account.type !== "found") throw new Error("There is nobody to look at.");
  const team = isTeam(account, state.team);
  await reader.read({ keys: ids, whole: false, signal, usersExpected: state.accountUsers, by });
  return (holding) => kind.rules.observedValue({ user: userOf(reader.observe(holding.userId)), holding, team });
}

/**
 * Whether nothing is to be done by a note, whatever has become of the user: who is gone, or again as before; and whom another resource has as the
 * user is, which knows what was before.
 */
function isDone(
  work: Work,
  keepers: Keepers,
  [key, holding]: readonly [UserKey, Holding],
  value: string | undefined,
): boolean {
  if (value === undefined || value === holding.before) return true;
  if (value === holding.value) return false;
  const isSelf = selfOf(work);
  const offers = namesOfHolding(key, holding).flatMap((name) => keepers.get(name) ?? []);
  return offers.some(
    ({ urn, movedTo, holding: there }) =>
      !movedTo &&
      !isSelf(urn) &&
      there.value === value &&
      there.before !== undefined &&
      there.before === holding.before,
  );
}

function countIn(notes: readonly Moved[]): number {
  return notes.reduce((sum, { holdings }) => sum + holdings.size, 0);
}

/** Looks at the users of such notes, and leaves out those that are over. What can't be read stays: the same state as before. */
export async function withoutDone(work: Work): Promise<Work["state"]> {
  const { kind, state, declaration, session, isUntold } = work;
  if (!isUntold || declaration.isDeleted === true || state.moved.length === 0) return state;
  const noted = state.moved.flatMap(({ holdings }) => [...holdings]);
  const names = noted.flatMap((one) => namesOfHolding(...one));
  const keepers = await session.others(kind).keepers(state.declaration.accountId, names);
  const valueNow = await observe(
    work,
    noted.map(([, { userId }]) => userId),
  ).catch(() => undefined);
  if (valueNow === undefined) return state;
  const moved = state.moved.flatMap((one) => {
    const left = [...one.holdings].filter((entry) => !isDone(work, keepers, entry, valueNow(entry[1])));
    return left.length === 0 ? [] : [{ ...one, holdings: new Map(left) }];
  });
  return countIn(moved) === countIn(state.moved) ? state : { ...state, moved };
}
