import { userOf } from "../model/userReading";
import { isTeam } from "./accountReading";
import { findClaimant } from "./claimant";
import type { Work } from "./context";
import type { Moved } from "./storedMoved";
import { namesOfHolding } from "./tellLost";

/*
 * Notes of users who have moved (see `moved.ts`), of which this run does not tell whether they hold still. Where the program can't tell either,
 * each run would ask once more.
 */

/** The notes without those of users who are again as they were before, or are gone: whatever has become of them, nothing is to be done by these. */
async function stillToDo(work: Work, open: ReadonlySet<string>): Promise<readonly Moved[]> {
  const { kind, session, state, urn: by, signal } = work;
  const { rules } = kind;
  const reader = await session.reader(state.declaration.accountId);
  const account = await reader.account(signal);
  if (account.type !== "found") return state.moved;
  const team = isTeam(account, state.team);
  await reader.read({ keys: [...open], whole: false, signal, usersExpected: state.accountUsers, by });
  return state.moved.flatMap((moved) => {
    const holdings = [...moved.holdings].filter(([, holding]) => {
      if (!open.has(holding.userId)) return true;
      const value = rules.observedValue({ user: userOf(reader.observe(holding.userId)), holding, team });
      return value !== undefined && value !== holding.before;
    });
    return holdings.length === 0 ? [] : [{ ...moved, holdings: new Map(holdings) }];
  });
}

/** Looks at the users of such notes, whom nobody lists, and leaves out what is over. What can't be read stays. */
export async function withoutDone(work: Work): Promise<Work["state"]> {
  const { state, declaration, session, isUntold } = work;
  if (!isUntold || declaration.isDeleted === true || state.moved.length === 0) return state;
  const moment = await session.asOf.moment();
  const open = state.moved
    .flatMap(({ holdings }) => [...holdings])
    .filter((one) => findClaimant(work, moment, namesOfHolding(...one)) === undefined)
    .map(([, { userId }]) => userId);
  if (open.length === 0) return state;
  const moved = await stillToDo(work, new Set(open)).catch(() => state.moved);
  const count = (notes: readonly Moved[]): number => notes.reduce((sum, { holdings }) => sum + holdings.size, 0);
  return count(moved) === count(state.moved) ? state : { ...state, moved };
}
